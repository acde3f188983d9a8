package detail

import (
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// drawMuted says that the row is muted, until when, and how to end that.
func drawMuted(p *canvas.Page, v view) {
	if !v.watched.Muted() || v.run != v.watched.Newest() {
		return
	}
	text := "Muted until its next change"
	if !v.printed {
		text += "; " + p.Pen.Keys.Mute + " ends that"
	}
	p.Row(func(out *canvas.Line) {
		out.Put(theme.Look{Role: theme.Muted, Sign: true}, p.Pen.Theme.Signs.Muted).
			To(canvas.Indent).
			Put(theme.Look{Strong: true}, text+".")
	})
	if !v.compact {
		p.Blank()
	}
}
