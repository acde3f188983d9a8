package model

import "time"

// Ask is one question to AWS: GetExecution for a run. Its answer goes back with it to Observe or
// Fail.
type Ask struct {
	Ref    Ref
	ticket int
	at     time.Time
}

const (
	sluggish     = 24 * time.Hour // unchanged for so long: asked every sluggishGap only
	sluggishGap  = 5 * time.Minute
	maxFaultGap  = 5 * time.Minute // longest time between two tries of a run that has a fault
	notFoundGap  = time.Hour
	failureGap   = time.Hour      // an export's newest failure is asked again, for failureWatch:
	failureWatch = 48 * time.Hour // whether AWS retries under the same id is not known
	longEnded    = time.Hour      // ended so long ago that it needs no confirmation
)

// Due returns the questions whose turn it is, longest due first, and counts them as in flight. No
// more are returned than may be in flight and than the account's pace allows.
func (w *Watchlist) Due(now time.Time) []Ask {
	var asks []Ask
	for w.inFlight < w.limit {
		run := w.earliest(now)
		if run == nil {
			break
		}
		w.lastTicket++
		run.ticket = w.lastTicket
		run.Account.asked(now)
		w.inFlight++
		asks = append(asks, Ask{Ref: run.Ref, ticket: run.ticket, at: now})
	}
	return asks
}

// earliest returns the run that is longest due and may be asked now, or nil.
func (w *Watchlist) earliest(now time.Time) *Run {
	var first *Run
	for _, run := range w.order {
		if !run.waiting() || run.due.After(now) || first != nil && !run.due.Before(first.due) {
			continue
		}
		if at, ok := run.Account.readyAt(now); ok && !at.After(now) {
			first = run
		}
	}
	return first
}

// NextDue returns when Due has something to say next, provided that nothing is answered before. It
// returns false if nothing is scheduled until an answer comes.
func (w *Watchlist) NextDue(now time.Time) (time.Time, bool) {
	if w.inFlight >= w.limit {
		return time.Time{}, false
	}
	var next time.Time
	for _, run := range w.order {
		if !run.waiting() || !next.IsZero() && !run.due.Before(next) {
			continue
		}
		at, ok := run.Account.readyAt(now)
		if !ok {
			continue
		}
		if run.due.After(at) {
			at = run.due
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next, !next.IsZero()
}

// waiting says whether the run is scheduled and not in flight.
func (r *Run) waiting() bool { return r.ticket == 0 && !r.due.IsZero() }

// AskNow makes a run's turn come at once, whatever its state and before all that waits; also that
// of its account, if that doesn't answer.
func (w *Watchlist) AskNow(ref Ref, now time.Time) {
	if run := w.runs[ref]; run != nil {
		run.due = w.anchor.Add(-1) // nothing else is due before the anchor
		run.Account.probeAt = now
	}
}

// AskAllNow makes the turn of all runs come at once. What was due already keeps its place, so that
// nobody starves who asks for all again and again.
func (w *Watchlist) AskAllNow(now time.Time) {
	for _, run := range w.order {
		if run.due.IsZero() || run.due.After(now) {
			run.due = now
		}
		run.Account.probeAt = now
	}
}

// Observe takes the answer to a question; one without a status is taken as the fault NoStatus. It
// returns false, and changes nothing, if nobody waits for it any more.
func (w *Watchlist) Observe(ask Ask, answer Answer, now time.Time) bool {
	if answer.Execution.Status == "" {
		return w.Fail(ask, &Fault{Kind: NoStatus}, now)
	}
	run := w.take(ask)
	if run == nil {
		return false
	}
	run.Account.answered()
	w.synchronize(answer.ServerTime, now)
	if ask.at.After(w.asOf) {
		w.asOf = ask.at
	}
	before, said := run.execution, answer.Execution
	said.Ref = run.Ref
	if said.Export == nil {
		said.Export = before.Export
	}
	run.Timeline.Observe(said, run.answered, w.AWSNow(now))
	moved := run.answered.IsZero() || said.Status != before.Status
	run.execution, run.answered = said, w.AWSNow(now)
	run.fault, run.failures = nil, 0
	if moved || !said.CreatedAt.Equal(before.CreatedAt) {
		run.export.learn()
	}
	run.confirmed = !moved
	if moved {
		run.changed = now
		run.confirmed = w.sinceEnd(run, now) > longEnded
	}
	run.due = w.nextAfterAnswer(run, now)
	w.revision++
	return true
}

// Fail takes the fault that a question ended with. What was known stays. It returns false, and
// changes nothing, if nobody waits for the answer any more.
func (w *Watchlist) Fail(ask Ask, fault *Fault, now time.Time) bool {
	run := w.take(ask)
	if run == nil {
		return false
	}
	w.revision++
	if run.Account.failed(fault, w.interval, now) || fault.Kind == Throttled ||
		fault.Kind == Canceled {
		run.due = now
		return true
	}
	run.fault = fault
	run.due = w.nextAfterFault(run, now)
	run.failures++
	return true
}

// take ends a question and returns its run, or nil if nobody waits for the answer.
func (w *Watchlist) take(ask Ask) *Run {
	run := w.runs[ask.Ref]
	if run == nil || ask.ticket == 0 || run.ticket != ask.ticket {
		return nil
	}
	run.ticket = 0
	w.inFlight--
	return run
}

// synchronize learns AWS's clock from an answer. It moves only by what can't come from AWS's
// saying its time to the second, so that ages don't jump to and fro.
func (w *Watchlist) synchronize(server, now time.Time) {
	const resolution = 2 * time.Second
	offset := server.Sub(now)
	switch {
	case server.IsZero():
	case offset.Abs() < resolution:
		w.offset = 0
	case (offset - w.offset).Abs() >= resolution:
		w.offset = offset.Round(time.Second)
	}
}

func (w *Watchlist) nextAfterAnswer(run *Run, now time.Time) time.Time {
	switch {
	case run.settled():
		return w.nextAfterEnd(run, now)
	case !run.execution.Status.Terminal() && now.Sub(run.changed) >= sluggish:
		return now.Add(max(w.interval, sluggishGap))
	default:
		return w.nextRound(now)
	}
}

// nextAfterEnd returns when what has ended is asked for again: hardly ever.
func (w *Watchlist) nextAfterEnd(run *Run, now time.Time) time.Time {
	failed := run.execution.Status.Failed() && run.export.newest == run
	if failed && w.sinceEnd(run, now) < failureWatch {
		return now.Add(failureGap)
	}
	return time.Time{}
}

// sinceEnd returns for how long a run has been over; zero if it isn't. Where AWS doesn't say when
// it ended, or says a time to come, it counts from when we saw it.
func (w *Watchlist) sinceEnd(run *Run, now time.Time) time.Duration {
	if !run.execution.Status.Terminal() {
		return 0
	}
	ended := run.execution.EndedAt()
	if seen := w.AWSNow(run.changed); ended.IsZero() || ended.After(seen) {
		ended = seen
	}
	return w.AWSNow(now).Sub(ended)
}

func (w *Watchlist) nextAfterFault(run *Run, now time.Time) time.Time {
	switch {
	case run.fault.Final():
		return time.Time{}
	case run.settled() && run.fault.lasting():
		return w.nextAfterEnd(run, now)
	case run.fault.Kind == NotFound:
		return now.Add(notFoundGap)
	default:
		return now.Add(backoff(w.interval, run.failures, maxFaultGap))
	}
}

// nextRound returns the next point of the interval's grid that isn't just now: all that is asked
// in the same round is answered and drawn together.
func (w *Watchlist) nextRound(now time.Time) time.Time {
	rounds := now.Sub(w.anchor)/w.interval + 1
	next := w.anchor.Add(rounds * w.interval)
	if next.Sub(now) < w.interval/4 {
		next = next.Add(w.interval)
	}
	return next
}
