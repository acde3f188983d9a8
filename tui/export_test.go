package tui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/theme"
)

// Replied gives the tests the message that a question to AWS ends with.
func Replied(reply model.Reply) tea.Msg { return repliedMsg{reply} }

// KeyNames gives the tests all declared keys, by Bubble Tea's names.
func KeyNames() []string {
	var names []string
	for _, k := range keys() {
		names = append(names, k.binding.Keys()...)
	}
	return names
}

// Tabs gives the tests the number of the detail's tabs.
func Tabs() int { return len(tabs()) }

// CopyLetters gives the tests the letters of the copy menu, and what they stand for.
func CopyLetters() map[string][]string {
	letters := map[string][]string{}
	for _, item := range copyables() {
		letters[item.letter] = append(letters[item.letter], item.name)
	}
	return letters
}

// QueryLines gives the tests a query as it is laid out at a width, without colours, and how many
// columns it has.
func QueryLines(query string, width int) (lines []string, columns int) {
	var laid sqlLayout
	laid.of(query, width)
	p := &pen{theme: theme.New(theme.None, theme.NoColor, theme.Unknown, false)}
	for i := range laid.lines {
		out := p.line(width)
		laid.draw(i, out)
		lines = append(lines, ansi.Strip(out.String()))
	}
	return lines, laid.columns
}

// QueryKept says whether the layout of a query at a width is still the same one when a query is
// wanted at a width again.
func QueryKept(query string, width int, again string, wide int) bool {
	var laid sqlLayout
	before := &laid.of(query, width).lines[0]
	return before == &laid.of(again, wide).lines[0]
}

// LayOut lays a query out for a benchmark.
func LayOut(query string, width int) int {
	var laid sqlLayout
	return len(laid.of(query, width).lines)
}

// QueryPieces gives the tests what is written in a laid out query, piece by piece.
func QueryPieces(query string, width int) []string {
	var laid sqlLayout
	var texts []string
	for _, piece := range laid.of(query, width).pieces {
		texts = append(texts, piece.text)
	}
	return texts
}

// QueryTokens gives the tests the tokens of a query that aren't plain names, each behind its
// kind, and whether it can be read.
func QueryTokens(query string) (marked []string, ok bool) {
	kinds := map[sqlKind]string{
		sqlClause: "clause", sqlWord: "word", sqlText: "text", sqlAttr: "attr",
		sqlAlias: "alias", sqlComment: "comment", sqlName: "", sqlPoint: "",
	}
	tokens, ok := readSQL(query)
	for _, token := range tokens {
		if kind := kinds[token.kind]; kind != "" {
			marked = append(marked, kind+" "+token.text)
		}
	}
	return marked, ok
}

// Matches gives the tests what a filter says to a row's text, which is in lower case.
func Matches(filter, text string) bool { return parseWords(filter).in(text) }

// Marked gives the tests a painted line in which a search has marked what it found.
func Marked(t *theme.Theme, painted, find string) string {
	body := &page{pen: &pen{theme: t}, lines: []string{painted}}
	s := search{text: find}
	s.look(body)
	return s.mark(body.pen, 0, painted)
}
