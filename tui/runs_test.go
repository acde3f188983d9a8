package tui_test

import (
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/model"
)

// chosenRun returns when the run was created on which the cursor of the tab of runs stands.
func chosenRun(s *screen) string {
	s.tb.Helper()
	for line := range strings.SplitSeq(s.text(), "\n") {
		if _, row, found := strings.Cut(line, "│ ▌"); found {
			fields := strings.Fields(row)
			return strings.Join(fields[1:4], " ")
		}
	}
	s.tb.Fatalf("no run is chosen:\n%s", s.text())
	return ""
}

// titled checks of which run the detail's title is.
func titled(s *screen, want string) {
	s.tb.Helper()
	if !strings.Contains(s.row("│ cur2-daily"), " · run of "+want) {
		s.tb.Errorf("not titled run of %s:\n%s", want, s.text())
	}
}

// openRuns opens the tab of runs of an export with so many, with the keys in it.
func openRuns(tb testing.TB, count int) *screen {
	tb.Helper()
	s := openAt(tb, running(count)().seen(tb, 5*hour, 0), plain(), size{120, 36}, 0)
	s.press("3", "enter")
	return s
}

// TestRunsAreChosen holds which keys choose a run, and that the chart and the title follow.
func TestRunsAreChosen(t *testing.T) {
	t.Parallel()
	s := openRuns(t, 12)
	for _, step := range []struct{ keys, want string }{
		{"", "24 Nov 13:57"},
		{"j", "24 Nov 05:57"},
		{"down ctrl+n", "23 Nov 13:57"},
		{"k", "23 Nov 21:57"},
		{"G", "20 Nov 21:57"},
		{"j", "20 Nov 21:57"},
		{"up", "21 Nov 05:57"},
		{"g", "24 Nov 13:57"},
		{"k", "24 Nov 13:57"},
		{"pgdown pgdown", "20 Nov 21:57"},
		{"ctrl+u ctrl+u", "24 Nov 13:57"},
		{"ctrl+e", "24 Nov 05:57"},
	} {
		s.press(strings.Fields(step.keys)...)
		if got := chosenRun(s); got != step.want {
			t.Errorf("%q leads to the run of %s, want %s", step.keys, got, step.want)
		}
		titled(s, step.want)
		mark := strings.Split(s.row("▲"), "│")[1]
		if !strings.Contains(mark, "▲") {
			t.Errorf("no mark under the column: %q", mark)
		}
	}
}

// TestRunIsOpened holds that enter opens a run in the other tabs, that keys are about it, and that
// esc leads back to the runs, and again to the list.
func TestRunIsOpened(t *testing.T) {
	t.Parallel()
	noted := &terminal{}
	options := plain()
	options.Terminal = noted
	s := openAt(t, running(12)().seen(t, 5*hour, 0), options, size{120, 36}, 0)
	s.press("3", "enter", "j", "j")
	titled(s, "23 Nov 21:57")
	s.press("5")
	titled(s, "24 Nov 13:57") // it was chosen, but not opened
	s.press("3", "enter")
	if !strings.Contains(s.text(), "✓ Delivered 16h ago") {
		t.Errorf("not the Overview of that run:\n%s", s.text())
	}
	for _, tab := range []string{"4", "5", "6", "7", "1"} {
		s.press(tab)
		titled(s, "23 Nov 21:57")
	}
	s.press("y", "i")
	want := (&plan{name: "cur2-daily", account: amer}).ref(9).ExecutionID
	if len(noted.copied) != 1 || noted.copied[0] != want {
		t.Errorf("copied %q, want the id %s", noted.copied, want)
	}
	s.press("esc", "tab", "y", "i", "esc", "tab") // the list's keys are about its own row
	if newest := (&plan{name: "cur2-daily", account: amer}).ref(
		11,
	).ExecutionID; noted.copied[1] != newest {
		t.Errorf("copied %q, want the id %s of the newest", noted.copied, newest)
	}
	s.press("esc")
	if got := chosenRun(s); got != "23 Nov 21:57" {
		t.Errorf("back at the run of %s", got)
	}
	s.press("1")
	titled(s, "24 Nov 13:57")
	s.press("3", "esc")
	if strings.Contains(s.text(), "│ ▌") || !strings.Contains(footerOf(s), "↑↓ move") {
		t.Errorf("not back at the list:\n%s", s.text())
	}
}

// TestNewestIsOpened holds that the newest run, once opened, is the one that is shown anyway.
func TestNewestIsOpened(t *testing.T) {
	t.Parallel()
	s := openRuns(t, 12)
	s.press("enter")
	titled(s, "24 Nov 13:57")
	if s.press("esc"); !strings.Contains(footerOf(s), "↑↓ move") {
		t.Errorf("esc doesn't lead to the list:\n%s", s.text())
	}
}

// TestChosenRunIsForgotten holds that a run is chosen of one export alone.
func TestChosenRunIsForgotten(t *testing.T) {
	t.Parallel()
	s := openAt(t, organization().seen(t, 5*hour, 0), plain(), size{120, 36}, 0)
	s.press("3", "enter", "j", "j", "enter", "tab")
	titled(s, "23 Nov 18:03")
	s.press("j")
	s.press("k")
	titled(s, "24 Nov 10:04")
}

// TestChosenRunStays holds that the cursor stays on its run when a new one starts, that the newest is
// followed while no run was chosen, and that the details of a chosen one are asked for.
func TestChosenRunStays(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		keys []string
		want string
		asks int // of the run of 05:57
	}{
		"chosen":  {[]string{"j"}, "24 Nov 05:57", 1},
		"newest":  {nil, "24 Nov 14:52", 0},
		"at once": {[]string{"j", "k"}, "24 Nov 13:57", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				aws := one(
					append(wavering(9), later(20*minute, 30*minute, model.DeliverySuccess))...)
				p := followCloud(t, aws, nil)
				p.tap(append([]string{"3", "enter"}, test.keys...)...)
				p.sleep(30 * time.Minute)
				if got := chosenRun(p.screen); got != test.want {
					t.Errorf(
						"the cursor is on the run of %s, want %s:\n%s",
						got,
						test.want,
						p.text(),
					)
				}
				ref := aws.exports[0].ref(7)
				if asks := aws.asks(model.AskExecution, ref); asks != test.asks {
					t.Errorf("the run of 05:57 was asked for %d times, want %d", asks, test.asks)
				}
			})
		})
	}
}

// TestRunGrows holds that a run under way is drawn as far as it has come, and whole once it ended.
func TestRunGrows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := followCloud(t, one(append(every(8*hour, 6, 15*minute, 2*hour),
			trip{ago: time.Minute, took: 16 * minute, ends: model.DeliverySuccess})...), nil)
		p.tap("3", "z")
		cells := func() int { return strings.Count(p.text(), "░░░░") }
		last := 0
		for _, want := range []string{"2m so far", "7m so far", "13m so far"} {
			p.sleep(5*minute + 20*time.Second)
			if !strings.Contains(p.text(), want) {
				want = ""
			}
			if now := cells(); now <= last && want != "" {
				t.Errorf("it doesn't grow: %d cells, %d before:\n%s", now, last, p.text())
			}
			last = cells()
		}
		p.sleep(20 * minute)
		if cells() > 0 || !strings.Contains(p.text(), "Delivered         16m00s") {
			t.Errorf("it has ended:\n%s", p.text())
		}
	})
}

// BenchmarkRuns measures a key in the tab of runs: the cursor moves, and the chart's shapes stay.
func BenchmarkRuns(b *testing.B) {
	for _, count := range []int{12, 400, 10_000} {
		b.Run(strconv.Itoa(count), func(b *testing.B) {
			s := openAt(b, running(count)().seen(b, hour, 0), plain(), size{200, 50}, 0)
			s.press("3", "enter", "z")
			down, up := key(b, "j"), key(b, "k")
			b.ReportAllocs()
			for b.Loop() {
				s.send(down)
				s.send(up)
			}
		})
	}
}
