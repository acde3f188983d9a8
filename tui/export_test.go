package tui

import (
	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
)

// Replied gives the tests the message that a question to AWS ends with.
func Replied(reply model.Reply) tea.Msg { return repliedMsg{reply} }

// Forget lets the tests have a screen whose rows are all drawn anew.
func Forget(m *Model) { m.list.Forget() }

// KeyNames gives the tests all declared keys, by Bubble Tea's names.
func KeyNames() []string {
	var names []string
	for _, k := range keys() {
		names = append(names, k.binding.Keys()...)
	}
	return names
}

// CopyLetters gives the tests the letters of the copy menu, and what they stand for.
func CopyLetters() map[string][]string {
	letters := map[string][]string{}
	for _, item := range copyables() {
		letters[item.letter] = append(letters[item.letter], item.name)
	}
	return letters
}

// Trouble gives the tests the message that something beside the watching goes wrong.
func Trouble(text string) tea.Msg { return troubleMsg{text} }
