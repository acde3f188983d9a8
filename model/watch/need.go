package watch

// Need is why a row needs somebody, worst first.
type Need int

// The needs. NoNeed comes last, so that they sort by urgency.
const (
	NeedFailed    Need = iota // AWS says it failed, and no later run was delivered
	NeedUnhealthy             // AWS calls the export unhealthy
	NeedUnknown               // AWS says something that we don't know
	NeedOverdue               // nothing was delivered for longer than is usual
	NeedSlow                  // longer under way than nearly all earlier runs
	NeedFault                 // AWS refuses to say anything
	NeedNone
)

// String returns the need in a word or two.
func (n Need) String() string {
	return [...]string{
		NeedFailed:    "failed",
		NeedUnhealthy: "unhealthy", NeedUnknown: "unknown",
		NeedOverdue: "overdue",
		NeedSlow:    "slow",
		NeedFault:   "no answer",
		NeedNone:    "none",
	}[n]
}
