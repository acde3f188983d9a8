package watch

import (
	"time"

	"exportwatch/model"
)

// Run is one execution with what we know about it.
type Run struct {
	// What a look at all rows reads of each comes first: side by side it costs one look into memory.
	Account   *Account
	fault     *model.Fault // of the last question, if it was this run's own
	export    *exportFacts
	answered  time.Time // when AWS last answered, its clock; zero if it never did
	outcome   model.Outcome
	confirmed bool // its end was asked for once more
	pinned    bool
	whole     bool // AWS answered for the run itself, not only in lists

	remembered bool // only this program's memory tells of it
	lookedAt   bool // by itself, for evidence

	Ref       model.Ref
	execution model.Execution
	Timeline  Timeline

	turn
	saying  saying
	askedAt time.Time // when what AWS answered last was asked, our clock
	changed time.Time // when the status last changed, our clock
}

// Execution returns what AWS last said about the run, and whether it has ever said anything.
func (r *Run) Execution() (model.Execution, bool) { return r.execution, !r.answered.IsZero() }

// followed says whether AWS told of the run before, and nobody stopped looking since.
func (r *Run) followed() bool {
	row := r.export.row
	return !r.answered.IsZero() && (row == nil || !r.answered.Before(row.back))
}

// AnsweredAt returns when AWS last answered, on its clock.
func (r *Run) AnsweredAt() time.Time { return r.answered }

// Sketchy says whether only lists have told of the run, so that its details aren't known.
func (r *Run) Sketchy() bool { return !r.whole }

// LastDelivery returns the newest delivered run of the same export, or nil.
func (r *Run) LastDelivery() *Run { return r.export.delivered }

// Asking says whether a question about the run is under way.
func (r *Run) Asking() bool { return r.ticket != 0 }

// Fault returns why the last question about the run had no answer: its own fault or its
// account's. It returns nil if it was answered.
func (r *Run) Fault() *model.Fault {
	if r.fault != nil {
		return r.fault
	}
	return r.Account.trouble()
}

// Listed says whether AWS refuses to tell about the run itself, but goes on to list it with its
// export's others.
func (r *Run) Listed() bool {
	if r.pinned || r.fault == nil || r.fault.Kind != model.FaultDenied || r.answered.IsZero() {
		return false
	}
	row := r.export.row
	return row != nil && row.Refused == nil && r.Account.trouble() == nil
}

// set takes what is said of the run.
func (r *Run) set(said model.Execution) {
	r.execution, r.outcome = said, said.Status.Outcome()
}

// failed says whether AWS reports a failure.
func (r *Run) failed() bool { return r.outcome == model.OutcomeFailed }

// delivered says whether AWS reports a delivery.
func (r *Run) delivered() bool { return r.outcome == model.OutcomeDelivered }

// ended says whether the run has ended.
func (r *Run) ended() bool { return r.failed() || r.delivered() }

// endConfirmed says whether the run has ended and that was confirmed.
func (r *Run) endConfirmed() bool { return r.confirmed && r.ended() }
