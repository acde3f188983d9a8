package watch

import (
	"cmp"
	"slices"
	"time"

	"exportwatch/model"
)

// Account is what is known about asking one AWS account by way of one profile.
type Account struct {
	Profile string // "" is the default
	ID      string // 12 digits; "" until an ARN tells, and for ARNs that name none
	// AnsweredAt is when it last told of exports or runs, on AWS's clock; zero if it never did.
	AnsweredAt time.Time
	Fault      *model.Fault // why nothing of it is answered; nil while AWS answers, if only "slow down"
	Refused    *model.Fault // why its exports can't be listed; nil if they can, or aren't wanted

	row         bool // it has a row of its own
	follows     bool // its exports are looked for
	listed      bool // and were listed once
	cut         int  // after how many exports reading them ended; 0 if the list came to its end
	doubted     bool // the last list lacked most of them: the next confirms it
	patterns    []string
	offers      []model.ListedExport // its exports, as AWS last listed them
	exports     turn
	offersFault *model.Fault  // why they weren't listed, of an account that isn't followed
	tables      *tableListing // nil until somebody looks at them
	pace        Pace
	inFlight    int
	hold        hold
	jitter      func() float64
	backlog     func(now time.Time) bool // more of it is due
	calls       tally
	requests    tally // to S3
	own         tally // of them, by itself
	seeking     int   // looks at S3 by itself that aren't answered
	idsMatch    bool  // manifests have their runs' ids
	throttle    tally
	saying      saying
}

func (w *List) newAccount(profile, id string) *Account {
	account := &Account{Profile: profile, ID: id, pace: NewPace(), jitter: w.jitter}
	account.backlog = func(now time.Time) bool {
		return slices.ContainsFunc(w.turns, func(t *turn) bool {
			return t.account == account && t.waiting() && !t.due.After(now) && !t.onHold()
		})
	}
	return account
}

// Number returns the account's 12 digits, even if only the refusal to list its exports names them;
// "" if nothing does. Who was refused a role says nothing: he may be of another account.
func (a *Account) Number() string {
	if a.ID != "" || a.Refused == nil {
		return a.ID
	}
	return model.ARNAccount(a.Refused.Principal)
}

// Label returns the profile's name, or the account's number.
func (a *Account) Label() string { return model.Clean(cmp.Or(a.Profile, a.ID, "default profile")) }

// Patterns returns the names and globs by which its exports are looked for; none means all.
func (a *Account) Patterns() []string { return a.patterns }

// Cut returns after how many exports reading their list ended, for it went on without an end; 0 if
// it was read whole.
func (a *Account) Cut() int { return a.cut }

// HasRow says whether the account has a row of its own, since it has no other.
func (a *Account) HasRow() bool { return a.row }

// readyAt returns when the account may be asked next. While something holds it back, one question
// at a time tries again, so that a thousand rows don't wait for a dead network each.
func (a *Account) readyAt(now time.Time) (time.Time, bool) {
	if a.hold.fault != nil {
		if a.inFlight > 0 {
			return time.Time{}, false
		}
		if a.hold.until.After(now) {
			return a.hold.until, true
		}
	}
	return a.pace.ReadyAt(now), true
}

func (a *Account) asked(t *turn, now time.Time) {
	a.inFlight++
	a.pace.Spend(now)
	switch {
	case t.look == nil:
		a.calls.add(now)
	case t.ofS3() && t.byItself(): // its requests count once they are known
		a.seeking++
	}
}

// paged counts what a list took beyond the call that was expected.
func (a *Account) paged(calls int, now time.Time) { a.repeated(calls-1, now) }

// repeated counts requests that were sent beside the one that was expected: who asks next, waits
// for them.
func (a *Account) repeated(requests int, now time.Time) {
	for range requests {
		a.pace.Spend(now)
		a.calls.add(now)
	}
}

func (a *Account) answered(now time.Time) {
	a.inFlight--
	a.pace.Answered()
	a.relieve(now)
}

// failed notes a fault and returns whether it is the account's.
func (a *Account) failed(f *model.Fault, interval time.Duration, now time.Time) bool {
	a.inFlight--
	switch {
	case f.Kind == model.FaultCanceled:
		return false
	case f.OfAccount():
		a.hold.fail(f, func(tries int) time.Duration {
			return backoff(interval, tries, maxProbeGap)
		}, now)
		a.Fault = f
		return true
	case f.Kind == model.FaultThrottled:
		a.throttled(f, now)
		return false
	}
	a.relieve(now) // AWS answered, if not as we wished
	return false
}

// backoff returns the interval doubled for each failure before, limit at most.
func backoff(interval time.Duration, failures int, limit time.Duration) time.Duration {
	return max(interval, min(limit, interval<<min(failures, 16)))
}

// tally counts events of the last hour by the minute.
type tally struct {
	minutes [60]int
	newest  int64
}

func (t *tally) add(now time.Time) {
	t.advance(now)
	t.minutes[t.newest%60]++
}

// addMany adds as many events at once.
func (t *tally) addMany(n int, now time.Time) {
	t.advance(now)
	t.minutes[t.newest%60] += n
}

func (t *tally) lastHour(now time.Time) int {
	t.advance(now)
	sum := 0
	for _, n := range t.minutes {
		sum += n
	}
	return sum
}

// advance clears the minutes that have passed since the newest.
func (t *tally) advance(now time.Time) {
	minute := now.Unix() / 60
	for t.newest < minute {
		t.newest = max(t.newest, minute-60) + 1
		t.minutes[t.newest%60] = 0
	}
}
