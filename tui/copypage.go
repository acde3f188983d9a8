package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

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

// pageRows breaks a text into rows of at most width cells, and says whether lines of it take several
// that don't belong together any longer once they are selected: those of a command do, by the "\\" of
// the shell.
func pageRows(p *canvas.Pen, chosen *choice, width int) (rows []string, broken bool) {
	for line := range strings.SplitSeq(p.Plain(model.CleanLines(chosen.text)), "\n") {
		fit := cells.Fit
		if cells.IsASCII(line) {
			fit = func(text string, width int) string { return text[:min(width, len(text))] }
		}
		for head := fit(line, width); len(head) < len(line); head = fit(line, width) {
			row, end := breakText(head), ""
			if chosen.command() {
				row, end = breakCommand(fit(line, max(1, width-1)))
			}
			rows = append(rows, row+end)
			line = line[len(row):]
			broken = broken || end == ""
		}
		rows = append(rows, line)
	}
	return rows, broken
}

// breakText returns as much of a row as stays on it: up to a blank or a comma, where there is none,
// up to a joint of an address, or else all.
func breakText(row string) string {
	indent := len(row) - len(strings.TrimLeft(row, " "))
	for _, joints := range []string{" ,", "/:"} {
		if at := strings.LastIndexAny(row, joints); at >= max(indent, len(row)/4) {
			return row[:at+1]
		}
	}
	return row
}

// breakCommand returns the same of a command, and what makes the shell go on with the next row: it
// is broken at a blank between words, and where there is none, inside a word. Inside of quotes there
// is no way to.
func breakCommand(row string) (kept, end string) {
	const more = "\\"
	quoted, between := false, 0
	for i, r := range row {
		switch {
		case r == '\'':
			quoted = !quoted
		case r == ' ' && !quoted:
			between = i + 1
		}
	}
	switch {
	case between > 0:
		return row[:between], more
	case quoted:
		return row, ""
	default:
		return row, more
	}
}

// drawSent says what became of the text: not that it was copied, which nobody can know.
func (m *Model) drawSent(p *canvas.Pen, broken bool, where string) string {
	closes, saves := m.keys.footnote(actionBackToList, "closes"), footnote{}
	if m.options.Files != nil {
		saves = m.keys.footnote(actionSave, "")
	}
	room := m.width - 2 - noteWidth(closes) - 1
	if where != "" {
		room -= len(where) + 2
	}
	said := m.sentences(broken)
	if m.copying.saved != "" {
		said = []string{m.copying.saved}
	}
	text, fits := longest(said, room-noteWidth(saves)-2)
	offered := fits && m.options.Files != nil &&
		(!m.options.Tmux || strings.Contains(text, "tmux") || m.copying.saved != "")
	if !offered {
		text, _ = longest(said, room)
	}
	muted := theme.Look{Role: theme.Muted}
	out := p.Line(m.width).To(1).PutIn(1+max(0, room), muted, text)
	if text != "" {
		out.Put(muted, " ")
	}
	if offered {
		out.Put(theme.Look{Strong: true}, saves.key).Put(muted, " "+saves.does+"  ")
	}
	return out.Put(theme.Look{Strong: true}, closes.key).Put(muted, " "+closes.does).
		Before(m.width-1, muted, where).String()
}

// longest returns the first of some texts, the longest first, that fits, or the last; false if that
// doesn't fit or is empty.
func longest(texts []string, room int) (text string, fits bool) {
	for _, text = range texts {
		if ansi.StringWidthWc(text) <= room {
			return text, text != ""
		}
	}
	return text, false
}

// sentences returns what can be said of a text that was chosen, the longest first.
func (m *Model) sentences(broken bool) []string {
	byMouse, briefly := "Or select the text with the mouse.", "Or select the text."
	if broken {
		byMouse = "Selected with the mouse, long lines break."
		briefly = "By mouse, long lines break."
	}
	switch {
	case !m.options.Terminal.HasClipboard():
		byMouse = strings.Replace(byMouse, "Or select", "Select", 1)
		return []string{
			"This terminal has no clipboard. " + byMouse,
			"Not sent: no clipboard. " + strings.Replace(briefly, "Or select", "Select", 1),
			"Not sent. Select it.",
			"",
		}
	case m.options.Tmux:
		const setting = "set -g set-clipboard on"
		return []string{
			"Sent to tmux, which passes it on if told to: " + setting + ". " + byMouse,
			"Sent to tmux, which passes it on if told to: " + setting + ".",
			"Sent; tmux needs: " + setting,
			"Sent, if taken.",
			"",
		}
	default:
		return []string{
			"Sent to the terminal's clipboard, if it takes that. " + byMouse,
			"Sent, if the terminal takes that. " + briefly,
			"Sent, if taken. " + briefly,
			"Sent, if taken.",
			"",
		}
	}
}
