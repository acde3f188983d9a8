package watch

import (
	"path"
	"slices"
	"time"

	"exportwatch/model"
)

// How often is looked for what is new. The lists are read whole at the start and hourly.
const (
	exportsGap    = 10 * time.Minute
	executionsGap = 2 * time.Minute
	nearStartGap  = time.Minute      // near the time at which an export usually starts
	nearStart     = 10 * time.Minute // what counts as near
	listedGap     = 30 * time.Second // while a run is under way of which lists alone may tell
	wholeGap      = time.Hour
)

// Follow watches the exports of the account that a profile ("" is the default) leads to, from now
// on: all of them, or those whose name or ARN matches one of the patterns (globs as of package
// path). What is new appears by itself.
func (w *List) Follow(profile string, patterns []string, now time.Time) {
	w.start(now)
	account := w.newAccount(profile, "")
	account.follows, account.patterns = true, patterns
	account.exports = turn{kind: model.AskExports, account: account, due: now}
	w.accounts = append(w.accounts, account)
	w.turns = append(w.turns, &account.exports)
	w.add(&Watched{Kind: WatchedAccount, Account: account})
}

// wants says whether an export is among those that the account follows.
func (a *Account) wants(e model.ListedExport) bool {
	if len(a.patterns) == 0 {
		return true
	}
	return slices.ContainsFunc(a.patterns, func(pattern string) bool {
		matches, err := path.Match(pattern, e.Name)
		return pattern == e.ARN || err == nil && matches
	})
}

// FollowARN watches an export of which the ARN is known, without the right to list exports.
func (w *List) FollowARN(arn string, now time.Time) {
	w.start(now)
	ref := model.Ref{ExportARN: arn}
	w.watchExport(model.ListedExport{ARN: arn, Name: ref.ExportName()}, w.accountOf(ref), now)
}

// takeExports takes what ListExports said. New exports are watched from now on; of those that are
// no longer listed it is said, once a second list confirms that most went at once.
func (w *List) takeExports(t *turn, ask model.Ask, list model.ExportList, now time.Time) {
	account := t.account
	w.answeredBy(account, list.ServerTime, ask, now)
	account.paged(list.Calls, now)
	account.Refused = nil
	account.listed, account.cut = true, 0
	if !list.Complete {
		account.cut = len(list.Exports)
	}
	t.renew(now.Add(exportsGap), w.freshUntil(now, exportsGap))
	listed := map[string]bool{}
	for _, export := range list.Exports {
		listed[export.ARN] = true
		if account.ID == "" {
			w.identify(account, model.Ref{ExportARN: export.ARN}.Account())
		}
		if account.wants(export) {
			w.watchExport(export, account, now)
			w.noteListed(w.exports[export.ARN].row)
		}
	}
	w.noteAccount(account)
	account.doubted = list.Complete && !account.doubted && w.lostMost(account, listed)
	if account.doubted {
		t.due = now.Add(w.interval)
	}
	w.settleRecalled(account, listed, list.Complete, now)
	w.forget()
	for _, watched := range w.watched {
		gone := !listed[watched.ExportARN]
		believed := !gone || list.Complete && !account.doubted
		if watched.Kind == WatchedExport && watched.Account == account && believed {
			w.setGone(watched, gone, now)
		}
	}
}

// lostMost says whether a list lacks all of an account's exports, or more than half and at least
// two: that many are seldom deleted at once, and a list may come back empty by mistake.
func (w *List) lostMost(account *Account, listed map[string]bool) bool {
	known, lost := 0, 0
	for _, watched := range w.watched {
		if watched.Kind != WatchedExport || watched.Account != account || watched.Gone {
			continue
		}
		known++
		if !listed[watched.ExportARN] {
			lost++
		}
	}
	return lost > 0 && (lost == known || lost >= 2 && 2*lost > known)
}

// identify learns an account's number. What was watched of it before by number alone goes over to
// it, and its own row goes if another profile found its exports first.
func (w *List) identify(account *Account, id string) {
	account.ID = id
	if id == "" {
		return
	}
	at := slices.IndexFunc(w.accounts, func(other *Account) bool {
		return other != account && other.ID == id && !other.follows
	})
	if at >= 0 {
		w.adopt(account, w.accounts[at])
		w.accounts = slices.Delete(w.accounts, at, at+1)
	}
	if slices.ContainsFunc(w.watched, func(watched *Watched) bool {
		return watched.Kind != WatchedAccount && watched.Account.ID == id
	}) {
		w.dropRow(account)
	}
}

// adopt hands all that is asked of one account over to another.
func (w *List) adopt(account, other *Account) {
	account.inFlight += other.inFlight
	if account.tables == nil {
		account.tables = other.tables
	}
	for _, t := range w.turns {
		if t.account == other {
			t.account = account
		}
		if t.run != nil && t.run.Account == other {
			t.run.Account = account
		}
	}
	for _, watched := range w.watched {
		if watched.Account == other {
			watched.Account = account
		}
	}
}

// watchExport watches an export unless it is watched already: the first account that answers for an
// export owns it.
func (w *List) watchExport(export model.ListedExport, account *Account, now time.Time) {
	facts := w.export(export.ARN)
	if facts.row != nil {
		if facts.row.CreatedAt.IsZero() {
			facts.row.CreatedAt = export.CreatedAt
		}
		facts.row.confirm(export, account, now)
		facts.row.hear(export.Health, w.AWSNow(now))
		return
	}
	watched := &Watched{
		Kind: WatchedExport, ExportARN: export.ARN, Name: export.Name, Account: account,
		CreatedAt: export.CreatedAt, facts: facts,
	}
	watched.turn = turn{kind: model.AskExecutions, account: account, watched: watched, due: now}
	watched.hear(export.Health, w.AWSNow(now))
	facts.row = watched
	facts.expect()
	w.turns = append(w.turns, &watched.turn)
	w.add(watched)
	w.recallRow(watched, now)
}

// setGone notes whether AWS still lists an export. What is gone isn't asked for by itself; what
// comes back tells by its list what hasn't ended.
func (w *List) setGone(watched *Watched, gone bool, now time.Time) {
	if watched.Gone == gone {
		return
	}
	watched.Gone = gone
	watched.again(now)
	w.noteRow(watched)
	if gone {
		for _, run := range watched.Runs() {
			run.again(run.due)
		}
	}
}

// wantsAll says whether every page of the list of executions is to be read: at the start, once an
// hour, and always where the first page needn't hold the newest. A list without an end is read
// no oftener than hourly.
func (w *Watched) wantsAll(now time.Time) bool {
	return w.readAt.IsZero() || now.Sub(w.readAt) >= wholeGap || w.pages && !w.ordered && w.cut == 0
}

// takeExecutions takes what ListExecutions said of an export.
func (w *List) takeExecutions(t *turn, ask model.Ask, list model.ExecutionList, now time.Time) {
	watched := t.watched
	before := watched.sight()
	w.answeredBy(t.account, list.ServerTime, ask, now)
	t.account.paged(list.Calls, now)
	watched.Refused = nil
	watched.listedAt = w.AWSNow(ask.At)
	if ask.All {
		watched.readAt, watched.ordered, watched.cut = now, list.NewestFirst, 0
		if !list.Complete {
			watched.cut = len(list.Executions)
		}
	}
	watched.pages = !list.Complete || list.Calls > 1
	for _, execution := range list.Executions {
		execution.Ref.ExportARN = watched.ExportARN
		if execution.Status != "" {
			w.observeListed(watched, execution, ask, now, before)
		}
	}
	if list.Complete {
		watched.askUnlisted(now)
	}
	if watched.saying.old(watched.listedAt) {
		w.noteRow(watched)
	}
	watched.unconfirmed = false
	watched.facts.learn()
	watched.seekTable(now)
	gap := watched.lookGap(w.AWSNow(now))
	t.renew(now.Add(gap), w.freshUntil(now, gap))
}

// seekTable has the newest run asked for, once for each export: what is overdue depends on its
// table, and lists don't tell that.
func (w *Watched) seekTable(now time.Time) {
	if run := w.facts.newest; !w.facts.judged() && run.due.IsZero() && run.ticket == 0 {
		run.again(now)
	}
}

// observeListed takes what a list says of one run. A run that hasn't ended is asked for by itself.
// Where the export's runs were known before, a new one has just started.
func (w *List) observeListed(
	watched *Watched, said model.Execution, ask model.Ask, now time.Time, before sight,
) {
	run := w.runs[said.Ref]
	fresh, since := run == nil && before.shows(said), before.since
	if run != nil {
		since = run.rememberedAt()
	}
	if run == nil {
		run = w.newRun(said.Ref, watched.Account)
	} else if ask.At.Before(run.askedAt) {
		return
	}
	seen := !run.answered.IsZero()
	moved := w.learn(run, said, ask, now)
	if run.fault != nil { // then it is the list that tells of it
		run.fresh = w.freshUntil(now, watched.lookGap(w.AWSNow(now)))
	}
	if fresh || seen && moved {
		w.record(run, fresh, since, now)
	}
	if run.endConfirmed() || !run.due.IsZero() || run.ticket != 0 {
		return
	}
	if moved || !said.Status.Terminal() && run.fault == nil {
		run.again(now)
	}
}

// lookGap returns how long to wait until new runs are looked for again.
func (w *Watched) lookGap(now time.Time) time.Duration {
	if next := w.facts.nextStart(); !next.IsZero() && now.Sub(next).Abs() < nearStart {
		return nearStartGap
	}
	if run := w.Newest(); run != nil && run.Listed() && !run.execution.Status.Terminal() {
		return listedGap
	}
	return executionsGap
}

// nextStart returns when the next run is likely to start: the usual time between two starts after
// the last one. It returns the zero time where fewer than four runs are known.
func (f *exportFacts) nextStart() time.Time {
	const few, many = 4, 12
	runs := f.sorted()
	if len(runs) < few {
		return time.Time{}
	}
	runs = runs[:min(len(runs), many)]
	gaps := make([]time.Duration, 0, many)
	for i := 1; i < len(runs); i++ {
		gaps = append(gaps, runs[i-1].execution.CreatedAt.Sub(runs[i].execution.CreatedAt))
	}
	slices.Sort(gaps)
	return runs[0].execution.CreatedAt.Add(gaps[len(gaps)/2])
}
