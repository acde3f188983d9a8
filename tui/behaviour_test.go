package tui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/tui"
)

// told lets the screen take an answer of AWS.
func told(s *screen, watchlist *watch.List, r run, number int, l look) model.Ask {
	s.tb.Helper()
	ask := question(s.tb, watchlist, r.ref(number), s.now)
	s.send(
		tui.Replied(
			model.Reply{
				Ask:    ask,
				Result: model.Answer{Execution: r.execution(ask.Ref, l), ServerTime: s.now},
			},
		),
	)
	return ask
}

// lineOf returns the number of the first line that holds a text, or -1.
func lineOf(s *screen, text string) int {
	return slices.IndexFunc(strings.Split(s.text(), "\n"), func(line string) bool {
		return strings.Contains(line, text)
	})
}

// TestCursorStaysOnItsExecution follows a run from section to section.
func TestCursorStaysOnItsExecution(t *testing.T) {
	t.Parallel()
	for _, height := range []int{14, 24, 36} {
		runs := mixed()
		watchlist := watching(t, runs...)
		s := open(t, watchlist, plain(), 120, height)
		s.press("p") // so that the screen's own questions don't come between
		for s.row("▌") != s.row("Queued") {
			s.press("j")
		}
		name := s.cursor()
		ends := []look{
			{status: model.DeliveryFailure, since: 2 * time.Second},
			{status: "SOMETHING_NEW", since: 2 * time.Second},
			{status: model.DeliverySuccess, since: time.Second},
			{status: model.QueryInProcess, since: time.Second},
		}
		for _, l := range ends {
			s.now = s.now.Add(3 * time.Second)
			told(s, watchlist, runs[3], 3, l)
			s.now = s.now.Add(3 * time.Second)
			s.send(nil)
			if got := s.cursor(); got != name {
				t.Errorf("%d lines, %s: the cursor is on %s", height, l.status, got)
			}
			if !strings.Contains(s.row("▌"), words.Status(l.status)) {
				t.Errorf("%d lines, %s: %s", height, l.status, s.row("▌"))
			}
		}
	}
}

// TestNothingMovesUnderTheFinger holds that rows change their place two seconds after the last key
// at the soonest, and say what is new at once.
func TestNothingMovesUnderTheFinger(t *testing.T) {
	t.Parallel()
	runs := mixed()
	watchlist := watching(t, runs...)
	s := open(t, watchlist, plain(), 120, 36)
	before := lineOf(s, "Querying")
	s.now = s.now.Add(time.Minute)
	s.press("j")
	s.now = s.now.Add(time.Second)
	told(s, watchlist, runs[1], 1, look{status: model.QueryFailure, since: time.Second})
	for _, wait := range []time.Duration{0, 800 * time.Millisecond, 99 * time.Millisecond} {
		s.now = s.now.Add(wait)
		s.send(nil)
		if now := lineOf(s, "✗ cur2-hourly "); now != before {
			t.Errorf("the row went from line %d to %d:\n%s", before, now, s.text())
		}
	}
	s.now = s.now.Add(2 * time.Millisecond)
	s.send(nil)
	if now := lineOf(s, "✗ cur2-hourly "); now >= before || now < 0 {
		t.Errorf("the row stayed on line %d:\n%s", now, s.text())
	}
}

// TestScrollSurvivesRefreshes reads on where it was when the same is answered again.
func TestScrollSurvivesRefreshes(t *testing.T) {
	t.Parallel()
	runs := mixed()
	runs[0].change = func(e *model.Execution) { e.Export.Query = longQuery() }
	for _, size := range []size{{120, 20}, {80, 24}} {
		for _, tab := range []string{"1", "3", "4", "6"} {
			watchlist := watching(t, runs...)
			s := open(t, watchlist, plain(), size.width, size.height)
			s.press(tab, "enter", "j", "j", "pgdown", "k")
			before := s.text()
			s.now = s.now.Add(time.Second)
			told(s, watchlist, runs[0], 0, runs[0].looks[4])
			s.now = s.now.Add(10 * time.Second)
			s.send(nil)
			first, _, _ := strings.Cut(before, "\n")
			now, _, _ := strings.Cut(s.text(), "\n")
			after := strings.Replace(s.text(), now, first, 1)
			if size.width < 100 && after != before {
				t.Errorf("%v, tab %s: the text moved:\n%s\n%s", size, tab, before, after)
			}
			if lineOf(s, "s 1-") >= 0 { // "lines" or "columns"
				t.Errorf("%v, tab %s: back at the top:\n%s", size, tab, s.text())
			}
		}
	}
}

// TestListScrolls holds that the cursor is always in sight, with the head of its section.
func TestListScrolls(t *testing.T) {
	t.Parallel()
	for height := 10; height < 30; height++ {
		s := open(t, watching(t, mixed()...), plain(), 120, height)
		keys := slices.Concat(
			slices.Repeat([]string{"j"}, 20), slices.Repeat([]string{"k"}, 20),
			[]string{"pgdown", "pgdown", "pgup", "G", "g", "n", "N", "end", "home"},
		)
		for _, name := range keys {
			s.press(name)
			if at := lineOf(s, "▌"); at < 2 {
				t.Fatalf("%d lines, %s: no cursor:\n%s", height, name, s.text())
			}
			if lineOf(s, "STATUS") < 0 {
				t.Fatalf("%d lines, %s: no head:\n%s", height, name, s.text())
			}
		}
	}
}

// TestProblemKeysWalkProblems goes round what needs somebody, and nothing else.
func TestProblemKeysWalkProblems(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), plain(), 120, 36)
	s.press("G")
	walk := func(name string, steps int) []string {
		var seen []string
		for range steps {
			s.press(name)
			seen = append(seen, s.cursor())
		}
		return seen
	}
	want := []string{"cur2-daily", "cur2-resources", "finance-focus", "cur2-daily"}
	if got := walk("n", 4); !slices.Equal(got, want) {
		t.Errorf("n walks %v, want %v", got, want)
	}
	want = []string{"finance-focus", "cur2-resources", "cur2-daily", "finance-focus"}
	if got := walk("N", 4); !slices.Equal(got, want) {
		t.Errorf("N walks %v, want %v", got, want)
	}
	s = open(t, watching(t, settled()...), plain(), 120, 36)
	s.press("j", "j")
	chosen := s.cursor()
	if s.press("n", "N"); s.cursor() != chosen {
		t.Error("n moved although nothing needs anybody")
	}
}

// TestEnterAndBack holds that enter gives the detail the screen where it is narrow, the keys where
// it is wide, and that esc gives both back.
func TestEnterAndBack(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{80, 24}, {120, 36}} {
		s := open(t, watching(t, mixed()...), plain(), size.width, size.height)
		list := s.text()
		s.press("enter")
		if hidden := lineOf(s, "NEEDS YOU") < 0; hidden != (size.width < 100) {
			t.Errorf("%v: the list is hidden: %t", size, hidden)
		}
		s.row("back to list")
		s.press("esc")
		if s.text() != list {
			t.Errorf("%v: esc doesn't lead back", size)
		}
	}
}

// TestLateAnswersAreIgnored holds that an answer counts once, and only for its own question.
func TestLateAnswersAreIgnored(t *testing.T) {
	t.Parallel()
	watchlist := watching(t, querying())
	s := open(t, watchlist, plain(), 120, 36)
	s.now = s.now.Add(time.Minute)
	ask := told(
		s,
		watchlist,
		querying(),
		0,
		look{status: model.DeliveryInProcess, since: time.Second},
	)
	s.row("Delivering")
	before := s.styled()
	late := querying().execution(ask.Ref, look{status: model.QueryFailure, since: 2 * time.Second})
	s.send(tui.Replied(model.Reply{Ask: ask, Result: model.Answer{Execution: late}}))
	s.send(
		tui.Replied(
			model.Reply{Ask: model.Ask{Ref: ask.Ref}, Result: model.Answer{Execution: late}},
		),
	)
	s.send(
		tui.Replied(
			model.Reply{
				Ask:    model.Ask{Ref: failed().ref(7)},
				Result: model.Answer{Execution: late},
			},
		),
	)
	if s.styled() != before {
		t.Errorf("a late answer changed the screen:\n%s", s.text())
	}
}

// TestUnstampedMessagesAreIgnored holds that a message without its time does nothing.
func TestUnstampedMessagesAreIgnored(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), plain(), 80, 24)
	before := s.styled()
	_, cmd := s.model.Update(tea.WindowSizeMsg{Width: 10, Height: 10})
	if cmd != nil || s.styled() != before {
		t.Error("a message without its time changed the screen")
	}
}

// TestCommandKeys holds what the keys order that have their effect outside of the frame.
func TestCommandKeys(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]tea.Msg{
		"q": tea.Quit(), "ctrl+c": tea.Quit(), "ctrl+z": tea.Suspend(), "ctrl+l": tea.ClearScreen(),
	} {
		places := [][]string{nil, {"?"}, {"z"}, {"tab"}}
		if name == "q" {
			places = [][]string{nil, {"z"}, {"tab"}} // it closes a page
		}
		for _, place := range places {
			s := open(t, watching(t, empty(model.DeliverySuccess)), plain(), 80, 24)
			s.press(place...)
			if cmd := s.press(name); cmd == nil || cmd() != want {
				t.Errorf("%s after %v doesn't order %T", name, place, want)
			}
		}
	}
}

// TestAsksForTheBackground holds that Init asks for it only where an answer changes colours.
func TestAsksForTheBackground(t *testing.T) {
	t.Parallel()
	for _, state := range []struct {
		options tui.Options
		want    int
	}{
		{tui.Options{Theme: "auto", Depth: 3}, 1},
		{tui.Options{Theme: "auto", Depth: 1}, 0},
		{tui.Options{Theme: "dark", Depth: 3}, 0},
	} {
		asked := &terminal{}
		state.options.Terminal = asked
		reach(tui.New(t.Context(), watching(t), state.options).Init())
		if asked.asked != state.want {
			t.Errorf("%+v: asked %d times, want %d", state.options, asked.asked, state.want)
		}
	}
}
