package watch

import (
	"time"

	"exportwatch/model"
)

// hold is what keeps an account from being asked as the schedule wants: nothing answers, or AWS
// asks to slow down. Then one question at a time tries again, ever more rarely.
type hold struct {
	fault *model.Fault // what the last try ended with; nil: nothing holds the account back
	since time.Time    // when the first try failed
	until time.Time    // when the next one is made
	tries int          // that failed in a row
	told  bool         // it is more than finding the pace
	eased bool         // AWS answered since
}

const (
	maxProbeGap  = time.Minute     // longest time between two tries of an account that doesn't answer
	throttleGap  = 2 * time.Second // the first one after a request to slow down; then it doubles,
	maxThrottle  = 5 * time.Minute // at most so long
	jitterShare  = 4               // and up to a fourth of it is taken off
	throttledFor = 2               // requests to slow down in a row that are more than finding the pace
)

// fail notes that a try failed. Those that were under way together with an earlier one count once.
func (h *hold) fail(fault *model.Fault, wait func(tries int) time.Duration, now time.Time) {
	if h.fault == nil || h.fault.OfAccount() != fault.OfAccount() {
		*h = hold{since: now, until: now}
	}
	if !now.Before(h.until) {
		h.until = now.Add(wait(h.tries))
		h.tries++
	}
	h.fault, h.eased = fault, false
	h.told = h.told || fault.OfAccount() || h.tries >= throttledFor
}

// relieve notes that AWS answered. Of an account that was throttled for long a single answer proves
// little while more is due: it goes on with one question at a time until the next one.
func (a *Account) relieve(now time.Time) {
	h := &a.hold
	if h.told && a.Fault == nil && !h.eased && a.backlog(now) {
		h.eased, h.tries, h.until = true, 0, now
		return
	}
	a.Fault, a.hold = nil, hold{}
}

// throttled notes that AWS asked to slow down.
func (a *Account) throttled(fault *model.Fault, now time.Time) {
	a.pace.Throttled(now)
	a.throttle.add(now)
	a.Fault = nil
	a.hold.fail(fault, a.slower, now)
}

// slower returns how long to wait after so many requests to slow down.
func (a *Account) slower(tries int) time.Duration {
	wait := backoff(throttleGap, tries, maxThrottle)
	return wait - time.Duration(a.jitter()*float64(wait)/jitterShare)
}

// trouble returns why nothing is known from the account at present, or nil. A single request to
// slow down is none: that is how the pace is found.
func (a *Account) trouble() *model.Fault {
	if a.hold.told {
		return a.hold.fault
	}
	return nil
}

// Silent says whether nothing of the account is answered at present.
func (a *Account) Silent() bool { return a.trouble() != nil }

// Waiting returns what keeps the account from answering, since when, and until when it isn't asked
// again, both by this machine's clock. The fault is nil while the account answers; until is never
// before now.
func (a *Account) Waiting(now time.Time) (since, until time.Time, fault *model.Fault) {
	if fault = a.trouble(); fault == nil {
		return time.Time{}, time.Time{}, nil
	}
	until = a.hold.until
	if until.Before(now) {
		until = now
	}
	return a.hold.since, until, fault
}
