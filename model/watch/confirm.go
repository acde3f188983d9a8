package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// confirm notes that AWS lists a recalled export, to the account that it told: the row is asked for
// from now on.
func (w *Watched) confirm(export model.ListedExport, account *Account, now time.Time) {
	if !w.unconfirmed {
		return
	}
	w.unconfirmed, w.Name = false, export.Name
	if w.Account != account {
		w.Account, w.account = account, account
		if w.described != nil {
			w.described.account = account
		}
		for _, run := range w.facts.runs {
			if !run.pinned {
				run.Account, run.account = account, account
			}
		}
	}
	w.again(now)
}

// settleRecalled drops the recalled exports that an account's list lacks, and has those asked for
// by themselves that it leaves open. Those of another account go whatever the list says: the profile
// led there before.
func (w *List) settleRecalled(account *Account, listed map[string]bool, whole bool, now time.Time) {
	for _, watched := range slices.Clone(w.watched) {
		if !watched.unconfirmed || watched.Account != account || listed[watched.ExportARN] {
			continue
		}
		id := model.ARNAccount(watched.ExportARN)
		switch other := account.ID != "" && id != account.ID; {
		case other:
			w.drop(watched)
		case whole && !account.doubted:
			watched.Gone = true
			w.noteRow(watched)
			w.drop(watched)
		case !account.doubted:
			watched.again(now)
		}
	}
}

// askRecalled has an account's recalled exports asked for by themselves, since AWS doesn't list them.
func (w *List) askRecalled(account *Account, now time.Time) {
	for _, watched := range w.watched {
		if watched.unconfirmed && watched.Account == account && watched.due.IsZero() {
			watched.again(now)
		}
	}
}

// drop takes away an export's row with its runs, as if it had never been watched. Its account gets
// a row of its own where no other is left.
func (w *List) drop(watched *Watched) {
	w.revision++
	own := func(other *Watched) bool { return other == watched }
	w.watched = slices.DeleteFunc(w.watched, own)
	w.ranked = slices.DeleteFunc(w.ranked, own)
	facts := watched.facts
	w.turns = slices.DeleteFunc(w.turns, func(t *turn) bool {
		return t.watched == watched || t.run != nil && t.run.export == facts && !t.run.pinned
	})
	facts.runs = slices.DeleteFunc(facts.runs, func(run *Run) bool {
		if !run.pinned {
			delete(w.runs, run.Ref)
		}
		return !run.pinned
	})
	w.changes = slices.DeleteFunc(w.changes, func(c Change) bool { return c.Run.export == facts })
	facts.row = nil
	facts.learn()
	account := watched.Account
	if !slices.ContainsFunc(
		w.watched,
		func(other *Watched) bool { return other.Account == account },
	) {
		w.add(&Watched{Kind: WatchedAccount, Account: account})
	}
}

// askUnlisted has the remembered runs asked for that hadn't ended, and that the export's list, which
// was read whole, doesn't tell of any more.
func (w *Watched) askUnlisted(now time.Time) {
	for _, run := range w.facts.runs {
		if run.remembered && !run.ended() && run.fault == nil &&
			run.due.IsZero() && run.ticket == 0 {
			run.again(now)
		}
	}
}
