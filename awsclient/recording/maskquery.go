package recording

import (
	"slices"
	"strings"
)

// parts are what a query is read in: literals, quoted names, comments, words, numbers.
var parts = compiled(
	`'(?:[^']|'')*'?|"[^"]*"?|--[^\n]*|/\*(?s:.*?)\*/|/\*(?s:.*)|[\pL_][\pL\pN_$.]*|[0-9]+`)

// query masks a query's literals, numbers, comments and quoted names, but for that of its table.
// Columns and tables are AWS's names.
func (m *Mask) query(text string) string {
	before := ""
	return parts().ReplaceAllStringFunc(text, func(part string) string {
		last := before
		before = strings.ToUpper(part)
		switch {
		case part[0] == '\'' || strings.HasPrefix(part, "--") || strings.HasPrefix(part, "/*"):
			return m.quoted(part)
		case part[0] == '"':
			if slices.Contains([]string{"FROM", "JOIN"}, last) &&
				setting().MatchString(strings.Trim(part, `"`)) {
				return part
			}
			return m.quoted(part)
		case part[0] >= '0' && part[0] <= '9':
			return m.name(part)
		}
		return part
	})
}

// quoted masks a literal between its quotes, which stay.
func (m *Mask) quoted(part string) string {
	inner := strings.Trim(part, `'"`)
	at := strings.Index(part, inner)
	return part[:at] + m.name(inner) + part[at+len(inner):]
}
