package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// Status says what it waits for after five seconds, and gives up after a time, with what it knows.
func TestStatusSaysWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	const waits = "exportwatch: waiting for demo: "
	throttled := simulator.Fault{Kind: simulator.FaultThrottle}
	briefly := simulator.Fault{Kind: simulator.FaultThrottle, For: 8 * time.Second}
	for _, test := range []struct {
		name  string
		args  string
		fault simulator.Fault
		code  int
		took  time.Duration // 0: not known beforehand
		want  []string
	}{
		{"throttled", "", throttled, 3, time.Minute, []string{
			waits + "AWS is throttling requests\n", "gave up after 1m0s, waiting for demo: AWS is throttling requests",
		}},
		{"throttled, not for long", "--timeout 7s", throttled, 3, 7 * time.Second, []string{
			waits, "gave up after 7s",
		}},
		{"throttled for less", "--timeout 2s", throttled, 3, 2 * time.Second, []string{"gave up after 2s"}},
		{"throttled at first", "--timeout 0", briefly, 0, 0, []string{waits + "AWS is throttling requests\n"}},
		{"hanging", "", simulator.Fault{Kind: simulator.FaultHang}, 3, 0, []string{
			waits + "no answer yet\n", "No answer: ",
		}},
		{"slow", "", simulator.Fault{Kind: simulator.FaultSlow}, 0, 0, []string{waits + "no answer yet\n"}},
		{"quick", "", simulator.Fault{Kind: simulator.FaultThrottle, After: time.Hour}, 0, 0, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := service(t, 0, simulator.Options{
					Seed: 1, Faults: []simulator.Fault{test.fault},
				})
				args := append(
					[]string{"status", "--profile", "demo"},
					strings.Fields(test.args)...)
				got, took := commanded(t, server, args...)
				t.Logf("took %v: %s", took, got.errs)
				got.wants(t, test.code, test.want...)
				if test.took > 0 && took != test.took {
					t.Errorf("took %v, want %v", took, test.took)
				}
				if test.want == nil && got.errs != "" || saysTwice(got.errs) {
					t.Errorf("on standard error:\n%s", got.errs)
				}
				if !strings.Contains(got.out, "STATUS") {
					t.Errorf("no table:\n%s", got.out)
				}
			})
		})
	}
}

// saysTwice says whether a line of a text comes twice.
func saysTwice(text string) bool {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return len(slices.Compact(slices.Sorted(slices.Values(lines)))) < len(lines)
}

// Where AWS refuses details, but lists tell of all, nothing is missing.
func TestStatusByListsAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		got, _ := commanded(t, refusing{Handler: server, action: "GetExecution"},
			"status", "--profile", "standard", "--output", "json")
		got.wants(t, 0) // the lists tell of all
		for _, row := range got.parse(t).Rows {
			if row.Fault != nil || row.Bucket != "" {
				t.Errorf("%+v", row)
			}
		}
		if got.errs != "" {
			t.Errorf("on standard error: %s", got.errs)
		}
	})
}

// What a row says besides how it stands: what to do, where it delivers, and what is usual.
func TestStatusTellsWhatIsUsual(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	rows := map[string]jsonRow{}
	got := run(t, account.env(), "", "status", "-o", "json")
	for _, row := range got.parse(t).Rows {
		rows[row.Name] = row
	}
	daily := rows["cur2-daily"]
	if daily.Table != "COST_AND_USAGE_REPORT" || daily.Bucket == "" || daily.Prefix == "" ||
		daily.UsualSeconds < 60 || daily.UsualSeconds > 3600 {
		t.Errorf("%+v", daily)
	}
	if !strings.Contains(daily.Advice, "bucket") || strings.Contains(daily.Advice, ". ") {
		t.Errorf("advice %q, want a sentence about the bucket", daily.Advice)
	}
	hourly := rows["cur2-hourly"]
	if gap := hourly.NextDeliveryAt.Sub(
		hourly.LastDeliveredAt,
	); gap < time.Hour ||
		gap > 24*time.Hour {
		t.Errorf("the next delivery is due %v after the last", gap)
	}
	if !hourly.OverdueSince.IsZero() || hourly.Advice != "" {
		t.Errorf("nothing is to be done about %+v", hourly)
	}
	if carbon := rows["carbon-monthly"]; !carbon.NextDeliveryAt.IsZero() {
		t.Errorf("carbon emissions have no schedule: %+v", carbon)
	}
	later := simulate(t, simulator.DemoAccessKey, "--fault", "denied")
	row := run(t, later.env(), "", "status", "-o", "json").parse(t).Rows[0]
	if row.Advice == "" || row.Advice != row.Fault.Advice {
		t.Errorf("advice %q, want %q", row.Advice, row.Fault.Advice)
	}
}

// Whichever way status ends, no child is left behind.
func TestStatusLeavesNoChild(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]syscall.Signal{"its time": 0, "SIGINT": syscall.SIGINT, "SIGTERM": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			pids, config := filepath.Join(dir, "pids"), filepath.Join(dir, "config")
			script := filepath.Join(dir, "helper")
			for name, text := range map[string]string{
				script: fmt.Sprintf("#!/bin/sh\necho $$ > %s.new\nmv %s.new %s\nsleep 300\n", pids, pids, pids),
				config: "[default]\ncredential_process = " + script + "\n",
			} {
				//nolint:gosec // one of them is run
				if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.CommandContext(t.Context(), binary(), "status", "--timeout", "4s")
			cmd.Env = append(
				os.Environ(),
				"AWS_CONFIG_FILE="+config,
				"AWS_ENDPOINT_URL="+closedPort(t),
			)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			pid := 0
			eventually(t, "the child", func() bool {
				_, err := fmt.Sscan(read(t, pids), &pid)
				return err == nil
			}, func() string { return "" })
			want := 3
			if end != 0 {
				_ = cmd.Process.Signal(end)
				want = 128 + int(end)
			}
			_ = cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != want {
				t.Errorf("exit code %d, want %d", code, want)
			}
			eventually(t, "the child's end", func() bool {
				return syscall.Kill(-pid, 0) != nil
			}, func() string { return fmt.Sprint(pid, " still runs") })
		})
	}
}
