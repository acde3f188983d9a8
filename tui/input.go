package tui

import (
	tea "charm.land/bubbletea/v2"
)

// press does what a key asks for.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	if m.now.Sub(m.lastKeyAt) >= away {
		m.awaySince = m.lastLook()
	}
	m.unnote()
	before := m.lastKeyAt
	m.lastKeyAt = m.now
	m.dirty = true
	m.notice = notice{}
	if m.prompt.open {
		return m.pressPrompt(msg)
	}
	if m.over.open == pagePicker {
		return m.pressPicker(msg)
	}
	if m.over.open == pageCopyMenu {
		if cmd, ok := m.pressLetter(msg.String()); ok {
			return cmd
		}
	}
	asked, known := m.keymap[msg.String()]
	if m.playing.on() {
		if order, ok := m.pressReplay(asked); ok {
			m.lastKeyAt = before // rows may go on moving
			return order
		}
	}
	m.moved = m.moved || m.over.open == pageNone && takesRow(asked)
	order := everywhere(asked)
	switch {
	case !known:
		return nil
	case order != nil:
		if asked == actionRedraw {
			m.list.Forget()
		}
		return order
	case m.over.open != pageNone:
		return m.pressOverlay(asked)
	case msg.String() == m.keys.first(actionBackToList) && m.escape():
		return nil
	}
	return m.pressPanes(asked, msg.String())
}

// takesRow says whether a key is about the rows of the list as they stand, so that the cursor
// belongs to the user from then on.
func takesRow(asked action) bool {
	switch asked { //nolint:exhaustive // all others are about rows
	case actionNone,
		actionBackToList,
		actionSave,
		actionShowHelp,
		actionShowChanges,
		actionAdd,
		actionUndo,
		actionAskAll,
		actionPause,
		actionSuspend,
		actionRedraw,
		actionLeave,
		actionQuit,
		actionStep,
		actionFaster,
		actionSlower:
		return false
	}
	return true
}

// everywhere returns what a key orders whatever is on the screen, or nil.
func everywhere(asked action) tea.Cmd {
	switch asked { //nolint:exhaustive // the others depend on what is on the screen
	case actionQuit:
		return tea.Quit
	case actionSuspend:
		return tea.Suspend
	case actionRedraw:
		return tea.ClearScreen
	}
	return nil
}

// pressPanes does it while no page is open over the panes.
func (m *Model) pressPanes(asked action, key string) tea.Cmd {
	switch asked {
	case actionShowHelp:
		m.over.Toggle(pageHelp)
	case actionShowChanges:
		m.showChanges()
	case actionCopyThis:
		m.openCopyMenu()
	case actionAskThis, actionAskAll, actionPause, actionOpenFile:
		return m.pressWatch(asked)
	case actionAdd, actionRemove, actionUndo, actionMute:
		return m.pressEdit(asked)
	case actionIntoDetail,
		actionBackToList,
		actionOtherPane,
		actionZoom,
		actionNextTab,
		actionPreviousTab,
		actionPickTab:
		m.pressPane(asked, key)
	case actionFold:
		m.list.Fold()
	case actionFind, actionNextState, actionNextOrder, actionReverseOrder:
		m.pressFind(asked)
	case actionMoveDown,
		actionMoveUp,
		actionMoveFirst,
		actionMoveLast,
		actionPageDown,
		actionPageUp,
		actionScrollDown,
		actionScrollUp,
		actionNextProblem,
		actionPreviousProblem:
		m.move(asked)
	case actionLeave:
		return tea.Quit
	case actionNone, actionSave, actionQuit, actionSuspend, actionRedraw:
	case actionStep, actionFaster, actionSlower: // pressReplay
	}
	return nil
}

// pressOverlay does it while a page is open over the panes.
func (m *Model) pressOverlay(asked action) tea.Cmd {
	switch asked { //nolint:exhaustive // other keys do nothing over a page
	case actionShowHelp:
		m.over.Toggle(pageHelp)
	case actionShowChanges:
		m.showChanges()
	case actionBackToList, actionLeave:
		m.over.Close()
	case actionCopyThis:
		m.turnCopying()
	case actionSave:
		return m.save()
	case actionIntoDetail:
		return m.enter()
	case actionMoveDown,
		actionMoveUp,
		actionMoveFirst,
		actionMoveLast,
		actionPageDown,
		actionPageUp,
		actionScrollDown,
		actionScrollUp:
		m.move(asked)
	}
	return nil
}

// enter does what is under the cursor of the page that is open.
func (m *Model) enter() tea.Cmd {
	switch m.over.open { //nolint:exhaustive // the other pages have no cursor
	case pageCopyMenu:
		return m.choose(m.copying.Chosen())
	case pageChanges:
		run := m.happened.Chosen()
		switch {
		case run == nil:
		case m.list.GoTo(run):
			m.moved = true
			m.over.Close()
		default:
			execution, _ := run.Execution()
			m.say(notice{name: execution.Name(), after: " isn't on the list."})
		}
	}
	return nil
}

// showChanges opens or closes the page of what happened, at its top.
func (m *Model) showChanges() {
	m.happened = happened{}
	m.over.Toggle(pageChanges)
}

// pressPane changes which pane has the keys, how large the detail is, and its tab. In a narrow
// terminal the detail takes the screen.
func (m *Model) pressPane(asked action, key string) {
	narrow := m.width < wideFrom
	if m.list.Cursor().Row == nil && asked != actionBackToList {
		return // there is no detail to go to
	}
	switch asked { //nolint:exhaustive // the caller picked those of the panes
	case actionIntoDetail:
		if m.inDetail && m.detail.Open() {
			return
		}
		m.inDetail = true
		m.zoomed = m.zoomed || narrow
	case actionBackToList:
		if m.inDetail && m.detail.Close() {
			return
		}
		m.inDetail, m.zoomed = false, false
	case actionOtherPane:
		m.inDetail = !m.inDetail
		m.zoomed = m.inDetail && narrow
	case actionZoom:
		m.zoomed = !m.zoomed
		m.inDetail = m.zoomed || m.inDetail && !narrow
	case actionNextTab:
		m.detail.Turn(1)
	case actionPreviousTab:
		m.detail.Turn(-1)
	case actionPickTab:
		m.detail.Pick(m.keys.tab(key))
	}
}

// move moves the cursor of the list or the copy menu, or scrolls the detail or the page over it,
// whichever has the keys.
func (m *Model) move(asked action) {
	type mover interface {
		Move(rows int)
		Page(pages int)
		Scroll(lines int)
		First()
		Last()
	}
	var pane mover = &m.list
	switch {
	case m.over.open == pageCopyMenu:
		pane = &m.copying
	case m.over.open == pageChanges:
		pane = &m.happened
	case m.over.open != pageNone:
		pane = &m.over
	case m.inDetail:
		pane = &m.detail
	}
	switch asked { //nolint:exhaustive // the caller picked those that move
	case actionMoveDown:
		pane.Move(1)
	case actionMoveUp:
		pane.Move(-1)
	case actionMoveFirst:
		pane.First()
	case actionMoveLast:
		pane.Last()
	case actionPageDown:
		pane.Page(1)
	case actionPageUp:
		pane.Page(-1)
	case actionScrollDown:
		pane.Scroll(1)
	case actionScrollUp:
		pane.Scroll(-1)
	case actionNextProblem:
		m.step(1)
	case actionPreviousProblem:
		m.step(-1)
	}
}
