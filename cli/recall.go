package cli

import (
	"slices"
	"time"

	"exportwatch/model"
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

// remember begins to keep what was observed since the last time, without waiting for it. While that is
// under way, what is observed is left for the next time.
func (j *job) remember() {
	if j.journal == nil {
		return
	}
	if j.keeping != nil {
		select {
		case notice := <-j.keeping:
			j.warnOnceOf(notice)
		default:
			return
		}
	}
	observed, keeping := j.watch.Observed(), make(chan string, 1)
	j.keeping = keeping
	go func() { keeping <- j.journal.Record(observed, time.Time{}) }()
}

// keepWithin is how long the end of a command waits for what it began to keep, and for what is left:
// another program may hold the store.
const keepWithin = time.Second

// rememberLast keeps what is left to keep.
func (j *job) rememberLast() {
	if j.journal == nil {
		return
	}
	limit := time.NewTimer(keepWithin)
	defer limit.Stop()
	for range 2 { // what was begun, and what is left
		if j.keeping == nil {
			j.remember()
		}
		select {
		case notice := <-j.keeping:
			j.keeping = nil
			j.warnOnceOf(notice)
		case <-limit.C:
			warn(j.streams, "Not all is remembered: "+model.Clean(j.journal.dir)+
				" can't be written in time.")
			return
		}
	}
}

// warnOnceOf tells a notice of the journal's, which gives each once.
func (j *job) warnOnceOf(notice string) {
	if notice != "" {
		warn(j.streams, notice)
	}
}
