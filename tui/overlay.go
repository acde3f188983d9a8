package tui

import "exportwatch/theme"

// page over the panes.
type overlayPage int

const (
	nothing overlayPage = iota
	helpPage
	changesPage
)

// overlay is what is open over the panes: it owns how far that is scrolled.
type overlay struct {
	open   overlayPage
	offset int
}

// Toggle opens a page at its top, or closes it.
func (o *overlay) Toggle(page overlayPage) {
	if o.open == page {
		page = nothing
	}
	*o = overlay{open: page}
}

// Close closes what is open.
func (o *overlay) Close() { *o = overlay{} }

// Scroll moves it by lines.
func (o *overlay) Scroll(lines int) { o.offset = max(0, o.offset+lines) }

// draw returns a title and as much of the body as there is room for.
func (o *overlay) draw(p *pen, title string, body []string, size rect) []string {
	lines := []string{
		p.line(size.width).put(theme.Look{Strong: true}, title).put(theme.Look{}, " ").
			fill(size.width, theme.Look{Role: theme.Rule}, p.theme.Signs.Rule).String(),
		p.line(size.width).String(),
	}
	o.offset = max(0, min(o.offset, len(body)-size.height+len(lines)))
	for i := range max(0, size.height-len(lines)) {
		if at := o.offset + i; at < len(body) {
			lines = append(lines, body[at])
		} else {
			lines = append(lines, p.line(size.width).String())
		}
	}
	return lines[:min(len(lines), size.height)]
}
