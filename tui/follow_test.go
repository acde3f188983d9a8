package tui_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/tui"
)

// followCloud launches a program that follows a cloud from noon on, in a bubble of virtual time.
func followCloud(t *testing.T, aws *cloud, change func(*tui.Options)) *program {
	t.Helper()
	waitFor(t, noon())
	aws.clock = time.Now
	options := plain()
	options.Source = aws
	if change != nil {
		change(&options)
	}
	return launch(t, aws.follow(noon()), options)
}

// one is an account with one export.
func one(runs ...trip) *cloud {
	return &cloud{
		profiles: []profile{{account: amer}},
		exports:  []*plan{{name: "cur2-daily", account: amer, runs: runs}},
	}
}

// later returns a run that starts after noon.
func later(after, took time.Duration, ends model.Status) trip {
	return trip{ago: -after, took: took, ends: ends}
}

// listRow returns the row under the cursor without the detail beside it.
func listRow(p *program) string {
	row, _, _ := strings.Cut(p.row("▌"), "│")
	return row
}

// atRest is the quiet account without what ended so lately that the end is confirmed.
func atRest() *cloud {
	c := quiet()
	c.exports = c.exports[2:]
	return c
}

// TestCursorStaysOnItsExport holds that the cursor stays on its export while its newest run is
// another, and on its older run while the list around it changes.
func TestCursorStaysOnItsExport(t *testing.T) {
	t.Parallel()
	aws := func() *cloud {
		c := single()
		c.exports[0].runs = append(c.exports[0].runs, later(10*minute, hour, model.DeliverySuccess))
		return c
	}
	synctest.Test(t, func(t *testing.T) {
		p := followCloud(t, aws(), nil)
		p.sleep(time.Minute)
		if got := p.cursor(); got != "cur2-daily" {
			t.Fatalf("the cursor starts on %s instead of the failure", got)
		}
		p.sleep(20 * time.Minute)
		if chosen := p.row("▌"); !strings.Contains(chosen, "cur2-daily") ||
			!strings.Contains(chosen, "Querying") {
			t.Errorf("the cursor isn't on the export's newest run: %s", chosen)
		}
		p.row("run of 24 Nov 14:42")
	})
	synctest.Test(t, func(t *testing.T) {
		p := followCloud(t, aws(), nil)
		p.sleep(time.Minute)
		p.push("space", "j", "j")
		chosen := listRow(p)
		if !strings.Contains(chosen, "23 Nov") {
			t.Fatalf("the cursor isn't on an older run: %s", chosen)
		}
		p.sleep(20 * time.Minute)
		if got := listRow(p); got != chosen {
			t.Errorf("the cursor went from %q to %q", chosen, got)
		}
		p.row("├ ✗ 24 Nov 10:04") // what was the newest is an older run now
		p.push("space")
		if got := p.cursor(); got != "cur2-daily" {
			t.Errorf("folding put the cursor on %s", got)
		}
		if lineOf(p.screen, "├") >= 0 {
			t.Errorf("space doesn't fold:\n%s", p.text())
		}
	})
}

// TestProblemKeysSkipOlderRuns holds that n goes from export to export.
func TestProblemKeysSkipOlderRuns(t *testing.T) {
	t.Parallel()
	s := state{cloud: organization, keys: []string{"space", "j"}}.open(t, 120, 36)
	for _, want := range []string{"focus-1-2", "cur2-resources", "cur2-daily", "focus-1-2"} {
		if s.press("n"); s.cursor() != want {
			t.Errorf("n went to %s, want %s", s.cursor(), want)
		}
	}
}

// TestDetailsOnDemand holds that an older run's details are asked for once, when the cursor has
// rested on it for 250 ms: not while keys are held, and not while paused. Those of an export's newest
// run are known without.
func TestDetailsOnDemand(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := atRest()
		p := followCloud(t, aws, nil)
		p.sleep(time.Minute)
		runs := len(aws.exports[0].runs)
		details := func(row int) int {
			return aws.asks(model.AskExecution, aws.exports[0].ref(runs-1-row))
		}
		p.push("space")
		if details(0) != 1 || details(1) != 0 {
			t.Fatalf("asked %d times for the first row's details, %d for the second's",
				details(0), details(1))
		}
		for range 20 { // a key is held
			p.push("j")
			p.push("k")
			p.sleep(30 * time.Millisecond)
		}
		if details(1) != 0 {
			t.Error("asked for details while a key was held")
		}
		p.run(p.send(key(t, "j")))
		p.sleep(249 * time.Millisecond)
		if details(1) != 0 {
			t.Error("asked for details too soon")
		}
		p.sleep(2 * time.Millisecond)
		if details(1) != 1 {
			t.Errorf("asked %d times for details after 251 ms", details(1))
		}
		p.sleep(time.Hour)
		if details(1) != 1 {
			t.Errorf("asked %d times for details in an hour", details(1))
		}
		p.push("p", "j")
		p.sleep(time.Minute)
		if details(2) != 0 {
			t.Error("asked for details while paused")
		}
		p.push("p")
		p.sleep(time.Second)
		if details(2) != 1 {
			t.Errorf("asked %d times for details on going on", details(2))
		}
	})
}

// TestLoadingAsksForFewDetails holds that rows which the first answers put on top one after the
// other have their newest runs asked for once, and nothing else.
func TestLoadingAsksForFewDetails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := atRest()
		for _, export := range aws.exports {
			export.runs[len(export.runs)-1].ends = model.DeliveryFailure
		}
		aws.latency = func(ask model.Ask) time.Duration { // the newest row comes last
			if ask.Kind != model.AskExecutions {
				return 0
			}
			at := slices.Index(aws.exports, aws.find(ask.Ref.ExportARN))
			return time.Duration(len(aws.exports)-at) * 100 * time.Millisecond
		}
		p := followCloud(t, aws, nil)
		p.sleep(10 * time.Second)
		count := map[model.Ref]int{}
		for _, ask := range aws.asked {
			if ask.Kind == model.AskExecution {
				count[ask.Ref]++
			}
		}
		for _, export := range aws.exports {
			newest := export.ref(len(export.runs) - 1)
			if len(count) != len(aws.exports) || count[newest] != 1 {
				t.Errorf("%s: %d questions, of %d runs", export.name, count[newest], len(count))
			}
		}
	})
}

// TestDetailFollows holds that the detail follows the cursor 100 ms after the last key with one
// timer, and at once on entering it.
func TestDetailFollows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := followCloud(t, quiet(), nil)
		p.sleep(time.Minute)
		p.push("g")
		p.sleep(time.Second)
		clear(p.counts)
		for range 5 {
			p.run(p.send(key(t, "j")))
			p.sleep(40 * time.Millisecond)
			p.row("focus-1-2 · payer-amer · run of")
		}
		p.sleep(59 * time.Millisecond)
		p.row("focus-1-2 · payer-amer · run of")
		p.sleep(2 * time.Millisecond)
		p.row("cur2-split-cost · run of")
		if n := p.counts[screenDue]; n > 5 {
			t.Errorf("%d timers went off for five keys", n)
		}
		p.run(p.send(key(t, "k")))
		p.row("cur2-split-cost · run of")
		p.run(p.send(key(t, "enter")))
		p.row("focus-1-2 · payer-apac · run of")
	})
}

// TestNotifiesOfNewNeeds holds that the terminal is to call for a need that is new after the first
// answers, whatever was pressed before them, and for nothing else.
func TestNotifiesOfNewNeeds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws, called := single(), &terminal{}
		aws.latency = func(model.Ask) time.Duration { return time.Second }
		focus := aws.exports[3]
		focus.runs = append(focus.runs,
			later(10*minute, 10*minute, model.DeliveryFailure),
			later(2*hour, 10*minute, model.DeliverySuccess),
			later(4*hour, 10*minute, model.DeliveryFailure))
		p := followCloud(t, aws, func(o *tui.Options) { o.Terminal = called })
		p.push("j")
		want := func(after time.Duration, notices ...string) {
			t.Helper()
			p.sleep(time.Until(noon().Add(after)))
			if !slices.Equal(called.notices, notices) {
				t.Errorf("by %v it was told %q, want %q", after, called.notices, notices)
			}
		}
		const failed = "exportwatch: focus-1-2 failed"
		want(9 * minute)
		want(29*minute, failed)
		want(3*hour, failed)
		want(5*hour, failed, failed)
	})
}

// TestTitle says what needs somebody.
func TestTitle(t *testing.T) {
	t.Parallel()
	for want, aws := range map[string]*cloud{
		"✗1 !3 exportwatch": organization(), "exportwatch": quiet(), "!1 exportwatch": firstAnswers(),
	} {
		s := open(t, aws.seen(t, hour, 0), plain(), 80, 24)
		if title := s.model.View().WindowTitle; title != want {
			t.Errorf("the title is %q, want %q", title, want)
		}
	}
}

// TestSlowByItself holds that a run becomes slow without any answer, even where a key has just
// been pressed then.
func TestSlowByItself(t *testing.T) {
	t.Parallel()
	runs := append(every(8*hour, 12, 10*minute, 8*hour), trip{
		ago: 10 * minute, took: hour, ends: model.DeliverySuccess,
	})
	for _, pressed := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			p := followCloud(t, one(runs...), nil)
			p.sleep(9*minute + 50*time.Second)
			p.push("p") // so that nothing is answered
			p.sleep(9*time.Second + 500*time.Millisecond)
			p.row("Querying")
			if pressed {
				p.push("j")
			}
			p.row("RUNNING 1")
			p.sleep(time.Until(noon().Add(10*minute + 3*time.Second)))
			p.row("NEEDS YOU 1")
			p.row("Querying, slow")
		})
	}
}

// TestWhileAway holds since when what happened is told, that this ends with the next key, and that
// the page has what was missed apart.
func TestWhileAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		runs := append(every(8*hour, 12, 5*minute, hour),
			later(5*minute, 5*minute, model.DeliverySuccess),
			later(hour, 10*minute, model.DeliveryFailure))
		p := followCloud(t, one(runs...), nil)
		p.sleep(4 * minute)
		told := func() bool { return lineOf(p.screen, "Since") >= 0 || lineOf(p.screen, "away") >= 0 }
		if told() {
			t.Errorf("something happened before anything did:\n%s", p.text())
		}
		p.sleep(26*minute + 7*time.Second) // no age changes when somebody counts as away
		p.row("Since the start: 1 delivered, 1 started")
		if p.push("j"); told() {
			t.Errorf("a key doesn't end what is told:\n%s", p.text())
		}
		if p.sleep(2 * minute); told() {
			t.Errorf("what was read is told again:\n%s", p.text())
		}
		p.sleep(hour - minute)
		p.row("While you were away (since 15:02): 1 failed, 1 started")
		p.push("c")
		missed, before := lineOf(
			p.screen,
			"WHILE YOU WERE AWAY, SINCE 15:02",
		), lineOf(
			p.screen,
			"BEFORE 15:02",
		)
		failed, good := lineOf(p.screen, "✗ Delivery failed"), lineOf(p.screen, "✓ Delivered ")
		if missed < 0 || failed < missed || before < failed || good < before {
			t.Errorf("what was missed doesn't stand apart:\n%s", p.text())
		}
		p.row("cur2-daily                               24 Nov 15:32  10m00s")
		if p.push("esc"); told() {
			t.Errorf("a key doesn't end what is told:\n%s", p.text())
		}
	})
}

// TestChangesLeadToTheirExports holds that the cursor of what happened goes from change to change
// and stays on it, and that enter leads to its export, even if a filter hides that.
func TestChangesLeadToTheirExports(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := quiet()
		for i := range 3 {
			aws.exports[i].runs = append(aws.exports[i].runs,
				later(time.Duration(i*20+5)*minute, 5*minute, model.DeliverySuccess))
		}
		p := followCloud(t, aws, nil)
		p.sleep(30 * minute) // both of the first, the second's start
		p.push("/")
		p.push("c", "i", "d", "enter", "c", "G")
		first := p.row("▌")
		if !strings.Contains(first, "► Started") || !strings.Contains(first, "focus-1-2") {
			t.Errorf("the oldest change is %q", first)
		}
		p.push("k")
		chosen := p.row("▌")
		p.sleep(30 * minute)
		if p.row("▌") != chosen {
			t.Errorf("the cursor went from %q to %q", chosen, p.row("▌"))
		}
		p.push("enter")
		if lineOf(p.screen, "WHAT HAPPENED") >= 0 || p.cursor() != "focus-1-2" {
			t.Errorf("enter doesn't lead to the export:\n%s", p.text())
		}
		if p.push("c", "g", "enter"); p.cursor() != "cid-cur2" {
			t.Errorf("enter on the newest leads to %s", p.cursor())
		}
		if p.push("x", "c", "enter"); !strings.Contains(p.text(), "cid-cur2 isn't on the list") {
			t.Errorf("it doesn't say why enter leads nowhere:\n%s", p.text())
		}
	})
}

// TestUnfoldedRunsAreSeen holds that unfolding the last row in sight scrolls to the older runs
// beneath it, and that the row stays in sight where they need more room than there is.
func TestUnfoldedRunsAreSeen(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{40, 10}, {80, 24}, {120, 16}, {120, 36}} {
		s := openAt(t, organization().seen(t, 5*hour, 0), plain(), size, 0)
		s.press("G")
		for range 30 { // to a row with older runs
			if s.press("space"); strings.Contains(s.text(), "└") {
				break
			}
			s.press("space", "k")
		}
		s.row("▌")
		s.row("├")
	}
}

// TestStartsOnTheFirstProblem holds that the list stays at its top with the cursor on the first
// problem, whatever comes, until a key is about a row; from then on the cursor stays on its row, and
// the list says what needs somebody out of sight.
func TestStartsOnTheFirstProblem(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := quiet()
		for i, name := range []string{"cid-cur2", "cur2-split-cost"} {
			at := slices.IndexFunc(aws.exports, func(p *plan) bool { return p.name == name })
			aws.exports[at].runs = append(aws.exports[at].runs, trip{
				ago: -time.Duration(i*30+10) * minute, took: 10 * minute,
				ends: model.DeliveryFailure, reason: model.InternalFailure,
			})
		}
		p := followCloud(t, aws, nil)
		p.send(tea.WindowSizeMsg{Width: 120, Height: 14})
		p.sleep(5 * minute)
		p.push("?", "esc", "c", "q", "p", "p", "%") // about no row
		p.sleep(20 * minute)
		if p.cursor() != "cid-cur2" || lineOf(p.screen, "▌") != 2 {
			t.Errorf("the cursor isn't on the first problem:\n%s", p.text())
		}
		p.row("cid-cur2 · payer-emea")
		p.push("j")
		p.push("G")
		kept := p.cursor()
		p.row("1 needs you above")
		p.sleep(40 * minute) // the second failure comes
		if p.cursor() != kept {
			t.Errorf("the cursor went from %s to %s", kept, p.cursor())
		}
		p.row("2 need you above")
		p.push("g")
		if lineOf(p.screen, "above") >= 0 {
			t.Errorf("nothing is above the first row:\n%s", p.text())
		}
	})
}

// TestUnmatchedNamesAreSaid holds that the screen says which of the names given no export has, once
// all accounts have told of theirs, and goes on saying it until one appears.
func TestUnmatchedNamesAreSaid(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := misnamed()
		aws.latency = func(ask model.Ask) time.Duration {
			if ask.Profile == "payer-apac" {
				return 5 * time.Second
			}
			return time.Second
		}
		p := followCloud(t, aws, nil)
		p.sleep(4 * time.Second)
		if lineOf(p.screen, "No export matches") >= 0 {
			t.Errorf("it is said before every account has told:\n%s", p.text())
		}
		p.sleep(4 * time.Second)
		const both = "· No export matches cur9-daily, recomendations*"
		p.row(both)
		p.push("j", "z")
		p.row(both)
		p.push("esc")
		p.sleep(hour)
		p.row(both)
		p.resize(40, 10)
		p.row("· No export matches cur9-daily, 1 more")
		p.resize(120, 36)
		aws.exports = append(aws.exports, &plan{
			name: "cur9-daily", account: amer, runs: every(8*hour, 4, minute, hour),
		})
		p.sleep(hour)
		p.row("· No export matches recomendations*")
	})
	synctest.Test(t, func(t *testing.T) {
		aws := barren()
		aws.patterns = []string{"cur9-daily"}
		p := followCloud(t, aws, nil)
		p.sleep(minute)
		p.row("· No export matches cur9-daily")
		aws.exports = []*plan{{name: "cur9-daily", account: amer}}
		if p.sleep(hour); lineOf(p.screen, "No export matches") >= 0 {
			t.Errorf("it is there now:\n%s", p.text())
		}
	})
	s := openAt(t, quiet().seen(t, hour, 0), plain(), size{120, 36}, 0)
	if lineOf(s, "No export matches") >= 0 {
		t.Errorf("nothing was named:\n%s", s.text())
	}
}
