package watch

import (
	"slices"
	"time"
)

// History is what an export's runs say together. A duration counts where the run was delivered and
// AWS says when it began and ended: one that failed tells nothing of how long a delivery takes.
type History struct {
	Runs      int // all of them
	Delivered int
	Failed    int
	Underway  int // or with a status that we don't know

	Timed   int           // delivered runs whose durations are known
	Median  time.Duration // of those, as in Forecast; zero if there are none
	P90     time.Duration // nine of ten took no longer; zero with fewer than ten
	Slowest *Run          // of them; nil if there are none

	Gap      time.Duration // the longest between two deliveries; zero with fewer than two
	GapSince time.Time     // when it began, AWS's clock
	GapUntil time.Time     // and when it ended
}

// fewForP90 is how many durations it takes for one of ten to be told apart from the rest.
const fewForP90 = 10

// HistoryOf returns what runs of one export say together; their order doesn't matter. Runs for which
// AWS never answered are passed over.
func HistoryOf(runs []*Run) History {
	var h History
	var took []time.Duration
	var ends []time.Time
	for _, run := range runs {
		e, answered := run.Execution()
		if !answered {
			continue
		}
		h.Runs++
		switch {
		case e.Status.Failed():
			h.Failed++
		case !e.Status.Delivered():
			h.Underway++
		default:
			h.Delivered++
			if ended := e.EndedAt(); !ended.IsZero() {
				ends = append(ends, ended)
			}
			if d, ok := e.Took(); ok {
				took = append(took, d)
				h.slowest(run, d)
			}
		}
	}
	h.Timed = len(took)
	slices.Sort(took)
	if h.Timed > 0 {
		h.Median = took[h.Timed/2]
	}
	if h.Timed >= fewForP90 {
		h.P90 = took[(9*h.Timed+9)/10-1]
	}
	h.measureGap(ends)
	return h
}

// slowest takes a run for the slowest if it is.
func (h *History) slowest(run *Run, took time.Duration) {
	if h.Slowest != nil {
		if most, _ := h.Slowest.execution.Took(); took <= most {
			return
		}
	}
	h.Slowest = run
}

// measureGap finds the longest time between two ends that follow each other.
func (h *History) measureGap(ends []time.Time) {
	slices.SortFunc(ends, time.Time.Compare)
	for i := 1; i < len(ends); i++ {
		if gap := ends[i].Sub(ends[i-1]); gap > h.Gap {
			h.Gap, h.GapSince, h.GapUntil = gap, ends[i-1], ends[i]
		}
	}
}
