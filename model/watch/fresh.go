package watch

import "time"

// What is asked for again and again is up to date until AWS has missed two rounds of its schedule,
// whatever the reason. Rounds may come a quarter later than their time, and answers take a moment.
const (
	missedRounds = 2
	answersTake  = 5 * time.Second
)

// freshUntil returns until when an answer that came now is up to date, on AWS's clock, where the
// next is due after a gap.
func (w *List) freshUntil(now time.Time, gap time.Duration) time.Time {
	return w.AWSNow(now).Add(missedRounds*gap + gap/4 + answersTake)
}

// StaleFrom returns from when on, by AWS's clock, what is known of the run is no longer up to date
// unless AWS answers before. It is zero for what was never answered, and for what has ended and was
// confirmed. What is recalled never is up to date. Where lists alone tell of the run, it goes by its export's list.
func (r *Run) StaleFrom() time.Time {
	switch {
	case r.unsettled():
		return r.fresh
	case r.answered.IsZero() || r.endConfirmed():
		return time.Time{}
	case r.Listed():
		return r.export.row.fresh
	default:
		return r.fresh
	}
}

// Stale says whether what is known of the run isn't up to date at an instant of AWS's clock, unless
// AWS answers before.
func (r *Run) Stale(at time.Time) bool { return reached(r.StaleFrom(), at) }

// StaleFrom returns from when on, by AWS's clock, something that is known of the row is no longer
// up to date unless AWS answers before: its export's list, its newest run, or its account's list
// where it is about that. It is zero where nothing can be.
func (w *Watched) StaleFrom() time.Time {
	switch w.Kind {
	case WatchedAccount:
		return w.Account.exports.fresh
	case WatchedPin:
		return w.pin.StaleFrom()
	case WatchedExport:
	}
	from := w.fresh
	if w.Gone || w.facts.newest == nil && w.Looking() {
		return time.Time{}
	}
	if run := w.facts.newest; run != nil {
		if at := run.StaleFrom(); from.IsZero() || !at.IsZero() && at.Before(from) {
			from = at
		}
	}
	return from
}

// ListStale says whether the export's list isn't up to date at an instant of AWS's clock: newer runs
// may be missing.
func (w *Watched) ListStale(at time.Time) bool {
	return w.Kind == WatchedExport && !w.Gone && reached(w.fresh, at)
}

// ListedAt returns when AWS was last asked for the export's runs and answered, on its clock, be it
// before the start; zero if it never did.
func (w *Watched) ListedAt() time.Time {
	if w.listedAt.IsZero() {
		return w.recalledAt
	}
	return w.listedAt
}

// missed says whether an answer about the row was missed since the last one.
func (w *Watched) missed() bool {
	run := w.Newest()
	return w.Account.hold.fault != nil || w.failures > 0 || run != nil && run.failures > 0
}

// reached says whether an instant that may be none has come.
func reached(from, at time.Time) bool { return !from.IsZero() && !at.Before(from) }
