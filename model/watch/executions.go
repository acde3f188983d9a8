package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// This file has how the runs of an export are listed, and what a list teaches.

// wantsAll says whether every page of the list of executions is to be read: at the start, once an
// hour, and always where the first page needn't hold the newest. A list without an end is read
// no oftener than hourly.
func (w *Watched) wantsAll(now time.Time) bool {
	return w.readAt.IsZero() || now.Sub(w.readAt) >= wholeGap || w.pages && !w.ordered && w.cut == 0
}

// takeExecutions takes what ListExecutions said of an export.
func (w *List) takeExecutions(t *turn, ask model.Ask, list model.ExecutionList, now time.Time) {
	watched := t.watched
	before := watched.sight()
	w.answeredBy(t.account, list.ServerTime, ask, now)
	t.account.paged(list.Calls, now)
	watched.Refused = nil
	watched.listedAt = w.AWSNow(ask.At)
	if ask.All {
		watched.readAt, watched.ordered, watched.cut = now, list.NewestFirst, 0
		if !list.Complete {
			watched.cut = len(list.Executions)
		}
	}
	watched.pages = !list.Complete || list.Calls > 1
	for _, execution := range list.Executions {
		execution.Ref.ExportARN = watched.ExportARN
		if execution.Status != "" {
			w.observeListed(watched, execution, ask, now, before)
		}
	}
	if list.Complete {
		watched.askUnlisted(now)
	}
	if watched.saying.old(watched.listedAt) {
		w.noteRow(watched)
	}
	watched.unconfirmed = false
	watched.facts.learn()
	watched.seekTable(now)
	w.describe(watched, now)
	gap := watched.lookGap(w.AWSNow(now))
	t.renew(now.Add(gap), w.freshUntil(now, gap))
}

// seekTable has the newest run asked for, once for each export: what is overdue depends on its
// table, and lists don't tell that.
func (w *Watched) seekTable(now time.Time) {
	if run := w.facts.newest; run != nil && !w.facts.judged() && run.due.IsZero() &&
		run.ticket == 0 {
		run.again(now)
	}
}

// observeListed takes what a list says of one run. A run that hasn't ended is asked for by itself.
// Where the export's runs were known before, a new one has just started.
func (w *List) observeListed(
	watched *Watched, said model.Execution, ask model.Ask, now time.Time, before sight,
) {
	run := w.runs[said.Ref]
	fresh, since := run == nil && before.shows(said), before.since
	if run != nil {
		since = run.rememberedAt()
	}
	if run == nil {
		run = w.newRun(said.Ref, watched.Account)
	} else if ask.At.Before(run.askedAt) {
		return
	}
	seen := run.followed()
	moved := w.learn(run, said, ask, now)
	if run.fault != nil { // then it is the list that tells of it
		run.fresh = w.freshUntil(now, watched.lookGap(w.AWSNow(now)))
	}
	if fresh || seen && moved {
		w.record(run, fresh, since, now)
	}
	if run.endConfirmed() || !run.due.IsZero() || run.ticket != 0 {
		return
	}
	if moved || !said.Status.Terminal() && run.fault == nil {
		run.again(now)
	}
}

// lookGap returns how long to wait until new runs are looked for again.
func (w *Watched) lookGap(now time.Time) time.Duration {
	if next := w.facts.nextStart(); !next.IsZero() && now.Sub(next).Abs() < nearStart {
		return nearStartGap
	}
	if run := w.Newest(); run != nil && run.Listed() && !run.ended() {
		return listedGap
	}
	return executionsGap
}

// nextStart returns when the next run is likely to start: the usual time between two starts after
// the last one. It returns the zero time where fewer than four runs are known.
func (f *exportFacts) nextStart() time.Time {
	const few, many = 4, 12
	runs := f.sorted()
	if len(runs) < few {
		return time.Time{}
	}
	runs = runs[:min(len(runs), many)]
	gaps := make([]time.Duration, 0, many)
	for i := 1; i < len(runs); i++ {
		gaps = append(gaps, runs[i-1].execution.CreatedAt.Sub(runs[i].execution.CreatedAt))
	}
	slices.Sort(gaps)
	return runs[0].execution.CreatedAt.Add(gaps[len(gaps)/2])
}
