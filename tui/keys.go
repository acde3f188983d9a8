package tui

import (
	"strconv"

	"charm.land/bubbles/v2/key"

	"exportwatch/tui/detail"
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
	copyThis
	askThis
	askAll
	pause
	showChanges
	showHelp
	suspend
	redraw
	quit
)

// The groups of keys, as the help names them.
const (
	moveGroup    = "Move"
	detailGroup  = "Detail"
	programGroup = "Program"
	listGroup    = "List"
	watchGroup   = "Watch"
)

// keyed is an action with the keys for it, the group of the help in which it stands, and the word
// for it in the footer, "" where no footer offers it; those of a line that share a word are offered
// together. A binding's help has its keys, by blanks, as
// they are written on the screen, and what they do; without that it shares the line of the help of
// the binding before.
type keyed struct {
	action  action
	group   string
	word    string
	binding key.Binding
}

// declaration is all the keys of the program, in the order of the help.
type declaration []keyed

// keys declares every key of the program; the footer and the help are made from it.
func keys() declaration {
	bind := func(shown, does string, names ...string) key.Binding {
		return key.NewBinding(key.WithKeys(names...), key.WithHelp(shown, does))
	}
	return declaration{
		{moveUp, moveGroup, "move", bind("↑ k", "row by row", "up", "k")},
		{moveDown, moveGroup, "move", bind("↓ j", "", "down", "j")},
		{moveFirst, moveGroup, "", bind("g home", "first, last", "g", "home")},
		{moveLast, moveGroup, "", bind("G end", "", "G", "end")},
		{pageUp, moveGroup, "", bind("pgup ctrl+u", "by page", "pgup", "ctrl+u")},
		{pageDown, moveGroup, "", bind("pgdn ctrl+d", "", "pgdown", "ctrl+d")},
		{nextProblem, moveGroup, "next problem", bind("n", "next problem, or match", "n")},
		{previousProblem, moveGroup, "", bind("N", "", "N")},
		{
			intoDetail,
			moveGroup,
			"detail",
			bind("enter → l", "into the detail", "enter", "right", "l"),
		},
		{
			backToList,
			moveGroup,
			"back to list",
			bind("esc ← h", "back to the list", "esc", "left", "h"),
		},
		{otherPane, moveGroup, "", bind("tab", "other pane", "tab")},

		{
			pickTab,
			detailGroup,
			"tabs",
			bind("1-"+strconv.Itoa(detail.Tabs()), "tabs", tabKeys()...),
		},
		{previousTab, detailGroup, "tabs", bind("[", "", "[")},
		{nextTab, detailGroup, "tabs", bind("]", "", "]")},
		{zoom, detailGroup, "zoom", bind("z", "full width, and back", "z")},
		{copyThis, detailGroup, "copy", bind(detail.CopyKey, "copy: asks what", detail.CopyKey)},

		{pause, programGroup, "pause", bind("p", "pause, go on", "p")},
		{showHelp, programGroup, "all keys", bind("?", "these keys", "?")},
		{suspend, programGroup, "", bind("ctrl+z", "to the shell", "ctrl+z")},
		{redraw, programGroup, "", bind("ctrl+l", "draw again", "ctrl+l")},
		{quit, programGroup, "quit", bind("q ctrl+c", "quit", "q", "ctrl+c")},

		{find, listGroup, "filter", bind("/", "filter; detail: search", "/")},
		{nextState, listGroup, "", bind("f", "all, needs you, running", "f")},
		{nextOrder, listGroup, "", bind("s", "another order, reversed", "s")},
		{reverseOrder, listGroup, "", bind("S", "", "S")},
		{fold, listGroup, "older runs", bind("space", "older runs", "space")},
		{showChanges, listGroup, "show changes", bind("c", "what happened", "c")},

		{askThis, watchGroup, "refresh", bind("r", "ask again: this, all", "r")},
		{askAll, watchGroup, "", bind("R", "", "R")},
	}
}

// tabKeys are the keys of the tabs, by their numbers.
func tabKeys() []string {
	names := make([]string, detail.Tabs())
	for i := range names {
		names[i] = strconv.Itoa(i + 1)
	}
	return names
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
