package watch

import (
	"time"

	"exportwatch/model"
)

// turn is when something is asked for next.
type turn struct {
	kind     model.AskKind
	account  *Account
	run      *Run      // of AskExecution
	watched  *Watched  // of AskExecutions, and of AskCurrent that isn't for evidence
	look     *look     // of evidence
	due      time.Time // zero: never again by itself
	ticket   int       // of the question in flight; 0 if none
	held     time.Time // when the last answer or fault came; zero if none did
	failures int       // in a row
	failedAt time.Time // when the first of them was
	fresh    time.Time // until when the last answer is up to date, AWS's clock; zero if none came
}

// waiting says whether it is scheduled and not in flight.
func (t *turn) waiting() bool { return t.ticket == 0 && !t.due.IsZero() }

// again schedules it anew, if it is wanted.
func (t *turn) again(due time.Time) {
	if t.unwanted() {
		due = time.Time{}
	}
	t.due = due
}

// unwanted says whether nobody is to be asked for it by itself: it is about an export that is gone,
// or that isn't watched, and no execution that was pinned.
func (t *turn) unwanted() bool {
	watched := t.watched
	switch {
	case t.look != nil:
		return false
	case t.kind == model.AskExports:
		return !t.account.follows
	case t.run != nil && t.run.pinned:
		return false
	case t.run != nil:
		watched = t.run.export.row
	}
	return t.kind != model.AskTables && (watched == nil || watched.Gone || watched.off)
}

// renew schedules it anew after an answer, which is up to date for a while.
func (t *turn) renew(due, fresh time.Time) {
	t.failures, t.failedAt, t.fresh = 0, time.Time{}, fresh
	t.again(due)
}

// Due returns the questions whose turn it is, longest due first, and counts them as in flight. No
// more are returned than may be in flight and than the account's pace allows.
func (w *List) Due(now time.Time) []model.Ask {
	var asks []model.Ask
	for w.inFlight < w.limit {
		first := w.earliest(now)
		if first == nil {
			break
		}
		w.lastTicket++
		first.ticket = w.lastTicket
		w.asked[first.ticket] = first
		first.account.asked(first, now)
		w.inFlight++
		asks = append(asks, first.ask(now))
	}
	return asks
}

// earliest returns the turn that is longest due and may be asked now, or nil.
func (w *List) earliest(now time.Time) *turn {
	var first *turn
	for _, t := range w.turns {
		if !t.waiting() || t.due.After(now) || first != nil && !t.due.Before(first.due) {
			continue
		}
		if t.look != nil && t.spent(now) {
			t.due = time.Time{}
			continue
		}
		if t.onHold() {
			continue
		}
		if at, ok := t.account.readyAt(now); ok && !at.After(now) {
			first = t
		}
	}
	return first
}

// NextDue returns when Due has something to say next, provided that nothing is answered before. It
// returns false if nothing is scheduled until an answer comes.
func (w *List) NextDue(now time.Time) (time.Time, bool) {
	if w.inFlight >= w.limit {
		return time.Time{}, false
	}
	var next time.Time
	for _, t := range w.turns {
		if !t.waiting() || !next.IsZero() && !t.due.Before(next) || t.onHold() {
			continue
		}
		at, ok := t.account.readyAt(now)
		if !ok {
			continue
		}
		if t.due.After(at) {
			at = t.due
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next, !next.IsZero()
}

// AskAllNow makes the turn of everything come at once. What was due already keeps its place, so
// that nobody starves who asks for all again and again. Of an export's runs only those are asked
// for that haven't ended: the lists tell of the others. Tables are asked for by AskTables alone, and evidence by Seek.
func (w *List) AskAllNow(now time.Time) {
	for _, t := range w.turns {
		if t.kind == model.AskTables || t.kind.Evidence() {
			continue
		}
		ended := t.run != nil && !t.run.pinned && t.run.ended()
		if !ended && (t.due.IsZero() || t.due.After(now)) {
			t.again(now)
		}
		t.account.hold.until = now
	}
}

// hurry makes a turn come before all that waits, and that of its account if that doesn't answer.
func (w *List) hurry(t *turn, now time.Time) {
	t.due = w.anchor.Add(-1) // nothing else is due before the anchor
	t.account.hold.until = now
}

// AskNow makes a run's turn come at once, whatever its state and before all that waits.
func (w *List) AskNow(ref model.Ref, now time.Time) {
	if run := w.runs[ref]; run != nil && (run.pinned || run.export.row != nil) {
		w.hurry(&run.turn, now)
	}
}

// AskDetails makes a run's turn come before what waits, but no sooner than its account may be asked:
// nobody asked for it by hand.
func (w *List) AskDetails(run *Run) {
	if run.pinned || run.export.row != nil {
		run.due = w.anchor
	}
}

// AskRowNow makes the turn of all that a row is about come at once: its newest run, its list, and
// that of its account's exports where it has neither.
func (w *List) AskRowNow(watched *Watched, now time.Time) {
	if watched.off {
		return
	}
	if run := watched.Newest(); run != nil {
		w.hurry(&run.turn, now)
	}
	switch {
	case watched.Kind == WatchedExport && !watched.Gone:
		w.hurry(&watched.turn, now)
	case watched.Kind == WatchedAccount:
		w.hurry(&watched.Account.exports, now)
	}
}

// nextRound returns the next point of the interval's grid that isn't just now: all that is asked
// in the same round is answered and drawn together.
func (w *List) nextRound(now time.Time) time.Time {
	rounds := now.Sub(w.anchor)/w.interval + 1
	next := w.anchor.Add(rounds * w.interval)
	if next.Sub(now) < w.interval/4 {
		next = next.Add(w.interval)
	}
	return next
}
