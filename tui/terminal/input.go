package terminal

import (
	"bytes"
	"os"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const (
	// splitWait is how long the rest of a split key may take. Bubble Tea gives up after 50 ms and
	// takes the pieces for keys; packets of one key were seen further apart than that.
	splitWait = 150 * time.Millisecond
	// answerWait is the same for the rest of an answer, which nobody types: its pieces would be keys
	// that do things.
	answerWait = time.Second
)

// input is the terminal's file for reading. It says when the terminal went away, which Bubble Tea
// would not notice, and puts split escape sequences together: answers always, keys over a network,
// and all while an answer is due.
type input struct {
	*os.File
	network bool
	due     func() bool
	gone    func()
}

// Read is one key or more, or a paste. Where keys may be split, a lone Esc takes 150 ms longer.
func (in *input) Read(buf []byte) (int, error) {
	n, err := in.File.Read(buf)
	if err != nil {
		in.gone()
		return n, err //nolint:wrapcheck // Bubble Tea compares it with io.EOF
	}
	for more := 1; more > 0 && n < len(buf) && split(buf[:n]); n += more {
		more = in.rest(buf[n:], in.patience(buf[:n]))
	}
	return n, nil
}

// patience is how long to wait for the rest of split keys.
func (in *input) patience(keys []byte) time.Duration {
	switch start := bytes.LastIndex(keys, []byte("\x1b]")); {
	case start >= 0 && len(keys) > start+2 && unfinished(keys[start+1:]):
		return answerWait
	case in.network || in.due():
		return splitWait
	}
	return 0
}

// rest reads what follows soon. An error counts as nothing: the next Read meets it again.
func (in *input) rest(buf []byte, wait time.Duration) int {
	if wait == 0 || !readable(in.Fd(), wait) {
		return 0
	}
	n, err := in.File.Read(buf)
	if err != nil {
		return 0
	}
	return n
}

// split reports whether keys end in the middle of an escape sequence or of a rune.
func split(keys []byte) bool {
	if start := bytes.LastIndexByte(keys, ansi.ESC); start >= 0 {
		return unfinished(keys[start+1:])
	}
	for i := 1; i <= min(utf8.UTFMax, len(keys)); i++ {
		if tail := keys[len(keys)-i:]; utf8.RuneStart(tail[0]) {
			return !utf8.FullRune(tail)
		}
	}
	return false
}

// unfinished reports whether an escape sequence lacks its end; rest is what follows its ESC.
func unfinished(rest []byte) bool {
	if len(rest) == 0 {
		return true
	}
	switch rest[0] {
	case '[':
		return !bytes.ContainsFunc(rest[1:], func(r rune) bool { return r >= '@' && r <= '~' })
	case 'O':
		return len(rest) < 2
	case ']':
		return !bytes.ContainsRune(rest, ansi.BEL)
	case 'P', 'X', '^', '_':
		return true // their end would have been the last ESC
	default:
		return false
	}
}
