package tui

import (
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
)

// String returns the action's name, by which the configuration gives it other keys.
func (a action) String() string {
	names := [...]string{
		actionNone:            "none",
		actionMoveDown:        "move-down",
		actionMoveUp:          "move-up",
		actionMoveFirst:       "move-first",
		actionMoveLast:        "move-last",
		actionPageDown:        "page-down",
		actionPageUp:          "page-up",
		actionScrollDown:      "scroll-down",
		actionScrollUp:        "scroll-up",
		actionNextProblem:     "next-problem",
		actionPreviousProblem: "previous-problem",
		actionFold:            "older-runs",
		actionFind:            "filter",
		actionNextState:       "next-state",
		actionNextOrder:       "next-order",
		actionReverseOrder:    "reverse-order",
		actionIntoDetail:      "into-detail",
		actionBackToList:      "back-to-list",
		actionOtherPane:       "other-pane",
		actionNextTab:         "next-tab",
		actionPreviousTab:     "previous-tab",
		actionPickTab:         "pick-tab",
		actionZoom:            "zoom",
		actionCopyThis:        "copy",
		actionSave:            "save",
		actionAskThis:         "refresh",
		actionAskAll:          "refresh-all",
		actionPause:           "pause",
		actionShowChanges:     "changes",
		actionAdd:             "add",
		actionRemove:          "remove",
		actionUndo:            "undo",
		actionMute:            "mute",
		actionOpenFile:        "open-file",
		actionShowHelp:        "help",
		actionSuspend:         "suspend",
		actionRedraw:          "redraw",
		actionLeave:           "leave",
		actionQuit:            "quit",
		actionStep:            "step",
		actionSlower:          "slower",
		actionFaster:          "faster",
	}
	if int(a) >= len(names) {
		return ""
	}
	return names[a]
}

// Keyed is an action of the screen with its usual keys.
type Keyed struct {
	Action string   // its name
	Keys   []string // by Bubble Tea's names
	Exact  bool     // each key does something of its own, so that others must be as many
	Does   string
}

// Actions returns the actions that have keys, in the order of the help.
func Actions() []Keyed {
	var actions []Keyed
	does := ""
	for _, k := range keys() {
		if desc := k.binding.Help().Desc; desc != "" {
			does = desc
		}
		actions = append(actions, Keyed{
			Action: k.action.String(), Keys: k.binding.Keys(), Exact: k.action == actionPickTab,
			Does: does,
		})
	}
	return actions
}

// OtherUse says what else a key is for on a page on which an action counts, or "": no letter of the
// copy menu may move its cursor or leave it.
func OtherUse(action, name string) string {
	moves := []string{
		actionMoveDown.String(), actionMoveUp.String(), actionMoveFirst.String(),
		actionMoveLast.String(), actionPageDown.String(), actionPageUp.String(),
		actionScrollDown.String(), actionScrollUp.String(), actionBackToList.String(),
		actionLeave.String(), actionCopyThis.String(), actionQuit.String(),
	}
	if !slices.Contains(moves, action) {
		return ""
	}
	for _, item := range copyables() {
		if item.letter == name {
			return "in the copy menu it copies the " + item.name + ": choose another"
		}
	}
	return ""
}

// with returns the declaration with other keys for some actions, by their names.
func (d declaration) with(other map[string][]string) declaration {
	changed := slices.Clone(d)
	for i, k := range changed {
		if names := other[k.action.String()]; len(names) > 0 {
			changed[i].binding = key.NewBinding(key.WithKeys(names...),
				key.WithHelp(shownKeys(k.action, names), k.binding.Help().Desc))
		}
	}
	return changed
}

// shownKeys returns keys as the screen shows them.
func shownKeys(asked action, names []string) string {
	signs := map[string]string{
		"up": "↑", "down": "↓", "left": "←", "right": "→", "pgdown": "pgdn",
	}
	shown := make([]string, len(names))
	for i, name := range names {
		shown[i] = name
		if sign, ok := signs[name]; ok {
			shown[i] = sign
		}
	}
	if asked == actionPickTab {
		return shownRange(shown)
	}
	return strings.Join(shown, " ")
}

// shownRange returns keys that are named together: "1-5", "f1-f5" where one follows the other.
func shownRange(keys []string) string {
	first, last := keys[0], keys[len(keys)-1]
	all := strings.Join(keys, "")
	for _, row := range []string{
		"123456789", "abcdefghijklmnopqrstuvwxyz", "f1f2f3f4f5f6f7f8f9f10f11f12",
	} {
		if strings.Contains(row, all) {
			return first + "-" + last
		}
	}
	if utf8.RuneCountInString(all) == len(keys) {
		return all
	}
	return first + ".." + last
}

// first returns the first key of an action, by Bubble Tea's name.
func (d declaration) first(asked action) string { return d.of(asked)[0] }

// of returns the keys of an action, by Bubble Tea's names; none where it isn't declared.
func (d declaration) of(asked action) []string {
	at := slices.IndexFunc(d, func(k keyed) bool { return k.action == asked })
	if at < 0 {
		return nil
	}
	return d[at].binding.Keys()
}

// shown returns the first key of an action as the screen shows it; "" where it isn't declared.
func (d declaration) shown(asked action) string {
	names := d.of(asked)
	return shownKeys(actionNone, names[:min(1, len(names))])
}

// tab returns which tab a key picks.
func (d declaration) tab(name string) int { return slices.Index(d.of(actionPickTab), name) }
