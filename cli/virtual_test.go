package cli_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
)

// The story that --demo tells, asked for every fifteen seconds.
func TestDemoTellsItsStory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		truth := service(t, 0, simulator.Options{Seed: 1})
		s := play(t, nil, 160, 50, "--demo")
		scenes := map[int]scene{ // by the second
			1: {
				needs: []string{"cur2-daily", "focus-1-0"},
				rows: [][2]string{
					{"cur2-daily", "Querying"}, // the run before failed
					{"focus-1-0", "Query failed"},
					{"cur2-hourly", "Delivering"},
					{"cid-cur2", "Accepted"},
				},
				text: []string{
					"✗ 2 failed", "► 5 running", "✓ 5 delivered", "The run before failed",
					"AWS could not write to the bucket",
				},
				title: "✗2 exportwatch",
			},
			16: {
				needs: []string{"cur2-daily", "focus-1-0"},
				rows:  [][2]string{{"cur2-hourly", "Delivered"}},
				text:  []string{"► 4 running", "✓ 6 delivered"},
			},
			31: {
				needs: []string{"cur2-daily", "focus-1-0"},
				rows:  [][2]string{{"cid-cur2", "Queued"}},
			},
			46: {
				needs: []string{"focus-1-2", "cur2-daily", "focus-1-0"},
				rows:  [][2]string{{"focus-1-2", "Delivery failed"}},
				text:  []string{"✗ 3 failed", "► 3 running"},
				title: "✗3 exportwatch",
			},
			61: {
				needs: []string{"focus-1-2", "cur2-daily", "focus-1-0"},
				rows:  [][2]string{{"cur2-split-cost", "Querying"}, {"cur2-daily", "Delivering"}},
			},
			76: {
				needs: []string{"focus-1-2", "cur2-daily", "focus-1-0"},
				rows:  [][2]string{{"cur2-resources", "Delivering"}},
			},
			91: { // cur2-daily is made good, which is no row of its own
				needs: []string{"focus-1-2", "focus-1-0"},
				rows:  [][2]string{{"focus-1-2", "Delivery failed"}, {"cur2-daily", "Delivered"}},
				text:  []string{"✗ 2 failed", "► 3 running", "✓ 7 delivered"},
				title: "✗2 exportwatch",
			},
		}
		for at := time.Second; at < 5*time.Minute; at += 15 * time.Second {
			s.at(at)
			s.plays(scenes[int(at/time.Second)])
			s.lacks("made good")
			s.agrees(truth, simulator.DemoAccessKey, at-time.Second)
			s.whole()
		}
		s.press("g", "\r", "1")
		s.has("focus-1-2 · run of", "INSUFFICIENT_PERMISSION", "AWS could not write to the bucket")
		s.press("6")
		s.has("s3://")
		code, last := s.leave()
		if code != 0 || !strings.Contains(last, " failed") || strings.Contains(last, "\x1b") {
			t.Errorf("exit code %d, last lines\n%s", code, last)
		}
	})
}

// The runs of an export, from the real client to the emulator: they are listed and drawn, one is
// chosen and opened, and a run grows until it is delivered.
func TestRunsOfAnExport(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := play(t, nil, 160, 50, "--demo")
		s.at(time.Second)
		s.press("/", "c", "u", "r", "2", "-", "h", "\r", "3", "\r")
		s.has("cur2-hourly · run of", "Time taken", "median 4m", "p90 4m", "Delivered    19 of 19",
			"Longest gap  8h", "░ under way, so far", "so far", "▲", "runs 1-", " of 20")
		newest := s.chosenRun()
		s.press("j", "j")
		third := s.chosenRun()
		s.press("\r")
		s.has("run of "+third, "Delivered", "back to runs")
		s.press("4")
		s.at(4 * time.Second) // it is asked for once the cursor has rested
		s.has("run of "+third, "SELECT")
		s.press("\x1b")
		if got := s.chosenRun(); got != third || third == newest {
			t.Errorf("back at the run of %s, of %s, the newest is of %s", got, third, newest)
		}
		s.press("g")
		s.at(2 * time.Minute)
		s.has("Delivered    20 of 20")
		s.lacks("so far", "░")
		if got := s.chosenRun(); got != newest {
			t.Errorf("the cursor went from the run of %s to %s", newest, got)
		}
		s.whole()
		if code, _ := s.leave(); code != 0 {
			t.Errorf("exit code %d", code)
		}
	})
}

// chosenRun returns when the run was created on which the cursor of the tab of runs stands.
func (s *stage) chosenRun() string {
	s.t.Helper()
	for _, line := range s.lines() {
		if _, row, found := strings.Cut(line, "│ ▌"); found {
			return strings.Join(strings.Fields(row)[1:4], " ")
		}
	}
	s.t.Fatalf("no run is chosen on\n%s", s.text())
	return ""
}

// scene is what must be seen at a moment: what needs somebody, and no more; rows with their words;
// and texts.
type scene struct {
	needs []string
	rows  [][2]string
	text  []string
	title string // of the window, "" for whatever it is
}

func (s *stage) plays(want scene) {
	s.t.Helper()
	if got := s.section("NEEDS YOU"); want.needs != nil && !slices.Equal(got, want.needs) {
		s.t.Errorf("after %v: %q need somebody, want %q:\n%s",
			time.Since(s.began), got, want.needs, s.text())
	}
	for _, row := range want.rows {
		s.says(row[0], row[1])
	}
	s.has(want.text...)
	if got := s.title(); want.title != "" && got != want.title {
		s.t.Errorf("after %v: the title is %q, want %q", time.Since(s.began), got, want.title)
	}
}

// section returns the names of the rows in a section of the list.
func (s *stage) section(title string) []string {
	var names []string
	inside := false
	for _, line := range s.lines() {
		left, _, _ := strings.Cut(strings.TrimPrefix(line, "▌"), "│")
		fields := strings.Fields(left)
		switch {
		case strings.HasPrefix(line, " "+title+" "):
			inside = true
		case len(fields) == 0 || strings.Contains(left, "──"):
			inside = false
		case inside && len(fields) > 1:
			names = append(names, fields[1])
		}
	}
	return names
}

// whole checks that nothing was written over the bar between list and detail.
func (s *stage) whole() {
	s.t.Helper()
	for y, line := range s.lines()[3 : len(s.lines())-3] {
		if !strings.Contains(line, "│") {
			s.t.Errorf("after %v: line %d has no bar:\n%s", time.Since(s.began), y+3, s.text())
		}
	}
}

// agrees compares the row of each export with the truth of the last round. The newest run may be
// one that started before new ones were last looked for, which is two minutes ago at the most.
func (s *stage) agrees(truth *simulator.Server, key string, round time.Duration) {
	s.t.Helper()
	const unseen = 2*time.Minute + 5*time.Second
	at := s.began.Add(round)
	lines, want := s.lines(), map[string][]string{}
	known := map[string]bool{}
	for _, e := range truth.Executions(key) { // export by export, newest first
		if !known[e.Name] && !e.CreatedAt.After(at) {
			held := heldBetween(e, at, at)
			want[e.Name] = append(want[e.Name], word(held[len(held)-1].StatusCode))
			known[e.Name] = e.CreatedAt.Before(at.Add(-unseen))
		}
	}
	for _, export := range truth.Exports(key) {
		if want[export.Name] == nil {
			want[export.Name] = []string{"No runs yet"}
		}
		text, _ := row(lines, export.Name)
		if !slices.ContainsFunc(want[export.Name], func(word string) bool {
			return strings.Contains(text, "  "+word+" ")
		}) {
			s.t.Errorf(
				"at %v %s was %q:\n%s\n%s",
				round,
				export.Name,
				want[export.Name],
				text,
				s.text(),
			)
		}
	}
}

// Nothing happens for an hour: next to nothing may be written, and what has ended isn't asked for.
func TestQuietHour(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		ended bool
		calls int // in the hour after the first minute
		bytes int
	}{
		// 240 rounds of ten questions. Budget: 10 bytes a second.
		{"running", false, 2400, 36_000},
		{"ended", true, 0, 12_000},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
				targets := running(server)
				if test.ended {
					targets = ended(server)
				}
				s := play(t, server, 80, 24, append(targets, "--profile", "standard",
					"--color", "always")...)
				s.at(time.Minute + time.Second)
				wrote, calls := s.bytes(), asked(server)
				worst := 0
				for minute := range 60 {
					before := s.bytes()
					s.at(time.Duration(minute+2)*time.Minute + time.Second)
					worst = max(worst, s.bytes()-before)
				}
				wrote, calls = s.bytes()-wrote, asked(server)-calls
				t.Logf(
					"%d executions, an hour: %d bytes (%.1f a second; worst minute %d), %d calls",
					len(targets),
					wrote,
					float64(wrote)/3600,
					worst,
					calls,
				)
				if wrote > test.bytes || worst > test.bytes/60*3/2 || calls != test.calls {
					t.Errorf("want %d bytes at most and %d calls", test.bytes, test.calls)
				}
				if code, _ := s.leave(); code != 0 {
					t.Errorf("exit code %d", code)
				}
			})
		})
	}
}

// ended are ten executions that were delivered long ago.
func ended(server *simulator.Server) []string {
	var targets []string
	for _, e := range server.Executions(simulator.StandardAccessKey) {
		old := time.Since(e.LastUpdatedAt) > 2*time.Hour
		if old && e.StatusCode == "DELIVERY_SUCCESS" && len(targets) < 10 {
			targets = append(targets, target(e))
		}
	}
	return targets
}

// How many questions ten minutes cost is worked out here from the truth alone, and held exactly.
func TestCallsInTenMinutes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		executions := recent(server)
		args := []string{"--profile", "demo"}
		for _, e := range executions {
			args = append(args, target(e))
		}
		s := play(t, server, 160, 50, args...)
		s.at(10*time.Minute + 5*time.Second)
		counted := asked(server)
		const interval, rounds = 15 * time.Second, 41 // at 0, 15, …, 600 s
		want := 0
		for _, e := range executions {
			over := e.Stages[len(e.Stages)-1].EnteredAt.Sub(s.began)
			switch {
			case over < -time.Hour: // ended long ago: asked once
				want++
			case over <= 0: // ended lately: confirmed once more
				want += 2
			default: // in each round until it was seen to have ended, and once more to confirm it
				want += min(rounds, int((over+interval-1)/interval)+2)
			}
		}
		t.Logf("%d executions, ten minutes: %d GetExecution calls; a call for each in each round "+
			"would be %d", len(executions), counted, rounds*len(executions))
		if counted != want {
			t.Errorf("%d calls, want %d", counted, want)
		}
		s.leave()
	})
}

// recent are the two newest executions of each export of the demo.
func recent(server *simulator.Server) []simulator.ExecutionState {
	var found []simulator.ExecutionState
	count := map[string]int{}
	for _, e := range server.Executions(simulator.DemoAccessKey) {
		if count[e.ExportArn]++; count[e.ExportArn] <= 2 {
			found = append(found, e)
		}
	}
	return found
}

// What goes wrong for a while is told, costs few calls, blanks nothing, and passes by itself.
func TestTroublePasses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		fault   simulator.FaultKind
		length  time.Duration
		calls   int    // at most, while it lasts
		banner  string // while it lasts, "" for none
		stale   bool   // whether rows are marked
		recover time.Duration
	}{
		// Those under way, and then after 2, 4, 8, 16, 32 … s, up to a fourth sooner.
		{
			"throttled", simulator.FaultThrottle, 10 * time.Minute, 20,
			"AWS is throttling requests (since 00:01, next try 00:", true, 5*time.Minute + time.Second,
		},
		// One question at a time, at most a minute apart: after 15, 30, 60, 60 … s.
		{
			"login expired", simulator.FaultExpired, 5 * time.Minute, 20,
			"The temporary keys have expired for profile standard", true, 75 * time.Second,
		},
		// As before, each with one retry of the SDK's.
		{
			"network reset", simulator.FaultReset, time.Hour, 145,
			"AWS can't be reached", true, 75 * time.Second,
		},
		{
			"sign-in page", simulator.FaultPortal, 5 * time.Minute, 30,
			"Something other than AWS answered", true, 75 * time.Second,
		},
		{
			"hanging proxy", simulator.FaultHang, 10 * time.Minute, 60,
			"AWS did not answer in time", true, 2 * time.Minute,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				const began = 61 * time.Second
				over := began + test.length
				server := service(
					t,
					0,
					simulator.Options{Seed: 1, Frozen: true, Faults: []simulator.Fault{
						{Kind: test.fault, After: began, For: test.length},
					}},
				)
				targets := running(server)
				s := play(t, server, 160, 50, append(targets, "--profile", "standard")...)
				s.at(began - 500*time.Millisecond)
				before, rows := asked(server), words(s.lines())
				if len(rows) != len(targets) {
					t.Fatalf("%d rows, want %d:\n%s", len(rows), len(targets), s.text())
				}
				s.at(over - 500*time.Millisecond)
				calls := asked(server) - before
				if test.banner != "" {
					s.has(test.banner)
				}
				if got := words(s.lines()); !slices.Equal(got, rows) {
					t.Errorf("rows were %q, are %q", rows, got)
				}
				if marked := doubted(s.lines()); marked > 0 != test.stale {
					t.Errorf(
						"%d rows marked as stale, want some: %v:\n%s",
						marked,
						test.stale,
						s.text(),
					)
				}
				if at := s.asOf(); at > s.clock(began) {
					t.Errorf("as of %s, though nothing was answered", at)
				}
				s.at(over + test.recover)
				s.lacks(test.banner)
				if at := s.asOf(); at < s.clock(over) {
					t.Errorf("as of %s: it hasn't recovered:\n%s", at, s.text())
				}
				if doubted(s.lines()) > 0 {
					t.Errorf("still stale:\n%s", s.text())
				}
				t.Logf("%d calls in %v, %d bytes in all", calls, test.length, s.bytes())
				if calls == 0 || calls > test.calls {
					t.Errorf("%d calls while it lasted, want 1 to %d", calls, test.calls)
				}
				if code, _ := s.leave(); code != 0 {
					t.Errorf("exit code %d", code)
				}
			})
		})
	}
}

// The last lines say what isn't known any more, or never was.
func TestLeavesInTrouble(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		fault simulator.Fault
		code  int
		last  []string
	}{
		{"after answers", simulator.Fault{Kind: simulator.FaultReset, After: 61 * time.Second}, 0, []string{
			"► 10 running", "00:01:00 UTC", "not up to date: No connection",
		}},
		{"never answered", simulator.Fault{Kind: simulator.FaultReset}, 3, []string{"! 1 without answer", "! No connection"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := service(t, 0, simulator.Options{
					Seed: 1, Frozen: true, Faults: []simulator.Fault{test.fault},
				})
				targets := running(server)
				s := play(t, server, 120, 36, append(targets, "--profile", "standard")...)
				s.at(3 * time.Minute)
				code, last := s.leave()
				if code != test.code {
					t.Errorf("exit code %d, want %d", code, test.code)
				}
				for _, want := range test.last {
					if !strings.Contains(last, want) {
						t.Errorf("no %q in\n%s", want, last)
					}
				}
			})
		})
	}
}

// words are the words of all rows that are under way.
func words(lines []string) []string {
	var found []string
	for _, line := range lines {
		left, _, _ := strings.Cut(line, "│")
		for _, code := range []string{
			"INITIATION_IN_PROCESS", "QUERY_QUEUED", "QUERY_IN_PROCESS", "DELIVERY_IN_PROCESS",
		} {
			fields := strings.Fields(strings.TrimPrefix(left, "▌"))
			if len(fields) > 1 && fields[0] == "►" && strings.Contains(left, "  "+word(code)) {
				found = append(found, fields[1]+" "+word(code))
			}
		}
	}
	slices.Sort(found)
	return found
}

// doubted counts the rows that are marked as perhaps no longer so.
func doubted(lines []string) int {
	count := 0
	for _, line := range lines {
		left, _, _ := strings.Cut(line, "│")
		if strings.Contains(left, "► ") && strings.Contains(left, "? ") {
			count++
		}
	}
	return count
}

// A bastion whose clock is off still shows AWS's times.
func TestClockIsOff(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		off  time.Duration
		want string
	}{
		{10 * time.Minute, "This machine's clock is 10m00s behind AWS's"},
		{-10 * time.Minute, "This machine's clock is 10m00s ahead of AWS's"},
		{20 * time.Second, ""},
	} {
		t.Run(test.off.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := service(t, test.off, simulator.Options{Seed: 1})
				targets := running(server)
				s := play(t, server, 160, 50, append(targets, "--profile", "standard")...)
				s.at(2*time.Minute + 5*time.Second)
				if test.want == "" {
					s.lacks("This machine's clock")
				}
				s.has(test.want)
				if got, want := s.asOf(), s.clock(2*time.Minute+test.off); got != want {
					t.Errorf("as of %s, want %s", got, want)
				}
				if code, _ := s.leave(); code != 0 {
					t.Errorf("exit code %d", code)
				}
			})
		})
	}
}

// Without a terminal everything is asked for once, within bounds even if AWS only says to slow
// down.
func TestPlainInVirtualTime(t *testing.T) {
	t.Parallel()
	many := 5000
	if testing.Short() {
		many = 500
	}
	for _, test := range []struct {
		name    string
		options simulator.Options
		targets int
		code    int
		most    time.Duration
		out     string
		errs    string
	}{
		{
			"thousands",
			simulator.Options{Executions: 6000, Frozen: true},
			many, 0, 3 * time.Minute, "delivered", "",
		},
		{
			"throttled for good",
			simulator.Options{Faults: []simulator.Fault{{Kind: simulator.FaultThrottle}}},
			3, 3, time.Minute, "1 without answer", "gave up after 1m0s, waiting for 989723918569: AWS is throttling",
		},
		{
			"hanging",
			simulator.Options{Faults: []simulator.Fault{{Kind: simulator.FaultHang}}},
			3, 3, time.Minute, "1 without answer", "No answer",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				test.options.Seed = 1
				server := service(t, 0, test.options)
				var lines strings.Builder
				for _, e := range server.Executions(simulator.StandardAccessKey)[:test.targets] {
					lines.WriteString(target(e) + "\n")
				}
				streams := cli.Streams{
					In: temporary(t, lines.String()), Out: temporary(t, ""), Err: temporary(t, ""),
					Network: simulator.Transport{Handler: server},
				}
				code := cli.Main(
					t.Context(),
					[]string{"--no-state", "--profile", "standard", "-"},
					streams,
				)
				took := time.Since(began)
				out, errs := content(t, streams.Out), content(t, streams.Err)
				t.Logf("%d targets took %v, %d calls", test.targets, took, asked(server))
				if code != test.code || took > test.most || !strings.Contains(out, test.out) ||
					!strings.Contains(errs, test.errs) ||
					strings.Count(out, "\n") != test.targets+2 {
					t.Errorf(
						"exit code %d after %v; %d lines; output begins\n%.300s\n%s",
						code,
						took,
						strings.Count(out, "\n"),
						out,
						errs,
					)
				}
				time.Sleep(time.Hour)
			})
		})
	}
}
