package cli_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
	"exportwatch/model"
	"exportwatch/model/watch"
)

// TestAnExportIsRemovedAndComesBack in the whole program: nobody is asked about it in between.
func TestAnExportIsRemovedAndComesBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		s := play(t, server, 120, 36, "--profile", "standard", "cur2-hourly")
		s.at(10 * time.Second)
		if text, _ := row(s.lines(), "cur2-hourly"); text == "" {
			t.Fatalf("no row:\n%s", s.text())
		}
		s.press("x")
		s.has("Removed cur2-hourly. u undoes", "NOTHING IS WATCHED")
		before := server.Requests()
		s.at(9 * time.Minute)
		after := server.Requests()
		for _, operation := range []string{"GetExecution", "ListExecutions"} {
			if after[operation] != before[operation] {
				t.Errorf("%s was asked %d times after the removal", operation,
					after[operation]-before[operation])
			}
		}
		s.at(25 * time.Minute) // ListExports has come back with it twice
		s.has("NOTHING IS WATCHED")
		s.lacks("No export matches")
		s.press("u")
		s.has("cur2-hourly is back.")
		s.at(26 * time.Minute)
		if got := server.Requests()["ListExecutions"]; got == after["ListExecutions"] {
			t.Error("what came back isn't asked for")
		}
		if text, chosen := row(s.lines(), "cur2-hourly"); text == "" || !chosen {
			t.Errorf("the row isn't there, or not under the cursor:\n%s", s.text())
		}
		s.leave()
	})
}

// TestAnExportIsPickedAndARunPinned in the whole program.
func TestAnExportIsPickedAndARunPinned(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		s := play(t, server, 120, 36, "--profile", "standard", "cur2-hourly")
		s.at(10 * time.Second)
		s.press("a")
		s.has("ADD  an export, or a run of it", "carbon-monthly")
		s.press(strings.Split("monthly", "")...)
		s.press("\r")
		s.at(15 * time.Second)
		s.has(
			"ADD  carbon-monthly, or a run of it",
			"The export: always its newest run",
			"Delivered",
		)
		s.press("\r")
		s.has("Added carbon-monthly. u undoes")
		s.lacks("ADD  ")
		s.press(
			"a",
			"\x1b[200~"+target(server.Executions(simulator.StandardAccessKey)[0])+"\x1b[201~",
		)
		s.has("Watch the run ")
		s.press("\r")
		s.at(20 * time.Second)
		s.has("Added ")
		s.press("u", "u")
		s.has("Took back carbon-monthly.")
		if _, last := s.leave(); strings.Contains(last, "carbon-monthly") {
			t.Errorf("what was taken back is printed:\n%s", last)
		}
	})
}

// TestExportsAreListedForOneWhoWatchesARun asks for them only when somebody wants to see them.
func TestExportsAreListedForOneWhoWatchesARun(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		s := play(t, server, 80, 24, "--profile", "standard", running(server)[0])
		s.at(5 * time.Second)
		s.press("a")
		s.has("List all exports of the default profile")
		if n := server.Requests()["ListExports"]; n > 0 {
			t.Errorf("ListExports was asked %d times before", n)
		}
		s.press("\r")
		s.at(10 * time.Second)
		s.has("carbon-monthly", "cur2-hourly")
		s.lacks("List all exports")
		s.at(time.Hour)
		if n := server.Requests()["ListExports"]; n != 1 {
			t.Errorf("ListExports was asked %d times, want once", n)
		}
		s.leave()
	})
}

// TestAMutedFailureIsNotCounted, neither on the screen nor by the exit code, until it changes.
func TestAMutedFailureIsNotCounted(t *testing.T) {
	t.Parallel()
	for _, muted := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := play(t, nil, 120, 36, "--demo", "--fail-on", "failed,overdue,slow,unhealthy")
			s.at(5 * time.Second)
			s.has("NEEDS YOU 2")
			want := 1
			if muted {
				want = 0
				s.press("m", "n", "m")
				s.has("∅ 2 muted", "u undoes")
				s.at(9 * time.Second)
				s.lacks("NEEDS YOU")
				s.has("Muted until its next change; m ends that.")
				if strings.Contains(s.title(), "✗") {
					t.Errorf("the title is %q", s.title())
				}
			}
			code, last := s.leave()
			if code != want {
				t.Errorf("muted: %v, exit code %d, want %d\n%s", muted, code, want, last)
			}
			if said := strings.Contains(last, "∅ Muted"); said != muted {
				t.Errorf("muted: %v, the last lines are\n%s", muted, last)
			}
		})
	}
}

// TestTheMuteEndsWithTheNextRun on the screen of the demo, where runs follow each other quickly.
func TestTheMuteEndsWithTheNextRun(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := play(t, nil, 120, 36, "--demo")
		s.at(5 * time.Second)
		s.press("m")
		s.has("∅ 1 muted")
		s.at(30 * time.Minute)
		s.lacks("∅")
		s.leave()
	})
}

// TestAMutedRowSaysSoInJSON holds what docs/json.md says of it.
func TestAMutedRowSaysSoInJSON(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	list := watch.NewList(time.Minute, 1)
	list.Pin(model.Ref{ExportARN: "arn", ExecutionID: "id"}, now)
	answer := model.Answer{Execution: model.Execution{Status: model.DeliveryFailure}}
	list.Take(model.Reply{Ask: list.Due(now)[0], Result: answer}, now)
	if !list.Mute(list.Watched()[0], now) {
		t.Fatal("it can't be muted")
	}
	text, err := cli.RowJSON(list.Survey(now).Entries[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"attention":"finished"`, `"muted":true`, `"mutedNeed":"failed"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	if strings.Contains(text, `"need"`) || strings.Contains(text, `"advice"`) {
		t.Errorf("it needs somebody: %s", text)
	}
}
