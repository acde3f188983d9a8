package cli_test

import (
	"regexp"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// What is waited for, and how a failure, the time's end and silence are told.
func TestWaitGoals(t *testing.T) {
	t.Parallel()
	const anyTime = 24 * time.Hour
	for _, test := range []struct {
		name        string
		args        string // words
		faults      []simulator.Fault
		deny        string
		code        int
		least, most time.Duration
		lines       int // on standard output
		want        []string
		lacks       string // on standard error
	}{
		{
			name: "delivered long ago", args: "carbon-monthly --delivered-since 30d",
			most: time.Second, lines: 1, want: []string{"out: carbon-monthly ", "out: ended 1999-12-"},
		},
		{
			name: "nothing newer", args: "carbon-monthly --delivered-since today --timeout 3m", code: 4,
			least: 3 * time.Minute, most: 3 * time.Minute,
			want: []string{
				"not delivered within 3m0s: carbon-monthly (Delivered)",
				"waiting for carbon-monthly (Delivered)",
			},
		},
		{
			name: "by an instant", args: "carbon-monthly --delivered-since 1999-12-01T06:00Z",
			most: time.Second, lines: 1, want: []string{"out: DELIVERY_SUCCESS"},
		},
		{
			name: "something newer", args: "cur2-hourly --delivered-since 0s",
			least: 8 * time.Second, most: 30 * time.Second, lines: 1,
			want: []string{"out: cur2-hourly ", "out: DELIVERY_SUCCESS", "out: ended 2000-01-01 00:00:"},
		},
		{
			name: "the next of a delivered one", args: "carbon-monthly --next --timeout 30s", code: 4,
			least: 30 * time.Second, most: 30 * time.Second,
			want: []string{"not delivered within 30s"}, lacks: "waiting for",
		},
		{
			name: "the next of one under way", args: "cur2-hourly --next",
			least: 8 * time.Second, most: 30 * time.Second, lines: 1,
			want: []string{"out: DELIVERY_SUCCESS"},
		},
		{
			name: "the next fails and is made good", args: "focus-1-2 --next",
			least: time.Minute, most: anyTime, lines: 1,
			want: []string{
				"focus-1-2 ", "DELIVERY_FAILURE INSUFFICIENT_PERMISSION ended ", "Check the bucket policy of acme-focus.",
				"out: DELIVERY_SUCCESS",
			},
		},
		{
			name: "the next fails, at once", args: "focus-1-2 --next --fail-fast", code: 1,
			least: 35 * time.Second, most: time.Minute,
			want: []string{"focus-1-2 ", "DELIVERY_FAILURE INSUFFICIENT_PERMISSION ended "},
		},
		{
			name: "what failed before doesn't count", args: "cur2-daily --next --fail-fast",
			least: 80 * time.Second, most: 100 * time.Second, lines: 1,
			want: []string{"out: cur2-daily "}, lacks: "FAILURE",
		},
		{
			name: "what failed since does", args: "cur2-daily --delivered-since 2h --fail-fast", code: 1,
			most: time.Second, want: []string{"cur2-daily ", "INSUFFICIENT_PERMISSION ended 1999-12-31"},
		},
		{
			name: "all of several", args: "cur2-hourly carbon-monthly",
			least: 8 * time.Second, most: 30 * time.Second, lines: 2,
			want: []string{"out: carbon-monthly ", "out: cur2-hourly "},
		},
		{
			name: "one of several fails", args: "focus-1-2 cur2-daily", code: 1,
			least: 80 * time.Second, most: 100 * time.Second, lines: 2,
			want: []string{"out: cur2-daily ", "out: focus-1-2 "},
		},
		{
			name: "one of several fails, at once", args: "focus-1-2 cur2-daily --fail-fast", code: 1,
			least: 35 * time.Second, most: time.Minute, lines: 1,
			want: []string{"out: focus-1-2 ", "Check the bucket policy of acme-focus."},
		},
		{
			name: "a glob means all", args: "cur2-[dh]* --timeout 50s", code: 4,
			least: 50 * time.Second, most: 50 * time.Second, lines: 1,
			want: []string{"it hasn't ended after 50s: cur2-daily (", "out: cur2-hourly "},
		},
		{
			name: "a mistyped name", args: "cur2-hourly cur2-dayly", code: 3, most: time.Second,
			want: []string{`no export is called "cur2-dayly"; did you mean cur2-daily`},
		},
		{
			name: "never an answer", args: "cur2-hourly --timeout 2m", code: 3,
			faults: []simulator.Fault{{Kind: simulator.FaultReset}},
			least:  2 * time.Minute, most: 2 * time.Minute,
			want:  []string{"No connection", "AWS didn't answer within 2m0s for demo: no connection"},
			lacks: "asked again",
		},
		{
			name: "nothing but throttling", args: "cur2-hourly --timeout 2m", code: 3,
			faults: []simulator.Fault{{Kind: simulator.FaultThrottle}},
			least:  2 * time.Minute, most: 2 * time.Minute,
			want: []string{"Throttled", "waiting for demo: AWS is throttling requests"},
		},
		{
			name: "silence after an answer", args: "cur2-daily --timeout 70s", code: 4,
			faults: []simulator.Fault{{Kind: simulator.FaultReset, After: 10 * time.Second}},
			least:  70 * time.Second, most: 70 * time.Second,
			want: []string{"No connection", "it hasn't ended after 1m10s: cur2-daily (no connection)"},
		},
		{
			name: "lists alone tell", args: "cur2-hourly", deny: "GetExecution",
			least: 8 * time.Second, most: 3 * time.Minute, lines: 1,
			want: []string{"out: DELIVERY_SUCCESS"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := service(t, 0, simulator.Options{Seed: 1, Faults: test.faults})
				args := append([]string{"wait", "--profile", "demo"}, strings.Fields(test.args)...)
				got, took := commanded(t, refusing{Handler: server, action: test.deny}, args...)
				t.Logf("took %v: %s%s", took, got.out, got.errs)
				got.wants(t, test.code, test.want...)
				if took < test.least || took > test.most {
					t.Errorf("took %v, want %v to %v", took, test.least, test.most)
				}
				if lines := strings.Count(got.out, "\n"); lines != test.lines {
					t.Errorf("%d lines of output, want %d", lines, test.lines)
				}
				if test.lacks != "" && strings.Contains(got.errs, test.lacks) {
					t.Errorf("%q on standard error", test.lacks)
				}
				named := regexp.MustCompile(`(?m)^exportwatch: (\S+ \S+ \S+FAILURE.*)$`)
				seen := map[string]bool{}
				for _, line := range named.FindAllString(got.errs, -1) {
					if seen[line] {
						t.Errorf("said twice: %s", line)
					}
					seen[line] = true
				}
			})
		})
	}
}

// On a terminal each change is told as it comes, and SIGINT ends the wait with its code.
func TestWaitOnATerminal(t *testing.T) {
	t.Parallel()
	s := start(
		t,
		launch{args: []string{"wait", "--demo", "cur2-hourly", "carbon-monthly", "cur2-daily"}},
	)
	s.shows("waiting for cur2-hourly (Delivering), cur2-daily (Querying)")
	s.shows("DELIVERY_SUCCESS ended")
	s.shows("waiting for cur2-daily (Querying)")
	_ = s.cmd.Process.Signal(syscall.SIGINT)
	if code := s.ends(); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
}
