package watch

import (
	"time"

	"exportwatch/model"
)

// This file has how an export is asked for that should have been delivered by now and has no run
// that could tell which table it reads (GetExport).

// describing says whether the export is being asked for.
func (w *Watched) describing() bool {
	return w.described != nil && (w.described.ticket != 0 || !w.described.due.IsZero())
}

// Undescribed says whether nothing tells which table an export without runs reads.
func (w *Watched) Undescribed() bool {
	return w.Kind == WatchedExport && w.facts.newest == nil && w.facts.table == ""
}

// describe has an export without runs asked for, once, when by AWS's documents its first delivery is
// overdue: of carbon emissions it isn't. In a replay nobody is asked.
func (w *List) describe(watched *Watched, now time.Time) {
	facts := watched.facts
	first := watched.CreatedAt.Add(facts.forecast.Gap)
	if facts.newest != nil || watched.described != nil || w.repeating ||
		!facts.forecast.ByDocuments || watched.CreatedAt.IsZero() || w.AWSNow(now).Before(first) {
		return
	}
	watched.described = &turn{kind: model.AskCurrent, account: watched.account, watched: watched}
	w.turns = append(w.turns, watched.described)
	watched.described.again(now)
}

// takeDescription takes what GetExport said of an export without runs.
func (w *List) takeDescription(t *turn, current model.CurrentExport, now time.Time) {
	if current.Fault != nil {
		w.takeFault(t, current.Fault, now)
		return
	}
	t.account.answered(now)
	facts := t.watched.facts
	if current.Export != nil {
		facts.table = current.Export.Table()
	}
	facts.expect()
}

// failDescription tries again after a fault, unless it lasts: then AWS's documents count.
func (w *List) failDescription(t *turn, fault *model.Fault, now time.Time) {
	if !fault.Lasting() && t.failures+1 < FaultsInARow {
		t.again(now.Add(backoff(w.interval, t.failures, maxFaultGap)))
	}
}
