package simulator_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

// newestRun is the newest run of an export of the demo.
func newestRun(t *testing.T, s *simulator.Server, name string) simulator.ExecutionState {
	t.Helper()
	for _, e := range s.Executions(simulator.DemoAccessKey) {
		if e.Name == name {
			return e
		}
	}
	t.Fatalf("the demo has no %s", name)
	return simulator.ExecutionState{}
}

func TestDemoStory(t *testing.T) {
	t.Parallel()
	for _, seed := range []uint64{1, 2, 99} {
		clock := newClock()
		s := newServer(t, clock, simulator.Options{Seed: seed})
		for _, want := range []struct {
			at     time.Duration
			export string
			code   string
			reason string
		}{
			{0, "cur2-hourly", "DELIVERY_IN_PROCESS", ""},
			{0, "cur2-daily", "QUERY_IN_PROCESS", ""},
			{0, "focus-1-2", "DELIVERY_IN_PROCESS", ""},
			{0, "cur2-resources", "QUERY_IN_PROCESS", ""},
			{0, "cur2-split-cost", "QUERY_QUEUED", ""},
			{0, "cid-cur2", "INITIATION_IN_PROCESS", ""},
			{0, "focus-1-0", "QUERY_FAILURE", "INTERNAL_FAILURE"},
			{0, "recommendations", "DELIVERY_SUCCESS", ""},
			{10 * time.Second, "cur2-hourly", "DELIVERY_SUCCESS", ""},
			{22 * time.Second, "cid-cur2", "QUERY_QUEUED", ""},
			{34 * time.Second, "focus-1-2", "DELIVERY_IN_PROCESS", ""},
			{36 * time.Second, "focus-1-2", "DELIVERY_FAILURE", "INSUFFICIENT_PERMISSION"},
			{48 * time.Second, "cur2-split-cost", "QUERY_IN_PROCESS", ""},
			{60 * time.Second, "cur2-daily", "DELIVERY_IN_PROCESS", ""},
			{70 * time.Second, "cur2-resources", "DELIVERY_IN_PROCESS", ""},
			{81 * time.Second, "cur2-daily", "DELIVERY_SUCCESS", ""},
			{93 * time.Second, "recommendations", "INITIATION_IN_PROCESS", ""},
			{120 * time.Second, "focus-1-2", "DELIVERY_FAILURE", "INSUFFICIENT_PERMISSION"},
		} {
			clock.at(want.at)
			got := newestRun(t, s, want.export)
			if got.StatusCode != want.code || got.StatusReason != want.reason {
				t.Errorf("seed %d at %v: %s is %s %s, want %s %s", seed, want.at, want.export,
					got.StatusCode, got.StatusReason, want.code, want.reason)
			}
		}
		clock.at(13 * time.Minute)
		if again := newestRun(t, s, "focus-1-2"); !ended(again.StatusCode) ||
			again.CreatedAt.Before(epoch()) {
			t.Errorf("seed %d: focus-1-2 has not run again", seed)
		}
	}
}

func TestDemoBeforeTheStory(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	executions := s.Executions(simulator.DemoAccessKey)
	if n := running(executions); n != 6 {
		t.Errorf("%d running at the start, want 6", n)
	}
	if n := len(s.Exports(simulator.DemoAccessKey)); n != 12 {
		t.Errorf("%d exports, want 12", n)
	}
	var daily []simulator.ExecutionState
	ages := map[string]bool{}
	for _, e := range executions {
		if e.Name == "cur2-daily" {
			daily = append(daily, e)
		}
		if age := epoch().Sub(e.LastUpdatedAt); e.StatusCode == "DELIVERY_SUCCESS" {
			ages["minutes"] = ages["minutes"] || age < time.Hour
			ages["hours"] = ages["hours"] || age > time.Hour && age < 24*time.Hour
			ages["days"] = ages["days"] || age > 24*time.Hour
		}
	}
	age := epoch().Sub(daily[1].LastUpdatedAt)
	if daily[1].StatusCode != "DELIVERY_FAILURE" || age > 10*time.Minute {
		t.Errorf("cur2-daily's run before is %s for %v", daily[1].StatusCode, age)
	}
	if !ages["minutes"] || !ages["hours"] || !ages["days"] {
		t.Errorf("deliveries of the last %v only", ages)
	}
}

// The demo never rests: over six hours, no 20 seconds pass without a change.
func TestDemoGoesOn(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	changes := map[time.Time]bool{}
	for hour := range 7 {
		clock.at(time.Duration(hour) * time.Hour)
		for _, e := range s.Executions(simulator.DemoAccessKey) {
			for _, stage := range e.Stages {
				changes[stage.EnteredAt] = true
			}
		}
	}
	last := epoch()
	for _, at := range slices.SortedFunc(maps.Keys(changes), time.Time.Compare) {
		if at.Before(last) || at.After(epoch().Add(6*time.Hour-time.Minute)) {
			continue
		}
		if gap := at.Sub(last); gap > 20*time.Second {
			t.Errorf("nothing changed for %v after %v", gap, last.Sub(epoch()))
		}
		last = at
	}
	if last.Sub(epoch()) < 5*time.Hour {
		t.Errorf("nothing changed after %v", last.Sub(epoch()))
	}
}
