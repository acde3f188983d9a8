package watch

import (
	"time"

	"exportwatch/model"
)

// This file has when evidence is looked for by itself.

const (
	lookAfter  = 2 * time.Minute  // a delivery was seen to end
	againAfter = 10 * time.Minute // a look that found what may pass
	openGap    = 10 * time.Minute // between two looks at what somebody opens
	tableGap   = 24 * time.Hour   // the same for a table
	mostOwn    = 60               // requests to S3 an hour by itself, for each account
)

// mostRequests is how many requests to S3 a look may take: those of the data at its caps.
func mostRequests(kind model.AskKind) int {
	if kind == model.AskData {
		return 15
	}
	return 4
}

// byItself says whether the turn is of evidence that nobody pressed a key for.
func (t *turn) byItself() bool { return t.look != nil && !t.look.demanded }

// lookAtEnd has evidence looked for by itself about a run that ended while it was watched, once.
func (w *List) lookAtEnd(run *Run, now time.Time) {
	kind, wait, ok := wantedAfter(run.execution)
	row := w.rowAbout(run)
	ended := run.execution.EndedAt()
	before := !ended.IsZero() && ended.Before(w.AWSNow(w.anchor))
	if !w.checks.byItself || !ok || row == nil || run.lookedAt || before {
		return
	}
	run.lookedAt = true
	if at := w.looksAt(row, run).at(kind); at.ticket == 0 && at.due.IsZero() {
		at.account, at.due = row.Account, now.Add(wait)
	}
}

// wantedAfter returns what is looked for after a run has ended so, and how long after.
func wantedAfter(run model.Execution) (kind model.AskKind, wait time.Duration, ok bool) {
	switch {
	case run.Status.Delivered():
		return model.AskData, lookAfter, true
	case run.Status == model.DeliveryFailure && run.Reason == model.InsufficientPermission:
		return model.AskBucket, 0, true
	case run.Status == model.QueryFailure:
		return model.AskTable, 0, true
	}
	return 0, 0, false
}

// lookAgain has the data looked at once more by itself, where what was found may pass.
func (l *look) lookAgain(now time.Time) {
	if l.of.judgement.LookAgain && !l.again {
		l.again, l.due = true, now.Add(againAfter)
	}
}

// onHold says whether evidence has to wait: what it is about isn't known yet, or nobody pressed a key for
// it, and a run of its export is under way or another such look at S3 isn't answered yet.
func (t *turn) onHold() bool {
	switch {
	case t.look == nil:
		return false
	case t.look.sought() == nil:
		return true
	default:
		return t.byItself() && (t.look.of.row.Underway() || t.ofS3() && t.account.seeking > 0)
	}
}

// spent says whether evidence isn't to be looked for by itself any more: a later delivery has replaced
// the files, or too many requests were sent by itself in the last hour.
func (t *turn) spent(now time.Time) bool {
	if !t.byItself() {
		return false
	}
	replaced := t.kind == model.AskData && t.look.of.run.replaced()
	return replaced || t.ofS3() && t.account.own.lastHour(now)+mostRequests(t.kind) > mostOwn
}

// replaced says whether a later delivery has written over the run's files.
func (r *Run) replaced() bool {
	if r == nil || r.execution.Export == nil {
		return false
	}
	delivered := r.export.delivered
	return r.execution.Export.Destination.Overwrite == model.OverwriteReport && delivered != nil &&
		delivered != r && delivered.execution.CreatedAt.After(r.execution.CreatedAt)
}

// Opened has evidence looked for by itself about a run that somebody opens, where that is so wished:
// what ended before the start and was never looked at, and of a failed run the export of today.
func (w *List) Opened(row *Watched, run *Run, now time.Time) {
	for _, kind := range w.wantedOpen(row, run, now) {
		w.open(row, run, kind, now)
	}
}

// OpenedQuery has the table of a run's query looked at, as Opened does; a look counts for a day.
func (w *List) OpenedQuery(row *Watched, run *Run, now time.Time) {
	if w.OpensQuery(row, run, now) {
		w.open(row, run, model.AskTable, now)
	}
}

// OpensQuery says whether OpenedQuery has anything to ask for.
func (w *List) OpensQuery(row *Watched, run *Run, now time.Time) bool {
	return w.mayOpen(row, run) && openable(row, run, model.AskTable, tableGap, now)
}

// Opens says whether Opened has anything to ask for.
func (w *List) Opens(row *Watched, run *Run, now time.Time) bool {
	return len(w.wantedOpen(row, run, now)) > 0
}

func (w *List) mayOpen(row *Watched, run *Run) bool {
	return w.checks.byItself && row != nil && run != nil && row.Kind != WatchedAccount &&
		!row.off &&
		run.execution.Export != nil &&
		run.ended() &&
		!row.Underway()
}

func (w *List) wantedOpen(row *Watched, run *Run, now time.Time) []model.AskKind {
	if !w.mayOpen(row, run) {
		return nil
	}
	var wanted []model.AskKind
	if kind, _, ok := wantedAfter(run.execution); ok && !run.lookedAt && !run.replaced() &&
		openable(row, run, kind, tableGap, now) {
		wanted = append(wanted, kind)
	}
	if run.failed() && openable(row, run, model.AskCurrent, openGap, now) {
		wanted = append(wanted, model.AskCurrent)
	}
	return wanted
}

// openable says whether one kind of evidence about a run wasn't looked for within a time.
func openable(
	row *Watched, run *Run, kind model.AskKind, gap time.Duration, now time.Time,
) bool {
	looks := row.Looks(run)
	if looks == nil {
		return true
	}
	at := looks.at(kind)
	asked := at.last.At
	if at.openedAt.After(asked) {
		asked = at.openedAt
	}
	return at.ticket == 0 && at.due.IsZero() && (asked.IsZero() || now.Sub(asked) >= gap)
}

func (w *List) open(row *Watched, run *Run, kind model.AskKind, now time.Time) {
	at := w.looksAt(row, run).at(kind)
	at.account, at.due, at.openedAt = row.Account, now, now
	w.revision++
}

// ChecksByItself says whether evidence is looked for without a key.
func (w *List) ChecksByItself() bool { return w.checks.byItself }
