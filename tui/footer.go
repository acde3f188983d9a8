package tui

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// footnote is an entry of the footer.
type footnote struct{ key, does string }

// situation is what decides which keys are of use.
type situation struct {
	over     overlayPage
	pick     string // what enter does in the picker
	picked   bool   // it is at an export's runs
	inDetail bool
	zoomed   bool
	paused   bool
	replay   bool // a recording is played: nothing can be asked
	chosen   bool // there is a row under the cursor
	folds    bool // some export has older runs
	problems bool // some row needs somebody
	filtered bool // the filter has a place in the line
	wide     bool // list and detail stand side by side
	checks   bool // the evidence is looked at
	opens    bool // a file of it can be opened
	choosing bool // the keys that move choose a run in the detail
	opened   bool // a run is open that was chosen there
	narrow   bool // words must be short
}

// situation returns what is possible now.
func (m *Model) situation() situation {
	return situation{
		over: m.over.open, pick: m.picker.does(), picked: m.picker.inRuns(),
		inDetail: m.inDetail, zoomed: m.zoomed, paused: m.paused || m.playing.stopped,
		replay: m.playing.on(),
		chosen: m.list.Cursor().Row != nil, folds: m.list.Folds(), problems: m.list.Problems(),
		filtered: m.list.Filtering(), wide: m.width >= wideFrom, narrow: m.width < 60,
		checks: m.detail.ShowsChecks(), opens: m.detail.FileToOpen() != "",
		choosing: m.detail.Choosing(), opened: m.detail.Opened(),
	}
}

// footer returns what the last line offers, most useful first; the last two are always there.
func (d declaration) footer(s situation) []footnote {
	var notes []footnote
	offer := func(possible bool, asked action, word string) {
		if possible && d.shown(asked) != "" {
			notes = append(notes, d.footnote(asked, word))
		}
	}
	all, back, choose := "", "", "copy, or the letter"
	if s.narrow {
		all, back, choose = "keys", "back", "copy"
	}
	if s.filtered && !s.wide {
		back = "back"
	}
	switch {
	case s.over == pagePicker:
		offerInPicker(s, offer)
		return notes
	case s.over != pageNone:
		offerOnPage(s.over, offer, all, choose)
		return notes
	case s.inDetail:
		offer(!s.choosing, actionMoveUp, "scroll")
		offer(s.choosing, actionMoveUp, "choose run")
		offer(s.choosing, actionIntoDetail, "open")
		if s.opened {
			back = "back to runs"
		}
		offer(true, actionPickTab, "")
		offer(s.zoomed && s.wide, actionZoom, "both panes") // else esc does the same
		offer(true, actionBackToList, back)
		offer(true, actionFind, "search")
		offer(!s.zoomed, actionZoom, "")
		offer(s.chosen && s.checks, actionAskThis, askWord(s))
		offer(s.chosen, actionCopyThis, "")
		offer(s.opens, actionOpenFile, "")
		offer(s.chosen && !s.checks, actionAskThis, "")
		offer(s.paused, actionPause, "resume")
	default:
		offerOfList(s, offer)
	}
	offer(true, actionShowHelp, all)
	offer(true, actionLeave, "")
	return notes
}

// offerOnPage offers what can be done while a page is open over the panes.
func offerOnPage(
	page overlayPage, offer func(possible bool, asked action, word string), all, choose string,
) {
	switch page {
	case pageCopyMenu:
		offer(true, actionMoveUp, "")
		offer(true, actionIntoDetail, choose)
		offer(true, actionShowHelp, all)
		offer(true, actionBackToList, "close")
		return
	case pageChanges:
		offer(true, actionMoveUp, "")
		offer(true, actionIntoDetail, "go to the export")
	case pageNone, pageHelp, pageCopyText, pagePicker:
		offer(true, actionMoveUp, "scroll")
	}
	offer(true, actionBackToList, "close")
	offer(true, actionQuit, "")
}

// offerInPicker offers what can be done in the picker, where letters are typed.
func offerInPicker(s situation, offer func(possible bool, asked action, word string)) {
	leave := "close"
	if s.picked {
		leave = "back"
	}
	offer(true, actionMoveUp, "")
	offer(s.pick != "", actionIntoDetail, s.pick)
	offer(true, actionBackToList, leave)
	offer(!s.narrow, actionQuit, "")
}

// offerOfList offers what can be done in the list.
func offerOfList(s situation, offer func(possible bool, asked action, word string)) {
	offer(s.replay && s.paused, actionPause, "resume")
	offer(s.replay && !s.paused, actionPause, "")
	offer(s.replay, actionStep, "")
	offer(s.chosen, actionMoveUp, "")
	offer(s.chosen, actionIntoDetail, "")
	offer(s.replay, actionSlower, "")
	offer(s.paused && !s.replay, actionPause, "resume")
	offer(s.problems, actionNextProblem, "")
	offer(s.chosen, actionFind, "")
	offer(s.chosen, actionCopyThis, "")
	offer(s.folds, actionFold, "")
	offer(!s.chosen, actionAdd, "")
	offer(!s.paused && !s.replay, actionPause, "")
	offer(s.chosen && !s.replay, actionAskThis, askWord(s))
	offer(s.problems, actionMute, "")
	offer(s.chosen, actionAdd, "")
}

// askWord returns what asking is called where the evidence is in sight; "" for the usual word.
func askWord(s situation) string {
	if s.checks {
		return "look"
	}
	return ""
}

// footnote returns what a footer says of an action: the first key of each binding of its line of the
// help that has the same word, and that word unless another fits better.
func (d declaration) footnote(asked action, word string) footnote {
	var shown [][]string
	declared := ""
	for _, k := range d {
		help := k.binding.Help()
		switch {
		case k.action == asked:
			declared = k.word
		case len(shown) == 0:
			continue
		case help.Desc != "":
			return footnote{waysOf(shown)[0], cmp.Or(word, declared)}
		case k.word != declared:
			continue
		}
		shown = append(shown, strings.Fields(help.Key))
	}
	return footnote{waysOf(shown)[0], cmp.Or(word, declared)}
}

// keyLine is a line of the help: keys that belong together.
type keyLine struct {
	group, does string
	ways        []string // to ask for it, each one key for each action: "↑↓", "k j"
}

// lines returns the lines of the help in their order.
func (d declaration) lines() []keyLine {
	var lines []keyLine
	var shown [][]string // the keys of each binding of the last line
	for _, k := range d {
		help := k.binding.Help()
		if help.Desc != "" {
			lines = append(lines, keyLine{group: k.group, does: help.Desc})
			shown = nil
		}
		shown = append(shown, strings.Fields(help.Key))
		lines[len(lines)-1].ways = waysOf(shown)
	}
	return lines
}

// waysOf returns the first keys of all bindings, then the second ones, and so on. Arrows stand
// close to each other.
func waysOf(shown [][]string) []string {
	var ways []string
	for i := 0; ; i++ {
		var way []string
		for _, one := range shown {
			if i < len(one) {
				way = append(way, one[i])
			}
		}
		if len(way) == 0 {
			return ways
		}
		gap := " "
		if !slices.ContainsFunc(way, cells.IsASCII) {
			gap = ""
		}
		ways = append(ways, strings.Join(way, gap))
	}
}

// drawFooter draws the keys that help most here; those that don't fit are left out whole, but for
// the last two. What leads is no key, and always there.
func drawFooter(p *canvas.Pen, lead, notes []footnote, width int) string {
	gap := 3
	if width < 100 {
		gap = 2
	}
	keep := max(0, len(notes)-2)
	room := width - 1
	for _, note := range notes[keep:] {
		room -= noteWidth(note) + gap
	}
	out := p.Line(width).To(1)
	for _, note := range lead {
		out.Put(theme.Look{Role: theme.Warn, Strong: true}, note.key).
			Put(theme.Look{}, " "+note.does).To(out.Column + gap)
	}
	for i, note := range notes {
		if i < keep && out.Column+noteWidth(note) > room {
			continue
		}
		out.Put(theme.Look{Strong: true}, note.key).
			Put(theme.Look{Role: theme.Muted}, " "+note.does)
		out.To(out.Column + gap)
	}
	return out.String()
}

func noteWidth(note footnote) int {
	return ansi.StringWidthWc(note.key) + 1 + ansi.StringWidthWc(note.does)
}
