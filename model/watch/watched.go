package watch

import (
	"time"

	"exportwatch/model"
)

// WatchedKind says what a row is about.
type WatchedKind int

// The kinds. An account has a row of its own only while no export of it is known.
const (
	WatchedPin WatchedKind = iota
	WatchedExport
	WatchedAccount
)

// String returns what a row is about.
func (k WatchedKind) String() string {
	return [...]string{
		WatchedPin:     "execution",
		WatchedExport:  "export",
		WatchedAccount: "account",
	}[k]
}

// Watched is what one row is about: an export with its runs, a pinned execution, or an account.
type Watched struct {
	// What a look at all rows reads of each comes first: side by side it costs one look into memory.
	Kind    WatchedKind
	Gone    bool // AWS no longer lists the export
	Account *Account
	Refused *model.Fault // why the export's runs can't be listed; nil if they can
	pin     *Run
	mute    string // the state in which the user muted it; "" if he didn't
	facts   *exportFacts

	ExportARN string
	Name      string       // the export's, as ListExports has it
	CreatedAt time.Time    // when the export was, as ListExports has it; zero if not known
	Health    model.Health // as ListExports last had it

	turn
	described   *turn     // of AskCurrent: an export without runs; nil if it never had to be asked for
	looks       []*Looks  // evidence, by run
	healthAt    time.Time // when AWS last told its health, AWS's clock
	readAt      time.Time // when its list was last read whole
	listedAt    time.Time // when AWS was last asked for its list and answered, AWS's clock
	ordered     bool      // it came newest first then
	cut         int       // after how many runs reading ended then; 0 if the list came to its end
	pages       bool      // it has several pages
	saying      saying
	saidHealth  model.Health // as it was last handed out
	unconfirmed bool         // the row is from memory, and AWS hasn't listed the export yet
	recalledAt  time.Time    // when its list was last answered before the start, AWS's clock
	named       bool         // it was watched by its ARN
	off         bool         // it isn't on the list
	back        time.Time    // when it last came back, AWS's clock: what happened before isn't news
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

// Cut returns after how many runs reading the export's list ended, for it went on without an end,
// and whether newer ones may be missing, since it didn't come newest first. It returns 0 if the list
// was read whole.
func (w *Watched) Cut() (count int, newer bool) { return w.cut, w.cut > 0 && !w.ordered }

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
		return w.facts.failed, w.facts.inARow
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
		return model.Ref{ExportARN: w.ExportARN}.ExportName()
	}
}
