package cli_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
)

// commanded is a command without a terminal in virtual time, what it came to and how long it took.
func commanded(
	t *testing.T, network http.Handler, args ...string,
) (got outcome, took time.Duration) {
	t.Helper()
	streams := cli.Streams{
		In: temporary(t, ""), Out: temporary(t, ""), Err: temporary(t, ""),
		Network: simulator.Transport{Handler: network},
	}
	began := time.Now()
	code := cli.Main(t.Context(), stateless(args), streams)
	took = time.Since(began)
	time.Sleep(time.Hour) // what is pending runs out
	return outcome{code, content(t, streams.Out), content(t, streams.Err)}, took
}

// Waiting ends when the run does, with a code that says how.
func TestWait(t *testing.T) {
	t.Parallel()
	truth := simulator.Options{Seed: 1}
	for _, test := range []struct {
		name   string
		args   []string
		faults []simulator.Fault
		deny   string
		code   int
		least  time.Duration
		most   time.Duration
		want   []string
	}{
		{"delivered", []string{"cur2-hourly"}, nil, "", 0, 8 * time.Second, 30 * time.Second, []string{
			"out: cur2-hourly ", "out: DELIVERY_SUCCESS",
		}},
		{"failed", []string{"focus-1-2"}, nil, "", 1, 35 * time.Second, time.Minute, []string{
			"out: focus-1-2 ", "out: DELIVERY_FAILURE INSUFFICIENT_PERMISSION",
		}},
		{"made good", []string{"cur2-daily"}, nil, "", 0, 80 * time.Second, 100 * time.Second, []string{
			"out: cur2-daily ", "out: DELIVERY_SUCCESS",
		}},
		{"ended already", []string{"carbon-monthly"}, nil, "", 0, 0, time.Second, []string{
			"out: DELIVERY_SUCCESS",
		}},
		{"a glob", []string{"cur2-hour*"}, nil, "", 0, 8 * time.Second, 30 * time.Second, []string{
			"out: cur2-hourly ",
		}},
		{
			"out of time",
			[]string{"cur2-daily", "--timeout", "20s"},
			nil, "", 4,
			20 * time.Second, 20 * time.Second,
			[]string{"it hasn't ended after 20s"},
		},
		{"unknown name", []string{"nope"}, nil, "", 3, 0, time.Second, []string{
			`no export is called "nope"`,
		}},
		{"list denied", []string{"cur2-hourly"}, nil, "ListExports", 3, 0, time.Second, []string{
			"Access denied", "Ask for the IAM action bcm-data-exports:ListExports",
		}},
		{"runs denied", []string{"cur2-hourly"}, nil, "ListExecutions", 3, 0, time.Second, []string{
			"Access denied", "Ask for the IAM action bcm-data-exports:ListExecutions",
		}},
		{"run denied", []string{"PIN"}, nil, "GetExecution", 3, 0, time.Second, []string{
			"Access denied", "Ask for the IAM action bcm-data-exports:GetExecution",
		}},
		{"pinned", []string{"PIN"}, nil, "", 0, 8 * time.Second, 30 * time.Second, []string{
			"out: cur2-hourly ", "out: DELIVERY_SUCCESS",
		}},
		{
			"a network that comes back",
			[]string{"cur2-hourly"},
			[]simulator.Fault{{Kind: simulator.FaultReset, For: 10 * time.Minute}},
			"", 0,
			10 * time.Minute, 15 * time.Minute,
			[]string{"out: cur2-hourly "},
		},
		{
			"throttled in between",
			[]string{"cur2-hourly"},
			[]simulator.Fault{{
				Kind: simulator.FaultThrottle, After: time.Second, For: 5 * time.Minute,
			}},
			"", 0, 5 * time.Minute, 10 * time.Minute,
			[]string{"out: cur2-hourly "},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				options := truth
				options.Faults = test.faults
				server := service(t, 0, options)
				args := append([]string{"wait", "--profile", "demo"}, test.args...)
				for _, e := range server.Executions(simulator.DemoAccessKey) {
					if e.Name == "cur2-hourly" && args[len(args)-1] == "PIN" {
						args[len(args)-1] = target(e) // the newest comes first
					}
				}
				got, took := commanded(t, refusing{Handler: server, action: test.deny}, args...)
				t.Logf("took %v: %s%s", took, got.out, got.errs)
				got.wants(t, test.code, test.want...)
				if took < test.least || took > test.most {
					t.Errorf("took %v, want %v to %v", took, test.least, test.most)
				}
				if strings.Count(got.out, "\n") > 1 {
					t.Errorf("more than a line:\n%s", got.out)
				}
			})
		})
	}
}
