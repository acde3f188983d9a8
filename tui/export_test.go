package tui

import (
	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/theme"
)

// Fetched gives the tests the message that answers a question, so that a benchmark needs no
// command.
func Fetched(ask model.Ask, answer model.Answer) tea.Msg {
	return executionFetchedMsg{ask: ask, answer: answer}
}

// ListedExports is the same for an account's exports.
func ListedExports(ask model.Ask, list model.ExportList) tea.Msg {
	return exportsFetchedMsg{ask: ask, list: list}
}

// ListedExecutions is the same for an export's executions.
func ListedExecutions(ask model.Ask, list model.ExecutionList) tea.Msg {
	return executionsFetchedMsg{ask: ask, list: list}
}

// KeyNames gives the tests all declared keys, by Bubble Tea's names.
func KeyNames() []string {
	var names []string
	for _, k := range keys() {
		names = append(names, k.binding.Keys()...)
	}
	return names
}

// FooterKeys gives the tests the keys that a footer offers, as it shows them.
func FooterKeys(inDetail, helpOpen bool) []string {
	var shown []string
	for _, note := range footer(inDetail, helpOpen, true, 200) {
		shown = append(shown, note.key)
	}
	return shown
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
