package watch

import (
	"slices"
	"time"
)

// exportFacts is what the runs of one export say together.
type exportFacts struct {
	row          *Watched // the row about the export, if it is followed
	runs         []*Run   // newest first
	newest       *Run     // of those that AWS has answered for
	delivered    *Run     // the newest that is delivered
	failed       *Run     // the newest that failed and that nothing made good
	inARow       int      // how many such there are
	lastDelivery time.Time
	forecast     Forecast       // without Next
	rule         *Rule          // what somebody said of the export; nil if nobody did
	manifests    []SeenManifest // that were read, the last look last
	columns      []string       // of the table, when it was last looked at
	sought       bool           // a run was asked for its snapshot, and AWS answered or won't
	table        string         // as GetExport told while there was no run; "" if it didn't
}

// judged says whether the export's table is known as far as it can be: what is overdue depends on
// it.
func (f *exportFacts) judged() bool {
	if f.newest == nil {
		return f.row == nil || !f.row.describing()
	}
	return f.sought || f.newest.execution.Export != nil
}

// learn takes stock of all runs anew, for a strange one may take back what it said before.
func (f *exportFacts) learn() {
	newestFirst := func(a, b *Run) int {
		return b.execution.CreatedAt.Compare(a.execution.CreatedAt)
	}
	if !slices.IsSortedFunc(f.runs, newestFirst) {
		slices.SortStableFunc(f.runs, newestFirst)
	}
	f.newest, f.delivered = nil, nil
	for _, run := range f.runs {
		if run.answered.IsZero() {
			continue
		}
		if f.newest == nil {
			f.newest = run
		}
		if f.delivered == nil && run.delivered() {
			f.delivered = run
		}
	}
	f.learnFailures()
	f.expect()
}

// sorted returns the runs whose beginning is known, newest first.
func (f *exportFacts) sorted() []*Run {
	known := len(f.runs)
	for known > 0 && f.runs[known-1].execution.CreatedAt.IsZero() {
		known--
	}
	return f.runs[:known]
}

// Superseded says whether the run failed and was made good by a later one of the same export, as
// far as is known: by one that began after it had ended. Runs that were under way together are no
// try and its repeat; likely they are for two billing periods. Of a run whose beginning AWS doesn't
// say nothing is known.
func (r *Run) Superseded() bool {
	delivered := r.export.delivered
	if !r.failed() || r.execution.CreatedAt.IsZero() || delivered == nil {
		return false
	}
	ended, began := r.execution.EndedAt(), delivered.execution.CreatedAt
	return began.After(r.execution.CreatedAt) && !began.Before(ended)
}

// learnFailures notes the run that failed last of those that nothing made good, and how many there
// are.
func (f *exportFacts) learnFailures() {
	f.failed, f.inARow = nil, 0
	for _, run := range f.runs {
		undated := run.execution.CreatedAt.IsZero() && f.delivered != nil
		if run.answered.IsZero() || !run.failed() || undated || run.Superseded() {
			continue
		}
		if f.failed == nil {
			f.failed = run
		}
		f.inARow++
	}
}
