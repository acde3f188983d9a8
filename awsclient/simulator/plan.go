package simulator

import (
	"math/rand/v2"
	"time"
)

// The service's status codes and reasons.
const (
	initiationInProcess = "INITIATION_IN_PROCESS"
	queryQueued         = "QUERY_QUEUED"
	queryInProcess      = "QUERY_IN_PROCESS"
	queryFailure        = "QUERY_FAILURE"
	deliveryInProcess   = "DELIVERY_IN_PROCESS"
	deliverySuccess     = "DELIVERY_SUCCESS"
	deliveryFailure     = "DELIVERY_FAILURE"

	insufficientPermission = "INSUFFICIENT_PERMISSION"
	billOwnerChanged       = "BILL_OWNER_CHANGED"
	internalFailureReason  = "INTERNAL_FAILURE"
	deprecated             = "DEPRECATED"
)

// step is a stage an execution enters, at an offset from the epoch.
type step struct {
	at     time.Duration
	code   string
	reason string
}

// outcome is how a run ends.
type outcome struct {
	code   string
	reason string
}

func delivered() outcome { return outcome{code: deliverySuccess} }

func terminal(code string) bool {
	return code == queryFailure || code == deliveryFailure || code == deliverySuccess
}

// reached is the index of the stage a plan is in at the given offset. A plan is only asked once
// it has started.
func reached(steps []step, at time.Duration) int {
	in := 0
	for i, s := range steps {
		if s.at <= at {
			in = i
		}
	}
	return in
}

// stages lays a run of the given length out over the stages that lead to its outcome.
func stages(chance *rand.Rand, start, took time.Duration, end outcome) []step {
	accepted := spread(chance, min(9*time.Second, took/20), 0.4)
	queued := spread(chance, min(45*time.Second, took/8), 0.4)
	delivering := spread(chance, took/4, 0.3)
	steps := []step{
		{at: start, code: initiationInProcess},
		{at: start + accepted, code: queryQueued},
		{at: start + accepted + queued, code: queryInProcess},
	}
	if end.code != queryFailure {
		steps = append(steps, step{at: start + took - delivering, code: deliveryInProcess})
	}
	if end.code == deliveryFailure {
		took -= delivering * 2 / 3 // the first file is refused, the rest is not tried
	}
	steps = append(steps, step{at: start + took, code: end.code, reason: end.reason})
	return fractions(chance, steps)
}

// fractions gives some of the later stages the nanoseconds that AWS's samples show.
func fractions(chance *rand.Rand, steps []step) []step {
	for i := 1; i < len(steps); i++ {
		if nanoseconds := chance.Int64N(int64(time.Millisecond)); chance.IntN(3) > 0 {
			steps[i].at += time.Duration(nanoseconds)
		}
	}
	return steps
}
