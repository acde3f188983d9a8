package tui

import (
	tea "charm.land/bubbletea/v2"
)

// press does what a key asks for.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	if m.now.Sub(m.lastKey) >= away {
		m.since = m.lastKey
	}
	m.lastKey = m.now
	m.dirty, m.landed = true, true
	if m.prompt.open {
		return m.pressPrompt(msg)
	}
	if m.over.open == copyMenu {
		if cmd, ok := m.pressLetter(msg.String()); ok {
			return cmd
		}
	}
	asked, known := m.keymap[msg.String()]
	order := everywhere(asked)
	switch {
	case !known:
		return nil
	case order != nil:
		return order
	case m.over.open != nothing:
		return m.pressOverlay(asked)
	case msg.Code == tea.KeyEscape && m.escape():
		return nil
	}
	return m.pressPanes(asked, msg.String())
}

// everywhere returns what a key orders whatever is on the screen, or nil.
func everywhere(asked action) tea.Cmd {
	switch asked { //nolint:exhaustive // the others depend on what is on the screen
	case quit:
		return tea.Quit
	case suspend:
		return tea.Suspend
	case redraw:
		return tea.ClearScreen
	}
	return nil
}

// pressPanes does it while no page is open over the panes.
func (m *Model) pressPanes(asked action, key string) tea.Cmd {
	switch asked {
	case showHelp:
		m.over.Toggle(helpPage)
	case showChanges:
		m.over.Toggle(changesPage)
	case copyThis:
		m.openCopyMenu()
	case askThis, askAll, pause:
		return m.pressWatch(asked)
	case intoDetail, backToList, otherPane, zoom, nextTab, previousTab, pickTab:
		m.pressPane(asked, key)
	case fold:
		m.list.Fold()
	case find, nextState, nextOrder, reverseOrder:
		m.pressFind(asked)
	case moveDown, moveUp, moveFirst, moveLast, pageDown, pageUp, nextProblem, previousProblem:
		m.move(asked)
	case noAction, quit, suspend, redraw:
	}
	return nil
}

// pressOverlay does it while a page is open over the panes.
func (m *Model) pressOverlay(asked action) tea.Cmd {
	switch asked { //nolint:exhaustive // other keys do nothing over a page
	case showHelp:
		m.over.Toggle(helpPage)
	case showChanges:
		m.over.Toggle(changesPage)
	case backToList:
		m.over.Close()
	case copyThis:
		m.turnCopying()
	case intoDetail:
		if m.over.open == copyMenu {
			return m.choose(m.copying.Chosen())
		}
	case moveDown, moveUp, moveFirst, moveLast, pageDown, pageUp:
		m.move(asked)
	}
	return nil
}

func (m *Model) pressWatch(asked action) tea.Cmd {
	switch asked { //nolint:exhaustive // the caller picked those of the watch
	case pause:
		m.paused = !m.paused
	case askAll:
		m.watch.AskAllNow(m.now)
	default:
		m.askChosen()
	}
	return m.ask()
}

// askChosen asks again about the row under the cursor.
func (m *Model) askChosen() {
	switch about := m.list.Cursor(); {
	case about.Row == nil:
	case about.Older != nil:
		m.watch.AskNow(about.Older.Ref, m.now)
	default:
		m.watch.AskRowNow(about.Row, m.now)
	}
}

// pressPane changes which pane has the keys, how large the detail is, and its tab. In a narrow
// terminal the detail takes the screen.
func (m *Model) pressPane(asked action, key string) {
	narrow := m.width < wideFrom
	if m.list.Cursor().Row == nil && asked != backToList {
		return // there is no detail to go to
	}
	switch asked { //nolint:exhaustive // the caller picked those of the panes
	case intoDetail:
		m.inDetail = true
		m.zoomed = m.zoomed || narrow
	case backToList:
		m.inDetail, m.zoomed = false, false
	case otherPane:
		m.inDetail = !m.inDetail
		m.zoomed = m.inDetail && narrow
	case zoom:
		m.zoomed = !m.zoomed
		m.inDetail = m.zoomed || m.inDetail && !narrow
	case nextTab:
		m.detail.Turn(1)
	case previousTab:
		m.detail.Turn(-1)
	case pickTab:
		m.detail.Pick(int(key[0] - '1'))
	}
}

// move moves the cursor of the list or the copy menu, or scrolls the detail or the page over it,
// whichever has the keys.
func (m *Model) move(asked action) {
	type mover interface {
		Move(rows int)
		Page(pages int)
		First()
		Last()
	}
	var pane mover = &m.list
	switch {
	case m.over.open == copyMenu:
		pane = &m.copying
	case m.over.open != nothing:
		pane = &m.over
	case m.inDetail:
		pane = &m.detail
	}
	switch asked { //nolint:exhaustive // the caller picked those that move
	case moveDown:
		pane.Move(1)
	case moveUp:
		pane.Move(-1)
	case moveFirst:
		pane.First()
	case moveLast:
		pane.Last()
	case pageDown:
		pane.Page(1)
	case pageUp:
		pane.Page(-1)
	case nextProblem:
		m.step(1)
	case previousProblem:
		m.step(-1)
	}
}
