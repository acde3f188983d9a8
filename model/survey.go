package model

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Attention is what a watched row asks of the person who looks: the section of the list in which
// it stands.
type Attention int

// The sections in the order of the screen.
const (
	NeedsYou Attention = iota
	Asking             // never answered yet
	Underway
	Settled
)

// Need is why a row needs somebody, worst first.
type Need int

// The needs. NoNeed comes last, so that they sort by urgency.
const (
	NeedFailed  Need = iota // AWS says it failed, and no later run was delivered
	NeedUnknown             // AWS says something that we don't know
	NeedFault               // AWS refuses to say anything
	NoNeed
)

// faultsInARow is how often a run's question must fail before a passing trouble needs somebody.
const faultsInARow = 3

// Entry is a watched row with its place in the order of attention.
type Entry struct {
	Watched   *Watched
	Attention Attention
	Need      Need
	at        time.Time
}

// Survey is all that is watched in the order of attention, and how much there is of each.
type Survey struct {
	Entries    []Entry
	Failed     int // failed, and not made good
	Unknown    int // with a status that we don't know
	Faulty     int // that AWS refuses to tell about
	Asking     int // never answered yet
	Running    int
	Delivered  int
	Superseded int // failed, and made good by a later run
}

// Survey takes stock, in one pass and a sort. Within a section come first the newest failures, the
// longest running, and the last finished.
func (w *Watchlist) Survey() Survey {
	survey := Survey{Entries: make([]Entry, 0, len(w.watched))}
	for _, watched := range w.watched {
		run := watched.Newest()
		entry := Entry{Watched: watched, at: run.execution.EndedAt()}
		entry.Attention, entry.Need = w.attention(run)
		if entry.at.IsZero() {
			entry.at = run.execution.CreatedAt
		}
		survey.count(entry, run)
		survey.Entries = append(survey.Entries, entry)
	}
	slices.SortStableFunc(survey.Entries, compareEntries)
	return survey
}

func compareEntries(a, b Entry) int {
	order := cmp.Or(cmp.Compare(a.Attention, b.Attention), cmp.Compare(a.Need, b.Need))
	if order != 0 {
		return order
	}
	if order = b.at.Compare(a.at); a.Attention == Underway {
		order = -order
	}
	if order != 0 {
		return order
	}
	first, second := a.Watched.Newest().Ref, b.Watched.Newest().Ref
	return cmp.Or(strings.Compare(first.ExportARN, second.ExportARN),
		strings.Compare(first.ExecutionID, second.ExecutionID))
}

// attention returns where a row with this run belongs, and what it needs.
func (w *Watchlist) attention(run *Run) (Attention, Need) {
	status, answered := run.execution.Status, !run.answered.IsZero()
	switch {
	case !answered && run.fault == nil:
		return Asking, NoNeed
	case !answered:
		return NeedsYou, NeedFault
	case w.Superseded(run):
		return Settled, NoNeed
	case status.Failed():
		return NeedsYou, NeedFailed
	case !status.Known():
		return NeedsYou, NeedUnknown
	case status.Terminal():
		return Settled, NoNeed
	case run.fault != nil && (run.fault.lasting() || run.failures >= faultsInARow):
		return NeedsYou, NeedFault
	default:
		return Underway, NoNeed
	}
}

// lasting says whether the fault doesn't pass by itself.
func (f *Fault) lasting() bool {
	return f.Kind == Denied || f.Kind == NotFound || f.Final()
}

func (s *Survey) count(entry Entry, run *Run) {
	switch {
	case entry.Need == NeedFailed:
		s.Failed++
	case entry.Need == NeedUnknown:
		s.Unknown++
	case entry.Need == NeedFault:
		s.Faulty++
	case entry.Attention == Asking:
		s.Asking++
	case entry.Attention == Underway:
		s.Running++
	case run.execution.Status.Failed():
		s.Superseded++
	default:
		s.Delivered++
	}
}
