package cli_test

import (
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// TestReplayIsDriven: its clock pauses, goes step by step, faster and slower, ends at its end, and
// nobody is asked whatever is pressed.
func TestReplayIsDriven(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "recording")
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		s := play(t, server, 120, 36, "--profile", "demo", "--record", name)
		s.at(10*time.Minute + time.Second)
		s.leave()

		began := s.began
		clock := func(after time.Duration) string {
			return "REPLAY " + began.Add(after).UTC().Format(time.DateTime)
		}
		s = play(t, nobody(t), 120, 36, "replay", name, "--pause", "--at", "1m20s")
		s.at(time.Minute)
		s.has(clock(80*time.Second)+" ×1 paused", "as of "+s2(began, 75*time.Second), "p resume")
		s.press("r", "R", "j", "\r", "4", "h")
		s.lacks("r refresh")
		s.press(".")
		s.has(clock(90*time.Second)+" ×1 paused", "as of "+s2(began, 90*time.Second))
		for range 30 {
			s.press(".")
		}
		s.lacks("as of " + s2(began, 90*time.Second))
		stepped := s.asOf()
		s.press("+", "+", "+")
		s.has("×10 paused")
		s.at(2 * time.Minute)
		if s.asOf() != stepped {
			t.Errorf("paused at %s, it goes on to %s", stepped, s.asOf())
		}
		s.press("-", "p")
		s.has("×5", "p pause")
		s.lacks("paused")
		at := time.Since(s.began)
		s.at(at + 20*time.Second)
		if s.asOf() == stepped {
			t.Error("it doesn't go on")
		}
		s.press("?")
		s.has("Replay", "to the next answer", "slower, faster")
		s.lacks("refresh: this, all")
		s.press("q", "+", "+", "+")
		s.at(at + 2*time.Minute)
		s.has(clock(10*time.Minute+time.Second) + " end")
		wrote := s.bytes()
		s.at(at + time.Hour)
		if s.bytes() != wrote {
			t.Error("it draws after its end")
		}
		s.press("p", ".", "+", "G", "g")
		s.has(" end")
		if code, last := s.leave(); code != 0 || last == "" {
			t.Errorf("exit code %d, last lines\n%s", code, last)
		}
	})
}

// s2 is how the screen writes a time so long after another.
func s2(began time.Time, after time.Duration) string {
	return began.Add(after).UTC().Format(time.TimeOnly)
}
