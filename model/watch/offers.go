package watch

import (
	"maps"
	"path"
	"slices"
	"time"

	"exportwatch/model"
)

// Offer is an export that is known, whether or not it is watched.
type Offer struct {
	Export  model.ListedExport
	Account *Account
	Watched bool
	Removed bool // by the user
}

// Offers returns the exports that are known, account by account in the order of their lists, and
// then those of which no list tells.
func (w *List) Offers() []Offer {
	var offers []Offer
	seen := map[string]bool{}
	offer := func(export model.ListedExport, account *Account) {
		if seen[export.ARN] {
			return
		}
		seen[export.ARN] = true
		facts := w.exports[export.ARN]
		_, removed := w.edited.removed[export.ARN]
		watched := facts != nil && facts.row != nil
		offers = append(offers, Offer{
			Export: export, Account: account, Watched: watched, Removed: removed && !watched,
		})
	}
	for _, account := range w.accounts {
		for _, export := range account.offers {
			offer(export, account)
		}
	}
	for _, row := range w.watched {
		if row.ExportARN != "" {
			offer(model.ListedExport{
				ARN: row.ExportARN, Name: row.Title(), CreatedAt: row.CreatedAt,
			}, row.Account)
		}
	}
	for _, arn := range slices.Sorted(maps.Keys(w.edited.removed)) {
		if row := w.edited.off[arn]; row != nil {
			offer(model.ListedExport{ARN: arn, Name: row.Title()}, row.Account)
		}
	}
	return offers
}

// RemovedAccounts returns the rows of accounts that the user removed, which Return puts back.
func (w *List) RemovedAccounts() []*Watched { return w.edited.accounts }

// offer returns what is known of an export: as the account's list has it, or as its ARN.
func (a *Account) offer(arn string) model.ListedExport {
	for _, export := range a.offers {
		if export.ARN == arn {
			return export
		}
	}
	return model.ListedExport{ARN: arn, Name: model.Ref{ExportARN: arn}.ExportName()}
}

// Lists says whether an export of the account has a name or an ARN, or a name that matches a glob.
func (a *Account) Lists(pattern string) bool {
	return slices.ContainsFunc(a.offers, func(export model.ListedExport) bool {
		matches, err := path.Match(pattern, export.Name)
		return pattern == export.ARN || err == nil && matches
	})
}

// Listed says whether AWS has listed the account's exports.
func (a *Account) Listed() bool { return a.listed }

// Looking says whether the account's exports are followed, and were never listed yet.
func (a *Account) Looking() bool { return a.follows && !a.listed }

// ListingExports says whether AWS is being asked for the account's exports.
func (a *Account) ListingExports() bool { return a.exports.ticket != 0 || !a.exports.due.IsZero() }

// OffersFault returns why AWS didn't list the exports of an account that isn't followed, or nil.
func (a *Account) OffersFault() *model.Fault { return a.offersFault }

// AskOffers makes the turn come to list an account's exports. Of one that isn't followed, since only
// what was named of it is watched, they are listed once, and none of them is watched for that.
func (w *List) AskOffers(account *Account, now time.Time) {
	switch {
	case account.exports.ticket != 0:
		return
	case account.follows:
		w.hurry(&account.exports, now)
		w.revision++
		return
	}
	if account.exports.account == nil {
		account.exports = turn{kind: model.AskExports, account: account}
		w.turns = append(w.turns, &account.exports)
	}
	account.exports.due, account.offersFault = now, nil
	w.revision++
}

// takeOffers takes what ListExports said of such an account.
func (w *List) takeOffers(account *Account, ask model.Ask, list model.ExportList, now time.Time) {
	w.answeredBy(account, list.ServerTime, ask, now)
	account.paged(list.Calls, now)
	account.offers, account.listed, account.offersFault = list.Exports, true, nil
}

// failOffers notes why they weren't listed. Only the account's pace heeds it, for what is watched
// doesn't depend on it.
func (a *Account) failOffers(fault *model.Fault, now time.Time) {
	a.inFlight--
	if fault.Kind == model.FaultThrottled {
		a.throttled(fault, now)
	}
	a.offersFault = fault
}
