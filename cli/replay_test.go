package cli_test

import (
	"net/http"
	"path/filepath"
	"slices"
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
	seen := make(map[time.Duration]string, len(instants))
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
	every, lasting := 10*time.Minute, 4*time.Minute
	t.Run("strange", func(t *testing.T) {
		t.Parallel()
		checkReplay(t, "strange", everyFault(every, lasting))
	})
	t.Run("demo", func(t *testing.T) {
		t.Parallel()
		if !testing.Short() {
			every, lasting = 100*time.Minute, 10*time.Minute // which makes a day
		}
		checkReplay(t, "demo", everyFault(every, lasting))
	})
}

func checkReplay(t *testing.T, profile string, faults []simulator.Fault) {
	t.Helper()
	instants := around(faults)
	file := filepath.Join(t.TempDir(), "recording")
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Faults: faults})
		run := screens(t, server, instants, "--profile", profile, "--record", file)
		again := screens(t, nobody(t), instants, "replay", file)
		different := map[string]bool{}
		for _, at := range instants {
			different[run[at]] = true
			if run[at] != again[at] {
				t.Fatalf("after %v the run was\n%s\nand is replayed as\n%s", at, run[at], again[at])
			}
		}
		if len(different) < len(faults) {
			t.Errorf("there are only %d different screens: nothing was compared", len(different))
		}
	})
}

// around are times before, in and after each of some faults, and in the first seconds.
func around(faults []simulator.Fault) []time.Duration {
	var instants []time.Duration
	for at := 500 * time.Millisecond; at < 10*time.Second; at += time.Second {
		instants = append(instants, at)
	}
	for _, fault := range faults {
		for _, after := range []time.Duration{
			9 * time.Second, 40 * time.Second, 3 * time.Minute, fault.For + 5*time.Second,
			fault.For + 2*time.Minute,
		} {
			instants = append(instants, fault.After+after+500*time.Millisecond)
		}
	}
	slices.Sort(instants)
	return instants
}

// nobody is a network that must not be asked.
func nobody(t *testing.T) http.Handler {
	t.Helper()
	return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the network was asked: %s", r.URL)
	})
}
