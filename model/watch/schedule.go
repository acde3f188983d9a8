package watch

import (
	"time"

	"exportwatch/model"
)

const (
	sluggish     = 24 * time.Hour // unchanged for so long: asked every sluggishGap only
	sluggishGap  = 5 * time.Minute
	maxFaultGap  = 5 * time.Minute // longest time between two tries of a run that has a fault
	notFoundGap  = time.Hour
	failureGap   = time.Hour      // an export's newest failure is asked again, for failureWatch:
	failureWatch = 48 * time.Hour // whether AWS retries under the same id is not known
	longEnded    = time.Hour      // ended so long ago that it needs no confirmation
)

// takeAnswer takes what GetExecution said; one without a status is taken as the fault NoStatus.
func (w *List) takeAnswer(t *turn, ask model.Ask, answer model.Answer, now time.Time) {
	if answer.Execution.Status == "" {
		w.takeFault(t, &model.Fault{Kind: model.FaultNoStatus}, now)
		return
	}
	run := t.run
	w.answeredBy(run.Account, answer.ServerTime, ask, now)
	before, seen := run.execution, run.followed()
	since := run.rememberedAt()
	moved := w.learn(run, answer.Execution, ask, now)
	run.confirmed = run.confirmed || answer.Confirmed
	if moved && seen {
		w.record(run, false, since, now)
	}
	if !run.whole {
		w.noteRun(run)
	}
	if moved || !run.execution.CreatedAt.Equal(before.CreatedAt) || before.Export == nil {
		run.export.learn()
	}
	run.whole, run.fault, run.export.sought = true, nil, true
	run.renew(w.nextAfterAnswer(run, now), run.fresh)
}

// answeredBy notes that an account answered, and learns AWS's clock.
func (w *List) answeredBy(account *Account, server time.Time, ask model.Ask, now time.Time) {
	account.answered(now)
	w.synchronize(server, now)
	account.AnsweredAt = w.AWSNow(now)
	if ask.At.After(w.asOf) {
		w.asOf = ask.At
	}
}

// learn takes what AWS says of a run, and returns whether its status is new.
func (w *List) learn(run *Run, said model.Execution, ask model.Ask, now time.Time) (moved bool) {
	said.Ref = run.Ref
	if said.Export == nil {
		said.Export = run.execution.Export
	}
	before := run.execution
	moved = run.answered.IsZero() || said.Status != before.Status
	run.Timeline.Observe(said, run.answered, w.AWSNow(now))
	if said.Name() != before.Name() {
		w.named++
	}
	run.set(said)
	run.answered, run.askedAt = w.AWSNow(now), ask.At
	run.confirmed, run.remembered = !moved, false
	if moved {
		run.changed = now
		run.confirmed = w.sinceEnd(run, now) > longEnded
	}
	run.fresh = w.freshUntil(now, w.runGap(run, now))
	w.noteAnswer(run, before)
	return moved
}

// lookAgain returns when a list that was refused is asked for again.
func (w *List) lookAgain(t *turn, fault *model.Fault, gap time.Duration, now time.Time) time.Time {
	if fault.Lasting() {
		return now.Add(max(gap, maxFaultGap))
	}
	return now.Add(backoff(w.interval, t.failures, maxFaultGap))
}

// Lacks says whether only lists have told of the run so far and nobody is asked for more.
func (r *Run) Lacks() bool {
	return r.Sketchy() && r.fault == nil && r.ticket == 0 && r.due.IsZero()
}

// synchronize learns AWS's clock from an answer. It moves only by what can't come from AWS's
// saying its time to the second, so that ages don't jump to and fro.
func (w *List) synchronize(server, now time.Time) {
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

func (w *List) nextAfterAnswer(run *Run, now time.Time) time.Time {
	switch {
	case run.endConfirmed():
		return w.nextAfterEnd(run, now)
	case w.runGap(run, now) > w.interval:
		return now.Add(sluggishGap)
	default:
		return w.nextRound(now)
	}
}

// runGap returns how often a run is asked for that isn't settled.
func (w *List) runGap(run *Run, now time.Time) time.Duration {
	if !run.ended() && now.Sub(run.changed) >= sluggish {
		return max(w.interval, sluggishGap)
	}
	return w.interval
}

// nextAfterEnd returns when what has ended is asked for again: hardly ever.
func (w *List) nextAfterEnd(run *Run, now time.Time) time.Time {
	failed := run.pinned && run.failed() && run.export.newest == run
	if failed && w.sinceEnd(run, now) < failureWatch {
		return now.Add(failureGap)
	}
	return time.Time{}
}

// sinceEnd returns for how long a run has been over; zero if it isn't. Where AWS doesn't say when
// it ended, or says a time to come, it counts from when we saw it.
func (w *List) sinceEnd(run *Run, now time.Time) time.Duration {
	if !run.ended() {
		return 0
	}
	ended := run.execution.EndedAt()
	if seen := w.AWSNow(run.changed); ended.IsZero() || ended.After(seen) {
		ended = seen
	}
	return w.AWSNow(now).Sub(ended)
}

func (w *List) nextAfterFault(run *Run, now time.Time) time.Time {
	switch {
	case run.fault.Final():
		return time.Time{}
	case run.endConfirmed() && run.fault.Lasting():
		return w.nextAfterEnd(run, now)
	case run.fault.Kind == model.FaultNotFound:
		return now.Add(notFoundGap)
	default:
		return now.Add(backoff(w.interval, run.failures, maxFaultGap))
	}
}
