package watch

import (
	"time"

	"exportwatch/model"
)

// tablesGap is how long a list of tables that didn't come isn't asked for again.
const tablesGap = time.Minute

// tableListing is what is known of an account's tables: AWS's list, or why it didn't come.
type tableListing struct {
	turn
	listed  []model.ListedTable
	known   bool // AWS listed them
	fault   *model.Fault
	askedAt time.Time
}

// Tables returns the account's tables as AWS listed them, and whether it did.
func (a *Account) Tables() (tables []model.ListedTable, listed bool) {
	if a.tables == nil || !a.tables.known {
		return nil, false
	}
	return a.tables.listed, true
}

// AskingTables says whether AWS is being asked for the account's tables.
func (a *Account) AskingTables() bool {
	return a.tables != nil && (a.tables.ticket != 0 || !a.tables.due.IsZero())
}

// TablesFault returns why AWS didn't list the account's tables, or nil. It is no fault of the
// account's or of a row's: all that it costs is words.
func (a *Account) TablesFault() *model.Fault {
	if a.tables == nil {
		return nil
	}
	return a.tables.fault
}

// LacksTables says whether the account's tables are worth asking for (ListTables): they never were
// asked for, or what kept AWS from answering may have passed and was a minute ago at least.
func (a *Account) LacksTables(now time.Time) bool {
	t := a.tables
	switch {
	case a.trouble() != nil:
		return false
	case t == nil:
		return true
	case t.known || a.AskingTables() || t.fault != nil && t.fault.Lasting():
		return false
	default:
		return now.Sub(t.askedAt) >= tablesGap
	}
}

// AskTables makes the turn of an account's tables come. Nothing else does: they are asked for when
// somebody looks at them.
func (w *List) AskTables(account *Account, now time.Time) {
	if account.tables == nil {
		account.tables = &tableListing{turn: turn{kind: model.AskTables, account: account}}
		w.turns = append(w.turns, &account.tables.turn)
	}
	account.tables.due, account.tables.askedAt = now, now
	w.revision++
}

// takeTables takes what ListTables said.
func (w *List) takeTables(t *turn, list model.TableList, now time.Time) {
	t.account.answered(now)
	w.synchronize(list.ServerTime, now)
	t.account.paged(list.Calls, now)
	t.due = time.Time{}
	tables := t.account.tables
	tables.listed, tables.known, tables.fault = list.Tables, true, nil
}

// failTables notes why the tables weren't listed. Only the account's pace heeds it: every other
// question finds out for itself what is wrong with the account.
func (a *Account) failTables(fault *model.Fault, now time.Time) {
	a.inFlight--
	if fault.Kind == model.FaultThrottled {
		a.throttled(fault, now)
	}
	a.tables.due, a.tables.fault, a.tables.askedAt = time.Time{}, fault, now
}
