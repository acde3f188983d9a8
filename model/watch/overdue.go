package watch

import "time"

// Judged says whether all is known that is needed to judge the row: of an export its table, which
// the schedule asks for once.
func (w *Watched) Judged() bool { return w.Kind != WatchedExport || w.facts.judged() }

// Overdue returns from when on an export is overdue, on AWS's clock, and whether it was when its
// runs were last listed: what AWS wasn't asked since may be delivered. It is measured from the last
// delivery; of an export that was never delivered from its creation, where that is known. A run
// under way puts it off until it has run for a usual gap: before that it is slow, if anything.
// Nothing else than an export that AWS still lists, and whose newest run is known, is ever overdue.
func (w *Watched) Overdue() (since time.Time, overdue bool) {
	if w.Kind != WatchedExport || w.Gone || !w.Judged() || w.facts.forecast.LateAfter == 0 {
		return time.Time{}, false
	}
	if _, newer := w.Cut(); newer {
		return time.Time{}, false
	}
	switch last := w.facts.lastDelivery; {
	case !last.IsZero():
		since = last.Add(w.facts.forecast.LateAfter)
	case !w.CreatedAt.IsZero():
		since = w.CreatedAt.Add(w.facts.forecast.Gap)
	default:
		return time.Time{}, false
	}
	if run := w.facts.newest; run != nil && !run.ended() {
		if patience := run.execution.CreatedAt.Add(w.facts.forecast.Gap); patience.After(since) {
			since = patience
		}
	}
	return since, w.listedAt.After(since)
}

// slowFrom returns from when on the row's newest run is slow, on AWS's clock: longer under way than
// nearly all earlier ones. It returns false where it has ended, or too little is known: what isn't
// up to date by then doesn't become slow, for the run may have ended.
func (w *Watched) slowFrom() (time.Time, bool) {
	run := w.Newest()
	if run == nil || run.answered.IsZero() || run.remembered || run.ended() {
		return time.Time{}, false
	}
	created, after := run.execution.CreatedAt, run.export.forecast.SlowAfter
	if created.IsZero() || after == 0 {
		return time.Time{}, false
	}
	from := created.Add(after)
	return from, !run.Stale(from)
}

// Slow says whether the row's newest run is slow at an instant of AWS's clock.
func (w *Watched) Slow(at time.Time) bool {
	from, ok := w.slowFrom()
	return ok && !at.Before(from)
}
