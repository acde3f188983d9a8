package cli_test

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"unicode"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// emulator is a terminal that can be written to in one goroutine and looked at in another.
type emulator struct {
	mu     sync.Mutex
	vt     *vt.Emulator
	cooked bool         // LF means CR LF, as a terminal that isn't raw takes it
	stream bytes.Buffer // all that was written
	rest   []byte       // of it, the beginning of a sequence that may set a title
	named  string       // the window's title
}

// newEmulator sends its answers to where its keys go.
func newEmulator(width, height int, keys io.Writer) *emulator {
	e := &emulator{vt: vt.NewEmulator(width, height)}
	go func() {
		answer := make([]byte, 256)
		for {
			n, err := e.vt.Read(answer)
			if err != nil {
				return
			}
			_, _ = keys.Write(answer[:n]) // nobody may be listening any more
		}
	}()
	return e
}

func (e *emulator) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.stream.Write(p)
	sent := p
	if e.cooked {
		sent = bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))
	}
	if _, err := e.vt.Write(e.untitled(sent)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// untitled takes out what sets the window's title: the emulator takes the second byte of ✗ for the
// title's end and prints the rest, which terminals that know UTF-8 don't.
func (e *emulator) untitled(sent []byte) []byte {
	const begins, ends = "\x1b]2;", "\a"
	e.rest = append(e.rest, sent...)
	var out []byte
	for {
		before, after, found := bytes.Cut(e.rest, []byte(begins))
		if !found {
			kept := 0 // bytes that may be the beginning of a title's beginning
			for n := 1; n < len(begins); n++ {
				if bytes.HasSuffix(e.rest, []byte(begins[:n])) {
					kept = n
				}
			}
			out = append(out, e.rest[:len(e.rest)-kept]...)
			e.rest = bytes.Clone(e.rest[len(e.rest)-kept:])
			return out
		}
		out = append(out, before...)
		title, next, ended := bytes.Cut(after, []byte(ends))
		if !ended {
			e.rest = append([]byte(begins), after...)
			return out
		}
		e.named, e.rest = string(title), bytes.Clone(next)
	}
}

// title is the window's title.
func (e *emulator) title() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.named
}

// close ends the goroutine that sends the answers.
func (e *emulator) close() {
	if pipe, ok := e.vt.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
}

func (e *emulator) resize(width, height int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.vt.Resize(width, height)
}

// lines are what is seen, without trailing blanks.
func (e *emulator) lines() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	lines := make([]string, e.vt.Height())
	for y := range lines {
		var b strings.Builder
		for x := range e.vt.Width() {
			switch cell := e.vt.CellAt(x, y); {
			case cell == nil || cell.Width == 0:
			case cell.Content == "":
				b.WriteByte(' ')
			default:
				b.WriteString(cell.Content)
			}
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

// screen is a copy of all cells.
func (e *emulator) screen() [][]uv.Cell {
	e.mu.Lock()
	defer e.mu.Unlock()
	rows := make([][]uv.Cell, e.vt.Height())
	for y := range rows {
		rows[y] = make([]uv.Cell, e.vt.Width())
		for x := range rows[y] {
			rows[y][x] = uv.EmptyCell
			if cell := e.vt.CellAt(x, y); cell != nil {
				rows[y][x] = *cell
			}
		}
	}
	return rows
}

func (e *emulator) text() string { return strings.Join(e.lines(), "\n") }

// written is all that was written so far.
func (e *emulator) written() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.stream.String()
}

// bytes is how much was written so far.
func (e *emulator) bytes() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.stream.Len()
}

// restored says what of a full screen is left set, or "".
func (e *emulator) restored() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.vt.IsAltScreen():
		return "the alternate screen is still on"
	case e.vt.CursorHidden():
		return "the cursor is hidden"
	}
	return ""
}

// hidden returns the first character of a text that controls a terminal or hides, or 0.
func hidden(text string) rune {
	for _, r := range text {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return r
		}
	}
	return 0
}
