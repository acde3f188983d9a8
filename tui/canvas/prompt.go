package canvas

import (
	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
)

// Prompt draws what was typed so far up to a column, with the cursor, which stands before the
// given character, in sight.
func (l *Line) Prompt(typed string, position, end int) {
	text := []rune(l.Pen.Plain(typed))
	at := min(position, len(text))
	under, rest := "_", ""
	if at < len(text) {
		under, rest = string(text[at]), string(text[at+1:])
	}
	before, hidden := text[:at], ""
	room := min(end, l.Width) - l.Column - max(1, ansi.StringWidthWc(under))
	if size := ansi.StringWidthWc(string(before)); size > room {
		hidden = l.Pen.Theme.Signs.Cut
		for size++; len(before) > 0 && size > room; before = before[1:] {
			size -= ansi.StringWidthWc(string(before[0]))
		}
	}
	l.PutIn(end, theme.Look{}, hidden+string(before)).
		PutIn(end, theme.Look{Strong: true, Marked: true}, under).
		PutIn(end, theme.Look{}, rest)
}
