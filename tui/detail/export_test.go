package detail

import (
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// Marked gives the tests a painted line in which a search has marked what it found.
func Marked(t *theme.Theme, painted, find string) string {
	body := &canvas.Page{Pen: &canvas.Pen{Theme: t}, Lines: []string{painted}}
	s := search{text: find}
	s.look(body)
	return s.mark(body.Pen, 0, painted)
}
