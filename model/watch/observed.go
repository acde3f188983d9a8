package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// Observed is what was learnt since it was last handed out, for whoever keeps it beyond this
// program's end. All of it can be taken back by Recall.
type Observed struct {
	Profiles []SeenProfile
	Exports  []SeenExport
	Runs     []SeenRun
	Changes  []Happening
	Edits    []Edit // how the user changed the list: of what is observed the new ones alone,
	Undone   []Edit // and those that hold no longer
	Evidence []SeenEvidence
}

// SeenProfile says to which account a profile leads.
type SeenProfile struct {
	Profile string // "" is the default
	Account string // 12 digits
}

// SeenExport is an export as AWS's lists last told of it. All times are AWS's clock.
type SeenExport struct {
	ARN       string
	Name      string
	CreatedAt time.Time // zero if not known
	Health    model.Health
	HealthAt  time.Time // when AWS told of it; zero if it never did
	ListedAt  time.Time // when its runs were last listed; zero if they never were
	Gone      bool      // AWS no longer lists it
}

// SeenRun is a run as AWS last told of it, with the snapshot of its export where that is known.
type SeenRun struct {
	Execution  model.Execution
	AnsweredAt time.Time // when AWS did, its clock
	Whole      bool      // AWS answered for the run itself, not only in lists
	// Transitions are the states that were seen begin, oldest first: of what is observed the new ones
	// alone, and the last known one where its reason changed.
	Transitions []Transition
}

// SeenEvidence is what is worth remembering of a look at an export's evidence.
type SeenEvidence struct {
	ARN       string
	Manifests []SeenManifest // of what is observed the new ones alone, the last look last
	Columns   []string       // that the table had; nil if that wasn't looked at
}

// Happening is a Change without its run.
type Happening struct {
	Ref    model.Ref
	At     time.Time
	Kind   ChangeKind
	Status model.Status
	Told   bool
}

// Empty says whether there is nothing to keep.
func (o Observed) Empty() bool {
	return len(o.Profiles)+len(o.Exports)+len(o.Runs)+len(o.Changes)+len(o.Edits)+len(o.Undone)+
		len(o.Evidence) == 0
}

// repeatGap is how often an answer is handed out that says what was known: it makes what is
// remembered younger, and nothing else.
const repeatGap = 5 * time.Minute

// unsaid is what wasn't handed out yet, each once: its marks stand with what it is about.
type unsaid struct {
	accounts []*Account
	rows     []*Watched
	runs     []*Run
	changes  []Happening
	evidence []SeenEvidence
}

// saying is whether something is to be handed out, and when it was last.
type saying struct {
	unsaid bool
	saidAt time.Time // AWS's clock
}

// note says whether something must be added to what is to be handed out.
func (s *saying) note() bool {
	first := !s.unsaid
	s.unsaid = true
	return first
}

// old says whether it was last handed out long ago.
func (s *saying) old(at time.Time) bool { return at.Sub(s.saidAt) >= repeatGap }

// said notes that it is handed out.
func (s *saying) said(at time.Time) { s.unsaid, s.saidAt = false, at }

// noteAccount has it handed out to which account a profile leads.
func (w *List) noteAccount(account *Account) {
	if account.ID != "" && account.follows && account.saying.note() {
		w.unsaid.accounts = append(w.unsaid.accounts, account)
	}
}

// noteRow has an export handed out.
func (w *List) noteRow(watched *Watched) {
	if watched.saying.note() {
		w.unsaid.rows = append(w.unsaid.rows, watched)
	}
}

// noteListed has an export handed out that AWS listed among its account's, where that says
// something new.
func (w *List) noteListed(watched *Watched) {
	if watched.saying.saidAt.IsZero() || watched.saidHealth != watched.Health {
		w.noteRow(watched)
	}
}

// noteRun has a run handed out.
func (w *List) noteRun(run *Run) {
	if run.saying.note() {
		w.unsaid.runs = append(w.unsaid.runs, run)
	}
}

// noteAnswer has a run handed out where an answer said something new, or the last time is long ago
// for one that hasn't ended.
func (w *List) noteAnswer(run *Run, before model.Execution) {
	said := run.execution
	same := before.Status == said.Status && before.Reason == said.Reason &&
		before.CreatedAt.Equal(said.CreatedAt) && before.UpdatedAt.Equal(said.UpdatedAt) &&
		before.CompletedAt.Equal(said.CompletedAt) && (before.Export == nil) == (said.Export == nil)
	if !same || !said.Status.Terminal() && run.saying.old(run.answered) {
		w.noteRun(run)
	}
}

// noteChange has something handed out that happened.
func (w *List) noteChange(c Change) {
	w.unsaid.changes = append(w.unsaid.changes,
		Happening{Ref: c.Run.Ref, At: c.At, Kind: c.Kind, Status: c.Status, Told: c.Told})
	if extra := len(w.unsaid.changes) - mostChanges; extra > 0 {
		w.unsaid.changes = append(w.unsaid.changes[:0], w.unsaid.changes[extra:]...)
	}
}

// noteEvidence has what is worth remembering of a look handed out.
func (w *List) noteEvidence(seen SeenEvidence) {
	w.unsaid.evidence = append(w.unsaid.evidence, seen)
	if extra := len(w.unsaid.evidence) - mostChanges; extra > 0 {
		w.unsaid.evidence = append(w.unsaid.evidence[:0], w.unsaid.evidence[extra:]...)
	}
}

// Observed returns what was learnt since it was last called.
func (w *List) Observed() Observed {
	var o Observed
	at := w.unsaid
	w.unsaid = unsaid{}
	for _, account := range at.accounts {
		account.saying.said(account.AnsweredAt)
		o.Profiles = append(o.Profiles, SeenProfile{Profile: account.Profile, Account: account.ID})
	}
	for _, watched := range at.rows {
		watched.saying.said(watched.listedAt)
		watched.saidHealth = watched.Health
		o.Exports = append(o.Exports, watched.seen())
	}
	for _, run := range at.runs {
		run.saying.said(run.answered)
		o.Runs = append(o.Runs, run.seen(run.Timeline.handOut()))
	}
	o.Changes, o.Evidence = at.changes, at.evidence
	o.Edits, o.Undone = w.edited.handOut(w.Edits)
	return o
}

// Known returns what the list knows of exports and their runs, for another list to take back by
// Recall. What Observed hands out stays the same.
func (w *List) Known() Memory {
	var known Memory
	for _, account := range w.accounts {
		if account.ID != "" && account.follows {
			known.Profiles = append(known.Profiles, SeenProfile{account.Profile, account.ID})
		}
	}
	told := map[*exportFacts]bool{nil: true}
	for _, watched := range w.watched {
		if watched.Kind == WatchedAccount || told[watched.facts] {
			continue
		}
		told[watched.facts] = true
		if watched.Kind == WatchedExport {
			known.Exports = append(known.Exports, watched.seen())
		}
		for _, run := range watched.facts.runs {
			if !run.answered.IsZero() {
				known.Runs = append(known.Runs, run.seen(slices.Clone(run.Timeline.transitions)))
			}
		}
	}
	return known
}

// seen is the export of a row as AWS last told of it.
func (w *Watched) seen() SeenExport {
	return SeenExport{
		ARN: w.ExportARN, Name: w.Name, CreatedAt: w.CreatedAt,
		Health: w.Health, HealthAt: w.healthAt, ListedAt: w.ListedAt(), Gone: w.Gone,
	}
}

// seen is the run as AWS last told of it, with some of its transitions.
func (r *Run) seen(transitions []Transition) SeenRun {
	return SeenRun{
		Execution: r.execution, AnsweredAt: r.answered, Whole: r.whole, Transitions: transitions,
	}
}
