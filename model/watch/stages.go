package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// What is said of a stage rests on so many earlier runs of which it was seen to begin and to end.
const (
	FewStages = 3           // with fewer nothing is said
	slowStage = time.Minute // what takes so little longer than usual isn't slow
)

// StageTime is how long a stage of an export's runs took, as this program saw it: AWS keeps no
// history of it.
type StageTime struct {
	Runs      int           // that were seen to enter the stage and to leave it, the last twelve at most
	Usual     time.Duration // how long they stayed there: the median
	Longest   time.Duration // of them
	Gap       time.Duration // how exact that is: the widest gap between two looks that it rests on
	SlowAfter time.Duration // what stays longer takes longer than usual; zero with fewer than five runs
}

// UsualStage returns how long the runs of the same export that began before this one stayed in a
// stage. It returns false where fewer than three of them were seen to enter and to leave it.
func (r *Run) UsualStage(stage model.Stage) (StageTime, bool) {
	var usual StageTime
	var took []time.Duration
	for _, run := range r.export.runs {
		if !run.execution.CreatedAt.Before(r.execution.CreatedAt) {
			continue
		}
		spent, gap, ok := run.Timeline.stayed(stage, run.execution)
		if !ok {
			continue
		}
		took = append(took, spent)
		usual.Gap = max(usual.Gap, gap)
		if len(took) == manyRuns {
			break
		}
	}
	usual.Runs = len(took)
	if usual.Runs < FewStages {
		return StageTime{}, false
	}
	slices.Sort(took)
	usual.Usual, usual.Longest = took[usual.Runs/2], took[usual.Runs-1]
	if usual.Runs >= FewRuns {
		usual.SlowAfter = usual.Gap + max(usual.Usual+slowStage,
			hundredths(usual.Usual, SlowUsual), hundredths(usual.Longest, SlowLongest))
	}
	return usual, true
}

// Slow says whether a stay in the stage that lasts so long takes longer than usual.
func (s StageTime) Slow(spent time.Duration) bool { return s.SlowAfter > 0 && spent > s.SlowAfter }

// stayed returns how long a run stayed in a stage that it has passed, and how exact that is. It
// returns false where its beginning or its end wasn't seen, where the stage after it was passed
// unseen, for its time would count here, and of a run that went a strange way.
func (t *Timeline) stayed(
	stage model.Stage, e model.Execution,
) (spent, gap time.Duration, ok bool) {
	if len(t.transitions) < 2 || len(t.Detours()) > 0 || e.Status.Stage() <= stage {
		return 0, 0, false
	}
	began, beganGap, seen := t.bound(stage, e)
	ended, endedGap, left := t.bound(stage+1, e)
	if !seen || !left || ended.Before(began) {
		return 0, 0, false
	}
	return ended.Sub(began), max(beganGap, endedGap), true
}

// bound returns when a stage was entered and how exact that is, and false if nobody knows: what was
// found under way had begun before.
func (t *Timeline) bound(
	stage model.Stage, e model.Execution,
) (at time.Time, gap time.Duration, known bool) {
	if entry, seen := t.entry(stage); seen && entry.Found && stage != model.StageAccepted {
		return time.Time{}, 0, false
	}
	at, _, gap = t.entered(stage, e)
	return at, gap, !at.IsZero()
}
