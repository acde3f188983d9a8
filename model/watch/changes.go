package watch

import (
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

// Change is something that happened while it was watched.
type Change struct {
	At     time.Time // when we learned of it, our clock
	Kind   ChangeKind
	Run    *Run
	Status model.Status
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
// that it ended.
func (w *List) record(run *Run, fresh bool, now time.Time) {
	w.keepUntold(run, fresh)
	status := run.execution.Status
	if fresh {
		w.changes = append(
			w.changes,
			Change{At: now, Kind: ChangeStarted, Run: run, Status: status},
		)
	}
	if status.Terminal() {
		w.changes = append(w.changes, Change{At: now, Kind: ChangeEnded, Run: run, Status: status})
	}
	if extra := len(w.changes) - mostChanges; extra > 0 {
		w.changes = append(w.changes[:0], w.changes[extra:]...)
	}
}
