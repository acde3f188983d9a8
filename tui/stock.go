package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// outdated says whether something has changed since stock was taken.
func (m *Model) outdated() bool {
	turned := !m.nextTurn.IsZero() && !m.now.Before(m.nextTurn)
	return turned || m.surveyed != m.watch.Revision()
}

// takeStock takes stock if something has changed. Rows keep their place while keys are being
// pressed.
func (m *Model) takeStock() tea.Cmd {
	if !m.outdated() {
		return nil
	}
	m.dirty = true
	if m.surveyed >= 0 && m.now.Sub(m.lastKeyAt) < handsOff && !m.playing.still(m.now) {
		return nil
	}
	m.surveyed = m.watch.Revision()
	m.survey = m.watch.Survey(m.now)
	m.unmatched.Look(m.watch)
	m.nextTurn, _ = m.survey.NextChange(!m.paused)
	m.nextDelivery = nextDelivery(m.survey, m.watch.AWSNow(m.now))
	before := m.list.Cursor()
	m.setRows(m.inDetail)
	ring := m.notify()
	if !m.moved {
		m.list.First()
	}
	if m.list.Cursor() != before {
		m.cursorMovedAt = m.now
	}
	return ring
}

// setRows gives the list its rows. While the row under the cursor is being read, no filter hides
// it.
func (m *Model) setRows(reading bool) {
	m.list.Set(m.survey, m.watch.Following(), m.oldest(), reading)
}

// oldest returns when the oldest run may have been created that is shown; zero is no limit.
func (m *Model) oldest() time.Time {
	if m.options.Since == 0 {
		return time.Time{}
	}
	return m.watch.AWSNow(m.now).Add(-m.options.Since)
}
