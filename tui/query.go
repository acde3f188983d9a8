package tui

import (
	"strconv"
	"strings"

	"exportwatch/theme"
)

// drawQuery lays the query out one column a line, numbered by column. What doesn't look like the
// service's SQL is shown as it came.
func drawQuery(p *page, v view) {
	execution, _ := v.run.Execution()
	muted := theme.Look{Role: theme.Muted}
	p.text(0, muted, "This run's copy; the export's own may have changed since.")
	p.blank()
	if execution.Export.Query == "" {
		p.text(0, theme.Look{}, "AWS's answer holds no query.")
		return
	}
	const numbers = 5
	number := 0
	for _, part := range layOut(execution.Export.Query) {
		if part.column {
			number++
		}
		for i, text := range wrap(part.text, p.width-numbers-part.indent) {
			p.row(func(out *line) {
				if i == 0 && part.column {
					label := strconv.Itoa(number)
					out.to(numbers-2-len(label)).put(muted, label)
				}
				out.to(numbers+part.indent).put(theme.Look{Strong: part.word}, text)
			})
		}
	}
}

// sqlPart is a line of a laid out query.
type sqlPart struct {
	text   string
	indent int
	column bool // one of the selected columns
	word   bool // begins with one of the service's words
}

// layOut breaks a query of the form SELECT columns FROM table … at the commas between its columns
// and before the words that begin a clause. Nothing but white space is changed.
func layOut(query string) []sqlPart {
	head, rest, ok := cutWord(strings.TrimSpace(query), "SELECT")
	if !ok || head != "" {
		return []sqlPart{{text: query}}
	}
	columns, tail, found := cutWord(rest, "FROM")
	parts := []sqlPart{{text: "SELECT", word: true}}
	for _, column := range splitColumns(columns) {
		parts = append(parts, sqlPart{text: column, indent: 2, column: true})
	}
	if !found {
		return parts
	}
	for _, clause := range splitClauses("FROM " + strings.TrimSpace(tail)) {
		parts = append(parts, sqlPart{text: clause, word: true})
	}
	return parts
}

// scan calls visit with every byte that is outside quotes and parentheses, until that returns
// false.
func scan(text string, visit func(at int) bool) {
	quote, depth := byte(0), 0
	for i := range len(text) {
		c := text[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"' || c == '`':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth = max(0, depth-1)
		case depth == 0 && !visit(i):
			return
		}
	}
}

// cutWord cuts text around the first occurrence of a word outside quotes.
func cutWord(text, word string) (before, after string, found bool) {
	at := -1
	scan(text, func(i int) bool {
		if wordAt(text, i, word) {
			at = i
		}
		return at < 0
	})
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(word):], true
}

// wordAt says whether a word, in whatever case, stands at i by itself.
func wordAt(text string, i int, word string) bool {
	end := i + len(word)
	return end <= len(text) && strings.EqualFold(text[i:end], word) &&
		(i == 0 || !partOfName(text[i-1])) && (end == len(text) || !partOfName(text[end]))
}

func partOfName(c byte) bool {
	return c == '_' || c == '.' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' ||
		c >= 'a' && c <= 'z'
}

func splitColumns(text string) []string {
	var columns []string
	start := 0
	scan(text, func(i int) bool {
		if text[i] == ',' {
			columns = append(columns, oneLine(text[start:i+1]))
			start = i + 1
		}
		return true
	})
	return append(columns, oneLine(text[start:]))
}

// splitClauses breaks before WHERE, AND, OR and LIMIT.
func splitClauses(text string) []string {
	var clauses []string
	start := 0
	scan(text, func(i int) bool {
		for _, word := range []string{"WHERE", "AND", "OR", "LIMIT", "GROUP", "ORDER"} {
			if i > start && wordAt(text, i, word) {
				clauses = append(clauses, oneLine(text[start:i]))
				start = i
			}
		}
		return true
	})
	return append(clauses, oneLine(text[start:]))
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
