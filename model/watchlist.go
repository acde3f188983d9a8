package model

import (
	"slices"
	"time"
)

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
	turns      []*turn // all that may be asked for
	accounts   []*Account
	exports    map[string]*exportFacts
	following  bool          // not executions pinned alone
	changes    []Change      // what happened while it was watched, oldest first
	asked      map[int]*turn // what the questions in flight are about, by their tickets
	inFlight   int
	lastTicket int
	offset     time.Duration
	asOf       time.Time // our clock
	revision   int
}

// NewWatchlist returns an empty list that asks for running executions every interval, with at most
// limit questions in flight. Both must be positive.
func NewWatchlist(interval time.Duration, limit int) *Watchlist {
	return &Watchlist{
		interval: interval,
		limit:    limit,
		asked:    map[int]*turn{},
		runs:     map[Ref]*Run{},
		exports:  map[string]*exportFacts{},
	}
}

// Pin watches one execution, from now on. It returns false if it is pinned already.
func (w *Watchlist) Pin(ref Ref, now time.Time) bool {
	w.start(now)
	run := w.runs[ref]
	if run != nil && run.pinned {
		return false
	}
	if run == nil {
		run = w.newRun(ref, w.accountOf(ref))
	}
	run.pinned, run.due, run.changed = true, now, now
	w.add(&Watched{
		Kind: WatchedPin, ExportARN: ref.ExportARN, Account: run.Account,
		pin: run, facts: run.export,
	})
	return true
}

// start sets the anchor of all rounds.
func (w *Watchlist) start(now time.Time) {
	if w.anchor.IsZero() {
		w.anchor = now
	}
}

// newRun adds a run that isn't scheduled.
func (w *Watchlist) newRun(ref Ref, account *Account) *Run {
	run := &Run{Ref: ref, Account: account, export: w.export(ref.ExportARN)}
	run.turn = turn{kind: AskExecution, account: account, run: run}
	run.execution.Ref = ref
	run.export.runs = append(run.export.runs, run)
	w.runs[ref] = run
	w.turns = append(w.turns, &run.turn)
	return run
}

// add adds a row. An account's own row goes once it has another.
func (w *Watchlist) add(watched *Watched) {
	w.revision++
	account := watched.Account
	if watched.Kind == WatchedAccount {
		account.row = true
	} else {
		w.dropRow(account)
	}
	w.following = w.following || watched.Kind != WatchedPin
	w.watched = append(w.watched, watched)
	w.ranked = append(w.ranked, watched)
}

// dropRow takes away an account's own row, if it has one.
func (w *Watchlist) dropRow(account *Account) {
	if !account.row {
		return
	}
	own := func(watched *Watched) bool {
		return watched.Kind == WatchedAccount && watched.Account == account
	}
	w.watched = slices.DeleteFunc(w.watched, own)
	w.ranked = slices.DeleteFunc(w.ranked, own)
	account.row = false
}

// accountOf returns the account that a reference names; a new one is asked with the default
// profile.
func (w *Watchlist) accountOf(ref Ref) *Account {
	id := ref.Account()
	for _, account := range w.accounts {
		if account.ID == id && (id != "" || !account.follows) {
			return account
		}
	}
	account := newAccount("", id)
	w.accounts = append(w.accounts, account)
	return account
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

// Accounts returns the accounts that are asked, in the order in which they came to be known. The
// caller must not change them.
func (w *Watchlist) Accounts() []*Account { return w.accounts }

// Following says whether exports are followed, rather than executions pinned alone.
func (w *Watchlist) Following() bool { return w.following }

// CallsLastHour returns how many questions were sent in the last hour, and how many of them AWS
// throttled.
func (w *Watchlist) CallsLastHour(now time.Time) (calls, throttled int) {
	for _, account := range w.accounts {
		calls += account.calls.lastHour(now)
		throttled += account.throttle.lastHour(now)
	}
	return calls, throttled
}
