package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// Remove takes a row off the list, by the user's wish: nobody is asked about it any more, no answer
// that is under way counts, and lists of exports don't bring it back. What is known of it stays for
// Undo and Add.
func (w *List) Remove(row *Watched, now time.Time) {
	if !slices.Contains(w.watched, row) {
		return
	}
	target := row.target()
	before := w.edited.marks(target)
	var m marks
	if row.Kind != WatchedPin { // nothing else brings a pin back
		m.removed = &removal{Edit: Edit{Kind: EditRemoved, Target: target, At: now}}
	}
	w.takeOff(row)
	w.edited.mark(target, m)
	w.did(step{kind: EditRemoved, row: row, before: before})
}

// Undo takes the user's last change back that still holds, and returns what that was and the row;
// false if there is none.
func (w *List) Undo(now time.Time) (undone EditKind, row *Watched, ok bool) {
	for len(w.edited.steps) > 0 {
		last := len(w.edited.steps) - 1
		s := w.edited.steps[last]
		w.edited.steps = w.edited.steps[:last]
		if w.undo(s, now) {
			w.revision++
			return s.kind, s.row, true
		}
	}
	return 0, nil, false
}

// Undoable says whether the user has changed anything that can be taken back.
func (w *List) Undoable() bool { return len(w.edited.steps) > 0 }

// step is a change that can be undone.
type step struct {
	kind   EditKind
	row    *Watched
	before marks // what was remembered of it before
}

// mostSteps bounds what is kept.
const mostSteps = 100

// did notes a change.
func (w *List) did(s step) {
	w.edited.steps = append(w.edited.steps, s)
	if extra := len(w.edited.steps) - mostSteps; extra > 0 {
		w.edited.steps = slices.Delete(w.edited.steps, 0, extra)
	}
	w.revision++
}

// undo takes a change back; it returns false if it doesn't hold any more.
func (w *List) undo(s step, now time.Time) bool {
	watched, target := slices.Contains(w.watched, s.row), s.row.target()
	switch s.kind {
	case EditRemoved:
		if watched || w.rowOf(target) != nil {
			return false
		}
		w.edited.mark(target, s.before)
		w.putBack(s.row, now)
	case EditAdded:
		if !watched {
			return false
		}
		w.takeOff(s.row)
		w.edited.mark(target, s.before)
	case EditMuted, EditUnmuted:
		if !watched || s.row.Muted() != (s.kind == EditMuted) {
			return false
		}
		w.edited.mark(target, s.before)
		if muted := w.edited.muted[target]; muted != nil {
			muted.begin(s.row)
		}
	}
	w.endMutes()
	return true
}

// takeOff takes a row off the list. Executions of an export stay that are pinned, and those of which
// the export's row goes on to tell.
func (w *List) takeOff(row *Watched) {
	is := func(other *Watched) bool { return other == row }
	w.dropLooks(row, row.looks)
	w.watched = slices.DeleteFunc(w.watched, is)
	w.ranked = slices.DeleteFunc(w.ranked, is)
	switch row.Kind {
	case WatchedPin:
		run := row.pin
		run.pinned = false
		if run.export.row == nil {
			w.quit(&run.turn)
		} else {
			run.askBy(run.export.row.Account)
			run.again(run.due)
		}
	case WatchedExport:
		row.off, row.facts.row = true, nil
		w.edited.off[row.ExportARN] = row
		w.quit(&row.turn)
		if row.described != nil {
			w.quit(row.described)
		}
		for _, run := range row.facts.runs {
			if !run.pinned {
				w.quit(&run.turn)
			}
		}
	case WatchedAccount:
		row.Account.row, row.Account.follows = false, false
		w.edited.accounts = append(w.edited.accounts, row)
		w.quit(&row.Account.exports)
		if tables := row.Account.tables; tables != nil {
			w.quit(&tables.turn)
		}
	}
	w.leave(row.Account)
	w.following = w.follows()
	w.revision++
}

// quit has nobody asked for something, and doesn't wait for an answer that is under way.
func (w *List) quit(t *turn) {
	if t.ticket != 0 {
		delete(w.asked, t.ticket)
		t.account.inFlight--
		w.inFlight--
	}
	if t.ticket != 0 && t.ofS3() && t.byItself() {
		t.account.seeking--
	}
	t.ticket, t.due = 0, time.Time{}
}

// askBy has an execution asked for by the account of its export's row, an answer under way included.
func (r *Run) askBy(account *Account) {
	if r.ticket != 0 {
		r.account.inFlight--
		account.inFlight++
	}
	r.Account, r.account = account, account
}

// leave lets go of an account of which nothing is watched.
func (w *List) leave(account *Account) {
	of := func(row *Watched) bool { return row.Account == account }
	if account.follows || slices.ContainsFunc(w.watched, of) {
		return
	}
	for _, t := range w.turns {
		if t.account == account && (t.kind == model.AskTables || t.unwanted()) {
			w.quit(t)
		}
	}
	w.accounts = slices.DeleteFunc(
		w.accounts,
		func(other *Account) bool { return other == account },
	)
}

// follows says whether exports are followed.
func (w *List) follows() bool {
	return slices.ContainsFunc(
		w.accounts,
		func(account *Account) bool { return account.follows },
	) ||
		slices.ContainsFunc(w.watched, func(row *Watched) bool { return row.Kind != WatchedPin })
}

// putBack puts a row on the list again, with all that is known of it. It is asked for at once.
func (w *List) putBack(row *Watched, now time.Time) {
	switch row.Kind {
	case WatchedPin:
		w.rejoin(row.pin.account)
		row.Account, row.pin.pinned = row.pin.account, true
		w.wake(row.pin, now)
	case WatchedExport:
		w.rejoin(row.account)
		row.Account, row.off, row.facts.row = row.account, false, row
		row.back = w.AWSNow(now)
		delete(w.edited.off, row.ExportARN)
		row.facts.learn()
		row.due = now
		for _, run := range row.facts.runs {
			if !run.pinned {
				run.askBy(row.Account)
				w.wake(run, now)
			}
		}
	case WatchedAccount:
		w.followAgain(row, now)
		return
	}
	w.add(row)
	w.recallRow(row, now)
}

// followAgain follows an account again whose row was removed. It has a row as long as nothing else of
// it is watched.
func (w *List) followAgain(row *Watched, now time.Time) {
	account := row.Account
	w.edited.accounts = slices.DeleteFunc(w.edited.accounts, func(other *Watched) bool {
		return other == row
	})
	if !slices.Contains(w.accounts, account) {
		w.accounts = append(w.accounts, account)
	}
	account.follows, account.exports.due, w.following = true, now, true
	if !slices.ContainsFunc(
		w.watched,
		func(other *Watched) bool { return other.Account == account },
	) {
		w.add(row)
	}
	w.identify(account, account.ID)
}

// wake has a run asked for again that isn't known to its end.
func (w *List) wake(run *Run, now time.Time) {
	switch {
	case run.ticket != 0 || run.fault != nil && run.fault.Final():
	case run.endConfirmed():
		run.again(w.nextAfterEnd(run, now))
	default:
		run.again(now)
	}
}

// rejoin has an account among those that are asked: itself, or the one that took its place.
func (w *List) rejoin(account *Account) *Account {
	if slices.Contains(w.accounts, account) {
		return account
	}
	for _, other := range w.accounts {
		if account.ID != "" && other.ID == account.ID {
			w.adopt(other, account)
			return other
		}
	}
	w.accounts = append(w.accounts, account)
	return account
}

// leftOut says whether the user removed an export that an account's list holds. What the arguments
// name since then is shown.
func (w *List) leftOut(account *Account, export model.ListedExport) bool {
	removed, ok := w.edited.removed[export.ARN]
	return ok && !(removed.remembered && slices.ContainsFunc(account.patterns,
		func(pattern string) bool { return pattern == export.ARN || pattern == export.Name }))
}

// takeExport takes one of the exports of a list. Where the user removed all of them, the account has
// no row, for it isn't true that it has no exports.
func (w *List) takeExport(export model.ListedExport, account *Account, now time.Time) {
	switch {
	case !account.wants(export):
	case w.leftOut(account, export):
		w.dropRow(account)
		if row := w.edited.off[export.ARN]; row != nil {
			row.hear(export.Health, w.AWSNow(now))
		}
	default:
		w.watchExport(export, account, now)
		w.noteListed(w.exports[export.ARN].row)
	}
}
