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

// AskNow makes a run's turn come at once, whatever its state; also that of its account, if that
// doesn't answer.
func (w *Watchlist) AskNow(ref Ref, now time.Time) {
	if run := w.runs[ref]; run != nil {
		run.askNow(now)
	}
}

// AskAllNow does it for all runs.
func (w *Watchlist) AskAllNow(now time.Time) {
	for _, run := range w.order {
		run.askNow(now)
	}
}

func (r *Run) askNow(now time.Time) {
	r.due = now
	r.Account.probeAt = now
}

// Observe takes the answer to a question. It returns false, and changes nothing, if nobody waits
// for it any more.
func (w *Watchlist) Observe(ask Ask, answer Answer, now time.Time) bool {
	run := w.take(ask)
	if run == nil {
		return false
	}
	run.Account.answered()
	w.synchronize(answer.ServerTime, now)
	w.asOf = w.AWSNow(ask.at)
	before, said := run.execution, answer.Execution
	said.Ref = run.Ref
	if said.Export == nil {
		said.Export = before.Export
	}
	run.Timeline.Observe(said, run.answered, w.AWSNow(now))
	first := run.answered.IsZero()
	run.execution, run.answered = said, w.AWSNow(now)
	run.fault, run.failures = nil, 0
	w.learn(run)
	if first || said.Status != before.Status {
		run.changed = now
		ended := said.EndedAt()
		run.confirmed = !ended.IsZero() && w.AWSNow(now).Sub(ended) > longEnded
	} else {
		run.confirmed = true
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

// synchronize learns AWS's clock from an answer.
func (w *Watchlist) synchronize(server, now time.Time) {
	if server.IsZero() {
		return
	}
	w.offset = server.Sub(now).Round(time.Second)
	if w.offset.Abs() < 2*time.Second {
		w.offset = 0
	}
}

// learn keeps what the runs of an export say together.
func (w *Watchlist) learn(run *Run) {
	facts := w.exports[run.Ref.ExportARN]
	if facts == nil {
		facts = &exportFacts{newest: run}
		w.exports[run.Ref.ExportARN] = facts
	}
	created := run.execution.CreatedAt
	if created.After(facts.newest.execution.CreatedAt) {
		facts.newest = run
	}
	if run.execution.Status == DeliverySuccess && created.After(facts.delivered) {
		facts.delivered = created
	}
}

func (w *Watchlist) nextAfterAnswer(run *Run, now time.Time) time.Time {
	switch {
	case run.execution.Status.Terminal() && !run.confirmed:
		return w.nextRound(now)
	case run.execution.Status.Terminal():
		recent := w.AWSNow(now).Sub(run.execution.EndedAt()) < failureWatch
		if run.execution.Status.Failed() && recent && w.exports[run.Ref.ExportARN].newest == run {
			return now.Add(failureGap)
		}
		return time.Time{}
	case now.Sub(run.changed) >= sluggish:
		return now.Add(sluggishGap)
	default:
		return w.nextRound(now)
	}
}

func (w *Watchlist) nextAfterFault(run *Run, now time.Time) time.Time {
	switch {
	case run.fault.Final():
		return time.Time{}
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
