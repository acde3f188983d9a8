package model

import (
	"cmp"
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

// WatchedKind says what a row is about.
type WatchedKind int

// The kinds. An account has a row of its own only while no export of it is known.
const (
	WatchedPin WatchedKind = iota
	WatchedExport
	WatchedAccount
)

// Watched is what one row is about: an export with its runs, a pinned execution, or an account.
type Watched struct {
	Kind      WatchedKind
	ExportARN string
	Name      string // the export's, as ListExports has it
	Account   *Account
	CreatedAt time.Time // when the export was, as ListExports has it; zero if not known
	Gone      bool      // AWS no longer lists the export
	Refused   *Fault    // why the export's runs can't be listed; nil if they can

	turn
	pin      *Run
	facts    *exportFacts
	readAt   time.Time // when its list was last read whole
	listedAt time.Time // when AWS was last asked for its list and answered, AWS's clock
	ordered  bool      // it came newest first then
	endless  bool      // and didn't come to its end
	pages    bool      // it has several pages
}

// Newest returns the newest run, or nil if none is known.
func (w *Watched) Newest() *Run {
	switch w.Kind {
	case WatchedPin:
		return w.pin
	case WatchedExport:
		return w.facts.newest
	case WatchedAccount:
	}
	return nil
}

// Runs returns the runs of a row, newest first. The caller must not change them.
func (w *Watched) Runs() []*Run {
	switch w.Kind {
	case WatchedPin:
		return []*Run{w.pin}
	case WatchedExport:
		return w.facts.runs
	case WatchedAccount:
	}
	return nil
}

// Delivered returns the last run of the export that is known to be delivered, or nil.
func (w *Watched) Delivered() *Run {
	if w.facts == nil {
		return nil
	}
	return w.facts.delivered
}

// Failure returns the run of an export that failed last, if none was delivered since, and how many
// failed in a row. It returns nil for rows that aren't about an export.
func (w *Watched) Failure() (last *Run, inARow int) {
	if w.Kind == WatchedExport {
		return w.facts.failure()
	}
	return nil, 0
}

// Title returns what a row is about in a word: the export's name, or the account.
func (w *Watched) Title() string {
	run := w.Newest()
	switch {
	case w.Kind == WatchedAccount:
		return w.Account.Label()
	case w.Name != "":
		return w.Name
	case run != nil:
		return run.execution.Name()
	default:
		return Ref{ExportARN: w.ExportARN}.ExportName()
	}
}

// Label returns the profile's name, or the account's number.
func (a *Account) Label() string { return Clean(cmp.Or(a.Profile, a.ID, "default profile")) }

// Run is one execution with what we know about it.
type Run struct {
	Ref      Ref
	Account  *Account
	Timeline Timeline

	turn
	pinned    bool
	whole     bool // AWS answered for the run itself, not only in lists
	export    *exportFacts
	execution Execution
	askedAt   time.Time // when what AWS answered last was asked, our clock
	answered  time.Time // when AWS last answered, its clock; zero if it never did
	changed   time.Time // when the status last changed, our clock
	fault     *Fault    // of the last question, if it was this run's own
	confirmed bool      // its end was asked for once more
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

// Execution returns what AWS last said about the run, and whether it has ever said anything.
func (r *Run) Execution() (Execution, bool) { return r.execution, !r.answered.IsZero() }

// AnsweredAt returns when AWS last answered, on its clock.
func (r *Run) AnsweredAt() time.Time { return r.answered }

// Sketchy says whether only lists have told of the run, so that its details aren't known.
func (r *Run) Sketchy() bool { return !r.whole }

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
// unanswered. What has ended and was confirmed stays as it is, and lists can tell of a run, too.
func (r *Run) Stale() bool {
	return !r.answered.IsZero() && r.Fault() != nil && !r.settled() && !r.Listed()
}

// Listed says whether AWS refuses to tell about the run itself, but goes on to list it with its
// export's others.
func (r *Run) Listed() bool {
	row := r.export.row
	return !r.pinned && r.fault != nil && r.fault.Kind == Denied && !r.answered.IsZero() &&
		row != nil && row.Refused == nil && r.Account.Fault == nil
}

// settled says whether the run has ended and that was confirmed.
func (r *Run) settled() bool { return r.confirmed && r.execution.Status.Terminal() }
