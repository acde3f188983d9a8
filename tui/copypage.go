package tui

import (
	"fmt"
	"strings"

	"exportwatch/model"
	"exportwatch/theme"
)

// drawCopyPage returns the whole screen while a chosen text is shown for the mouse: the text from
// the first column on, and below it one line that says so. Nothing else stands there, so that
// nothing else is selected.
func (m *Model) drawCopyPage(p *pen, rows []string, broken bool) []string {
	from, to := m.over.inSight()
	lines := make([]string, 0, m.height)
	for _, row := range rows[from:to] {
		lines = append(lines, p.line(m.width).put(theme.Look{}, row).String())
	}
	lines = append(lines, blankLines(p, m.width, m.height-1-len(lines))...)
	where := strings.TrimSpace(inSight("rows", from, to, len(rows)))
	if where != "" && m.width < 60 {
		where = fmt.Sprintf("%d of %d", to, len(rows))
	}
	return append(lines, m.drawSent(p, broken, where))
}

// pageRows cuts a text into rows of at most width cells, nowhere but where a row is full, and says
// whether a line takes several.
func pageRows(p *pen, text string, width int) (rows []string, broken bool) {
	for line := range strings.SplitSeq(p.plain(model.CleanLines(text)), "\n") {
		plain := isASCII(line)
		for first := true; first || line != ""; first = false {
			row := line[:min(width, len(line))]
			if !plain {
				row = fitting(line, width)
			}
			rows = append(rows, row)
			line = line[len(row):]
			broken = broken || line != ""
		}
	}
	return rows, broken
}

// drawSent says what became of the text: not that it was copied, which nobody can know.
func (m *Model) drawSent(p *pen, broken bool, where string) string {
	closes := m.keys.note(backToList, "closes")
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
	out := p.line(m.width).to(1).put(muted, text)
	if text != "" {
		out.put(muted, " ")
	}
	return out.put(theme.Look{Strong: true}, closes.key).put(muted, " "+closes.does).
		before(m.width-1, muted, where).String()
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
