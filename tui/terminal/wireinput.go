package terminal

import (
	"bytes"
	"io"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// What a wire may hold back or hand on at most, in bytes, so that who sends without an end costs
// nothing.
const (
	longestSequence = 1 << 10 // an escape sequence without its end
	longestPaste    = 1 << 16
	longestRest     = 64 // the rest of an answer that was given up
)

// lateFor is how late the rest of an answer that was given up may come and is still known as such.
const lateFor = 5 * time.Second

// wireInput reads a wire as input reads a device: split escape sequences are put together, the end
// means that the terminal is gone. A wire knows no deadlines, so a goroutine reads ahead. The rest
// of an answer that comes too late is dropped: typed, it would be keys that do things.
type wireInput struct {
	chunks chan []byte // closed when the wire has ended
	ended  chan struct{}
	cancel func()
	keys   func() bool // whether keys may come split
	gone   func()

	// These belong to Read.
	ready      []byte // to be handed out
	held       []byte // the beginning of a sequence that lacks its end
	swallowing int    // how much may still come of an answer that was given up
	givenUp    time.Time
	pasting    bool
	pasted     int // bytes of this paste
}

// newWireInput starts reading ahead.
func (s *Screen) newWireInput(wire io.Reader) *wireInput {
	network := s.env("SSH_CONNECTION") != ""
	in := &wireInput{
		chunks: make(chan []byte), ended: make(chan struct{}), gone: s.gone,
		keys: func() bool { return network || s.answerDue() },
	}
	in.cancel = sync.OnceFunc(func() { close(in.ended) })
	s.Go(func() { in.pump(wire) })
	return in
}

// pump hands on what the wire brings. A Read that waits is ended by whoever owns the wire.
func (in *wireInput) pump(wire io.Reader) {
	defer close(in.chunks)
	for {
		chunk := make([]byte, 1<<10)
		n, err := wire.Read(chunk)
		if n > 0 {
			select {
			case in.chunks <- chunk[:n]:
			case <-in.ended:
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// Read is one key or more, or a part of a paste.
func (in *wireInput) Read(buf []byte) (int, error) {
	for len(in.ready) == 0 {
		if err := in.wait(); err != nil {
			return 0, err
		}
	}
	n := copy(buf, in.ready)
	in.ready = in.ready[n:]
	return n, nil
}

// Cancel ends a Read that waits, and all that come.
func (in *wireInput) Cancel() bool {
	in.cancel()
	return true
}

// Close does the same.
func (in *wireInput) Close() error {
	in.cancel()
	return nil
}

// wait waits for what comes next, or until what is held back is given up.
func (in *wireInput) wait() error {
	var late <-chan time.Time
	if len(in.held) > 0 {
		patience := time.NewTimer(in.patience())
		defer patience.Stop()
		late = patience.C
	}
	select {
	case <-in.ended:
		return io.EOF
	case chunk, more := <-in.chunks:
		if !more {
			in.gone()
			return io.EOF
		}
		in.take(chunk)
	case <-late:
		in.giveUp()
	}
	return nil
}

// patience is how long to wait for the rest of what is held back.
func (in *wireInput) patience() time.Duration {
	switch {
	case isAnswer(in.held):
		return answerWait
	case in.keys():
		return splitWait
	}
	return 0
}

// take hands on what is whole and holds back the beginning of what isn't.
func (in *wireInput) take(chunk []byte) {
	if len(in.held) == 0 {
		chunk = in.swallow(chunk)
	}
	all := append(in.held, chunk...)
	whole := wholeKeys(all)
	in.held = bytes.Clone(all[whole:])
	if len(in.held) > longestSequence { // nothing that a terminal sends is that long
		in.held, in.swallowing, in.givenUp = nil, longestRest, time.Now()
	}
	in.hand(all[:whole])
}

// giveUp no longer waits for the rest of what is held back.
func (in *wireInput) giveUp() {
	if isAnswer(in.held) {
		in.swallowing, in.givenUp = longestRest, time.Now()
	} else {
		in.hand(in.held)
	}
	in.held = nil
}

// swallow drops the rest of an answer that was given up: up to its end, or to any key that isn't
// a character.
func (in *wireInput) swallow(chunk []byte) []byte {
	if in.swallowing == 0 || time.Since(in.givenUp) > lateFor {
		in.swallowing = 0
		return chunk
	}
	end := bytes.IndexFunc(chunk, func(r rune) bool { return r < ' ' })
	if end < 0 {
		dropped := min(len(chunk), in.swallowing)
		in.swallowing -= dropped
		return chunk[dropped:]
	}
	in.swallowing = 0
	chunk = chunk[end:]
	if rest, st := bytes.CutPrefix(chunk, []byte("\x1b\\")); st {
		return rest
	}
	return bytes.TrimPrefix(chunk, []byte{ansi.BEL})
}

// hand hands keys on, and of a paste no more than there is room for.
func (in *wireInput) hand(keys []byte) {
	start, end := []byte(ansi.BracketedPasteStart), []byte(ansi.BracketedPasteEnd)
	for len(keys) > 0 {
		if !in.pasting {
			before, after, found := bytes.Cut(keys, start)
			in.ready = append(in.ready, before...)
			if found {
				in.ready = append(in.ready, start...)
			}
			in.pasting, in.pasted, keys = found, 0, after
			continue
		}
		text, after, found := bytes.Cut(keys, end)
		fits := text[:min(len(text), longestPaste-in.pasted)]
		in.ready = append(in.ready, fits...)
		in.pasted += len(fits)
		if found {
			in.ready = append(in.ready, end...)
		}
		in.pasting, keys = !found, after
	}
}

// isAnswer says whether the beginning of a sequence is that of an answer, which nobody types.
func isAnswer(held []byte) bool {
	if len(held) < 3 || held[0] != ansi.ESC {
		return false
	}
	return held[1] == ']' && held[2] >= '0' && held[2] <= '9' || held[1] == 'P'
}

// wholeKeys returns how many bytes from the start make whole sequences and runes.
func wholeKeys(keys []byte) int {
	for at := 0; at < len(keys); {
		length := 1
		if keys[at] == ansi.ESC {
			length = sequenceLength(keys[at:])
		} else if keys[at] >= utf8.RuneSelf && !utf8.FullRune(keys[at:]) {
			length = 0
		}
		if length == 0 {
			return at
		}
		at += length
	}
	return len(keys)
}

// sequenceLength returns how long the escape sequence is that keys begin with; 0 if it lacks its
// end.
func sequenceLength(keys []byte) int {
	if len(keys) < 2 {
		return 0
	}
	rest := keys[2:]
	switch keys[1] {
	case '[':
		end := bytes.IndexFunc(rest, func(r rune) bool { return r < ' ' || r >= '@' && r <= '~' })
		if end < 0 {
			return 0
		}
		return 3 + end
	case 'O':
		return min(len(rest), 1) * 3
	case ']', 'P', 'X', '^', '_':
		return stringLength(keys)
	case ansi.ESC:
		return 1
	}
	return 2
}

// stringLength is the same of a sequence that holds a string: an answer.
func stringLength(keys []byte) int {
	for at := 2; at < len(keys); at++ {
		switch keys[at] {
		case ansi.BEL, ansi.CAN, ansi.SUB:
			return at + 1
		case ansi.ESC:
			switch {
			case at+1 == len(keys):
				return 0
			case keys[at+1] == '\\':
				return at + 2
			}
			return at // another sequence begins: this one never ends
		}
	}
	return 0
}
