package watch

import "exportwatch/model"

// Repeat counts a question as in flight that was asked once before, so that Take takes its reply:
// for who replays what another list asked, in place of Due. The question's ticket is the caller's,
// each another one above 0; its At is the time. What is asked about and isn't watched yet is watched
// from then on: it was added while it was watched. It returns false if nobody can have asked that.
func (w *List) Repeat(ask model.Ask) bool {
	if ask.Ticket <= 0 || w.asked[ask.Ticket] != nil {
		return false
	}
	w.repeating = true
	t := w.turnOf(ask)
	if t == nil {
		return false
	}
	if t.ticket != 0 { // it was never answered
		delete(w.asked, t.ticket)
		t.account.inFlight--
		w.inFlight--
	}
	t.ticket = ask.Ticket
	w.lastTicket = max(w.lastTicket, ask.Ticket)
	w.asked[t.ticket] = t
	t.account.asked(t, ask.At)
	w.inFlight++
	return true
}

// turnOf returns the turn of what a question is about, or nil.
func (w *List) turnOf(ask model.Ask) *turn {
	switch ask.Kind {
	case model.AskExecution:
		return w.turnOfRun(ask)
	case model.AskExecutions:
		if w.export(ask.Ref.ExportARN).row == nil {
			w.FollowARN(ask.Ref.ExportARN, ask.At)
		}
		return &w.export(ask.Ref.ExportARN).row.turn
	case model.AskExports:
		for _, account := range w.accounts {
			if account.Profile == ask.Profile && account.follows {
				return &account.exports
			}
		}
	case model.AskTables:
		for _, account := range w.accounts {
			if account.Profile == ask.Profile {
				w.AskTables(account, ask.At)
				return &account.tables.turn
			}
		}
	case model.AskBucket, model.AskData, model.AskSample, model.AskCurrent, model.AskTable:
		// Evidence has no turn.
	}
	return nil
}

func (w *List) turnOfRun(ask model.Ask) *turn {
	run := w.runs[ask.Ref]
	switch row := w.export(ask.Ref.ExportARN).row; {
	case run != nil:
	case row != nil:
		run = w.newRun(ask.Ref, row.Account)
	default:
		w.Pin(ask.Ref, ask.At)
		run = w.runs[ask.Ref]
	}
	return &run.turn
}
