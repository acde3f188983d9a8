package terminal

import (
	"bytes"
	"os"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// splitWait is how long the rest of a split key may take. Bubble Tea gives up after 50 ms and takes
// the pieces for keys; packets of one key were seen further apart than that.
const splitWait = 150 * time.Millisecond

// input is the terminal's file for reading. It says when the terminal went away, which Bubble Tea
// would not notice, and over a network it puts split escape sequences together.
type input struct {
	*os.File
	network bool
	gone    func()
}

// Read is one key or more, or a paste. Over a network a lone Esc takes 150 ms longer.
func (in *input) Read(buf []byte) (int, error) {
	n, err := in.File.Read(buf)
	if err != nil {
		in.gone()
		return n, err //nolint:wrapcheck // Bubble Tea compares it with io.EOF
	}
	for more := 1; in.network && more > 0 && n < len(buf) && split(buf[:n]); n += more {
		more = in.rest(buf[n:])
	}
	return n, nil
}

// rest reads what follows soon. An error counts as nothing: the next Read meets it again.
func (in *input) rest(buf []byte) int {
	if !readable(in.Fd(), splitWait) {
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
