package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model/watch"
)

// keeping is how far the journal has what was observed.
type keeping struct {
	recalled  bool           // it has told what it knew: before, nothing is recorded
	writing   bool           // a command that records is under way,
	observed  watch.Observed // with this,
	lookedAt  time.Time      // and this
	keptLook  time.Time      // when the user last looked, as the journal has it
	lastLook  time.Time      // when he did before the program was started; zero if never
	notice    string         // what there is to say of the journal
	noticedAt time.Time
}

// noticeStays is how long a notice stays at least; then the next key ends it.
const noticeStays = 10 * time.Second

// recalled takes back what was observed before the program was started.
func (m *Model) recalled(msg recalledMsg) tea.Cmd {
	m.keeping.recalled = true
	m.keeping.lastLook, m.keeping.keptLook = msg.memory.LookedAt, msg.memory.LookedAt
	m.watch.Recall(msg.memory, m.now)
	m.watch.Restore(msg.memory.Edits, m.now, m.options.Profiles...)
	m.note(msg.notice)
	return m.ask()
}

// recorded takes that the journal has kept what it was given.
func (m *Model) recorded(msg recordedMsg) {
	if !m.keeping.lookedAt.IsZero() {
		m.keeping.keptLook = m.keeping.lookedAt
	}
	m.keeping.writing, m.keeping.observed = false, watch.Observed{}
	m.note(msg.notice)
}

// note shows a notice about the journal, each once.
func (m *Model) note(notice string) {
	if notice != "" {
		m.keeping.notice, m.keeping.noticedAt, m.dirty = notice, m.now, true
	}
}

// unnote takes a notice away that has been there for long enough.
func (m *Model) unnote() {
	if m.now.Sub(m.keeping.noticedAt) >= noticeStays {
		m.keeping.notice = ""
	}
}

// record has kept what was observed since the last time, one command after the other. When the
// user last looked is recorded once a minute at most.
func (m *Model) record() tea.Cmd {
	if m.commands.journal == nil || !m.keeping.recalled || m.keeping.writing {
		return nil
	}
	var looked time.Time
	if m.lastKeyAt.Sub(m.keeping.keptLook) >= away {
		looked = m.lastKeyAt
	}
	observed := m.watch.Observed()
	if observed.Empty() && looked.IsZero() {
		return nil
	}
	m.keeping.writing, m.keeping.observed, m.keeping.lookedAt = true, observed, looked
	return m.commands.record(observed, looked)
}

// Unrecorded returns what the journal may not have yet, for whoever records it after the screen is
// closed: what was observed, oldest first, and when the user last looked.
func (m *Model) Unrecorded() (observed []watch.Observed, lookedAt time.Time) {
	if m.keeping.writing {
		observed = append(observed, m.keeping.observed)
	}
	return append(observed, m.watch.Observed()), m.lastKeyAt
}

// lastLook returns when the user last looked: the last key, or when he did before the program was
// started; zero if never.
func (m *Model) lastLook() time.Time {
	if m.lastKeyAt.IsZero() {
		return m.keeping.lastLook
	}
	return m.lastKeyAt
}
