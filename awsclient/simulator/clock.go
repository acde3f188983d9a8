package simulator

import "time"

// clock turns the injected time into offsets from the epoch in simulated time, and back.
type clock struct {
	now    func() time.Time
	epoch  time.Time
	speed  float64
	frozen bool
}

// elapsed is the simulated time since the epoch, 0 while frozen.
func (c clock) elapsed() time.Duration { return c.offset(c.now()) }

// offset is the simulated time between the epoch and a time.
func (c clock) offset(now time.Time) time.Duration {
	if c.frozen {
		return 0
	}
	passed := now.Sub(c.epoch)
	if c.speed == 1 {
		return passed
	}
	return time.Duration(float64(passed) * c.speed)
}

// wall is the time at which an offset is reached.
func (c clock) wall(offset time.Duration) time.Time {
	if c.speed == 1 {
		return c.epoch.Add(offset)
	}
	return c.epoch.Add(time.Duration(float64(offset) / c.speed))
}
