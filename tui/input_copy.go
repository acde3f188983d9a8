package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
)

// openCopyMenu offers what can be copied of the row under the cursor, or of the run that is open.
func (m *Model) openCopyMenu() {
	about := m.about()
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
	text := chosen.text
	m.copying.Take(chosen)
	m.over.Toggle(pageCopyText)
	return m.commands.copy(text)
}

// save has the text that is shown written to a file.
func (m *Model) save() tea.Cmd {
	if m.over.open != pageCopyText || m.options.Files == nil {
		return nil
	}
	name := fileName(m.copying.row, m.copying.chosen.file)
	m.copying.saved = "Writing " + name + "."
	return m.commands.save(name, m.copying.chosen.text)
}

// saved takes what became of that.
func (m *Model) saved(msg savedMsg) {
	m.dirty = true
	if msg.err != nil {
		m.copying.saved = "Not written: " + model.Clean(msg.err.Error())
		return
	}
	m.copying.saved = "Written to " + model.Clean(msg.name) + "."
}

// fileName returns the name of a file for what was copied of a row: harmless in any shell.
func fileName(row, file string) string {
	const most = 80
	clean := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		case strings.ContainsRune("-_.", r):
			return r
		}
		return '-'
	}, row)
	clean = strings.Trim(clean[:min(len(clean), most)], "-_.")
	if clean == "" {
		clean = "export"
	}
	return clean + "-" + file
}
