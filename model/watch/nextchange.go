package watch

import "time"

// changes returns when the row looks different next without any answer: when its run becomes slow or
// muted hours begin or end, or when what is known of it, which is up to date until stale, no longer is. (Overdue is only what AWS
// was asked about.) Both are on AWS's clock, zero for never.
func (w *Watched) changes(stale, at time.Time) (slow, outdated time.Time) {
	if w.Gone {
		return time.Time{}, time.Time{}
	}
	if from, may := w.slowFrom(); may && from.After(at) {
		slow = from
	}
	slow = sooner(slow, w.nextHours(at))
	if stale.After(at) {
		outdated = stale
	}
	return slow, outdated
}

// NextChange returns when a row looks different next without any answer, on this machine's clock. While
// AWS is asked, what is up to date counts for rows only that have missed an answer: the others get
// theirs before. It returns false if none does.
func (s *Survey) NextChange(asking bool) (time.Time, bool) {
	next := s.nextChange
	if !asking {
		next = sooner(next, s.nextOutdated)
	}
	if next.IsZero() {
		return time.Time{}, false
	}
	return next.Add(-s.offset), true
}

// foresee notes when a row looks different next, of which what is known is up to date until stale.
func (s *Survey) foresee(watched *Watched, stale, at time.Time) {
	slow, outdated := watched.changes(stale, at)
	s.nextChange = sooner(s.nextChange, slow)
	s.nextOutdated = sooner(s.nextOutdated, outdated)
	if !outdated.IsZero() && watched.missed() {
		s.nextChange = sooner(s.nextChange, outdated)
	}
}

// sooner returns the earlier of two instants, each of which may be none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
