package tui

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"

	"exportwatch/tui/detail"
)

// action is what a key asks for.
type action int

const (
	actionNone action = iota
	actionMoveDown
	actionMoveUp
	actionMoveFirst
	actionMoveLast
	actionPageDown
	actionPageUp
	actionScrollDown
	actionScrollUp
	actionNextProblem
	actionPreviousProblem
	actionFold
	actionFind
	actionNextState
	actionNextOrder
	actionReverseOrder
	actionIntoDetail
	actionBackToList
	actionOtherPane
	actionNextTab
	actionPreviousTab
	actionPickTab
	actionZoom
	actionCopyThis
	actionSave // what was copied, to a file
	actionAskThis
	actionAskAll
	actionPause
	actionShowChanges
	actionAdd
	actionRemove
	actionUndo
	actionMute
	actionOpenFile // a file of what the Checks tab shows
	actionShowHelp
	actionSuspend
	actionRedraw
	actionLeave // closes a page, or quits where none is open
	actionQuit
	actionStep // to the next answer of a replay
	actionFaster
	actionSlower
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
	return slices.Concat(moveKeys(), detailKeys(), otherKeys())
}

// bind returns a binding of keys, by Bubble Tea's names, as they are shown, and what they do.
func bind(shown, does string, names ...string) key.Binding {
	return key.NewBinding(key.WithKeys(names...), key.WithHelp(shown, does))
}

func moveKeys() declaration {
	return declaration{
		{actionMoveUp, moveGroup, "move", bind("↑ k ctrl+p", "row by row", "up", "k", "ctrl+p")},
		{actionMoveDown, moveGroup, "move", bind("↓ j ctrl+n", "", "down", "j", "ctrl+n")},
		{actionMoveFirst, moveGroup, "", bind("g home", "first, last", "g", "home")},
		{actionMoveLast, moveGroup, "", bind("G end", "", "G", "end")},
		{
			actionPageUp, moveGroup, "",
			bind("pgup ctrl+u ctrl+b", "by page", "pgup", "ctrl+u", "ctrl+b"),
		},
		{
			actionPageDown, moveGroup, "",
			bind("pgdn ctrl+d ctrl+f", "", "pgdown", "ctrl+d", "ctrl+f"),
		},
		{actionScrollUp, moveGroup, "", bind("ctrl+y", "scroll by a line", "ctrl+y")},
		{actionScrollDown, moveGroup, "", bind("ctrl+e", "", "ctrl+e")},
		{actionNextProblem, moveGroup, "next problem", bind("n", "next problem, or match", "n")},
		{actionPreviousProblem, moveGroup, "", bind("N", "", "N")},
		{
			actionIntoDetail,
			moveGroup,
			"detail",
			bind("enter → l", "into the detail", "enter", "right", "l"),
		},
		{
			actionBackToList,
			moveGroup,
			"back to list",
			bind("esc ← h", "back to the list", "esc", "left", "h"),
		},
		{actionOtherPane, moveGroup, "", bind("tab shift+tab", "other pane", "tab", "shift+tab")},
	}
}

func detailKeys() declaration {
	return declaration{
		{
			actionPickTab,
			detailGroup,
			"tabs",
			bind("1-"+strconv.Itoa(detail.Tabs()), "tabs", tabKeys()...),
		},
		{actionPreviousTab, detailGroup, "tabs", bind("[", "", "[")},
		{actionNextTab, detailGroup, "tabs", bind("]", "", "]")},
		{actionZoom, detailGroup, "zoom", bind("z", "full width, and back", "z")},
		{
			actionCopyThis,
			detailGroup,
			"copy",
			bind("y", "copy menu", "y"),
		},
		{
			actionOpenFile, detailGroup, "open a file",
			bind("o", "checks: open a file", "o"),
		},
		{actionSave, detailGroup, "to a file", bind("w", "copied text: to a file", "w")},
	}
}

func otherKeys() declaration {
	return declaration{
		{actionPause, programGroup, "pause", bind("p", "pause, resume", "p")},
		{actionShowHelp, programGroup, "all keys", bind("?", "these keys", "?")},
		{actionSuspend, programGroup, "", bind("ctrl+z", "to the shell", "ctrl+z")},
		{actionRedraw, programGroup, "", bind("ctrl+l", "redraw", "ctrl+l")},
		{actionLeave, programGroup, "quit", bind("q", "close page, or quit", "q")},
		{actionQuit, programGroup, "quit", bind("ctrl+c", "quit", "ctrl+c")},

		{actionFind, listGroup, "filter", bind("/", "filter; detail: search", "/")},
		{actionNextState, listGroup, "", bind("f", "all, needs you, running", "f")},
		{actionNextOrder, listGroup, "", bind("s", "next order, reversed", "s")},
		{actionReverseOrder, listGroup, "", bind("S", "", "S")},
		{actionFold, listGroup, "older runs", bind("space", "older runs", "space")},
		{actionShowChanges, listGroup, "show changes", bind("c", "what happened", "c")},

		{
			actionAdd, watchGroup, "add",
			bind("a", "add an export or a run", "a"),
		},
		{actionRemove, watchGroup, "remove", bind("x", "remove a row", "x")},
		{
			actionUndo, watchGroup, "undo",
			bind("u", "undo: add, remove, mute", "u"),
		},
		{
			actionMute, watchGroup, "mute",
			bind("m", "mute until it changes", "m"),
		},
		{actionAskThis, watchGroup, "refresh", bind("r", "refresh: this, all", "r")},
		{actionAskAll, watchGroup, "", bind("R", "", "R")},
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

func newKeymap(declared declaration) keymap {
	m := keymap{}
	for _, k := range declared {
		for _, name := range k.binding.Keys() {
			m[name] = k.action
		}
	}
	return m
}
