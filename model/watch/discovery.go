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
	w.export(arn).row.named = true
}

// takeExports takes what ListExports said. New exports are watched from now on; of those that are
// no longer listed it is said, once a second list confirms that most went at once.
func (w *List) takeExports(t *turn, ask model.Ask, list model.ExportList, now time.Time) {
	account := t.account
	if !account.follows {
		w.takeOffers(account, ask, list, now)
		return
	}
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
		w.takeExport(export, account, now)
	}
	w.noteAccount(account)
	account.doubted = list.Complete && !account.doubted && w.lostMost(account, listed)
	if account.doubted {
		t.due = now.Add(w.interval)
	} else {
		account.offers = list.Exports
	}
	w.settleRecalled(account, listed, list.Complete, now)
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
	w.named++
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

// adopt hands all that is asked of one account over to another, which has its own list of exports.
func (w *List) adopt(account, other *Account) {
	w.quit(&other.exports)
	w.turns = slices.DeleteFunc(w.turns, func(t *turn) bool { return t == &other.exports })
	account.inFlight, other.inFlight = account.inFlight+other.inFlight, 0
	account.seeking, other.seeking = account.seeking+other.seeking, 0
	if account.tables == nil {
		account.tables = other.tables
	}
	for _, t := range w.turns {
		if t.account == other {
			t.account = account
		}
		if t.watched != nil { // on the list or not
			t.watched.Account = t.account
		}
		if t.run != nil && t.run.Account == other {
			t.run.Account = account
		}
	}
	for _, row := range w.watched {
		if row.Account == other {
			row.Account = account
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
	if row := w.edited.off[export.ARN]; row != nil {
		w.putBack(row, now)
		return
	}
	watched := w.newExport(export, account, now)
	facts.row = watched
	for _, run := range facts.runs {
		if !run.pinned {
			run.askBy(account)
		}
	}
	if rule := w.ruleFor(export.Name); rule != nil {
		facts.rule = rule
	}
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
