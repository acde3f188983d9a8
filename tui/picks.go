package tui

import (
	"cmp"
	"slices"
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/tui/canvas"
)

// pickKind says what a line of the picker is.
type pickKind int

const (
	pickExport  pickKind = iota // leads to its runs
	pickAccount                 // that was removed
	pickListing                 // asks for an account's exports
	pickTyped                   // an ARN, or ARN#EXECUTION-ID
	pickWhole                   // the export whose runs are shown
	pickRun
	pickAgain // asks for the runs again
)

// pick is a line of the picker.
type pick struct {
	kind pickKind
	key  string // tells it from the others
	name string
	note string // how it stands to the list: watched, removed
	text string // by which it is found, in lower case
	verb string // what enter does with what asks AWS; "" while that is under way

	offer   watch.Offer
	account *watch.Account
	row     *watch.Watched
	run     *watch.Run
	ref     model.Ref
}

const (
	noteWatched = "watched"
	noteRemoved = "removed"
)

// does says in a word or two what enter does with it.
func (p pick) does() string {
	switch {
	case p.kind == pickExport && p.note == noteWatched:
		return "its runs"
	case p.kind == pickExport:
		return "add it, or a run"
	case p.kind == pickListing || p.kind == pickAgain:
		return p.verb
	case p.note == noteWatched:
		return "go to it"
	default:
		return "add"
	}
}

// exportPicks returns the lines about exports and accounts: first what isn't watched, by name.
func exportPicks(watchlist *watch.List) []pick {
	var picks []pick
	for _, offer := range watchlist.Offers() {
		line := pick{
			kind: pickExport, key: offer.Export.ARN, offer: offer, account: offer.Account,
			name: offer.Export.Name,
		}
		switch {
		case offer.Watched:
			line.note = noteWatched
		case offer.Removed:
			line.note = noteRemoved
		}
		picks = append(picks, line.found(offer.Account.ID))
	}
	for _, row := range watchlist.RemovedAccounts() {
		line := pick{
			kind: pickAccount, key: row.Title(), row: row, note: noteRemoved,
			name: row.Title() + ", the account with all its exports",
		}
		picks = append(picks, line.found(row.Account.Number()))
	}
	slices.SortStableFunc(picks, func(a, b pick) int {
		watched := func(p pick) int { return strings.Compare(p.note, noteWatched) }
		if a, b := watched(a) == 0, watched(b) == 0; a != b {
			if a {
				return 1
			}
			return -1
		}
		return cmp.Or(strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)),
			strings.Compare(a.key, b.key))
	})
	return append(listingPicks(watchlist), picks...)
}

// listingPicks returns the lines about accounts of which only what was named is watched, so that
// nobody has asked for their exports: one for each profile.
func listingPicks(watchlist *watch.List) []pick {
	var picks []pick
	asked := map[string]bool{}
	for _, account := range watchlist.Accounts() {
		if account.Listed() {
			asked[account.Profile] = true
		}
	}
	for _, account := range watchlist.Accounts() {
		if asked[account.Profile] {
			continue
		}
		asked[account.Profile] = true
		line := pick{kind: pickListing, key: "list " + account.Profile, account: account}
		fault := cmp.Or(account.OffersFault(), account.Refused, account.Fault)
		switch label := model.Clean(cmp.Or(account.Profile, "the default profile")); {
		case account.ListingExports() && fault == nil:
			line.name = "Asking AWS for the exports of " + label
		case fault != nil:
			line.name = "Exports of " + label + " not listed: " + words.FaultTitle(fault)
			line.verb = "ask again"
		default:
			line.name = "List all exports of " + label
			line.verb = "list them"
		}
		picks = append(picks, line.found(""))
	}
	return picks
}

// runPicks returns the lines about an export's runs, the export itself first.
func runPicks(watchlist *watch.List, offer watch.Offer, row *watch.Watched) []pick {
	whole := pick{
		kind: pickWhole, key: "export", offer: offer, ref: model.Ref{ExportARN: row.ExportARN},
		name: "The export: always its newest run",
	}
	if !row.Off() {
		whole.note = noteWatched
	}
	picks := []pick{whole.found("")}
	if fault := row.Fault(); fault != nil && row.Off() && !row.Asking() {
		again := pick{
			kind: pickAgain, key: "again", verb: "ask again",
			name: "Runs not listed: " + words.FaultTitle(fault),
		}
		picks = append(picks, again.found(""))
	}
	pinned := map[*watch.Run]bool{}
	for _, other := range watchlist.Watched() {
		if other.Kind == watch.WatchedPin {
			pinned[other.Newest()] = true
		}
	}
	for _, run := range row.Runs() {
		execution, answered := run.Execution()
		if !answered {
			continue
		}
		line := pick{
			kind: pickRun, key: run.Ref.ExecutionID, run: run, ref: run.Ref,
			name: canvas.FaceOf(run).Word,
		}
		if pinned[run] {
			line.note = noteWatched
		}
		when := ""
		if !execution.CreatedAt.IsZero() {
			when = execution.CreatedAt.UTC().Format(pickTime)
		}
		picks = append(picks, line.found(
			strings.Join([]string{string(execution.Status), when, run.Ref.ID()}, "\n")))
	}
	return picks
}

// found returns the line with what it is found by: its name, how it stands, its account, and more.
func (p pick) found(more string) pick {
	label := ""
	if p.account != nil {
		label = p.account.Label()
	}
	p.text = strings.ToLower(strings.Join([]string{p.name, p.note, label, more}, "\n"))
	return p
}
