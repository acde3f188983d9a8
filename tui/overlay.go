package tui

import (
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// page over the panes.
type overlayPage int

const (
	pageNone overlayPage = iota
	pageHelp
	pageChanges
	pageCopyMenu // what can be copied of the row under the cursor
	pagePicker   // what can be added
	pageCopyText // the text that was chosen there, for the mouse
)

// overlay is what is open over the panes: it owns how far that is scrolled.
type overlay struct {
	open   overlayPage
	offset int
	length int // lines of the page when last drawn
	height int // of them in sight then
}

// Toggle opens a page at its top, or closes it.
func (o *overlay) Toggle(page overlayPage) {
	if o.open == page {
		page = pageNone
	}
	*o = overlay{open: page}
}

// Close closes what is open.
func (o *overlay) Close() { *o = overlay{} }

// Move scrolls it by lines.
func (o *overlay) Move(lines int) { o.scrollTo(o.offset + lines) }

// Page scrolls it by screens.
func (o *overlay) Page(pages int) { o.Move(pages * max(1, o.height-1)) }

// Scroll does the same as Move.
func (o *overlay) Scroll(lines int) { o.Move(lines) }

// First scrolls to the beginning.
func (o *overlay) First() { o.scrollTo(0) }

// Last scrolls to the end.
func (o *overlay) Last() { o.scrollTo(o.length) }

func (o *overlay) scrollTo(line int) { o.offset = max(0, min(line, o.length-o.height)) }

// overlayHeads is how many lines stand above a page's text.
const overlayHeads = 2

// Fit takes how long the page is and how much of it is in sight.
func (o *overlay) Fit(length, height int) {
	o.length, o.height = length, max(0, height)
	o.scrollTo(o.offset)
}

// inSight returns the lines from which to which the page is in sight.
func (o *overlay) inSight() (from, to int) { return o.offset, min(o.offset+o.height, o.length) }

// position returns the same as what is said of it.
func (o *overlay) position(unit string) canvas.Position {
	from, to := o.inSight()
	return canvas.Position{Unit: unit, First: from + 1, Last: to, Of: o.length}
}

// draw returns a title and as much of the body as there is room for.
func (o *overlay) draw(p *canvas.Pen, title string, body []string, size canvas.Rect) []string {
	from, to := o.inSight()
	out := p.Line(size.Width).Put(theme.Look{Strong: true}, title)
	lines := []string{
		headRule(out, size.Width, o.position("line")),
		p.Line(size.Width).String(),
	}
	lines = append(lines, body[from:to]...)
	lines = append(lines, canvas.BlankLines(p, size.Width, size.Height-len(lines))...)
	return lines[:min(len(lines), size.Height)]
}

// headRule ends a head: with a rule up to a column, at the end of which stands the position.
func headRule(head *canvas.Line, end int, at canvas.Position) string {
	position := at.Within(end - head.Column - 1)
	return head.Put(theme.Look{}, " ").
		Fill(end-len(position), theme.Look{Role: theme.Rule}, head.Pen.Theme.Signs.Rule).
		Put(theme.Look{Role: theme.Muted}, position).String()
}
