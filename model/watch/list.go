// Package watch holds what is watched and what was observed of it: the watch list with its schedule
// and pace, discovery, timelines, forecasts, and what needs somebody. It is pure: no clock (time is
// an argument), no I/O, no goroutine, no words for people.
package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// List owns all that is known: what is watched, the answers and faults, the timelines, and
// when to ask what. It is changed by its methods only, from one goroutine. Times named now are
// this machine's clock, which the caller hands in; AWSNow turns them into AWS's.
type List struct {
	interval time.Duration
	limit    int // questions in flight at once
	jitter   func() float64
	rules    []Rule
	anchor   time.Time

	watched    []*Watched
	ranked     []*Watched // the same in the order of the last survey
	runs       map[model.Ref]*Run
	turns      []*turn // all that may be asked for
	accounts   []*Account
	exports    map[string]*exportFacts
	following  bool          // not executions pinned alone
	changes    []Change      // what happened while it was watched, oldest first
	untold     []untold      // and what of it no news were made of yet
	asked      map[int]*turn // what the questions in flight are about, by their tickets
	inFlight   int
	lastTicket int
	offset     time.Duration
	asOf       time.Time // our clock
	repeating  bool      // a replay: nobody is asked
	revision   int
	named      int       // changes whenever the title of a row may have
	memory     memory    // what may yet be taken back
	lookedAt   time.Time // when the user last looked before the start, our clock
	recalledAt time.Time // when the newest was observed that was taken back, AWS's clock
	unsaid     unsaid
	edited     edited
	checks     checks
}

// Option is how a list is to differ from the usual.
type Option func(*List)

// WithJitter has the waits of accounts that AWS throttles shortened by a source of numbers from 0
// up to 1, so that not all who were throttled together ask again together. Without it nothing is.
func WithJitter(source func() float64) Option { return func(w *List) { w.jitter = source } }

// WithAnchor sets when the rounds of the interval begin, by default when the list is first given
// something to watch. Lists that share an answer share it, so that they ask together.
func WithAnchor(anchor time.Time) Option { return func(w *List) { w.anchor = anchor } }

// NewList returns an empty list that asks for running executions every interval, with at most
// limit questions in flight. Both must be positive.
func NewList(interval time.Duration, limit int, options ...Option) *List {
	w := &List{
		interval: interval,
		limit:    limit,
		jitter:   func() float64 { return 0 },
		asked:    map[int]*turn{},
		runs:     map[model.Ref]*Run{},
		exports:  map[string]*exportFacts{},
		edited:   newEdited(),
	}
	for _, option := range options {
		option(w)
	}
	return w
}

// Pin watches one execution, from now on. It returns false if it is pinned already.
func (w *List) Pin(ref model.Ref, now time.Time) bool {
	w.start(now)
	if run := w.runs[ref]; run != nil && run.pinned {
		return false
	}
	w.pin(ref, w.accountOf(ref), now)
	return true
}

// pin adds the row of an execution, and asks for it at once.
func (w *List) pin(ref model.Ref, account *Account, now time.Time) {
	run := w.runs[ref]
	if run == nil {
		run = w.newRun(ref, account)
	}
	w.rejoin(run.account)
	run.Account = run.account
	run.pinned, run.due, run.changed = true, now, now
	w.add(&Watched{
		Kind: WatchedPin, ExportARN: ref.ExportARN, Account: run.Account,
		pin: run, facts: run.export,
	})
}

// start sets the anchor of all rounds.
func (w *List) start(now time.Time) {
	if w.anchor.IsZero() {
		w.anchor = now
	}
}

// newRun adds a run that isn't scheduled.
func (w *List) newRun(ref model.Ref, account *Account) *Run {
	run := &Run{Ref: ref, Account: account, export: w.export(ref.ExportARN)}
	run.turn = turn{kind: model.AskExecution, account: account, run: run}
	run.execution.Ref = ref
	run.export.runs = append(run.export.runs, run)
	w.runs[ref] = run
	w.turns = append(w.turns, &run.turn)
	return run
}

// add adds a row. An account's own row goes once it has another.
func (w *List) add(watched *Watched) {
	w.revision++
	w.named++
	account := watched.Account
	if watched.Kind == WatchedAccount {
		account.row = true
	} else {
		w.dropRow(account)
	}
	w.following = w.following || watched.Kind != WatchedPin
	if len(w.edited.muted) > 0 {
		w.muteAgain(watched)
	}
	w.watched = append(w.watched, watched)
	w.ranked = append(w.ranked, watched)
}

// dropRow takes away an account's own row, if it has one.
func (w *List) dropRow(account *Account) {
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
func (w *List) accountOf(ref model.Ref) *Account { return w.rejoin(w.accountFor(ref)) }

// accountFor returns the same without asking a new one for anything.
func (w *List) accountFor(ref model.Ref) *Account {
	id := ref.Account()
	for _, account := range w.accounts {
		if account.ID == id && (id != "" || !account.follows) {
			return account
		}
	}
	return w.newAccount("", id)
}

func (w *List) export(arn string) *exportFacts {
	if w.exports[arn] == nil {
		w.exports[arn] = &exportFacts{rule: w.ruleFor(model.Ref{ExportARN: arn}.ExportName())}
	}
	return w.exports[arn]
}

// Watched returns all that is watched, in the order in which it was added. The caller must not
// change it.
func (w *List) Watched() []*Watched { return w.watched }

// Run returns a run by its reference, or nil.
func (w *List) Run(ref model.Ref) *Run { return w.runs[ref] }

// Revision changes whenever something that can be seen has changed.
func (w *List) Revision() int { return w.revision }

// AsOf returns when the newest answers were asked for, on AWS's clock; zero if none came yet.
func (w *List) AsOf() time.Time {
	if w.asOf.IsZero() {
		return time.Time{}
	}
	return w.AWSNow(w.asOf)
}

// RememberedAt returns when the newest of what was recalled was observed, on AWS's clock; zero if
// nothing was.
func (w *List) RememberedAt() time.Time { return w.recalledAt }

// Offset returns how far AWS's clock is ahead of this machine's. Differences below two seconds
// count as none: AWS says its time to the second.
func (w *List) Offset() time.Duration { return w.offset }

// AWSNow returns AWS's time for this machine's.
func (w *List) AWSNow(now time.Time) time.Time { return now.Add(w.offset) }

// Accounts returns the accounts that are asked, in the order in which they came to be known. The
// caller must not change them.
func (w *List) Accounts() []*Account { return w.accounts }

// Following says whether exports are followed, rather than executions pinned alone.
func (w *List) Following() bool { return w.following }

// CallsLastHour returns how many questions were sent in the last hour, and how many of them AWS
// throttled.
func (w *List) CallsLastHour(now time.Time) (calls, throttled int) {
	for _, account := range w.accounts {
		calls += account.calls.lastHour(now)
		throttled += account.throttle.lastHour(now)
	}
	return calls, throttled
}
