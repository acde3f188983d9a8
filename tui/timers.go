package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model/watch"
)

// followCursor lets the detail follow the cursor, once that has come to rest, and has the details asked
// for that only lists have told of.
func (m *Model) followCursor() tea.Cmd {
	rested := m.now.Sub(m.lastKeyAt)
	follows := rested >= followAfter || m.inDetail || m.playing.still(m.now)
	if m.detail.Shown() != m.list.Cursor() && follows {
		m.detail.Show(m.list.Cursor())
		m.dirty = true
	}
	run := m.detail.About().Run()
	if run == nil || m.paused || m.playing.on() || m.now.Before(m.wantAt()) {
		return nil
	}
	details, tables := run.Lacks(), m.wantsTables(run)
	if details {
		m.watch.AskDetails(run)
	}
	if tables {
		m.watch.AskTables(run.Account, m.now)
	}
	looks := m.opens(run) && m.open(run)
	if !details && !tables && !looks {
		return nil
	}
	return m.ask()
}

// wantsTables says whether the tab is looked at that explains the settings of a run's tables, and
// AWS's list of them is still to be asked for.
func (m *Model) wantsTables(run *watch.Run) bool {
	return m.detail.ExplainsTables() && run.Account.LacksTables(m.now)
}

// opens says whether a tab is looked at for which evidence about a run is to be looked for by itself.
func (m *Model) opens(run *watch.Run) bool {
	row := m.detail.Shown().Row
	return m.detail.ShowsChecks() && m.watch.Opens(row, run, m.now) ||
		m.detail.ShowsQuery() && m.watch.OpensQuery(row, run, m.now)
}

// open has it looked for.
func (m *Model) open(run *watch.Run) bool {
	if row := m.detail.Shown().Row; m.detail.ShowsChecks() {
		m.watch.Opened(row, run, m.now)
	} else {
		m.watch.OpenedQuery(row, run, m.now)
	}
	return true
}

// wantAt returns when the cursor has rested for long enough to ask for a run's details: rows that
// the first answers bring don't each count.
func (m *Model) wantAt() time.Time {
	since := m.lastKeyAt
	if m.cursorMovedAt.After(since) {
		since = m.cursorMovedAt
	}
	return since.Add(wantAfter)
}

// armScreen sets the screen timer for when something on the screen will have changed: after wait,
// if that isn't 0, or when something may follow the cursor or move.
func (m *Model) armScreen(wait time.Duration) tea.Cmd {
	for _, turn := range m.turnsToCome() {
		if hold := turn.Sub(m.now); hold > 0 && (wait == 0 || hold < wait) {
			wait = hold
		}
	}
	if tick := m.playing.tick(m.now); tick > 0 && (wait == 0 || tick < wait) {
		wait = tick
	}
	if wait <= 0 || m.playing.still(m.now) {
		m.screen.generation++
		m.screen.at = time.Time{}
		return nil
	}
	at := m.now.Add(wait)
	if at.Equal(m.screen.at) {
		return nil
	}
	m.screen.generation++
	m.screen.at = at
	return m.commands.screenAfter(m.playing.wait(wait), m.screen.generation)
}

// turnsToCome returns when something happens without any message from outside.
func (m *Model) turnsToCome() []time.Time {
	turns := []time.Time{m.nextTurn, m.notice.until}
	if m.detail.Shown() != m.list.Cursor() {
		turns = append(turns, m.lastKeyAt.Add(followAfter))
	}
	run := m.list.Cursor().Run()
	if m.detail.Shown() == m.list.Cursor() {
		run = m.detail.About().Run()
	}
	if run != nil && !m.paused && !m.playing.on() &&
		(run.Lacks() || m.wantsTables(run) || m.opens(run)) {
		turns = append(turns, m.wantAt())
	}
	if m.outdated() {
		turns = append(turns, m.lastKeyAt.Add(handsOff))
	}
	if m.watch.Following() && m.awaySince.Before(m.lastKeyAt) {
		turns = append(turns, m.lastKeyAt.Add(away))
	}
	return turns
}

// nextDelivery returns the first time to come at which a delivery is likely.
func nextDelivery(survey watch.Survey, now time.Time) time.Time {
	var next time.Time
	for _, entry := range survey.Entries {
		if entry.Watched.Kind != watch.WatchedExport || entry.Watched.Gone {
			continue
		}
		at := entry.Watched.Forecast().Next
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}
