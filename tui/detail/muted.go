package detail

import (
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// drawMuted says that the row is muted, until when, and how to end that.
func drawMuted(p *canvas.Page, v view) {
	if !v.watched.Muted() || v.run != v.watched.Newest() {
		return
	}
	text := "Muted until its next change"
	if !v.printed && p.Pen.Keys.Mute != "" {
		text += "; " + p.Pen.Keys.Mute + " ends that"
	}
	for i, part := range cells.Wrap(text+".", p.Width-canvas.Indent) {
		p.Row(func(out *canvas.Line) {
			if i == 0 {
				out.Put(theme.Look{Role: theme.Muted, Sign: true}, p.Pen.Theme.Signs.Muted)
			}
			out.To(canvas.Indent).Put(theme.Look{Strong: true}, part)
		})
	}
	if !v.compact {
		p.Blank()
	}
}
