package model

import "time"

// exportFacts is what the runs of one export say together.
type exportFacts struct {
	runs      []*Run
	newest    *Run      // by CreatedAt, of those that AWS has answered for
	delivered time.Time // CreatedAt of the newest run that is delivered
}

// learn takes stock of all runs anew, for a strange one may take back what it said before.
func (f *exportFacts) learn() {
	f.newest, f.delivered = nil, time.Time{}
	for _, run := range f.runs {
		if run.answered.IsZero() {
			continue
		}
		created := run.execution.CreatedAt
		if f.newest == nil || created.After(f.newest.execution.CreatedAt) {
			f.newest = run
		}
		if run.execution.Status == DeliverySuccess && created.After(f.delivered) {
			f.delivered = created
		}
	}
}

// Superseded says whether a failed run was made good by a later one of the same export, as far as
// the watched runs tell. Of a run whose beginning AWS doesn't say that is not known.
func (w *Watchlist) Superseded(run *Run) bool {
	created := run.execution.CreatedAt
	return run.execution.Status.Failed() && !created.IsZero() &&
		created.Before(run.export.delivered)
}
