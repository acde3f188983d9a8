package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// pressPrompt does what a key asks for while a prompt takes them: what can be printed, or edits,
// goes to the prompt.
func (m *Model) pressPrompt(msg tea.KeyPressMsg) tea.Cmd {
	moves := map[string]action{
		"up": actionMoveUp, "down": actionMoveDown, "pgup": actionPageUp, "pgdown": actionPageDown,
		"ctrl+p": actionMoveUp, "ctrl+n": actionMoveDown,
	}
	name := msg.String()
	if order := everywhere(m.keymap[name]); order != nil && msg.Text == "" {
		return order
	}
	switch name {
	case "up", "ctrl+p", "down", "ctrl+n", "pgup", "pgdown":
		if moves[name] == actionMoveUp && m.recall() {
			return nil
		}
		m.move(moves[name])
	case "enter":
		m.keep()
	case "esc":
		m.escape()
	default:
		m.prompt.Key(msg)
		m.typed()
	}
	return nil
}

// paste puts a text into the prompt that takes the keys, if there is one.
func (m *Model) paste(text string) {
	m.lastKeyAt = m.now
	if m.over.open == pagePicker {
		m.picker.Paste(text)
		m.dirty = true
	}
	if m.prompt.open {
		m.prompt.Paste(text)
		m.dirty = true
		m.typed()
	}
}

// typed lets the pane that has the keys do what was typed so far.
func (m *Model) typed() {
	if m.inDetail {
		m.detail.Search(m.prompt.Text())
		return
	}
	m.list.Filter(m.prompt.Text())
}

// recall puts what was last typed into a prompt in which nothing stands; it returns false if
// something does, or nothing was typed before.
func (m *Model) recall() bool {
	last := m.lastFilter
	if m.inDetail {
		last = m.lastSearch
	}
	if m.prompt.Text() != "" || last == "" {
		return false
	}
	m.prompt.Open(last)
	m.typed()
	return true
}

// closePrompt gives the keys back, and notes what was typed.
func (m *Model) closePrompt() {
	switch text := m.prompt.Text(); {
	case text == "":
	case m.inDetail:
		m.lastSearch = text
	default:
		m.lastFilter = text
	}
	m.prompt.Close()
}

// keep ends typing and gives the keys back.
func (m *Model) keep() {
	m.closePrompt()
	if m.inDetail {
		m.detail.KeepSearch()
		return
	}
	m.list.KeepFilter()
}

// escape ends the search of the detail, or the filter of the list, whichever has the keys; false if
// there is none.
func (m *Model) escape() bool {
	typing := m.prompt.open
	m.closePrompt()
	switch {
	case m.inDetail && m.detail.Searching():
		m.detail.EndSearch()
	case !m.inDetail && (m.list.Filtering() || typing):
		m.list.ClearFilter()
	default:
		return false
	}
	return true
}

// pressFind opens a prompt, or changes which rows the list shows and in which order. Rows change
// only while the list has the keys.
func (m *Model) pressFind(asked action) {
	switch {
	case asked == actionFind && m.inDetail:
		m.detail.OpenSearch()
		m.prompt.Open("")
		return
	case m.inDetail:
		return
	}
	switch asked { //nolint:exhaustive // the caller picked those of the list
	case actionFind:
		m.prompt.Open(m.list.OpenFilter())
	case actionNextState:
		m.list.NextState()
	case actionNextOrder:
		m.list.NextOrder()
	case actionReverseOrder:
		m.list.Reverse()
	}
	m.setRows(false)
}

// step goes on to the next match of a search in the detail, or else to the next problem.
func (m *Model) step(step int) {
	if m.inDetail && m.detail.Searching() {
		m.detail.Step(step)
		return
	}
	m.list.Problem(step)
}

// drawKeys draws the last line: the prompt that takes the keys, or what is filtered and searched,
// and the keys.
func (m *Model) drawKeys(p *canvas.Pen) string {
	switch {
	case m.prompt.open:
		return m.drawPrompt(p)
	case m.saying() && m.width >= minWidth && m.height >= minHeight:
		return m.drawNotice(p)
	case m.width < minWidth || m.height < minHeight:
		note := m.filterNote()
		return p.Line(m.width).Put(theme.Look{Strong: true}, note.key).
			Put(theme.Look{Role: theme.Muted}, " "+note.does).String()
	}
	notes := m.keys.footer(m.situation())
	if m.over.open == pageNone {
		notes = m.withState(notes)
	}
	return drawFooter(p, m.lead(), notes, m.width)
}

// withState puts what is filtered and searched, and which key ends that, before the keys.
func (m *Model) withState(notes []footnote) []footnote {
	var lead []footnote
	back := m.keys.shown(actionBackToList)
	if m.list.Filtering() {
		lead = append(lead, m.filterNote())
	}
	switch {
	case !m.inDetail && m.list.Filtering():
		lead = append(lead, footnote{back, m.clearWord()})
	case m.inDetail && m.detail.Searching():
		text, position := m.detail.Sought()
		lead = append(lead, footnote{m.shortened(text, m.width/4), position},
			footnote{
				m.keys.shown(actionNextProblem) + " " + m.keys.shown(actionPreviousProblem),
				"next, previous",
			}, footnote{back, "end search"})
		notes = slices.DeleteFunc(notes, func(n footnote) bool { return n.key == back })
	}
	return append(lead, notes...)
}

// clearWord says what that key does to a kept filter; a short word has room everywhere.
func (m *Model) clearWord() string {
	if m.width < 48 {
		return "all"
	}
	return "clear"
}

// filterNote says what is filtered, and how much that leaves: short enough to stand in any footer.
func (m *Model) filterNote() footnote {
	typed, does, sign := m.list.Typed(), m.list.Shown(), ""
	const others = 20 // what is always there, and the gaps
	room := m.width - others - ansi.StringWidthWc(does)
	if word := m.list.StateWord(); word != "" {
		least := min(len(typed), 3) + 1
		if prefix := word + ", "; len(prefix)+least <= room {
			does, room = prefix+does, room-len(prefix)
		} else {
			sign = m.keys.shown(actionNextState) + " "
		}
	}
	if typed == "" {
		return footnote{m.keys.shown(actionNextState), does}
	}
	return footnote{sign + m.shortened(typed, min(m.width/3, room)-len(sign)), does}
}

// shortened returns what was typed as a footer shows it.
func (m *Model) shortened(text string, room int) string {
	return cells.Cut("/"+text, max(4, room), m.theme.Signs.Cut)
}

// drawPrompt draws the prompt, and at its right how much it leaves or finds, and the keys; those
// that don't fit are left out.
func (m *Model) drawPrompt(p *canvas.Pen) string {
	notes := []footnote{{"", m.list.Shown()}, {"esc", "clear"}, {"enter", "keep"}}
	if m.inDetail {
		text, position := m.detail.Sought()
		notes = []footnote{{"", position}, {"esc", "end"}, {"enter", "keep"}}
		if text == "" {
			notes = notes[1:]
		}
	}
	out := p.Line(m.width)
	if m.width >= minWidth {
		out.To(1)
	}
	out.Put(theme.Look{Strong: true}, "/")
	typed := min(m.width/2, ansi.StringWidthWc(m.prompt.Text())+1)
	end := m.width - 1
	fit := 0
	for fit < len(notes) && out.Column+typed+2 <= end-noteWidth(notes[fit]) {
		end -= noteWidth(notes[fit]) + 2
		fit++
	}
	out.Prompt(m.prompt.Text(), m.prompt.input.Position(), max(out.Column+1, end))
	for _, note := range notes[:fit] {
		out.To(end+2).Put(theme.Look{Strong: true}, note.key).
			Put(theme.Look{Role: theme.Muted}, " "+note.does)
		end += noteWidth(note) + 2
	}
	return out.String()
}
