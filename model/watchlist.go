package model

import "time"

// Watchlist owns all that is known: what is watched, the answers and faults, the timelines, and
// when to ask what. It is changed by its methods only, from one goroutine. Times named now are
// this machine's clock, which the caller hands in; AWSNow turns them into AWS's.
type Watchlist struct {
	interval time.Duration
	limit    int // questions in flight at once
	anchor   time.Time

	watched    []*Watched
	ranked     []*Watched // the same in the order of the last survey
	runs       map[Ref]*Run
	order      []*Run // all runs, in the order in which they came to be known
	accounts   map[string]*Account
	exports    map[string]*exportFacts
	inFlight   int
	lastTicket int
	offset     time.Duration
	asOf       time.Time // our clock
	revision   int
}

// Watched is what one row is about: an export with its runs, or a pinned execution.
type Watched struct {
	ExportARN string
	Pinned    bool
	Runs      []*Run // newest first; of a pinned execution exactly one
}

// Newest returns the newest run.
func (w *Watched) Newest() *Run { return w.Runs[0] }

// Run is one execution with what we know about it.
type Run struct {
	Ref      Ref
	Account  *Account
	Timeline Timeline

	export    *exportFacts
	execution Execution
	answered  time.Time // when AWS last answered, its clock; zero if it never did
	changed   time.Time // when the status last changed, our clock
	fault     *Fault    // of the last question, if it was this run's own

	due       time.Time // zero: never again by itself
	ticket    int       // of the question in flight; 0 if none
	failures  int       // in a row
	confirmed bool      // its end was asked for once more
}

// NewWatchlist returns an empty list that asks for running executions every interval, with at most
// limit questions in flight. Both must be positive.
func NewWatchlist(interval time.Duration, limit int) *Watchlist {
	return &Watchlist{
		interval: interval,
		limit:    limit,
		runs:     map[Ref]*Run{},
		accounts: map[string]*Account{},
		exports:  map[string]*exportFacts{},
	}
}

// Pin watches one execution, from now on. It returns false if it is watched already.
func (w *Watchlist) Pin(ref Ref, now time.Time) bool {
	if _, known := w.runs[ref]; known {
		return false
	}
	if w.anchor.IsZero() {
		w.anchor = now
	}
	run := &Run{Ref: ref, Account: w.account(ref.Account()), due: now, changed: now}
	run.execution.Ref = ref
	run.export = w.export(ref.ExportARN)
	run.export.runs = append(run.export.runs, run)
	w.runs[ref] = run
	w.order = append(w.order, run)
	watched := &Watched{ExportARN: ref.ExportARN, Pinned: true, Runs: []*Run{run}}
	w.watched = append(w.watched, watched)
	w.ranked = append(w.ranked, watched)
	w.revision++
	return true
}

func (w *Watchlist) account(id string) *Account {
	if w.accounts[id] == nil {
		w.accounts[id] = newAccount(id)
	}
	return w.accounts[id]
}

func (w *Watchlist) export(arn string) *exportFacts {
	if w.exports[arn] == nil {
		w.exports[arn] = &exportFacts{}
	}
	return w.exports[arn]
}

// Watched returns all that is watched, in the order in which it was added. The caller must not
// change it.
func (w *Watchlist) Watched() []*Watched { return w.watched }

// Run returns a run by its reference, or nil.
func (w *Watchlist) Run(ref Ref) *Run { return w.runs[ref] }

// Revision changes whenever something that can be seen has changed.
func (w *Watchlist) Revision() int { return w.revision }

// Interval returns how often running executions are asked for.
func (w *Watchlist) Interval() time.Duration { return w.interval }

// AsOf returns when the newest answers were asked for, on AWS's clock; zero if none came yet.
func (w *Watchlist) AsOf() time.Time {
	if w.asOf.IsZero() {
		return time.Time{}
	}
	return w.AWSNow(w.asOf)
}

// Offset returns how far AWS's clock is ahead of this machine's. Differences below two seconds
// count as none: AWS says its time to the second.
func (w *Watchlist) Offset() time.Duration { return w.offset }

// AWSNow returns AWS's time for this machine's.
func (w *Watchlist) AWSNow(now time.Time) time.Time { return now.Add(w.offset) }

// Accounts returns the accounts that are watched, in no particular order.
func (w *Watchlist) Accounts() []*Account {
	accounts := make([]*Account, 0, len(w.accounts))
	for _, account := range w.accounts {
		accounts = append(accounts, account)
	}
	return accounts
}

// CallsLastHour returns how many questions were sent in the last hour, and how many of them AWS
// throttled.
func (w *Watchlist) CallsLastHour(now time.Time) (calls, throttled int) {
	for _, account := range w.accounts {
		calls += account.calls.lastHour(now)
		throttled += account.throttle.lastHour(now)
	}
	return calls, throttled
}

// Execution returns what AWS last said about the run, and whether it has ever said anything.
func (r *Run) Execution() (Execution, bool) { return r.execution, !r.answered.IsZero() }

// AnsweredAt returns when AWS last answered, on its clock.
func (r *Run) AnsweredAt() time.Time { return r.answered }

// Asking says whether a question about the run is under way.
func (r *Run) Asking() bool { return r.ticket != 0 }

// Fault returns why the last question about the run had no answer: its own fault or its
// account's. It returns nil if it was answered.
func (r *Run) Fault() *Fault {
	if r.fault != nil {
		return r.fault
	}
	return r.Account.Fault
}

// Stale says whether what is shown may no longer be so, because the last question went
// unanswered. What has ended and was confirmed stays as it is.
func (r *Run) Stale() bool {
	return !r.answered.IsZero() && r.Fault() != nil && !r.settled()
}

// settled says whether the run has ended and that was confirmed.
func (r *Run) settled() bool { return r.confirmed && r.execution.Status.Terminal() }
