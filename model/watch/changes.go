package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// ChangeKind says what happened to a run while it was watched.
type ChangeKind int

// The kinds.
const (
	ChangeStarted ChangeKind = iota
	ChangeEnded              // delivered or failed, as the run's status says
)

// String returns what happened.
func (k ChangeKind) String() string {
	return [...]string{
		ChangeStarted: "started",
		ChangeEnded:   "ended",
	}[k]
}

// Change is something that happened while it was watched, or between two times of that.
type Change struct {
	At     time.Time // when we learned of it, our clock; where it was told, when it happened
	Kind   ChangeKind
	Run    *Run
	Status model.Status
	Told   bool // it happened while this program wasn't running: At is AWS's word
}

// mostChanges bounds what is kept.
const mostChanges = 500

// Changes returns what happened since a time (our clock), oldest first. The caller must not
// change it.
func (w *List) Changes(since time.Time) []Change {
	first := len(w.changes)
	for first > 0 && w.changes[first-1].At.After(since) {
		first--
	}
	return w.changes[first:]
}

// record keeps what is new about a run: that it started, if fresh says that it is a new one, and
// that it ended. Since is when AWS was asked about it last, by its clock, if that was before this
// program was started, and zero otherwise.
func (w *List) record(run *Run, fresh bool, since, now time.Time) {
	w.keepUntold(run, fresh)
	if fresh {
		w.happen(run, ChangeStarted, run.execution.CreatedAt, since, now)
	}
	if run.ended() {
		w.lookAtEnd(run, now)
		w.happen(run, ChangeEnded, run.execution.EndedAt(), since, now)
	}
}

// happen keeps one of these. At is when AWS says that it happened.
func (w *List) happen(run *Run, kind ChangeKind, at, since, now time.Time) {
	c := Change{At: now, Kind: kind, Run: run, Status: run.execution.Status}
	if !since.IsZero() && at.After(since) && !at.After(w.AWSNow(now)) {
		c.At, c.Told = at.Add(-w.offset), true
	}
	if !w.lookedAt.IsZero() && !c.At.After(w.lookedAt) { // he can't have seen what we learn now
		c.At, c.Told = w.lookedAt.Add(time.Millisecond), false
	}
	w.keepChange(c)
	w.noteChange(c)
}

// keepChange puts a change in its place, by the time.
func (w *List) keepChange(c Change) {
	place := len(w.changes)
	for place > 0 && w.changes[place-1].At.After(c.At) {
		place--
	}
	w.changes = slices.Insert(w.changes, place, c)
	if extra := len(w.changes) - mostChanges; extra > 0 {
		w.changes = append(w.changes[:0], w.changes[extra:]...)
	}
}

// knowsChange says whether it is kept already that a run did this.
func (w *List) knowsChange(run *Run, kind ChangeKind, status model.Status) bool {
	return slices.ContainsFunc(w.changes, func(c Change) bool {
		return c.Run == run && c.Kind == kind && (kind == ChangeStarted || c.Status == status)
	})
}

// recallChanges takes back what happened to runs that are known.
func (w *List) recallChanges(changes []Happening) {
	for _, h := range changes {
		run := w.runs[h.Ref]
		if run != nil && !w.knowsChange(run, h.Kind, h.Status) {
			w.keepChange(
				Change{At: h.At, Kind: h.Kind, Run: run, Status: h.Status, Told: h.Told},
			)
		}
	}
}

// recallNews keeps what happened while this program wasn't running, where AWS told of the runs
// before they were recalled.
func (w *List) recallNews(watched *Watched, remembered []SeenRun, now time.Time) {
	if watched.readAt.IsZero() {
		return // its list will tell
	}
	known := map[model.Ref]SeenRun{}
	for _, seen := range remembered {
		known[seen.Execution.Ref] = seen
	}
	for _, run := range watched.facts.runs {
		if run.remembered || run.answered.IsZero() {
			continue
		}
		if seen, old := known[run.Ref]; !old {
			w.recallNew(run, watched.recalledAt, now)
		} else if seen.Execution.Status != run.execution.Status {
			w.recallEnd(run, seen.AnsweredAt, now)
		}
	}
}

// recallNew keeps that a run started, and perhaps ended, of which memory doesn't tell: a new one, if
// its export's runs had been listed before.
func (w *List) recallNew(run *Run, since, now time.Time) {
	if !(sight{since: since}).shows(run.execution) {
		return
	}
	if !w.knowsChange(run, ChangeStarted, run.execution.Status) {
		w.happen(run, ChangeStarted, run.execution.CreatedAt, since, now)
	}
	w.recallEnd(run, since, now)
}

// recallEnd keeps that a run has ended, if it has.
func (w *List) recallEnd(run *Run, since, now time.Time) {
	status := run.execution.Status
	if status.Terminal() && !w.knowsChange(run, ChangeEnded, status) {
		w.happen(run, ChangeEnded, run.execution.EndedAt(), since, now)
	}
}

// sight is what was known of an export's runs before its list was answered.
type sight struct {
	listed bool      // they had been listed since the start
	since  time.Time // when they were before that, AWS's clock; zero if they weren't, or have been since
}

// sight returns it.
func (w *Watched) sight() sight {
	switch {
	case w.off || w.listedAt.Before(w.back): // nobody looked
		return sight{}
	case !w.readAt.IsZero():
		return sight{listed: true}
	default:
		return sight{since: w.recalledAt}
	}
}

// shows says whether a run that wasn't known is a new one: memory may lack an old one.
func (s sight) shows(said model.Execution) bool {
	return s.listed || !s.since.IsZero() && said.CreatedAt.After(s.since)
}
