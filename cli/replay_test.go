package cli_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// everyFault is a fault of each kind, one after the other, with peace after each; four in the short
// run.
func everyFault(every, lasting time.Duration) []simulator.Fault {
	kinds := simulator.FaultKinds()
	if testing.Short() {
		kinds = kinds[:4]
	}
	var faults []simulator.Fault
	for i, kind := range kinds {
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

// wholeDay is read before TestMain replaces the environment.
var wholeDay = os.Getenv("EXPORTWATCH_LONG") != ""

// TestReplayShowsTheRun: a recording of some hours with every kind of fault shows the same screens as
// the hours themselves, at the same times. EXPORTWATCH_LONG=1 makes a day of them.
func TestReplayShowsTheRun(t *testing.T) {
	t.Parallel()
	const every, lasting = 15 * time.Minute, 5 * time.Minute
	t.Run("strange", func(t *testing.T) {
		t.Parallel()
		checkReplay(t, "strange", everyFault(every, lasting))
	})
	t.Run("demo", func(t *testing.T) {
		t.Parallel()
		faults := everyFault(every, lasting)
		if wholeDay {
			faults = everyFault(100*time.Minute, 10*time.Minute)
		}
		checkReplay(t, "demo", faults)
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

// TestReplayOfAVisit: what somebody had asked for, by keys, is known in the replay at the same times:
// details, tables, another round; of three accounts, one without a login, one that may not be asked.
func TestReplayOfAVisit(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "recording")
	synctest.Test(t, func(t *testing.T) {
		visit := func(args ...string) []string {
			s := play(t, nil, 140, 40, args...)
			var seen []string
			look := func(keys ...string) {
				s.press(keys...)
				time.Sleep(5 * time.Second)
				synctest.Wait()
				lines := s.lines()
				seen = append(seen, strings.Join(lines[:len(lines)-1], "\n"))
				time.Sleep(700 * time.Millisecond) // what the next key has asked isn't known yet
			}
			s.at(10*time.Second + 500*time.Millisecond)
			look("g")
			look("3", "j", "j", "j", "j")
			look("R", "5", "G")
			look("r", "3", " ")
			look("?")
			look("\x1b", "c")
			look("\x1b", "1", "g", "n")
			s.at(4*time.Minute + 300*time.Millisecond)
			look("s", "s")
			if code, _ := s.leave(); code != 0 {
				t.Errorf("%q: exit code %d", args, code)
			}
			return seen
		}
		run := visit("--demo", "--demo-accounts", "3", "--record", file)
		again := visit("replay", file)
		for i := range run {
			_, now, _ := strings.Cut(again[i], "KEYS AND SIGNS")
			if now == "" && run[i] != again[i] { // the help has other keys
				t.Errorf("look %d was\n%s\nand is replayed as\n%s", i, run[i], again[i])
			}
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
