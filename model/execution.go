// Package model holds the facts: what AWS says of exports and their executions, the questions to it
// and the replies, and the cleaning of outside text. It knows nothing of watching and of words for
// people, and is pure: no clock, no I/O.
package model

import "time"

// Ref names one execution: the two parameters of GetExecution, kept verbatim, for they go back to
// AWS. It is shown only through its methods, which clean what they return.
type Ref struct {
	ExportARN   string
	ExecutionID string
}

// String returns the reference in the form that exportwatch takes as an argument: ARN#ID.
func (r Ref) String() string { return Clean(r.ExportARN) + "#" + Clean(r.ExecutionID) }

// ARN returns the export's ARN for showing.
func (r Ref) ARN() string { return Clean(r.ExportARN) }

// ID returns the execution's id for showing.
func (r Ref) ID() string { return Clean(r.ExecutionID) }

// ExportName returns the export's name as its ARN has it, for showing. The form
// "export/NAME-UUID" is what real ARNs have; AWS doesn't document it.
func (r Ref) ExportName() string {
	resource := Clean(arnResource(r.ExportARN))
	const suffix = len("-00000000-0000-0000-0000-000000000000")
	if cut := len(resource) - suffix; cut > 0 && isUUID(resource[cut+1:]) && resource[cut] == '-' {
		return resource[:cut]
	}
	return resource
}

// Resource returns what the ARN names in full, as NAME-UUID, for showing: it tells apart exports of
// an account with the same name.
func (r Ref) Resource() string { return Clean(arnResource(r.ExportARN)) }

// Account returns the 12 digits of the account that the ARN names, or "" where it names none.
func (r Ref) Account() string { return ARNAccount(r.ExportARN) }

// Partition returns the partition that the ARN names, as "aws", for showing.
func (r Ref) Partition() string { return Clean(arnField(r.ExportARN, 1)) }

// Region returns the Region that the ARN names, that of the endpoint, for showing.
func (r Ref) Region() string { return Clean(arnField(r.ExportARN, 3)) }

// Execution is one run of an export as AWS last described it. Every field but Ref can be missing:
// empty text, the zero time, a nil Export.
type Execution struct {
	Ref         Ref
	Status      Status
	Reason      Reason
	CreatedAt   time.Time
	UpdatedAt   time.Time
	CompletedAt time.Time // practically never set by AWS
	Export      *Export   // the snapshot from when the execution was generated; shared, never changed
}

// EndedAt returns when a finished execution ended: CompletedAt where AWS says it, else
// LastUpdatedAt. It returns the zero time for one that hasn't ended.
func (e Execution) EndedAt() time.Time {
	switch {
	case !e.Status.Terminal():
		return time.Time{}
	case !e.CompletedAt.IsZero():
		return e.CompletedAt
	default:
		return e.UpdatedAt
	}
}

// Took returns how long a finished execution took, and whether that is known.
func (e Execution) Took() (time.Duration, bool) {
	ended := e.EndedAt()
	if ended.IsZero() || e.CreatedAt.IsZero() || ended.Before(e.CreatedAt) {
		return 0, false
	}
	return ended.Sub(e.CreatedAt), true
}

// Elapsed returns how long an unfinished execution has been under way at now, and whether that is
// known.
func (e Execution) Elapsed(now time.Time) (time.Duration, bool) {
	if e.Status.Terminal() || e.CreatedAt.IsZero() {
		return 0, false
	}
	return max(0, now.Sub(e.CreatedAt)), true
}

// Name returns the export's name: the snapshot's, or else the one in the ARN.
func (e Execution) Name() string {
	if e.Export != nil && e.Export.Name != "" {
		return e.Export.Name
	}
	return e.Ref.ExportName()
}

// Answer is what one GetExecution returned.
type Answer struct {
	Execution  Execution
	ServerTime time.Time // AWS's clock when it answered, to the second; zero where it wasn't said
	Confirmed  bool      // the GetExecution before this one said the same status, to another asker
}
