package terminal

import (
	"bytes"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// order is what the terminal should show, and what is to be done once on the way there.
type order struct {
	view          tea.View
	width, height int
	profile       colorprofile.Profile
	title         *string // nil leaves the terminal's own
	sync          bool    // wrap frames in synchronized output (mode 2026)
	on            bool    // the screen is ours

	repaint bool            // once: the screen doesn't show what we drew last
	raw     string          // once: a sequence to pass on
	acks    []chan struct{} // once: closed when the order was carried out
}

// cells turns orders into bytes. It knows what the terminal shows, looks only at rows whose text
// changed and writes only what differs, by the calls on ultraviolet that Bubble Tea's own renderer
// makes, in the same order: so raise the two together, never one alone.
type cells struct {
	env      []string
	out      bytes.Buffer // what a call of compose returns
	frame    bytes.Buffer // what ultraviolet wrote
	renderer *uv.TerminalRenderer
	screen   uv.ScreenBuffer
	rows     rows
	shown    order
}

// compose returns the bytes that bring the terminal from the last order to this one. They are valid
// until the next call.
func (c *cells) compose(o order) []byte {
	c.out.Reset()
	switch {
	case o.on:
		if !c.shown.on {
			c.enter(o)
		}
		c.retitle(o.title)
		c.draw(o)
		c.out.WriteString(o.raw)
		o.repaint, o.raw, o.acks = false, "", nil
		c.shown = o
	case c.shown.on:
		c.out.WriteString(o.raw)
		c.leave()
		c.shown.on = false
	}
	return c.out.Bytes()
}

func (c *cells) term() string { return lookup(c.env, "TERM") }

// enter takes the screen over: with a renderer that knows nothing, for whatever ran meanwhile drew.
func (c *cells) enter(o order) {
	c.frame.Reset()
	c.renderer = uv.NewTerminalRenderer(&c.frame, c.env)
	c.renderer.SetColorProfile(o.profile)
	c.renderer.SetTabStops(-1) // terminals differ in their tabs
	c.renderer.SaveCursor()
	c.renderer.SetFullscreen(true)
	c.renderer.SetRelativeCursor(false)
	c.renderer.Erase()
	c.screen = uv.NewScreenBuffer(o.width, o.height)
	c.rows.forget(o.width)
	c.shown = order{profile: o.profile}
	c.out.WriteString(ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable +
		ansi.SetModeBracketedPaste)
}

// leave gives the screen back. Where there is no alternate screen, the last row makes room for what
// is printed next.
func (c *cells) leave() {
	c.renderer.MoveTo(0, max(0, c.shown.height-1))
	_ = c.renderer.Flush() // into memory
	c.out.Write(c.frame.Bytes())
	c.out.WriteString(ansi.ResetStyle + ansi.EraseLineRight)
	c.out.WriteString(c.giveBack())
}

// giveBack undoes what enter and retitle did, wherever the cursor is.
func (c *cells) giveBack() string {
	back := ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable +
		ansi.ResetModeBracketedPaste
	if c.shown.title != nil {
		back += ansi.SetWindowTitle("") + ansi.WindowOp(popTitle, windowTitle)
	}
	return back
}

// wreck gives the screen back after a write that was cut anywhere: CAN ends a sequence that was cut
// in the middle. What is shown is unknown afterwards.
func (c *cells) wreck() string {
	c.shown.on = false
	return string(rune(ansi.CAN)) + ansi.ResetStyle + ansi.SetModeAutoWrap +
		ansi.ResetModeSynchronizedOutput + c.giveBack()
}

// XTWINOPS: some terminals keep a stack of titles.
const (
	pushTitle   = 22
	popTitle    = 23
	windowTitle = 2
)

func (c *cells) retitle(title *string) {
	if title == nil || (c.shown.title != nil && *c.shown.title == *title) {
		return
	}
	if c.shown.title == nil {
		c.out.WriteString(ansi.WindowOp(pushTitle, windowTitle))
	}
	c.out.WriteString(ansi.SetWindowTitle(*title))
}

// draw writes what differs between the frame on the screen and that of the order.
func (c *cells) draw(o order) {
	if o.profile != c.shown.profile {
		c.renderer.SetColorProfile(o.profile)
	}
	anew := o.repaint || o.width != c.shown.width || o.height != c.shown.height
	if !anew && sameView(o.view, c.shown.view) {
		return
	}
	if anew {
		c.renderer.Erase()
		c.renderer.Resize(o.width, o.height)
	}
	if area := uv.Rect(0, 0, o.width, o.height); area != c.screen.Bounds() {
		c.screen.Touched = nil
		c.screen.Resize(o.width, o.height)
		c.rows.forget(o.width)
	}
	c.frame.Reset()
	c.fill(o.view.Content, isVT(c.term()) && !anew)
	c.renderer.Render(c.screen.RenderBuffer)
	if cursor := o.view.Cursor; cursor != nil {
		c.renderer.MoveTo(cursor.X, cursor.Y)
	}
	_ = c.renderer.Flush() // into memory
	c.wrap(o)
}

// fewRows is how many rows may change without the renderer looking for some that only moved.
const fewRows = 3

// fill brings the rows that changed to the screen. It may wipe each before. The renderer compares
// the rows that are touched: those, and all if so many changed that some may have moved, for what
// it remembers of the others is right only then.
func (c *cells) fill(content string, wipes bool) {
	changed := 0
	c.rows.each(content, c.screen.Height(), func(y int, line uv.Line) {
		changed++
		if wipes {
			c.wipe(y, line)
		}
		copy(c.screen.Lines[y], line)
		c.screen.TouchLine(0, y, len(line))
	})
	many := changed > fewRows
	c.renderer.SetScrollOptim(many && !isVT(c.term())) // a VT100 neither inserts nor deletes
	for y := 0; many && y < c.screen.Height(); y++ {
		c.screen.TouchLine(0, y, c.screen.Width())
	}
}

// wipe blanks a row on the terminal from where the next differs on. After that nothing is left for
// which the renderer would insert or delete characters, as a VT100 can't.
func (c *cells) wipe(y int, next uv.Line) {
	line := c.screen.Lines[y]
	x := 0
	for x < len(line) && line[x].Equal(&next[x]) {
		x++
	}
	for ; x < len(line); x++ {
		c.screen.SetCell(x, y, nil)
	}
	c.renderer.Render(c.screen.RenderBuffer)
}

// sameView reports whether two views look the same: no more than this is drawn of a view.
func sameView(a, b tea.View) bool {
	if a.Content != b.Content || (a.Cursor == nil) != (b.Cursor == nil) {
		return false
	}
	return a.Cursor == nil || a.Cursor.Position == b.Cursor.Position
}

// wrap writes the frame with its cursor hidden or shown, so that nobody sees it fly about.
func (c *cells) wrap(o order) {
	did, does := c.shown.view.Cursor != nil, o.view.Cursor != nil
	updates := c.frame.Len() > 0
	if o.sync && updates {
		c.out.WriteString(ansi.SetModeSynchronizedOutput)
	}
	if did && (!does || (updates && !o.sync)) {
		c.out.WriteString(ansi.ResetModeTextCursorEnable)
	}
	c.out.Write(c.frame.Bytes())
	c.frame.Reset()
	if does && (!did || (updates && !o.sync)) {
		c.out.WriteString(ansi.SetModeTextCursorEnable)
	}
	if o.sync && updates {
		c.out.WriteString(ansi.ResetModeSynchronizedOutput)
	}
}
