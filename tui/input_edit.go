package tui

import (
	tea "charm.land/bubbletea/v2"

	"exportwatch/model/watch"
)

// pressEdit changes what is watched.
func (m *Model) pressEdit(asked action) tea.Cmd {
	var ring tea.Cmd
	switch asked { //nolint:exhaustive // the caller picked those that edit
	case actionAdd:
		m.openPicker()
	case actionRemove:
		ring = m.remove()
	case actionUndo:
		ring = m.undo()
	case actionMute:
		m.mute()
	}
	return tea.Batch(ring, m.ask())
}

// remove takes the row under the cursor off the list. Its neighbour is next, in the list: nobody
// goes on reading something else unawares.
func (m *Model) remove() tea.Cmd {
	row := m.list.Cursor().Row
	if row == nil {
		return nil
	}
	title := row.Title()
	m.list.GoToRow(row) // from its older runs
	m.watch.Remove(row, m.now)
	m.inDetail, m.zoomed = false, false
	m.say(notice{before: "Removed ", name: title, after: ".", undoes: true})
	return m.restock()
}

// undo takes the last change back, and goes to the row that it was about.
func (m *Model) undo() tea.Cmd {
	kind, row, ok := m.watch.Undo(m.now)
	if !ok {
		m.say(notice{before: "There is nothing to undo."})
		return nil
	}
	said := notice{name: row.Title()}
	switch kind {
	case watch.EditRemoved:
		said.after = " is back."
	case watch.EditAdded:
		said.before, said.after = "Took back ", "."
		m.inDetail, m.zoomed = false, false
	case watch.EditMuted:
		said.after = " is no longer muted."
	case watch.EditUnmuted:
		said.after = " is muted again."
	}
	m.say(said)
	ring := m.restock()
	m.goTo(row)
	return ring
}

// mute mutes the row under the cursor until its next change, or ends that. It moves to its new place
// as rows do, once no key has come for a while.
func (m *Model) mute() {
	row := m.list.Cursor().Row
	if row == nil {
		return
	}
	said := notice{name: row.Title(), undoes: true}
	switch {
	case m.watch.Unmute(row):
		said.after = " is no longer muted."
	case m.watch.Mute(row, m.now):
		said.before, said.after, said.brief = "Muted ", " until its next change.", "."
	default:
		said = notice{before: "Nothing is known of ", name: row.Title(), after: " yet."}
	}
	m.say(said)
	m.survey = inPlace(m.watch.Survey(m.now), m.survey)
	m.setRows(m.inDetail)
}

// inPlace returns a survey with its rows where they stood before.
func inPlace(survey, before watch.Survey) watch.Survey {
	fresh := make(map[*watch.Watched]watch.Entry, len(survey.Entries))
	for _, entry := range survey.Entries {
		fresh[entry.Watched] = entry
	}
	survey.Entries = survey.Entries[:0]
	for _, old := range before.Entries {
		if entry, ok := fresh[old.Watched]; ok {
			entry.Attention = old.Attention
			survey.Entries = append(survey.Entries, entry)
		}
	}
	return survey
}

// restock takes stock at once: the user sees what came of a key.
func (m *Model) restock() tea.Cmd {
	m.surveyed = -1
	return m.takeStock()
}

// goTo puts the cursor on a row, if there is one.
func (m *Model) goTo(row *watch.Watched) {
	if m.list.GoToRow(row) {
		m.moved, m.cursorMovedAt = true, m.now
	}
}
