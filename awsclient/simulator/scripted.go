package simulator

import (
	"math"
	"time"
)

// scripted is a schedule of runs written by hand, oldest first, numbered from 0.
type scripted []scriptedRun

// scriptedRun is one run. Without steps it has no status.
type scriptedRun struct {
	id    string
	start time.Duration
	steps []step
}

func (scripted) oldest() int { return 0 }

func (s scripted) start(k int) time.Duration {
	if k >= len(s) {
		return math.MaxInt64
	}
	return s[k].start
}

func (s scripted) plan(k int) []step { return s[k].steps }

func (s scripted) id(k int) string { return s[k].id }

func (s scripted) number(id string) (int, bool) {
	for k, run := range s {
		if run.id == id {
			return k, true
		}
	}
	return 0, false
}

// shuffled is a fixed disorder: the run to be shown in place of run k.
func shuffled(k, oldest, newest int) int {
	n := newest - oldest + 1
	stride := 7
	for n%stride == 0 {
		stride += 2
		for !prime(stride) {
			stride += 2
		}
	}
	return oldest + ((k-oldest)*stride+n/2)%n
}

func prime(n int) bool {
	for d := 3; d*d <= n; d += 2 {
		if n%d == 0 {
			return false
		}
	}
	return true
}
