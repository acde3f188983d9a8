package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// Memory is what earlier executions of this program observed, as they handed it out.
type Memory struct {
	Observed

	LookedAt time.Time // when the user last looked, this machine's clock; zero if never
}

// memory is what wasn't taken back yet, by the ARNs of its exports: the user may add them any time.
type memory map[string]*recollection

// recollection is what is remembered of one export.
type recollection struct {
	export  SeenExport
	runs    []SeenRun
	changes []Happening
	looks   []SeenEvidence
}

// Remembered says whether only this program's memory tells of the run: AWS hasn't listed it since
// the start.
func (r *Run) Remembered() bool { return r.remembered }

// Unlisted says whether only memory tells of the run although AWS has listed the export's runs since
// the start: what it last said of it holds, but it doesn't say so any more.
func (r *Run) Unlisted() bool { return r.remembered && !r.unsettled() }

// Recalled says whether only this program's memory tells of the row: AWS hasn't answered about it
// since the start.
func (w *Watched) Recalled() bool {
	switch w.Kind {
	case WatchedExport:
		return !w.recalledAt.IsZero() && w.listedAt.IsZero() && !w.Gone
	case WatchedPin:
		return w.pin.remembered
	case WatchedAccount:
	}
	return false
}

// Recall takes back what was observed before this program was started. Exports appear that the
// accounts which are followed had; all that is recalled is out of date until AWS answers about it,
// and nothing is overdue or slow by it. What AWS has answered already stays: memory adds what came
// before. Exports that AWS doesn't list, and those that nobody follows, don't appear.
func (w *List) Recall(remembered Memory, now time.Time) {
	w.revision++
	w.memory, w.lookedAt = memory{}, remembered.LookedAt
	for _, export := range remembered.Exports {
		w.memory.of(export.ARN).export = export
	}
	for _, run := range remembered.Runs {
		about := w.memory.of(run.Execution.Ref.ExportARN)
		about.runs = append(about.runs, run)
	}
	for _, change := range remembered.Changes {
		about := w.memory.of(change.Ref.ExportARN)
		about.changes = append(about.changes, change)
	}
	for _, seen := range remembered.Evidence {
		about := w.memory.of(seen.ARN)
		about.looks = append(about.looks, seen)
	}
	for _, account := range slices.Clone(w.accounts) {
		if account.follows && !account.listed {
			w.recallAccount(account, remembered, now)
		}
	}
	for _, watched := range slices.Clone(w.watched) {
		if watched.Kind != WatchedAccount {
			w.recallRow(watched, now)
		}
	}
}

// of returns what is remembered of an export.
func (m memory) of(arn string) *recollection {
	if m[arn] == nil {
		m[arn] = &recollection{export: SeenExport{ARN: arn}}
	}
	return m[arn]
}

// RecallGone shows exports that AWS no longer lists: those that the accounts which are followed would
// show. Nobody is asked about them; Recall tells of their runs.
func (w *List) RecallGone(exports []SeenExport, now time.Time) {
	for _, export := range exports {
		at := slices.IndexFunc(w.accounts, func(account *Account) bool {
			return account.follows && account.ID != "" &&
				account.ID == model.ARNAccount(export.ARN) && account.wants(export.listed())
		})
		if at < 0 || !export.Gone || w.export(export.ARN).row != nil {
			continue
		}
		w.watchExport(export.listed(), w.accounts[at], now)
		row := w.export(export.ARN).row
		row.Gone, row.due = true, time.Time{}
	}
}

// listed returns an export as AWS listed it.
func (e SeenExport) listed() model.ListedExport {
	return model.ListedExport{
		ARN: e.ARN, Name: e.Name, CreatedAt: e.CreatedAt, Health: e.Health,
	}
}

// recallAccount shows the exports that an account had. They are asked for once AWS lists them.
func (w *List) recallAccount(account *Account, remembered Memory, now time.Time) {
	at := slices.IndexFunc(remembered.Profiles, func(p SeenProfile) bool {
		return p.Profile == account.Profile
	})
	if at < 0 {
		return
	}
	id := remembered.Profiles[at].Account
	for _, export := range remembered.Exports {
		listed := export.listed()
		if export.Gone || model.ARNAccount(export.ARN) != id || !account.wants(listed) ||
			w.export(export.ARN).row != nil {
			continue
		}
		w.watchExport(listed, account, now)
		row := w.export(export.ARN).row
		row.unconfirmed, row.due = true, time.Time{}
		row.hear(export.Health, export.HealthAt)
	}
}

// recallRow takes back what is remembered about a row.
func (w *List) recallRow(watched *Watched, now time.Time) {
	about := w.memory[watched.ExportARN]
	if about == nil {
		return
	}
	watched.recallEvidence(about.looks)
	if watched.Kind == WatchedPin {
		for _, run := range about.runs {
			if run.Execution.Ref == watched.pin.Ref {
				w.recallRun(run, watched.Account)
			}
		}
		watched.facts.learn()
		return
	}
	watched.recall(about.export)
	if about.export.ListedAt.After(w.recalledAt) {
		w.recalledAt = about.export.ListedAt
	}
	for _, run := range about.runs {
		if watched.recalledAt.IsZero() {
			watched.recalledAt = run.AnsweredAt
		}
		w.recallRun(run, watched.Account)
	}
	if watched.fresh.IsZero() {
		watched.fresh = watched.recalledAt
	}
	watched.facts.learn()
	w.recallChanges(about.changes)
	w.recallNews(watched, about.runs, now)
	delete(w.memory, watched.ExportARN)
}

// recallEvidence takes back what is remembered of looks at the row's evidence, behind which stands what
// was seen since.
func (w *Watched) recallEvidence(remembered []SeenEvidence) {
	facts, since := w.facts, w.facts.manifests
	for _, seen := range remembered {
		if facts.columns == nil {
			facts.columns = seen.Columns
		}
		for _, manifest := range seen.Manifests {
			w.Account.idsMatch = w.Account.idsMatch || manifest.Matched
			facts.seeManifest(manifest)
		}
	}
	for _, manifest := range since {
		facts.seeManifest(manifest)
	}
}

// recall takes back what is remembered of an export beside its runs.
func (w *Watched) recall(export SeenExport) {
	if w.CreatedAt.IsZero() {
		w.CreatedAt = export.CreatedAt
	}
	if w.Health.Code == "" {
		w.hear(export.Health, export.HealthAt)
	}
	w.recalledAt, w.saying.saidAt, w.saidHealth = export.ListedAt, export.ListedAt, export.Health
}

// recallRun takes back a run. Where AWS has answered about it already, memory adds what was seen
// before, and nothing else.
func (w *List) recallRun(seen SeenRun, account *Account) {
	run := w.runs[seen.Execution.Ref]
	if run == nil {
		run = w.newRun(seen.Execution.Ref, account)
	}
	if !run.answered.IsZero() {
		if run.execution.Export == nil {
			run.execution.Export, run.whole = seen.Execution.Export, run.whole || seen.Whole
		}
		run.Timeline.precede(seen.Transitions)
		return
	}
	run.set(seen.Execution)
	run.answered, run.whole = seen.AnsweredAt, seen.Whole
	w.named++
	if seen.AnsweredAt.After(w.recalledAt) {
		w.recalledAt = seen.AnsweredAt
	}
	run.remembered, run.confirmed = true, seen.Execution.Status.Terminal()
	run.fresh, run.saying.saidAt = seen.AnsweredAt, seen.AnsweredAt
	run.changed = seen.AnsweredAt
	run.Timeline.precede(seen.Transitions)
	if last := len(seen.Transitions) - 1; last >= 0 {
		run.changed = seen.Transitions[last].At
	}
}

// rememberedAt returns when AWS had answered about a run of which only memory tells, on its clock;
// zero for others.
func (r *Run) rememberedAt() time.Time {
	if !r.remembered {
		return time.Time{}
	}
	return r.answered
}

// unsettled says whether only memory tells of a run, and AWS may yet tell of it: it hasn't listed
// the export's runs.
func (r *Run) unsettled() bool {
	row := r.export.row
	return r.remembered && (r.pinned || row == nil || row.listedAt.IsZero() && !row.Gone)
}
