package terminal_test

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"strings"
	"sync"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// emulated is a terminal that can be written to in one goroutine and looked at in another.
type emulated struct {
	mu     sync.Mutex
	vt     *vt.Emulator
	cooked bool                // LF means CR LF, as a terminal that isn't raw takes it
	damage func([]byte) []byte // spoils what is written, to see that somebody notices
	bytes  int
	writes int
}

// newEmulated also takes the emulator's answers away, for it waits until somebody does.
func newEmulated(width, height int) *emulated {
	e := &emulated{vt: vt.NewEmulator(width, height)}
	go func() { _, _ = io.Copy(io.Discard, e.vt) }()
	return e
}

func (e *emulated) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.bytes += len(p)
	e.writes++
	sent := p
	if e.damage != nil {
		sent = e.damage(sent)
	}
	if e.cooked {
		sent = bytes.ReplaceAll(sent, []byte("\n"), []byte("\r\n"))
	}
	if _, err := e.vt.Write(sent); err != nil {
		return 0, fmt.Errorf("write to the emulator: %w", err)
	}
	return len(p), nil
}

func (e *emulated) resize(width, height int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.vt.Resize(width, height)
}

// close ends the goroutine that takes the answers.
func (e *emulated) close() {
	if pipe, ok := e.vt.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
}

// look returns what each cell shows, a line a row, and then where the cursor is, if it is visible.
func (e *emulated) look() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var b strings.Builder
	for y := range e.vt.Height() {
		for x := range e.vt.Width() {
			b.WriteString(describe(e.vt.CellAt(x, y)))
		}
		b.WriteByte('\n')
	}
	if !e.vt.CursorHidden() {
		at := e.vt.CursorPosition()
		fmt.Fprintf(&b, "cursor %d,%d", at.X, at.Y)
	}
	return b.String()
}

// describe names all of a cell that can be seen.
func describe(cell *uv.Cell) string {
	if cell == nil {
		return "[ ]"
	}
	if cell.Width == 0 {
		return "" // the second half of a wide one
	}
	style := cell.Style
	text := cell.Content
	if text == "" {
		text = " "
	}
	if text == " " { // blanks may be erased instead of written
		style.Attrs &= uv.AttrReverse | uv.AttrStrikethrough
		if style.Attrs == 0 && style.Underline == 0 {
			style.Fg = nil
		}
	}
	return fmt.Sprintf("[%s%s%s%s%s]", text, tint("f", style.Fg), tint("b", style.Bg),
		flag("a", int(style.Attrs)), flag("u", int(style.Underline)))
}

func flag(name string, value int) string {
	if value == 0 {
		return ""
	}
	return fmt.Sprintf(" %s%d", name, value)
}

// tint names a colour by its nominal value: ultraviolet takes 12 and 21 for the same blue.
func tint(name string, c color.Color) string {
	if c == nil {
		return ""
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf(" %s#%02x%02x%02x", name, r>>8, g>>8, b>>8)
}
