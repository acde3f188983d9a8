package tui

import (
	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// openPicker opens the page of what can be added.
func (m *Model) openPicker() {
	m.picker = newPicker()
	m.over.Toggle(pagePicker)
}

// pressPicker does what a key asks for while the picker is open: letters are typed.
func (m *Model) pressPicker(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "ctrl+c":
		return tea.Quit
	case "ctrl+z":
		return tea.Suspend
	case "ctrl+l":
		return tea.ClearScreen
	case "up", "ctrl+p":
		m.picker.Move(-1)
	case "down", "ctrl+n":
		m.picker.Move(1)
	case "pgup":
		m.picker.Page(-1)
	case "pgdown":
		m.picker.Page(1)
	case "esc":
		if !m.picker.Leave() {
			m.over.Close()
		}
	case "enter":
		return m.pick()
	default:
		m.picker.Key(msg)
	}
	return nil
}

// pick does what the line under the cursor is for.
func (m *Model) pick() tea.Cmd {
	chosen := m.picker.Chosen()
	if chosen == nil {
		return nil
	}
	switch chosen.kind {
	case pickExport:
		m.picker.Enter(chosen.offer, m.watch.Look(chosen.key, askedFor(chosen.offer), m.now))
		return m.ask()
	case pickAgain:
		m.watch.Look(m.picker.offer.Export.ARN, nil, m.now)
		return m.ask()
	case pickListing:
		m.watch.AskOffers(chosen.account, m.now)
		return m.ask()
	case pickAccount:
		m.watch.Return(chosen.row, m.now)
		return m.added(chosen.row, true)
	case pickWhole:
		return m.added(m.watch.Add(chosen.ref, askedFor(m.picker.offer), m.now))
	case pickRun, pickTyped:
	}
	return m.added(m.watch.Add(chosen.ref, nil, m.now))
}

// askedFor returns the account that is asked for an export, nil where its ARN tells. A list of exports
// may be another account's than the one that was asked.
func askedFor(offer watch.Offer) *watch.Account {
	id := (model.Ref{ExportARN: offer.Export.ARN}).Account()
	if offer.Account.ID != id {
		return nil
	}
	return offer.Account
}

// added closes the picker and goes to the row.
func (m *Model) added(row *watch.Watched, added bool) tea.Cmd {
	said := notice{name: row.Title(), after: " is watched already."}
	if added {
		said = notice{before: "Added ", name: row.Title(), after: ".", undoes: true}
	}
	m.over.Close()
	m.inDetail, m.zoomed = false, false
	m.say(said)
	ring := m.restock()
	m.goTo(row)
	return tea.Batch(ring, m.ask())
}
