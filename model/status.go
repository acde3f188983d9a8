package model

// Status is an execution's status code as AWS sent it (ExecutionStatus.StatusCode), cleaned.
// AWS adds codes without notice, so any other text is a Status too: one we don't know.
type Status string

// The seven codes of the service model of 2026-07-27 (ExecutionStatusCode).
const (
	InitiationInProcess Status = "INITIATION_IN_PROCESS"
	QueryQueued         Status = "QUERY_QUEUED"
	QueryInProcess      Status = "QUERY_IN_PROCESS"
	QueryFailure        Status = "QUERY_FAILURE"
	DeliveryInProcess   Status = "DELIVERY_IN_PROCESS"
	DeliverySuccess     Status = "DELIVERY_SUCCESS"
	DeliveryFailure     Status = "DELIVERY_FAILURE"
)

// Stage is one of the five steps of an execution. Their order is inferred from the names of the
// codes; AWS documents none.
type Stage int

// The stages in order. StageUnknown is that of a code we don't know.
const (
	StageUnknown Stage = iota
	StageAccepted
	StageQueued
	StageQuery
	StageDelivery
	StageDelivered
)

// String returns the stage's name.
func (s Stage) String() string {
	return [...]string{
		StageUnknown:   "unknown",
		StageAccepted:  "accepted",
		StageQueued:    "queued",
		StageQuery:     "query",
		StageDelivery:  "delivery",
		StageDelivered: "delivered",
	}[s]
}

// Stages returns the five stages in order.
func Stages() []Stage {
	return []Stage{StageAccepted, StageQueued, StageQuery, StageDelivery, StageDelivered}
}

// Stage returns the step that a code belongs to: a failure that of the step that failed.
func (s Status) Stage() Stage {
	switch s {
	case InitiationInProcess:
		return StageAccepted
	case QueryQueued:
		return StageQueued
	case QueryInProcess, QueryFailure:
		return StageQuery
	case DeliveryInProcess, DeliveryFailure:
		return StageDelivery
	case DeliverySuccess:
		return StageDelivered
	default:
		return StageUnknown
	}
}

// Outcome is what a status code means for its execution: the one table from which all else about
// ends follows.
type Outcome int

// The outcomes.
const (
	OutcomeUnknown Outcome = iota // of a code we don't know, which counts as not ended
	OutcomeUnderway
	OutcomeDelivered
	OutcomeFailed
)

// String returns the outcome's name.
func (o Outcome) String() string {
	switch o {
	case OutcomeUnderway:
		return "under way"
	case OutcomeDelivered:
		return "delivered"
	case OutcomeFailed:
		return "failed"
	case OutcomeUnknown:
	}
	return "unknown"
}

// Outcome returns what the code means for its execution.
func (s Status) Outcome() Outcome {
	switch s {
	case InitiationInProcess, QueryQueued, QueryInProcess, DeliveryInProcess:
		return OutcomeUnderway
	case DeliverySuccess:
		return OutcomeDelivered
	case QueryFailure, DeliveryFailure:
		return OutcomeFailed
	}
	return OutcomeUnknown
}

// Known says whether the code is one of the seven.
func (s Status) Known() bool { return s.Outcome() != OutcomeUnknown }

// Terminal says whether an execution with this code has ended. A code we don't know counts as
// not ended.
func (s Status) Terminal() bool { return s.Failed() || s.Delivered() }

// Failed says whether AWS reports a failure.
func (s Status) Failed() bool { return s.Outcome() == OutcomeFailed }

// Delivered says whether AWS reports a delivery.
func (s Status) Delivered() bool { return s.Outcome() == OutcomeDelivered }

// Reason is why an execution failed, as AWS sent it (ExecutionStatus.StatusReason), cleaned.
type Reason string

// The reasons of the service model of 2026-07-27 (ExecutionStatusReason).
const (
	InsufficientPermission Reason = "INSUFFICIENT_PERMISSION"
	BillOwnerChanged       Reason = "BILL_OWNER_CHANGED"
	InternalFailure        Reason = "INTERNAL_FAILURE"
	Deprecated             Reason = "DEPRECATED"
)
