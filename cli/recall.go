package cli

import (
	"slices"
	"time"

	"exportwatch/model/watch"
)

// recallWithin is how long a command without a screen waits for what was observed before.
const recallWithin = time.Second

// recall takes back what was observed before the program was started, in a command without a
// screen.
func (j *job) recall() {
	if j.journal == nil {
		return
	}
	j.journal.start()
	limit := time.NewTimer(recallWithin)
	defer limit.Stop()
	select {
	case all := <-j.journal.recalled:
		j.watch.Recall(all.Memory, time.Now())
		j.watch.Restore(mutesOf(all.Edits), time.Now())
		j.warnOnceOf(all.notice)
	case <-limit.C:
	}
}

// mutesOf returns what was muted on the screen: without one nothing that is asked for is left out, and
// nothing is added.
func mutesOf(edits []watch.Edit) []watch.Edit {
	return slices.DeleteFunc(slices.Clone(edits), func(edit watch.Edit) bool {
		return edit.Kind != watch.EditMuted
	})
}

// remember keeps what was observed since the last time.
func (j *job) remember() {
	if j.journal != nil {
		j.warnOnceOf(j.journal.Record(j.watch.Observed(), time.Time{}))
	}
}

// warnOnceOf tells a notice of the journal's, which gives each once.
func (j *job) warnOnceOf(notice string) {
	if notice != "" {
		warn(j.streams, notice)
	}
}
