package tui

import (
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// beside says what goes wrong beside the watching, which it doesn't stop, the longest form first;
// nothing if all is well: with the journal, the recording, or what is told of changes.
func (m *Model) beside() []string {
	switch {
	case m.keeping.notice != "":
		return []string{m.keeping.notice}
	case m.trouble != "":
		return []string{m.trouble}
	default:
		return m.telling.warnings()
	}
}

// troubled takes what goes wrong with the recording, "" for nothing.
func (m *Model) troubled(text string) {
	m.dirty = m.dirty || m.trouble != text
	m.trouble = text
}

// drawBeside draws the longest form that there is room for.
func drawBeside(p *canvas.Pen, forms []string, width int) string {
	muted := theme.Look{Role: theme.Muted}
	out := p.Line(width).To(1).
		Put(theme.Look{Role: theme.Muted, Sign: true}, p.Theme.Signs.Pending).
		Put(muted, " ")
	for i, text := range forms {
		if out.Fits(text, width-1) || i == len(forms)-1 {
			out.PutIn(width-1, muted, text)
			break
		}
	}
	return out.String()
}
