package sql

import (
	"slices"
	"strings"

	"exportwatch/tui/cells"
)

// Text returns a query laid out one column a line, to be copied; "" for what isn't of the form that
// AWS documents. It reads as the query does: nothing but white space differs.
func Text(query string) string {
	const good, room = 100, 24 // cells of a line, and what may stand before a long token
	tokens, ok := Read(query)
	if !ok {
		return ""
	}
	width := good
	for _, token := range tokens {
		width = max(width, cells.Width(token.Text)+room)
	}
	var laid Layout
	if laid.Of(query, width); laid.AsItCame {
		return ""
	}
	gutter := laid.Digits() + 1
	lines := make([]string, laid.Len())
	for i := range lines {
		pieces, _ := laid.Line(i)
		for _, piece := range pieces {
			blanks := piece.At - gutter - cells.Width(lines[i])
			lines[i] += cells.Blanks(max(0, blanks)) + piece.Text
		}
	}
	text := strings.Join(lines, "\n")
	again, ok := Read(text)
	if !ok || !slices.EqualFunc(tokens, again, func(a, b Token) bool { return a.Text == b.Text }) {
		return "" // a text of several lines, say
	}
	return text
}
