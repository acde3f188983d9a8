package tui

import (
	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
)

// prompt draws what was typed so far up to a column, with the cursor, which stands before the
// given character, in sight.
func (l *line) prompt(typed string, position, end int) {
	text := []rune(l.pen.plain(typed))
	at := min(position, len(text))
	under, rest := "_", ""
	if at < len(text) {
		under, rest = string(text[at]), string(text[at+1:])
	}
	before, hidden := text[:at], ""
	room := min(end, l.width) - l.column - max(1, ansi.StringWidthWc(under))
	if size := ansi.StringWidthWc(string(before)); size > room {
		hidden = l.pen.theme.Signs.Cut
		for size++; len(before) > 0 && size > room; before = before[1:] {
			size -= ansi.StringWidthWc(string(before[0]))
		}
	}
	l.putIn(end, theme.Look{}, hidden+string(before)).
		putIn(end, theme.Look{Strong: true, Marked: true}, under).
		putIn(end, theme.Look{}, rest)
}
