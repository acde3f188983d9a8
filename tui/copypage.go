package tui

import (
	"strings"

	"exportwatch/model"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// drawCopyPage returns the whole screen while a chosen text is shown for the mouse: the text from
// the first column on, and below it one line that says so. Nothing else stands there, so that
// nothing else is selected.
func (m *Model) drawCopyPage(p *canvas.Pen, rows []string, broken bool) []string {
	from, to := m.over.inSight()
	lines := make([]string, 0, m.height)
	for _, row := range rows[from:to] {
		lines = append(lines, p.Line(m.width).Put(theme.Look{}, row).String())
	}
	lines = append(lines, canvas.BlankLines(p, m.width, m.height-1-len(lines))...)
	room := m.width
	if m.width < 60 {
		room = m.width / 4 // the rest has more to say
	}
	where := strings.TrimSpace(m.over.position("line").Within(room))
	return append(lines, m.drawSent(p, broken, where))
}

// pageRows cuts a text into rows of at most width cells, nowhere but where a row is full, and says
// whether a line takes several.
func pageRows(p *canvas.Pen, text string, width int) (rows []string, broken bool) {
	for line := range strings.SplitSeq(p.Plain(model.CleanLines(text)), "\n") {
		plain := cells.IsASCII(line)
		for first := true; first || line != ""; first = false {
			row := line[:min(width, len(line))]
			if !plain {
				row = cells.Fit(line, width)
			}
			rows = append(rows, row)
			line = line[len(row):]
			broken = broken || line != ""
		}
	}
	return rows, broken
}

// drawSent says what became of the text: not that it was copied, which nobody can know.
func (m *Model) drawSent(p *canvas.Pen, broken bool, where string) string {
	closes := m.keys.note(actionBackToList, "closes")
	room := m.width - 2 - noteWidth(closes) - 1
	if where != "" {
		room -= len(where) + 2
	}
	text := ""
	for _, text = range sentences(m.options.Terminal.HasClipboard(), broken) {
		if len(text) <= room {
			break
		}
	}
	muted := theme.Look{Role: theme.Muted}
	out := p.Line(m.width).To(1).Put(muted, text)
	if text != "" {
		out.Put(muted, " ")
	}
	return out.Put(theme.Look{Strong: true}, closes.key).Put(muted, " "+closes.does).
		Before(m.width-1, muted, where).String()
}

// sentences returns what can be said of a text that was chosen, the longest first.
func sentences(sent, broken bool) []string {
	switch {
	case sent && broken:
		return []string{
			"Sent to the terminal's clipboard, if it takes that. " +
				"Selected with the mouse, long lines break at the edge.",
			"Sent to the terminal's clipboard, if it takes that. By mouse, long lines break.",
			"Sent, if the terminal takes that. By mouse, long lines break.",
			"Sent, if taken. By mouse, long lines break.",
			"Sent, if taken.",
			"",
		}
	case sent:
		return []string{
			"Sent to the terminal's clipboard, if it takes that. Or select the text with the mouse.",
			"Sent, if the terminal takes that. Or select the text.",
			"Sent, if taken. Or select.",
			"Sent, if taken.",
			"",
		}
	case broken:
		return []string{
			"This terminal has no clipboard. " +
				"Selected with the mouse, long lines break at the edge.",
			"Not sent: no clipboard. By mouse, long lines break.",
			"Not sent. Select it.",
			"",
		}
	default:
		return []string{
			"This terminal has no clipboard. Select the text with the mouse.",
			"Not sent. Select it.",
			"",
		}
	}
}
