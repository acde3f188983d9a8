package tui

import (
	tea "charm.land/bubbletea/v2"

	"exportwatch/model/evidence"
	"exportwatch/model/watch"
)

// pressWatch does what changes how AWS is asked.
func (m *Model) pressWatch(asked action) tea.Cmd {
	switch asked { //nolint:exhaustive // the caller picked those of the watch
	case actionPause:
		m.paused = !m.paused
		m.nextTurn, _ = m.survey.NextChange(!m.paused)
	case actionAskAll:
		m.watch.AskAllNow(m.now)
	case actionOpenFile:
		m.openFile()
	default:
		if m.detail.ShowsChecks() {
			m.seek()
			break
		}
		m.askChosen()
	}
	return m.ask()
}

// about returns what keys are about: the row under the cursor, or in the detail the run of it that was
// opened or is being chosen there.
func (m *Model) about() watch.Subject {
	if m.inDetail && m.detail.Shown() == m.list.Cursor() {
		return m.detail.About()
	}
	return m.list.Cursor()
}

// askChosen asks again about the row under the cursor.
func (m *Model) askChosen() {
	switch about := m.about(); {
	case about.Row == nil:
	case about.Older != nil:
		m.watch.AskNow(about.Older.Ref, m.now)
	default:
		m.watch.AskRowNow(about.Row, m.now)
	}
}

// seek looks at the evidence about what the Checks tab shows.
func (m *Model) seek() {
	if about := m.detail.About(); about.Row != nil {
		m.watch.Seek(about.Row, about.Run(), m.now, evidence.Questions()...)
	}
}

// openFile has the first bytes of a file read that the Checks tab shows, or says why it can't.
func (m *Model) openFile() {
	about := m.detail.About()
	key := m.detail.FileToOpen()
	switch {
	case key != "":
		m.watch.SeekSample(about.Row, about.Run(), key, m.now)
	case !m.detail.ShowsChecks():
		m.say(notice{before: "A file is opened in the tab of checks."})
	default:
		m.say(notice{before: "There is no file to open that was seen and not opened yet."})
	}
}
