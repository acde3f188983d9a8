package tui_test

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/tui"
)

// journal keeps in memory what it is given, slowly.
type journal struct {
	memory watch.Memory
	after  time.Duration // that recalling takes
	takes  time.Duration // that recording takes
	notice string        // of recording

	mu      sync.Mutex
	writing bool
	atOnce  bool // two were recorded at once
	rounds  []watch.Observed
	looks   []time.Time
}

func (j *journal) Recall() (watch.Memory, string) {
	time.Sleep(j.after)
	return j.memory, ""
}

func (j *journal) Record(observed watch.Observed, lookedAt time.Time) string {
	j.mu.Lock()
	j.atOnce = j.atOnce || j.writing
	j.writing = true
	j.rounds = append(j.rounds, observed)
	if !lookedAt.IsZero() {
		j.looks = append(j.looks, lookedAt)
	}
	j.mu.Unlock()
	time.Sleep(j.takes)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.writing = false
	return j.notice
}

// TestJournalIsKeptInOrder holds that what is observed is recorded once it was recalled, one round
// after the other, each run's states in order, however long that takes, and no more than the last
// round is left for the end.
func TestJournalIsKeptInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := &journal{after: 3 * time.Second, takes: 40 * time.Second}
		runs := append(every(8*hour, 12, 5*minute, hour),
			later(5*minute, 5*minute, model.DeliverySuccess))
		p := followCloud(t, one(runs...), func(o *tui.Options) { o.Journal = j })
		p.sleep(2 * time.Second)
		if len(j.rounds) > 0 {
			t.Error("something was recorded before anything was recalled")
		}
		p.sleep(30 * minute)
		var states []model.Status
		changes := 0
		for _, round := range j.rounds {
			changes += len(round.Changes)
			for _, run := range round.Runs {
				if run.Execution.CreatedAt.After(noon()) {
					for _, seen := range run.Transitions {
						states = append(states, seen.Status)
					}
				}
			}
		}
		if j.atOnce || changes != 2 || len(states) < 2 ||
			states[len(states)-1] != model.DeliverySuccess {
			t.Errorf("at once %v, %d changes, states %v", j.atOnce, changes, states)
		}
		if left, _ := p.model.Unrecorded(); len(left) > 2 {
			t.Errorf("%d rounds are left", len(left))
		}
	})
}

// TestJournalKnowsWhenTheUserLooked holds that it is told that once a minute at most, and that the
// end tells the rest.
func TestJournalKnowsWhenTheUserLooked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := &journal{}
		p := followCloud(t, quiet(), func(o *tui.Options) { o.Journal = j })
		p.sleep(time.Second)
		for range 9 {
			p.push("j")
			p.sleep(20 * time.Second)
		}
		if len(j.looks) != 3 {
			t.Errorf("looked at %v", j.looks)
		}
		if _, looked := p.model.Unrecorded(); !looked.After(j.looks[len(j.looks)-1]) {
			t.Errorf("the end tells of %v, after %v", looked, j.looks)
		}
	})
}

// TestNoticeOfTheJournal holds that a notice takes one line, once, until the first key that comes
// when it could be read.
func TestNoticeOfTheJournal(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := &journal{}
		p := followCloud(t, quiet(), func(o *tui.Options) { o.Journal = j })
		p.sleep(time.Second)
		j.notice = "Nothing is remembered: the disk is full."
		p.push("j")
		p.sleep(minute + time.Second)
		p.push("j") // the look is recorded
		p.sleep(time.Second)
		j.notice = ""
		p.row(" · Nothing is remembered: the disk is full.")
		p.push("k")
		p.row(" · Nothing is remembered: the disk is full.")
		p.sleep(10 * time.Second)
		if p.push("k"); strings.Contains(p.text(), "Nothing is remembered") {
			t.Errorf("the notice stays:\n%s", p.text())
		}
	})
}
