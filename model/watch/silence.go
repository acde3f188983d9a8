package watch

import (
	"cmp"
	"slices"
	"time"

	"exportwatch/model"
)

// Silence is something that AWS doesn't tell about: an account, or a row of one that does answer.
type Silence struct {
	Account *Account
	Row     *Watched // nil: the account as a whole
	Known   bool     // AWS told about it before
	Stale   bool     // and some of that isn't up to date any more
	Fault   *model.Fault
	Since   time.Time // when the first question failed, this machine's clock
	Until   time.Time // when it is asked next; zero: not by itself
}

// silence returns what keeps the account from answering, or from listing its exports.
func (a *Account) silence(now time.Time) (Silence, bool) {
	said := Silence{Account: a, Known: !a.AnsweredAt.IsZero()}
	if said.Since, said.Until, said.Fault = a.Waiting(now); said.Fault != nil {
		return said, true
	}
	if a.Refused == nil {
		return said, false
	}
	said.Fault, said.Since, said.Until = a.Refused, a.exports.failedAt, a.exports.due
	return said, true
}

// silence returns why AWS doesn't tell about a surveyed row although its account answers. The row
// must be stale or need somebody for its fault.
func (e Entry) silence(now time.Time) (Silence, bool) {
	watched := e.Watched
	if watched.Kind == WatchedAccount || watched.Account.Silent() {
		return Silence{}, false
	}
	said := Silence{
		Account: watched.Account, Row: watched, Known: e.Need != NeedFault, Stale: e.Stale,
	}
	said.Since, said.Until, said.Fault = watched.Waiting(now)
	return said, said.Fault != nil
}

// hear adds what AWS doesn't tell about a surveyed row that is stale, muted or has a fault:
// itself, or that what is known of its silent account isn't up to date.
func (s *Survey) hear(entry Entry, now time.Time) {
	if entry.Muted {
		s.hush(entry.Watched)
		return
	}
	for i, silence := range s.Silences {
		if !entry.Stale || silence.Row != nil {
			break // accounts come first
		}
		if silence.Account == entry.Watched.Account {
			s.Silences[i].Stale = true
		}
	}
	if silence, ok := entry.silence(now); ok {
		s.Silences = append(s.Silences, silence)
	}
}

// hush leaves out what AWS doesn't tell about an account whose row is muted.
func (s *Survey) hush(row *Watched) {
	if row.Kind == WatchedAccount {
		s.Silences = slices.DeleteFunc(s.Silences, func(silence Silence) bool {
			return silence.Account == row.Account && silence.Row == nil
		})
	}
}

// refusal is what keeps AWS from telling about rows of an account.
type refusal struct {
	account *Account
	kind    model.FaultKind
}

// refusals counts the rows of each; what is wrong with one row alone isn't among them.
func (s *Survey) refusals() map[refusal]int {
	rows := map[refusal]int{}
	for _, silence := range s.Silences {
		kind := silence.Fault.Kind
		if silence.Row != nil && kind != model.FaultNotFound && kind != model.FaultInvalid {
			rows[refusal{silence.Account, kind}]++
		}
	}
	return rows
}

// merge makes one silence of those of all rows of an account, two at the least.
func (s *Survey) merge() {
	refused := s.refusals()
	if len(refused) == 0 {
		return
	}
	rows := map[*Account]int{}
	for _, entry := range s.Entries {
		if !entry.Watched.Gone {
			rows[entry.Watched.Account]++
		}
	}
	merged, told := s.Silences[:0], map[*Account]bool{}
	for _, silence := range s.Silences {
		account := silence.Account
		all := refused[refusal{account, silence.Fault.Kind}] == rows[account]
		if all && rows[account] > 1 {
			silence.Row = nil
		}
		if silence.Row != nil || !told[account] {
			merged = append(merged, silence)
		}
		told[account] = told[account] || silence.Row == nil
	}
	s.Silences = merged
}

// Waiting returns why AWS doesn't tell about a row, since when, and when it is asked next (zero: not
// by itself), both by this machine's clock. The fault is nil if AWS does tell.
func (w *Watched) Waiting(now time.Time) (since, until time.Time, fault *model.Fault) {
	fault = w.Fault()
	failing := &w.turn
	switch run := w.Newest(); {
	case fault == nil:
		return time.Time{}, time.Time{}, nil
	case fault == w.Account.trouble():
		return w.Account.Waiting(now)
	case w.Kind == WatchedAccount:
		failing = &w.Account.exports
	case run != nil && run.fault == fault:
		failing = &run.turn
	}
	return failing.failedAt, failing.due, fault
}

// refusal returns why nothing is known of a row.
func (w *Watched) refusal() *model.Fault {
	if w.Kind == WatchedExport {
		return cmp.Or(w.Refused, w.Account.trouble())
	}
	return cmp.Or(w.Account.Refused, w.Account.trouble())
}

// Unheard returns why AWS never told about a row without a run, or doesn't tell about the account
// that the row is about; nil if it did, or there is no reason yet.
func (w *Watched) Unheard() *model.Fault {
	if w.Newest() == nil && (w.Looking() || w.Kind == WatchedAccount) {
		return w.refusal()
	}
	return nil
}
