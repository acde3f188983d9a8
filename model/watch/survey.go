package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// Attention is what a watched row asks of the person who looks: the section of the list in which
// it stands.
type Attention int

// The sections in the order of the screen.
const (
	AttentionNeedsYou Attention = iota
	AttentionAsking             // never answered yet
	AttentionUnderway
	AttentionFinished
)

// String returns the section's name.
func (a Attention) String() string {
	return [...]string{
		AttentionNeedsYou: "needs you",
		AttentionAsking:   "asking",
		AttentionUnderway: "running",
		AttentionFinished: "finished",
	}[a]
}

// FaultsInARow is how often a question must fail before a passing trouble needs somebody.
const FaultsInARow = 3

// Entry is a watched row with its place in the order of attention.
type Entry struct {
	Watched   *Watched
	Attention Attention
	Need      Need
	Stale     bool // something that is known of it isn't up to date
	Muted     bool // by the user, so that it needs nobody
	Mutes     Need // of what is muted: why it would need somebody
	// MutedUntil is when the muted hours end because of which it needs nobody; zero outside of them.
	MutedUntil time.Time

	rank int64 // within its section and need, lowest first
}

// Survey is all that is watched in the order of attention, and how much there is of each.
type Survey struct {
	Entries    []Entry
	Failed     int // failed, and not made good
	Unhealthy  int // that AWS calls so
	Unknown    int // with a status that we don't know
	Overdue    int
	Slow       int
	Faulty     int // that AWS refuses to tell about
	Asking     int // never answered yet
	Running    int
	Delivered  int
	Superseded int // failed, and made good by a later run
	Idle       int // exports without a run, or gone
	Recalled   int // of all of these, those of which only memory tells
	Muted      int // that would need somebody, were it not muted

	// Silences is what AWS doesn't tell about, accounts first. Rows of an account that doesn't
	// answer aren't among them, and keep their place among the others.
	Silences []Silence

	Named int // changes whenever the title of a row may have

	nextChange   time.Time // when a row looks different next if all that is asked is answered
	nextOutdated time.Time // when one is no longer up to date if nothing is asked; both AWS's clock
	offset       time.Duration
}

// Survey takes stock, in one pass and a sort. Within a section come first the newest failures, the
// longest running and overdue, and the last finished.
func (w *List) Survey(now time.Time) Survey {
	survey := Survey{
		Entries: make([]Entry, 0, len(w.ranked)), Named: w.named, offset: w.offset,
	}
	for _, account := range w.accounts {
		if silence, ok := account.silence(now); ok {
			survey.Silences = append(survey.Silences, silence)
		}
	}
	at := w.AWSNow(now)
	for _, watched := range w.ranked {
		stale := watched.StaleFrom()
		entry := Entry{Watched: watched, Stale: reached(stale, at)}
		entry.Attention, entry.Need = watched.attention(at)
		if entry.Muted = watched.Muted(); entry.Muted {
			entry = entry.muted()
		}
		entry = entry.keepHours(at)
		entry.rank = rank(entry)
		survey.count(entry)
		survey.Entries = append(survey.Entries, entry)
		survey.foresee(watched, stale, at)
	}
	slices.SortFunc(survey.Entries, compareEntries)
	for i, entry := range survey.Entries {
		w.ranked[i] = entry.Watched                                // little moves between two looks, so the next sort has little to do
		if entry.Need == NeedFault || entry.Stale || entry.Muted { // nearly none
			survey.hear(entry, now)
		}
	}
	survey.merge()
	return survey
}

// attention returns where a row belongs at an instant of AWS's clock, and what it needs. What was
// answered once keeps its place when AWS answers no longer: that is said of its account.
func (w *Watched) attention(at time.Time) (Attention, Need) {
	if w.Gone {
		return AttentionFinished, NeedNone
	}
	attention, need := w.attentionByAnswers()
	if need <= NeedOverdue {
		return attention, need
	}
	if _, overdue := w.Overdue(); overdue {
		return AttentionNeedsYou, NeedOverdue
	}
	if need > NeedSlow && w.Slow(at) {
		return AttentionNeedsYou, NeedSlow
	}
	return attention, need
}

// attentionByAnswers returns the same as far as time has no part in it.
func (w *Watched) attentionByAnswers() (Attention, Need) {
	run := w.Newest()
	switch {
	case run != nil:
		if last, _ := w.Failure(); last != nil {
			return AttentionNeedsYou, NeedFailed
		}
		attention, need := run.attention()
		if need > NeedUnhealthy && w.Unhealthy() {
			return AttentionNeedsYou, NeedUnhealthy
		}
		return attention, need
	case w.Unhealthy() && (!w.Looking() || w.Refused != nil):
		return AttentionNeedsYou, NeedUnhealthy
	case w.Unheard() != nil:
		return AttentionNeedsYou, NeedFault
	case w.Looking():
		return AttentionAsking, NeedNone
	default:
		return AttentionFinished, NeedNone
	}
}

// Looking says whether AWS never answered yet for a row without a run, nor did before the start.
func (w *Watched) Looking() bool {
	if w.Kind == WatchedExport {
		return w.readAt.IsZero() && w.recalledAt.IsZero() && !w.Gone
	}
	return !w.Account.listed
}

// Fault returns why AWS doesn't tell about a row: its newest run's fault, or else why it can't be
// looked for. It returns nil if AWS does.
func (w *Watched) Fault() *model.Fault {
	run := w.Newest()
	switch {
	case run == nil:
		return w.refusal()
	case run.Fault() == nil && w.cutOff():
		return w.Refused
	default:
		return run.Fault()
	}
}

// cutOff says whether the export's runs can no longer be listed, so that new ones won't appear.
func (w *Watched) cutOff() bool {
	return w.Refused != nil && (w.Refused.Lasting() || w.failures >= FaultsInARow)
}

// attention returns where a row with this run belongs, and what it needs.
func (r *Run) attention() (Attention, Need) {
	answered := !r.answered.IsZero()
	switch {
	case !answered && r.troubled():
		return AttentionNeedsYou, NeedFault
	case !answered:
		return AttentionAsking, NeedNone
	case r.Superseded():
		return AttentionFinished, NeedNone
	}
	switch r.outcome {
	case model.OutcomeFailed:
		return AttentionNeedsYou, NeedFailed
	case model.OutcomeDelivered:
		return AttentionFinished, NeedNone
	case model.OutcomeUnderway:
		return AttentionUnderway, NeedNone
	case model.OutcomeUnknown:
	}
	return AttentionNeedsYou, NeedUnknown
}

// troubled says whether the run's own fault needs somebody, of a run that was never answered.
func (r *Run) troubled() bool {
	return r.fault != nil && (r.fault.Lasting() || r.failures >= FaultsInARow)
}
