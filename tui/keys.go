package tui

import (
	"charm.land/bubbles/v2/key"
)

// action is what a key asks for.
type action int

const (
	noAction action = iota
	moveDown
	moveUp
	moveFirst
	moveLast
	pageDown
	pageUp
	nextProblem
	previousProblem
	fold
	find
	nextState
	nextOrder
	reverseOrder
	intoDetail
	backToList
	otherPane
	nextTab
	previousTab
	pickTab
	zoom
	askThis
	askAll
	pause
	showChanges
	showHelp
	suspend
	redraw
	quit
)

// keyed is an action with the keys for it and the group of the help in which it stands. A
// binding's help text is what the footer and the help page say.
type keyed struct {
	action  action
	group   string
	binding key.Binding
}

// keys declares every key of the program; the footer and the help are made from it.
func keys() []keyed {
	bind := func(shown, does string, names ...string) key.Binding {
		return key.NewBinding(key.WithKeys(names...), key.WithHelp(shown, does))
	}
	return []keyed{
		{moveDown, "Move", bind("j ↓", "row down", "j", "down")},
		{moveUp, "Move", bind("k ↑", "row up", "k", "up")},
		{moveFirst, "Move", bind("g home", "first", "g", "home")},
		{moveLast, "Move", bind("G end", "last", "G", "end")},
		{pageDown, "Move", bind("ctrl+d pgdn", "page down", "ctrl+d", "pgdown")},
		{pageUp, "Move", bind("ctrl+u pgup", "page up", "ctrl+u", "pgup")},
		{nextProblem, "Move", bind("n", "next problem, or match", "n")},
		{previousProblem, "Move", bind("N", "previous problem, or match", "N")},
		{fold, "Move", bind("space", "older runs", "space")},
		{find, "List", bind("/", "filter; in the detail: search", "/")},
		{nextState, "List", bind("f", "all, needs you, running", "f")},
		{nextOrder, "List", bind("s", "another order", "s")},
		{reverseOrder, "List", bind("S", "the order reversed", "S")},
		{intoDetail, "Detail", bind("enter l →", "into the detail", "enter", "l", "right")},
		{backToList, "Detail", bind("esc h ←", "back to the list", "esc", "h", "left")},
		{otherPane, "Detail", bind("tab", "other pane", "tab")},
		{pickTab, "Detail", bind("1-4", "tabs", "1", "2", "3", "4")},
		{nextTab, "Detail", bind("]", "next tab", "]")},
		{previousTab, "Detail", bind("[", "previous tab", "[")},
		{zoom, "Detail", bind("z", "full width, and back", "z")},
		{askThis, "Watch", bind("r", "ask again for this", "r")},
		{askAll, "Watch", bind("R", "ask again for all", "R")},
		{pause, "Watch", bind("p", "pause, go on", "p")},
		{showChanges, "Watch", bind("c", "what happened", "c")},
		{showHelp, "Program", bind("?", "these keys", "?")},
		{suspend, "Program", bind("ctrl+z", "to the shell", "ctrl+z")},
		{redraw, "Program", bind("ctrl+l", "draw again", "ctrl+l")},
		{quit, "Program", bind("q ctrl+c", "quit", "q", "ctrl+c")},
	}
}

// keymap finds the action of a key.
type keymap map[string]action

func newKeymap() keymap {
	m := keymap{}
	for _, k := range keys() {
		for _, name := range k.binding.Keys() {
			m[name] = k.action
		}
	}
	return m
}

// footnote is an entry of the footer.
type footnote struct{ key, does string }

// footer returns what the last line offers, most useful first; the last two are always there.
func footer(inDetail, helpOpen, following bool, width int) []footnote {
	all, back := "all keys", "back to list"
	if width < 60 {
		all, back = "keys", "back"
	}
	switch {
	case helpOpen:
		return []footnote{{"↑↓", "scroll"}, {"esc", "close"}, {"q", "quit"}}
	case inDetail:
		return []footnote{
			{"↑↓", "scroll"},
			{"esc", back},
			{"1-4 [ ]", "tabs"},
			{"/", "search"},
			{"z", "zoom"},
			{"r", "refresh"},
			{"?", all},
			{"q", "quit"},
		}
	}
	notes := []footnote{{"↑↓", "move"}, {"enter", "detail"}}
	if following {
		notes = append(notes, footnote{"space", "older runs"})
	}
	return append(notes, footnote{"n", "next problem"}, footnote{"/", "filter"},
		footnote{"r", "refresh"}, footnote{"p", "pause"}, footnote{"?", all}, footnote{"q", "quit"})
}
