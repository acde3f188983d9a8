package simulator

import "time"

// cadence is a schedule as AWS keeps it: runs at a usual distance, more or less punctual.
type cadence struct {
	ids
	count  int           // runs started at the epoch
	anchor time.Duration // the start of run 0
	period time.Duration
	jitter time.Duration
	took   time.Duration // the usual length of a run
	ahead  time.Duration // how much earlier the runs after the epoch come, so that exports part
	burst  int           // runs 0 to burst-1 are all under way at the epoch; 0 if none is
	ends   map[int]outcome
}

func (c *cadence) oldest() int { return max(c.burst, 1) - c.count }

// start: a burst starts in place of run 0, its first run longest ago, its last just now.
func (c *cadence) start(k int) time.Duration {
	if k >= 0 && k < c.burst {
		return c.anchor - c.anchor*time.Duration(k)/time.Duration(c.burst)
	}
	if k == 0 {
		return c.anchor
	}
	late := c.at(k, "start").Int64N(2*int64(c.jitter)+1) - int64(c.jitter)
	if k > 0 {
		k -= max(c.burst, 1) - 1
		late -= int64(c.ahead)
	}
	return c.anchor + time.Duration(k)*c.period + time.Duration(late).Truncate(time.Millisecond)
}

func (c *cadence) plan(k int) []step {
	chance := c.at(k, "plan")
	took := spread(chance, c.took, 0.05)
	took = min(max(took, time.Minute), 33*time.Minute)
	end, scripted := c.ends[k]
	if !scripted {
		end = anyOutcome(chance.IntN(100))
	}
	return stages(chance, c.start(k), took, end)
}

// anyOutcome is how a run ends about which nothing special is to be told: one in fifty fails.
func anyOutcome(percent int) outcome {
	switch percent {
	case 0:
		return outcome{code: queryFailure, reason: internalFailureReason}
	case 1:
		return outcome{code: deliveryFailure, reason: internalFailureReason}
	default:
		return delivered()
	}
}
