package detail

import (
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// drawHealth says that AWS calls the export unhealthy, and what to do, where no run that failed says
// it already.
func drawHealth(p *canvas.Page, v view) {
	last, _ := v.watched.Failure()
	if !v.watched.Unhealthy() || last != nil || v.run != v.watched.Newest() {
		return
	}
	health := words.ExplainHealth(v.watched)
	verdict(p, health.Tone, health.Title, health.Codes)
	if v.compact {
		p.Text(canvas.Indent, theme.Look{}, health.Brief)
		return
	}
	p.Remarks(health.Todo)
	p.Blank()
}
