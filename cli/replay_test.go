package cli_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// everyFault is a fault of each kind, one after the other, with an hour's peace after each.
func everyFault(every, lasting time.Duration) []simulator.Fault {
	var faults []simulator.Fault
	for i, kind := range simulator.FaultKinds() {
		faults = append(faults, simulator.Fault{
			Kind: kind, After: time.Duration(i+1) * every, For: lasting,
		})
	}
	return faults
}

// screens plays and returns the screen, without its footer, at each of some times.
func screens(
	t *testing.T, network http.Handler, instants []time.Duration, args ...string,
) map[time.Duration]string {
	t.Helper()
	s := play(t, network, 120, 36, args...)
	seen := map[time.Duration]string{}
	for _, at := range instants {
		s.at(at)
		lines := s.lines()
		seen[at] = strings.Join(lines[:len(lines)-1], "\n")
	}
	if code, _ := s.leave(); code != 0 {
		t.Errorf("%q: exit code %d", args, code)
	}
	return seen
}

// TestReplayShowsTheRun: a recording of a day with every kind of fault shows the same screens as the
// day itself, at the same times.
func TestReplayShowsTheRun(t *testing.T) {
	t.Parallel()
	every, lasting := 100*time.Minute, 10*time.Minute
	if testing.Short() {
		every, lasting = 10*time.Minute, 4*time.Minute
	}
	faults := everyFault(every, lasting)
	var instants []time.Duration
	for at := 500 * time.Millisecond; at < 10*time.Second; at += time.Second {
		instants = append(instants, at)
	}
	for _, fault := range faults {
		for _, after := range []time.Duration{
			9 * time.Second, 40 * time.Second, 3 * time.Minute, lasting + 5*time.Second, lasting + 2*time.Minute,
		} {
			instants = append(instants, fault.After+after+500*time.Millisecond)
		}
	}
	for _, profile := range []string{"demo", "strange"} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "recording")
			synctest.Test(t, func(t *testing.T) {
				server := service(t, 0, simulator.Options{Seed: 1, Faults: faults})
				run := screens(t, server, instants, "--profile", profile, "--record", file)
				again := screens(t, nobody(t), instants, "replay", file)
				wrong := 0
				for _, at := range instants {
					if run[at] != again[at] && wrong < 3 {
						wrong++
						t.Errorf("after %v the run was\n%s\nand is replayed as\n%s", at, run[at], again[at])
					}
				}
			})
		})
	}
}

// nobody is a network that nobody may ask.
func nobody(t *testing.T) http.Handler {
	t.Helper()
	return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the network was asked: %s", fmt.Sprint(r.URL))
	})
}
