package cli_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// TestASittingOfAnHour looks each minute at an account that is throttled, then denied, then expired
// and well in between: whatever the fault, what the screen says is true, and what isn't known is
// marked.
func TestASittingOfAnHour(t *testing.T) {
	t.Parallel()
	const lasts = 9 * time.Minute
	faults := []struct {
		kind   simulator.FaultKind
		after  time.Duration
		banner string // what it says of the fault
	}{
		{simulator.FaultThrottle, 4 * time.Minute, "throttling"},
		{simulator.FaultDenied, 20 * time.Minute, "refused"},
		{simulator.FaultExpired, 36 * time.Minute, "expired"},
	}
	synctest.Test(t, func(t *testing.T) {
		options := simulator.Options{Seed: 1}
		for _, f := range faults {
			options.Faults = append(options.Faults,
				simulator.Fault{Kind: f.kind, After: f.after, For: lasts})
		}
		server := service(t, 0, options)
		s := play(t, server, 160, 50, "--profile", "standard")
		for minute := 1; minute <= 60; minute++ {
			at := time.Duration(minute) * time.Minute
			s.at(at + time.Second)
			troubled := false
			for _, f := range faults {
				begun, over := at-f.after, at-f.after-lasts
				switch {
				case begun < 0 || over > 11*time.Minute: // the longest wait for the next try of a list
				case begun <= 5*time.Minute:
					troubled = true // two rounds of the lists may not be missed yet
				case over < 0:
					troubled = true
					s.has(f.banner)
					s.marksRunning()
				default:
					troubled = true
				}
			}
			if !troubled {
				s.agrees(server, simulator.StandardAccessKey, at)
				s.lacks("without answer")
				if strings.Contains(s.list(), "?") {
					t.Errorf("after %v something is marked as old:\n%s", at, s.text())
				}
			}
		}
		s.leave()
	})
}

// list returns the part of the screen in which the rows stand.
func (s *stage) list() string {
	const above, below = 3, 2
	var rows []string
	for _, line := range s.lines()[above : len(s.lines())-below] {
		left, _, _ := strings.Cut(line, "│")
		rows = append(rows, left)
	}
	return strings.Join(rows, "\n")
}

// marksRunning holds that no row of a run that hadn't ended is shown as if it were up to date.
func (s *stage) marksRunning() {
	s.t.Helper()
	for left := range strings.SplitSeq(s.list(), "\n") {
		for _, word := range []string{"Accepted", "Queued", "Querying", "Delivering"} {
			if strings.Contains(left, word) && !strings.Contains(left, "?") {
				s.t.Errorf("not marked: %s\n%s", left, s.text())
			}
		}
		if strings.Contains(left, ", slow") {
			s.t.Errorf("judged slow on old data: %s", left)
		}
	}
}
