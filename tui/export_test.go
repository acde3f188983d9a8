package tui

import (
	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
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

// ListedTables is the same for an account's tables.
func ListedTables(ask model.Ask, list model.TableList) tea.Msg {
	return tablesFetchedMsg{ask: ask, list: list}
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
