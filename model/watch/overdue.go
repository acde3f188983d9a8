package watch

import "time"

// Overdue returns from when on an export is overdue, on AWS's clock, and whether it was when its
// runs were last listed: what AWS wasn't asked since may be delivered. It is measured from the last
// delivery; of an export that was never delivered from its creation, where that is known. A run
// under way puts it off until it has run for a usual gap: before that it is slow, if anything.
// Nothing else than an export that AWS still lists is ever overdue.
func (w *Watched) Overdue() (since time.Time, overdue bool) {
	if w.Kind != WatchedExport || w.Gone || w.facts.forecast.LateAfter == 0 {
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

// SlowFrom returns from when on the row's newest run is slow, on AWS's clock: longer under way
// than nearly all earlier ones. It returns false where it has ended, or too little is known.
func (w *Watched) SlowFrom() (time.Time, bool) {
	run := w.Newest()
	if run == nil || run.answered.IsZero() || run.execution.Status.Terminal() {
		return time.Time{}, false
	}
	created, after := run.execution.CreatedAt, run.export.forecast.SlowAfter
	if created.IsZero() || after == 0 {
		return time.Time{}, false
	}
	return created.Add(after), true
}

// slow says whether the row's newest run is slow.
func (w *List) slow(watched *Watched, now time.Time) bool {
	from, ok := watched.SlowFrom()
	return ok && !w.AWSNow(now).Before(from)
}

// NextChange returns when a row needs somebody next without any answer: when the next run becomes
// slow. (Overdue is only what AWS was asked about.) Both times are this machine's. It returns
// false if none does.
func (w *List) NextChange(now time.Time) (next time.Time, ok bool) {
	for _, watched := range w.watched {
		from, possible := watched.SlowFrom()
		if !possible || watched.Gone || !from.After(w.AWSNow(now)) {
			continue
		}
		if from = from.Add(-w.offset); !ok || from.Before(next) {
			next, ok = from, true
		}
	}
	return next, ok
}
