package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// query is a query of the form that AWS documents: SELECT columns FROM table [WHERE conditions]
// [LIMIT count].
type query struct {
	columns []queryColumn
	reads   []string // the table's columns that it reads, each once, WHERE's included
	rest    string   // what follows the columns, without white space that doesn't count
}

// queryColumn is one column of a query's result.
type queryColumn struct {
	name string // by which it is delivered; "" where the query doesn't say it
	text string // as written, without white space that doesn't count
}

// token is a word, a text in quotes, a number or a sign of a query.
type token struct {
	text  string
	word  bool   // a name or a word of SQL, not in quotes
	name  string // what a word or a text in double quotes names
	depth int
}

// is says whether a token outside brackets is a word of SQL.
func (t token) is(word string) bool {
	return t.word && t.depth == 0 && strings.EqualFold(t.text, word)
}

// readQuery reads a query. It fails for other forms.
func readQuery(text string) (query, bool) {
	tokens, ok := tokenize(text)
	if !ok || len(tokens) == 0 || !tokens[0].is("SELECT") {
		return query{}, false
	}
	from := slices.IndexFunc(tokens, func(t token) bool { return t.is("FROM") })
	if from < 0 || from+1 >= len(tokens) {
		return query{}, false
	}
	list := tokens[1:from]
	if len(list) > 1 && list[0].is("DISTINCT") {
		list = list[1:]
	}
	read := query{rest: plain(tokens[from:])}
	for _, part := range split(list) {
		column, ok := readColumn(part)
		if !ok {
			return query{}, false
		}
		read.columns = append(read.columns, column)
		read.note(part)
	}
	where := slices.IndexFunc(tokens[from:], func(t token) bool { return t.is("WHERE") })
	if where >= 0 {
		read.note(tokens[from+where+1:])
	}
	return read, true
}

// split splits a list at commas outside brackets.
func split(tokens []token) [][]token {
	var parts [][]token
	start := 0
	for i, t := range tokens {
		if t.text == "," && t.depth == 0 {
			parts = append(parts, tokens[start:i])
			start = i + 1
		}
	}
	return append(parts, tokens[start:])
}

// readColumn reads one column: an expression, and the name after its AS if there is one.
func readColumn(part []token) (queryColumn, bool) {
	if len(part) == 0 || part[0].text == "*" {
		return queryColumn{}, false
	}
	column := queryColumn{text: plain(part)}
	n := len(part)
	switch {
	case n > 2 && part[n-2].is("AS"):
		column.name = part[n-1].name
	case n == 1:
		column.name = part[0].name
	}
	return column, true
}

// note adds the columns that an expression reads: names but those behind a dot or AS, of functions,
// and words of SQL.
func (q *query) note(part []token) {
	for i, t := range part {
		var before, after token
		if i > 0 {
			before = part[i-1]
		}
		if i+1 < len(part) {
			after = part[i+1]
		}
		behind := before.text == "." || before.word && strings.EqualFold(before.text, "AS")
		called := t.word && after.text == "("
		if t.name == "" || behind || called || t.word && reserved(t.text) {
			continue
		}
		if !slices.Contains(q.reads, t.name) {
			q.reads = append(q.reads, t.name)
		}
	}
}

// reserved says whether a word is one of SQL's, which names no column unless in quotes.
func reserved(word string) bool {
	return slices.Contains([]string{
		"AND", "OR", "NOT", "IN", "AS", "LIMIT", "IS", "NULL", "LIKE", "BETWEEN", "TRUE", "FALSE",
		"CASE", "WHEN", "THEN", "ELSE", "END", "DISTINCT",
	}, strings.ToUpper(word))
}

// tokenize takes a query apart. It fails where something is opened and not closed.
func tokenize(text string) ([]token, bool) {
	var tokens []token
	depth := 0
	for text != "" {
		size, kind := next(text)
		if size == 0 {
			return nil, false
		}
		t := token{text: text[:size], depth: depth}
		text = text[size:]
		switch kind {
		case spaceToken:
			continue
		case wordToken:
			t.word, t.name = true, t.text
		case quotedToken:
			t.name = strings.ReplaceAll(t.text[1:len(t.text)-1], `""`, `"`)
		case signToken:
			if t.text == "(" || t.text == "[" {
				depth++
				t.depth = depth
			}
			if t.text == ")" || t.text == "]" {
				depth--
			}
		case textToken:
		}
		if depth < 0 {
			return nil, false
		}
		tokens = append(tokens, t)
	}
	return tokens, depth == 0
}

// tokenKind is what a piece of a query is.
type tokenKind int

const (
	spaceToken tokenKind = iota // white space, a comment, a semicolon
	wordToken
	quotedToken // a name in double quotes
	textToken   // a text in quotes, a number
	signToken
)

// next returns how long the first piece of a text is and what it is; 0 where it has no end.
func next(text string) (size int, kind tokenKind) {
	r, width := utf8.DecodeRuneInString(text)
	switch {
	case unicode.IsSpace(r) || r == ';':
		return width, spaceToken
	case strings.HasPrefix(text, "--"):
		line, _, _ := strings.Cut(text, "\n")
		return len(line), spaceToken
	case strings.HasPrefix(text, "/*"):
		before, _, closed := strings.Cut(text[2:], "*/")
		if !closed {
			return 0, spaceToken
		}
		return len(before) + 4, spaceToken
	case r == '\'':
		return quoted(text), textToken
	case r == '"':
		return quoted(text), quotedToken
	case unicode.IsDigit(r):
		return wordLength(text), textToken
	case wordRune(r):
		return wordLength(text), wordToken
	default:
		return width, signToken
	}
}

// quoted returns how long a text in quotes is, in which doubled ones stand for one; 0 without end.
func quoted(text string) int {
	for at := 1; at < len(text); at++ {
		if text[at] != text[0] {
			continue
		}
		if at+1 == len(text) || text[at+1] != text[0] {
			return at + 1
		}
		at++
	}
	return 0
}

func wordLength(text string) int {
	if end := strings.IndexFunc(text, func(r rune) bool { return !wordRune(r) }); end >= 0 {
		return end
	}
	return len(text)
}

func wordRune(
	r rune,
) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// plain writes tokens with one blank between them.
func plain(tokens []token) string {
	texts := make([]string, 0, len(tokens))
	for _, t := range tokens {
		texts = append(texts, t.text)
	}
	return strings.Join(texts, " ")
}

// containsFold says whether a name is among others in any case.
func containsFold(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}
