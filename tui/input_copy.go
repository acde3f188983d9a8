package tui

import tea "charm.land/bubbletea/v2"

// openCopyMenu offers what can be copied of the row under the cursor.
func (m *Model) openCopyMenu() {
	about := m.list.Cursor()
	if about.Row == nil {
		return
	}
	m.copying = newCopying(m.pen(), m.watch, about)
	m.over.Toggle(pageCopyMenu)
}

// turnCopying leads from a copied text back to the menu, and closes that; over other pages the
// menu takes their place.
func (m *Model) turnCopying() {
	if m.over.open == pageCopyMenu || m.over.open == pageCopyText {
		m.over.Toggle(pageCopyMenu)
		return
	}
	m.openCopyMenu()
}

// pressLetter takes a key of the copy menu; it returns false if the menu has no such letter.
func (m *Model) pressLetter(key string) (tea.Cmd, bool) {
	chosen, ok := m.copying.letter(key)
	if chosen == nil {
		return nil, ok
	}
	return m.choose(chosen), ok
}

// choose sends a text to the terminal's clipboard and shows it for the mouse, since most terminals
// don't tell whether they took it.
func (m *Model) choose(chosen *choice) tea.Cmd {
	m.copying.Take(chosen.text)
	m.over.Toggle(pageCopyText)
	return m.commands.copy(chosen.text)
}
