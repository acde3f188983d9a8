package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/theme"
	"exportwatch/tui"
)

// reading returns a screen whose keys are in the long query of a run.
func reading(t *testing.T, size size) *screen {
	t.Helper()
	runs := mixed()
	runs[0].change = func(e *model.Execution) { e.Export.Query = longQuery() }
	s := open(t, watching(t, runs...), plain(), size.width, size.height)
	s.press("4", "enter")
	return s
}

// TestSearchWalksMatches types a search, walks through what it finds, and ends it.
func TestSearchWalksMatches(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{120, 36}, {80, 24}, {40, 12}} {
		s := reading(t, size)
		start := s.text()
		s.press(typing("From")...)
		var count int
		if _, err := fmt.Sscanf(after(s, "match 1 of "), "%d", &count); err != nil || count < 1 {
			t.Fatalf("%v: %v:\n%s", size, err, s.text())
		}
		s.row("FROM ")
		if s.press("esc"); s.text() != start {
			t.Errorf("%v: esc didn't lead back to where typing began:\n%s", size, s.text())
		}
		s.press(typing("ALIAS_0", "enter")...)
		s.row("alias_0")
		first := after(s, "match ")
		s.press("n")
		s.row("match 2 of")
		s.row("alias_0")
		s.press("N", "N")
		if last := after(s, "match "); strings.HasPrefix(last, "1 ") {
			t.Errorf("%v: N doesn't go round from the first match: %s", size, last)
		}
		s.row("alias_0")
		if s.press("n"); after(s, "match ") != first {
			t.Errorf("%v: n doesn't come round", size)
		}
		s.press("pgdown", "j")
		if after(s, "match ") != first {
			t.Errorf("%v: scrolling changed the match", size)
		}
		cursor := s.cursorSubject()
		s.press("n")
		if s.cursorSubject() != cursor {
			t.Errorf("%v: n went to another row", size)
		}
		s.press("esc")
		if strings.Contains(s.text(), "match") {
			t.Errorf("%v: esc didn't end the search:\n%s", size, s.text())
		}
	}
}

// after returns what follows a text in its line.
func after(s *screen, text string) string {
	_, rest, _ := strings.Cut(s.row(text), text)
	return rest
}

// cursorSubject returns what the detail is about.
func (s *screen) cursorSubject() string { return s.row(" run of ") }

// TestSearchStartsAtTheTop holds that the first match at or after what is first in sight is taken,
// and the first of all if there is none.
func TestSearchStartsAtTheTop(t *testing.T) {
	t.Parallel()
	s := reading(t, size{120, 36})
	s.press(typing("_", "enter")...)
	s.row("match 1 of")
	s.press("esc", "pgdown", "pgdown")
	top := s.row(" columns ")
	s.press(typing("_")...)
	if strings.Contains(s.text(), "match 1 of") {
		t.Errorf("the search began at the beginning:\n%s", s.text())
	}
	s.press("esc")
	if s.row(" columns ") != top {
		t.Errorf("the text moved although a match was in sight:\n%s", s.text())
	}
	s.press("G")
	s.press(typing("Query as of this run.")...)
	s.row("match 1 of 1")
	s.row("Query as of this run.")
	s.press("x")
	s.row("no match")
	s.press("backspace", "enter")
	s.row("match 1 of 1")
	s.press("]")
	s.row("no match")
	s.press("[")
	s.row("match 1 of 1")
}

// TestSearchSurvivesRefreshes holds that the match and the place stay when the same is answered
// again, and that a search ends at another subject.
func TestSearchSurvivesRefreshes(t *testing.T) {
	t.Parallel()
	runs := mixed()
	watchlist := watching(t, runs...)
	s := open(t, watchlist, plain(), 120, 20)
	s.press("enter")
	s.press(typing("the", "enter", "n")...)
	before := after(s, "match ")
	s.now = s.now.Add(time.Minute)
	told(s, watchlist, runs[0], 0, runs[0].looks[4])
	s.now = s.now.Add(time.Minute)
	s.send(nil)
	if after(s, "match ") != before {
		t.Errorf("the match became %s, was %s", after(s, "match "), before)
	}
	s.press("tab", "j", "enter")
	if strings.Contains(s.text(), "match") {
		t.Errorf("the search goes on at another subject:\n%s", s.text())
	}
}

// TestSearchMarks holds that what is found is marked on every terminal, the current match unlike
// the others, and that marking changes no text.
func TestSearchMarks(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]tui.Options{
		"dark":  {Theme: theme.DarkBG, Depth: theme.TrueColor},
		"light": {Theme: theme.LightBG, Depth: theme.Colors256},
		"auto":  {Theme: theme.Auto, Depth: theme.Colors256},
		"16":    {Theme: theme.Auto, Depth: theme.Colors16},
		"none":  {Theme: theme.None, Depth: theme.NoColor},
		"ASCII": {Theme: theme.None, Depth: theme.NoColor, ASCII: true},
	} {
		options.Terminal = &terminal{}
		s := open(t, watching(t, mixed()...), options, 120, 36)
		s.press("4", "enter")
		text := s.text()
		s.press(typing("bill_", "enter")...)
		look := theme.New(options.Theme, options.Depth, theme.Unknown, options.ASCII)
		strong := look.Paint(theme.Look{Marked: true, Strong: true}, "bill_")
		weak := look.Paint(theme.Look{Marked: true}, "bill_")
		if strings.Count(s.styled(), strong) != 1 || !strings.Contains(s.styled(), weak) {
			t.Errorf("%s: want one of %q and some of %q:\n%q", name, strong, weak, s.styled())
		}
		body := func(text string) []string {
			lines := strings.Split(text, "\n")
			return slices.Concat(lines[6:len(lines)-1], nil)
		}
		if !slices.Equal(body(s.text()), body(text)) {
			t.Errorf("%s: marking changed the text:\n%s\n%s", name, text, s.text())
		}
	}
}
