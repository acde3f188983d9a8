package tui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"exportwatch/tui"
)

// uneventful is a playback in which nothing happens.
type uneventful struct{}

func (uneventful) Until(context.Context, time.Time) tui.Passage { return tui.Passage{} }

// replaying are options of a replay of an hour that ends at noon.
func replaying(speed int, paused bool) tui.Options {
	options := plain()
	options.Replay = &tui.Replay{
		Playback: uneventful{},
		From:     noon(),
		To:       noon().Add(time.Hour),
		Speed:    speed,
		Paused:   paused,
	}
	return options
}

// TestReplayIsLawful: what leads the footer keeps the laws of the screen at every size.
func TestReplayIsLawful(t *testing.T) {
	t.Parallel()
	for _, paused := range []bool{false, true} {
		options := replaying(3600, paused)
		options.ASCII = paused
		s := open(t, watching(t, mixed()...), options, 120, 36)
		s.send(tui.Trouble("recording stopped: no space left on device"))
		for width, height := range sizes {
			if height > 12 && height%10 != 0 {
				continue // it is the width that matters
			}
			s.resize(width, height)
			if why := broken(s.styled(), width, height, options.ASCII); why != "" {
				t.Fatalf("%dx%d: %s\n%s", width, height, why, s.text())
			}
		}
	}
}

// TestReplayClock: its time goes so much faster, stands still while paused, and ends at the end.
func TestReplayClock(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), replaying(60, false), 120, 36)
	began := s.now
	shows := func(text string) {
		t.Helper()
		s.send(nil)
		s.press("ctrl+y") // which draws anew
		if !strings.HasPrefix(footerOf(s), "REPLAY 2026-11-24 "+text+" ") {
			t.Errorf("want %s, the footer is %q", text, footerOf(s))
		}
	}
	clock := func(after time.Duration) string { return noon().Add(after).Format(time.TimeOnly) }
	s.now = began.Add(10 * time.Second)
	shows(clock(10*time.Minute) + " ×60")
	s.press("p")
	stood := s.model.Now()
	s.now = s.now.Add(time.Hour)
	shows(clock(stood.Sub(noon())) + " ×60 paused")
	s.press("+", "p")
	s.now = s.now.Add(time.Second)
	if passed := s.model.Now().Sub(stood); passed < 0 || passed > 2*time.Minute {
		t.Errorf("going on it jumped by %v", passed)
	}
	s.now = s.now.Add(time.Hour)
	shows(clock(time.Hour) + " end")
}
