package watch

import (
	"math"
	"time"
)

// Pace decides how fast one account may be asked. AWS publishes no request rates, so it finds out:
// the rate doubles every second in which it is used up, until AWS throttles for the first time;
// then it halves at each throttling and grows by one call a second each second.
type Pace struct {
	rate      float64 // calls a second
	tokens    float64 // calls that may be sent at once
	filled    time.Time
	slowed    time.Time // when it was last halved
	throttled bool
}

// The bounds of a pace, in calls a second.
const (
	startRate = 20
	minRate   = 1
	maxRate   = 100
)

// NewPace returns the pace of an account that was never asked.
func NewPace() Pace { return Pace{rate: startRate, tokens: startRate} }

// Rate returns the calls a second that it allows.
func (p *Pace) Rate() float64 { return p.rate }

// ReadyAt returns from when on the next call may be sent: now or later.
func (p *Pace) ReadyAt(now time.Time) time.Time {
	p.fill(now)
	if p.tokens >= 1 {
		return now
	}
	return now.Add(time.Duration((1-p.tokens)/p.rate*float64(time.Second)) + time.Millisecond)
}

// Spend notes that a call is sent.
func (p *Pace) Spend(now time.Time) {
	p.fill(now)
	p.tokens--
}

// Answered notes that AWS answered without asking to slow down. A rate that isn't used up proves
// nothing, so it doesn't grow then.
func (p *Pace) Answered() {
	switch {
	case p.tokens > p.rate/2:
	case p.throttled:
		p.rate = min(maxRate, p.rate+1/p.rate)
	default:
		p.rate = min(maxRate, p.rate+math.Ln2) // e to the ln 2 is two
	}
}

// Throttled notes that AWS asked to slow down. Calls that were in flight together count once.
func (p *Pace) Throttled(now time.Time) {
	if p.throttled && now.Sub(p.slowed) < time.Second {
		return
	}
	p.throttled = true
	p.slowed = now
	p.rate = max(minRate, p.rate/2)
	p.tokens = min(p.tokens, 0)
}

// fill adds what has become free since the last time, a second's worth at most.
func (p *Pace) fill(now time.Time) {
	if now.After(p.filled) && !p.filled.IsZero() {
		p.tokens += now.Sub(p.filled).Seconds() * p.rate
	}
	p.filled = now // also where the clock was set back
	p.tokens = min(p.tokens, max(1, p.rate))
}
