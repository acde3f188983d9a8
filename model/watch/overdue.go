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
	_, newer := w.Cut()
	if w.Kind != WatchedExport || w.Gone || newer || !w.Judged() ||
		w.facts.forecast.LateAfter == 0 {
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
	if run := w.facts.newest; run != nil && !run.execution.Status.Terminal() {
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
	if run == nil || run.answered.IsZero() || run.execution.Status.Terminal() {
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

// NextChange returns when a row looks different next without any answer: when the next run becomes
// slow, a row is no longer up to date, or muted hours begin or end. (Overdue is only what AWS was asked about.) While AWS is
// asked, that counts for rows only that have missed an answer: the others get theirs before. Both
// times are this machine's. It returns false if none does.
func (w *List) NextChange(now time.Time, asking bool) (next time.Time, ok bool) {
	at := w.AWSNow(now)
	for _, watched := range w.watched {
		change := earlier(watched.nextChange(at, asking), watched.nextHours(at))
		if !change.IsZero() && (!ok || change.Before(next)) {
			next, ok = change, true
		}
	}
	if !ok {
		return time.Time{}, false
	}
	return next.Add(-w.offset), true
}

// earlier returns the earlier of two instants that may be none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// nextChange returns the same of one row, but for muted hours, on AWS's clock; zero for never.
func (w *Watched) nextChange(at time.Time, asking bool) time.Time {
	if w.Gone {
		return time.Time{}
	}
	slow, may := w.slowFrom()
	stale := w.StaleFrom()
	if asking && !w.missed() || !stale.After(at) {
		stale = time.Time{}
	}
	if !may || !slow.After(at) || !stale.IsZero() && stale.Before(slow) {
		return stale
	}
	return slow
}
