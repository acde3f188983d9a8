package watch

import (
	"time"

	"exportwatch/model"
)

// Add watches an export, or pins one execution if the reference has an id, by the user's wish. It is
// asked for by the account, or where that is nil, by the one that the ARN names. It returns the row,
// and false if there was one already.
func (w *List) Add(ref model.Ref, account *Account, now time.Time) (row *Watched, added bool) {
	target := targetOf(ref)
	if row = w.rowOf(target); row != nil {
		return row, false
	}
	w.start(now)
	if account == nil {
		account = w.knownBy(ref)
	}
	account = w.rejoin(account)
	before := w.edited.marks(target)
	var m marks
	if ref.ExecutionID != "" || !account.brings(ref.ExportARN) {
		m.added = &Edit{Kind: EditAdded, Target: target, At: now, Mark: account.Profile}
	}
	w.edited.mark(target, m)
	row = w.put(ref, account, now)
	w.did(step{kind: EditAdded, row: row, before: before})
	return row, true
}

// knownBy returns the account that was asked for an export or an execution before, or else the one
// that its ARN names.
func (w *List) knownBy(ref model.Ref) *Account {
	if run := w.runs[ref]; run != nil {
		return run.account
	}
	if facts := w.exports[ref.ExportARN]; facts != nil && facts.row != nil {
		return facts.row.account
	}
	if row := w.edited.off[ref.ExportARN]; row != nil {
		return row.account
	}
	return w.accountFor(ref)
}

// brings says whether an account's list brings an export by itself.
func (a *Account) brings(arn string) bool {
	for _, export := range a.offers {
		if export.ARN == arn {
			return a.follows && a.wants(export)
		}
	}
	return false
}

// put puts an export or an execution on the list, and returns its row.
func (w *List) put(ref model.Ref, account *Account, now time.Time) *Watched {
	if ref.ExecutionID == "" {
		w.watchExport(account.offer(ref.ExportARN), account, now)
		return w.export(ref.ExportARN).row
	}
	w.pin(ref, account, now)
	row := w.watched[len(w.watched)-1]
	w.recallRow(row, now)
	return row
}

// Return puts an account's row back that was removed, as Add does.
func (w *List) Return(row *Watched, now time.Time) {
	target := row.target()
	if w.rowOf(target) != nil {
		return
	}
	before := w.edited.marks(target)
	w.edited.mark(target, marks{})
	w.putBack(row, now)
	w.did(step{kind: EditAdded, row: row, before: before})
}

// Look lists an export's runs, once, whether or not it is watched, and returns a row that tells of
// them. What is watched is on the list already; other rows aren't, and are asked for no more. It is
// asked for by the account, or where that is nil, by the one that the ARN names.
func (w *List) Look(arn string, account *Account, now time.Time) *Watched {
	facts := w.export(arn)
	if facts.row != nil {
		return facts.row
	}
	row := w.edited.off[arn]
	if row == nil {
		if account == nil {
			account = w.knownBy(model.Ref{ExportARN: arn})
		}
		row = w.newExport(account.offer(arn), account, now)
		row.off = true
		w.edited.off[arn] = row
		w.turns = append(w.turns, &row.turn)
	}
	row.Account = row.account
	if row.ticket == 0 {
		row.due, row.Refused = now, nil
	}
	w.revision++
	return row
}

// newExport makes the row of an export, whose runs are to be listed at once.
func (w *List) newExport(export model.ListedExport, account *Account, now time.Time) *Watched {
	watched := &Watched{
		Kind: WatchedExport, ExportARN: export.ARN, Name: export.Name, Account: account,
		CreatedAt: export.CreatedAt, facts: w.export(export.ARN),
	}
	watched.turn = turn{kind: model.AskExecutions, account: account, watched: watched, due: now}
	watched.hear(export.Health, w.AWSNow(now))
	return watched
}

// Off says whether the row isn't on the list: it was removed, or only looked at.
func (w *Watched) Off() bool { return w.off }

// Asking says whether the row's list of runs is being asked for or waits for its turn.
func (w *Watched) Asking() bool { return w.ticket != 0 || !w.due.IsZero() }
