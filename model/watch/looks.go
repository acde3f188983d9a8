package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// Looks is the evidence about a run of a row, or about its export as such: what is asked for, what
// came, and what follows from that. It goes with its row.
type Looks struct {
	row       *Watched
	run       *Run // nil for the export as such
	kinds     [evidenceKinds]look
	judgement Judgement
	checks    *checks
}

const evidenceKinds = int(model.AskTable-model.AskBucket) + 1

// look is one kind of evidence.
type look struct {
	turn
	of       *Looks
	sample   string    // of AskSample: which file
	demanded bool      // somebody pressed a key for it
	again    bool      // by itself it was looked at twice
	repeated bool      // it is asked once more, as AWS asked to slow down
	openedAt time.Time // when it was last wanted by itself as somebody opened the run
	last     Look
}

// Look is the last look at one kind of evidence.
type Look struct {
	At     time.Time     // when it was asked for, this machine's clock; zero if it never was
	Sought *model.Sought // what about
	Result model.Result  // the facts; nil if there are none
	Fault  *model.Fault  // why there are none; else nil
}

// Judgement is what evidence says, as far as the list heeds it.
type Judgement struct {
	Contradicts bool          // AWS reports a delivery, and the data says otherwise
	LookAgain   bool          // that may pass by itself within minutes
	Manifest    *SeenManifest // what is worth remembering of one that was read; nil if none was
	Columns     []string      // what the table has; nil if that wasn't seen
	Report      any           // what the judge says in full, for whoever knows the judge
}

// SeenManifest is what is worth remembering of a manifest that was read. All texts are verbatim.
type SeenManifest struct {
	Key       string // the manifest's
	ETag      string
	DataKey   string // of one of the files that it lists; "" if none was seen
	Written   time.Time
	Partition string
	Bytes     int64 // of the files that it lists; -1 if not all were seen
	Columns   []string
	Matched   bool // it had the id of the run that was looked at
}

// Judge judges evidence each time that some of it came.
type Judge func(list *List, looks *Looks, now time.Time) Judgement

// checks is how evidence is looked for and judged.
type checks struct {
	judge    Judge
	switches func(*Account, model.TableConfiguration) []string
	byItself bool
}

// WithChecks has evidence judged, and the settings of a table found that are TRUE or FALSE, by those
// who know how. By itself has it looked for without a key: once a run, after it was delivered or
// failed while it was watched, never while a run of its export is under way, and by no timer.
func WithChecks(
	judge Judge, switches func(*Account, model.TableConfiguration) []string, byItself bool,
) Option {
	return func(w *List) { w.checks = checks{judge, switches, byItself} }
}

// mostLooked bounds of how many runs of a row evidence is kept, and mostManifests how many of an
// export's manifests are remembered.
const (
	mostLooked    = 3
	mostManifests = 8
)

// Row returns the row.
func (l *Looks) Row() *Watched { return l.row }

// Run returns the run, or nil for the export as such.
func (l *Looks) Run() *Run { return l.run }

// Look returns the last look at one kind of evidence.
func (l *Looks) Look(kind model.AskKind) Look { return l.at(kind).last }

// Asking says whether one kind of evidence is asked for, or waits for its turn now.
func (l *Looks) Asking(kind model.AskKind) bool {
	at := l.at(kind)
	return at.ticket != 0 || at.demanded && !at.due.IsZero()
}

// Judgement returns what was judged when the last of it came.
func (l *Looks) Judgement() Judgement { return l.judgement }

func (l *Looks) at(kind model.AskKind) *look { return &l.kinds[kind-model.AskBucket] }

// Looks returns the evidence about a run of the row, or, for nil, about its export as such; nil where
// none was ever asked for.
func (w *Watched) Looks(run *Run) *Looks {
	at := slices.IndexFunc(w.looks, func(l *Looks) bool { return l.run == run })
	if at < 0 {
		return nil
	}
	return w.looks[at]
}

// Contradicted says whether evidence contradicts the delivery that AWS reports of the newest run.
func (w *Watched) Contradicted() bool {
	run := w.Newest()
	if len(w.looks) == 0 || run == nil || !run.delivered() {
		return false
	}
	looks := w.Looks(run)
	return looks != nil && looks.judgement.Contradicts
}

// Manifests returns what is remembered of manifests of the row's export, the oldest look first.
func (w *Watched) Manifests() []SeenManifest {
	if w.facts == nil {
		return nil
	}
	return w.facts.manifests
}

// TableColumns returns the columns that the export's table had when it was last looked at.
func (w *Watched) TableColumns() []string {
	if w.facts == nil {
		return nil
	}
	return w.facts.columns
}

// IDsMatch says whether a manifest of the account was seen that has the id of its run.
func (a *Account) IDsMatch() bool { return a.idsMatch }

// Underway says whether a run of the row's export is under way.
func (w *Watched) Underway() bool { return w.facts != nil && w.facts.underway() }

func (f *exportFacts) underway() bool {
	return slices.ContainsFunc(f.runs, func(run *Run) bool {
		return !run.answered.IsZero() && run.outcome == model.OutcomeUnderway
	})
}

// Seek has evidence looked for by the user's wish, about a run of a row, or, for nil, about its
// export as such. Without a run's snapshot the export of today is asked for first, and takes its place.
// It returns nil for what has no export, or isn't on the list.
func (w *List) Seek(row *Watched, run *Run, now time.Time, kinds ...model.AskKind) *Looks {
	if row.Kind == WatchedAccount || !slices.Contains(w.watched, row) {
		return nil
	}
	looks := w.looksAt(row, run)
	if len(kinds) > 0 && looks.sought() == nil {
		kinds = append(slices.Clone(kinds), model.AskCurrent)
	}
	for _, kind := range kinds {
		at := looks.at(kind)
		if at.ticket != 0 || at.sought() == nil && looks.sought() != nil {
			continue // or nothing can be asked, as of an export without a bucket
		}
		at.demanded, at.account = true, row.Account
		w.hurry(&at.turn, now)
	}
	w.revision++
	return looks
}

// SeekSample has the first bytes of one data file asked for, whose key is verbatim, as Seek does.
func (w *List) SeekSample(row *Watched, run *Run, key string, now time.Time) {
	if looks := w.Seek(row, run, now); looks != nil && looks.at(model.AskSample).ticket == 0 {
		looks.at(model.AskSample).sample = key
		w.Seek(row, run, now, model.AskSample)
	}
}

// looksAt returns the evidence about a run, and makes room for it. The oldest goes.
func (w *List) looksAt(row *Watched, run *Run) *Looks {
	if looks := row.Looks(run); looks != nil {
		return looks
	}
	looks := &Looks{row: row, run: run, checks: &w.checks}
	for i := range looks.kinds {
		at := &looks.kinds[i]
		at.of = looks
		at.turn = turn{kind: model.AskBucket + model.AskKind(i), account: row.Account, look: at}
		w.turns = append(w.turns, &at.turn)
	}
	row.looks = append(row.looks, looks)
	if len(row.looks) > mostLooked {
		w.dropLooks(row, row.looks[:1])
	}
	return looks
}

// dropLooks forgets evidence about a row, and waits for no answer about it.
func (w *List) dropLooks(row *Watched, dropped []*Looks) {
	gone := slices.Clone(dropped)
	for _, looks := range gone {
		for i := range looks.kinds {
			w.quit(&looks.kinds[i].turn)
		}
	}
	of := func(looks *Looks) bool { return slices.Contains(gone, looks) }
	w.turns = slices.DeleteFunc(
		w.turns,
		func(t *turn) bool { return t.look != nil && of(t.look.of) },
	)
	row.looks = slices.DeleteFunc(row.looks, of)
}
