package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

const (
	goodARN = "arn:aws:bcm-data-exports:us-east-1:123456789012:export/some-export"
	good    = goodARN + "#11111111-2222-3333-4444-555555555555"
)

// outcome is what a run of the built program without a terminal came to.
type outcome struct {
	code      int
	out, errs string
}

// run runs the built program. It must never tell of a panic, nor send an escape sequence to a pipe.
func run(t *testing.T, env []string, stdin string, args ...string) outcome {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary(), args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdin = strings.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	kill := time.AfterFunc(limit, func() { _ = cmd.Process.Kill() })
	defer kill.Stop()
	if err := cmd.Run(); err != nil {
		if _, ended := errors.AsType[*exec.ExitError](err); !ended {
			t.Fatal(err)
		}
	}
	got := outcome{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
	for _, text := range []string{got.out, got.errs} {
		if r := hidden(text); r != 0 {
			t.Errorf("%U in %q", r, text)
		}
		for _, trace := range []string{"panic", "goroutine ", ".go:", "%!"} {
			if strings.Contains(text, trace) {
				t.Errorf("%q in %q", trace, text)
			}
		}
	}
	return got
}

// runRaw runs the built program, and returns what it prints as it is.
func runRaw(t *testing.T, env []string, args string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary(), strings.Fields(args)...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", args, err)
	}
	return string(out)
}

// wants checks an outcome: texts are looked for on standard error, and with "out: " on standard
// output.
func (o outcome) wants(t *testing.T, code int, texts ...string) {
	t.Helper()
	for _, text := range texts {
		where := o.errs
		if wanted, ok := strings.CutPrefix(text, "out: "); ok {
			text, where = wanted, o.out
		}
		if !strings.Contains(where, text) {
			t.Errorf("no %q in output\n%s\nand errors\n%s", text, o.out, o.errs)
		}
	}
	if o.code != code {
		t.Errorf("exit code %d, want %d: output\n%s\nand errors\n%s", o.code, code, o.out, o.errs)
	}
	if code == 2 && (o.out != "" || !strings.HasPrefix(o.errs, "exportwatch: ")) {
		t.Errorf("wrong use says %q on standard output and %q on standard error", o.out, o.errs)
	}
}

func TestWrongUse(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		args  string // words
		stdin string
		env   string
		want  []string
	}{
		{"no name", "[", "", "", []string{`"[" is no name or glob of an export, nor an ARN`}},
		{"no id", goodARN + "#", "", "", []string{"no execution id after the #"}},
		{"no ARN", "#id", "", "", []string{"no export ARN before the #"}},
		{
			"empty id as a flag", "--export-arn " + goodARN + " --execution-id=", "", "",
			[]string{"pair 1 of --export-arn and --execution-id", "no execution id"},
		},
		{
			"unequal pairs", "--export-arn a --export-arn b --execution-id c", "", "",
			[]string{"2 --export-arn and 1 --execution-id were given", "in pairs"},
		},
		{"interval 0", "--interval 0 " + good, "", "", []string{"--interval 0s: the least is 1s"}},
		{"interval -1s", "--interval -1s " + good, "", "", []string{"--interval -1s", "1s"}},
		{"interval abc", "--interval abc " + good, "", "", []string{`--interval "abc"`, "such as 15s"}},
		{"interval 5", "--interval 5 " + good, "", "", []string{`--interval "5"`, "with its unit"}},
		{"interval without value", "--interval", "", "", []string{"--interval", "--help"}},
		{"unknown flag", "--nope", "", "", []string{"unknown flag: --nope", "exportwatch --help"}},
		{"unknown theme", "--theme pink " + good, "", "", []string{"--theme", `"pink"`, "auto, dark, light"}},
		{"unknown color", "--color maybe " + good, "", "", []string{`--color "maybe"`, "auto, always or never"}},
		{"unknown state", "--fail-on failed,late " + good, "", "", []string{`--fail-on "late"`, "failed"}},
		{"demo with target", "--demo " + good, "", "", []string{"--demo", "no target"}},
		{"demo with id", "--demo --execution-id 1", "", "", []string{"--demo", "target"}},
		{"demo with profile", "--demo --profile x", "", "", []string{"--demo", "profile"}},
		{"demo with ARN", "--demo " + goodARN, "", "", []string{"--demo", "no target"}},
		{"demo of no account", "--demo --demo-accounts 0", "", "", []string{"--demo-accounts 0", "1 to 3"}},
		{"demo of four", "--demo --demo-accounts 4", "", "", []string{"--demo-accounts 4", "1 to 3"}},
		{"demo with bundle", "--demo --ca-bundle /none", "", "", []string{"--demo", "CA bundle"}},
		{
			"missing profile", "--profile nope " + good, "", "",
			[]string{`there is no profile "nope"; there are blind, demo, standard, strange.`, "Correct it"},
		},
		{
			"missing profile in the environment", good, "", "AWS_PROFILE=nope",
			[]string{`there is no profile "nope"`},
		},
		{
			"endpoint without scheme", "--endpoint-url localhost:4566 " + good, "", "",
			[]string{`--endpoint-url "localhost:4566" is no URL with a scheme`, "https://localhost:4566"},
		},
		{
			"endpoint without scheme in the environment", good, "",
			"AWS_ENDPOINT_URL=localhost:4566",
			[]string{`AWS_ENDPOINT_URL "localhost:4566"`},
		},
		{
			"endpoint without scheme in the service's variable", good, "",
			"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS=localhost",
			[]string{`AWS_ENDPOINT_URL_BCM_DATA_EXPORTS "localhost"`},
		},
		{"missing bundle", "--ca-bundle /none/x.pem " + good, "", "", []string{"--ca-bundle", "/none/x.pem"}},
		{"missing bundle in the environment", good, "", "AWS_CA_BUNDLE=/none/x.pem", []string{"AWS_CA_BUNDLE", "/none/x.pem"}},
		{"bundle without certificate", "--ca-bundle /dev/null " + good, "", "", []string{"holds no certificate"}},
		{"empty input", "-", "", "", []string{"standard input holds no target", "ARN#EXECUTION-ID"}},
		{"comments alone", "-", "# nothing\n\n \n", "", []string{"standard input holds no target"}},
		{
			"bad line", "-", good + "\n\n# more\n[bad\n", "",
			[]string{"standard input, line 4", `"[bad" is no name or glob`},
		},
		{
			"line without id", "-", good + "\n\n" + goodARN + "#\n", "",
			[]string{"standard input, line 3", "no execution id after the #"},
		},
		{"binary line", "-", "\x1b[2J\x00\x07\n", "", []string{"standard input, line 1"}},
		{"endless line", "-", strings.Repeat("x", 1<<20), "", []string{"standard input"}},
		{"twice standard input", "- -", good, "", []string{"- was given twice"}},
		{
			"unwritable log", "--debug-log /none/log " + good, "", "",
			[]string{"--debug-log", "/none/log", "no such file"},
		},
		{"status: unknown output", "status --output pink", "", "", []string{`--output "pink"`, "table, json or jsonl"}},
		{"status: watch as JSON", "status --watch -o json", "", "", []string{"--watch goes with --output table or jsonl"}},
		{"status: watch with an end", "status --watch --timeout 1m", "", "", []string{"--timeout 1m0s", "--watch"}},
		{"status: timeout -1s", "status --timeout -1s", "", "", []string{"--timeout -1s", "or 0 for never"}},
		{"status: unknown color", "status --color maybe", "", "", []string{`--color "maybe"`, "auto, always or never"}},
		{"status: lines once", "status --output jsonl", "", "", []string{"goes with --watch"}},
		{"status: a flag of the screen", "status --since 7d", "", "", []string{"unknown flag: --since"}},
		{"wait: a flag of the others", "wait --fail-on failed x", "", "", []string{"unknown flag: --fail-on"}},
		{"status: unknown state", "status --fail-on late", "", "", []string{`--fail-on "late"`, "failed"}},
		{"status: bad target", "status [", "", "", []string{"no name or glob"}},
		{"wait: nothing", "wait", "", "", []string{"wants a target"}},
		{"wait: an empty input", "wait -", "", "", []string{"standard input holds no target"}},
		{"wait: since soon", "wait a --delivered-since soon", "", "", []string{`"soon" is no time`, "today"}},
		{"wait: both goals", "wait a --next --delivered-since today", "", "", []string{"--next", "go together"}},
		{"wait: the next of a pin", "wait --next " + good, "", "", []string{"--next", "want an export"}},
		{"wait: timeout soon", "wait a --timeout soon", "", "", []string{`--timeout "soon"`, "such as 15s"}},
		{"wait: timeout -1s", "wait a --timeout -1s", "", "", []string{"--timeout -1s"}},
		{
			"simulate: unknown fault", "simulate --fault melt", "", "",
			[]string{"--fault", `"melt"`, "throttle@30s+10s"},
		},
		{"simulate: bad time", "simulate --fault throttle@soon", "", "", []string{"--fault", `"soon"`}},
		{"simulate: bad address", "simulate --listen here", "", "", []string{`--listen "here"`, "127.0.0.1:0"}},
		{"simulate: speed abc", "simulate --speed abc", "", "", []string{`--speed "abc"`, "a number"}},
		{"simulate: speed -1", "simulate --speed -1", "", "", []string{"--speed -1", "above 0"}},
		{"simulate: speed NaN", "simulate --speed NaN", "", "", []string{"--speed NaN", "above 0"}},
		{"simulate: speed Inf", "simulate --speed Inf", "", "", []string{"--speed +Inf", "above 0"}},
		{"simulate: seed -1", "simulate --seed -1", "", "", []string{`--seed "-1"`, "isn't negative"}},
		{"simulate: exports x", "simulate --exports x", "", "", []string{`--exports "x"`, "whole number"}},
		{"simulate: too many", "simulate --exports 1000", "", "", []string{"1000 exports", "0 to"}},
		{"simulate: argument", "simulate more", "", "", []string{`not "more"`, "exportwatch simulate --help"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var env []string
			if test.env != "" {
				env = append(env, test.env)
			}
			run(t, env, test.stdin, strings.Fields(test.args)...).wants(t, 2, test.want...)
		})
	}
}

// closedPort is an address at which nobody listens.
func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	return "http://" + listener.Addr().String()
}

func TestUnanswered(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen")
	denied := simulate(t, simulator.StandardAccessKey, "--fault", "denied")
	known := account.state().Executions[0]
	keys := []string{"AWS_ACCESS_KEY_ID=AKIAX", "AWS_SECRET_ACCESS_KEY=x"}
	for _, test := range []struct {
		name string
		env  []string
		args []string
		want []string
	}{
		{
			"no credentials",
			[]string{"AWS_ENDPOINT_URL=" + account.url},
			[]string{good},
			[]string{"No credentials", "aws sso login", "out: without answer", "out: some-export"},
		},
		{
			"no target and no credentials",
			[]string{"AWS_ENDPOINT_URL=" + account.url},
			nil,
			[]string{"No credentials", "aws sso login", "out: 1 without answer", "out: default profile"},
		},
		{
			"an export's ARN and no credentials",
			[]string{"AWS_ENDPOINT_URL=" + account.url},
			[]string{goodARN},
			[]string{"No credentials", "out: 1 without answer", "out: some-export"},
		},
		{
			"a name and no credentials",
			[]string{"AWS_ENDPOINT_URL=" + account.url},
			[]string{"some-export"},
			[]string{"No credentials", "out: 1 without answer", "out: default profile"},
		},
		{
			"no target and dead endpoint", keys,
			[]string{"--endpoint-url", closedPort(t)},
			[]string{"No connection", "connection refused", "out: 1 without answer"},
		},
		{
			"no target and denied", denied.env(), nil,
			[]string{"Access denied", "bcm-data-exports:ListExports", "out: Access denied"},
		},
		{
			"an unknown export's ARN", account.env(),
			[]string{goodARN},
			[]string{"Not found", "out: 1 without answer", "out: some-export"},
		},
		{
			"dead endpoint", keys,
			[]string{"--endpoint-url", closedPort(t), good},
			[]string{"No connection", "connection refused", "--endpoint-url", "out: without answer"},
		},
		{
			"unknown export", account.env(),
			[]string{good},
			[]string{"Not found", "does not exist", "Check the ARN and the id", "out: 1 without answer"},
		},
		{
			"unknown execution", account.env(),
			[]string{known.ExportArn + "#nope-nope-nope-nope-nope-nope-nope-nope"},
			[]string{"out: 1 without answer"},
		},
		{
			"malformed ARN", account.env(),
			[]string{"not:an:arn#1"},
			[]string{"the ARN not:an:arn looks odd", "arn:aws:bcm-data-exports", "Invalid request"},
		},
		{
			"denied", denied.env(),
			[]string{target(known)},
			[]string{"Access denied", "bcm-data-exports:GetExecution", "out: Access denied"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := run(t, test.env, "", test.args...)
			got.wants(t, 3, test.want...)
			if verdict, _, _ := strings.Cut(got.out, "\n"); strings.Contains(verdict, "loading") {
				t.Errorf("it says that it is asking, though it has ended:\n%s", got.out)
			}
		})
	}
}

// What was asked is answered on standard output, the exit code says how it stands.
func TestAnswered(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen")
	var failed, delivered simulator.ExecutionState
	newest := map[string]bool{} // an export's newest run: nothing has made it good
	for _, e := range account.state().Executions {
		switch {
		case e.StatusCode == "DELIVERY_FAILURE" && !newest[e.ExportArn]:
			failed = e
		case e.StatusCode == "DELIVERY_SUCCESS":
			delivered = e
		}
		newest[e.ExportArn] = true
	}
	if failed.ExportArn == "" || delivered.ExportArn == "" {
		t.Fatal("the account holds no such executions")
	}
	both := []string{target(failed), target(delivered)}
	for _, test := range []struct {
		name string
		args []string
		code int
		want []string
	}{
		{"both", both, 0, []string{"out: 1 failed", "out: 1 delivered", "out: " + failed.StatusReason}},
		{"failed", append(both, "--fail-on", "failed"), 1, []string{"out: ✗ Delivery failed"}},
		{"not failed", []string{target(delivered), "--fail-on", "failed"}, 0, []string{"out: ✓ Delivered"}},
		{"ascii", append(both, "--ascii"), 0, []string{"out: x 1 failed"}},
		{"1 beats 3", append(both, good, "--fail-on", "failed"), 1, []string{"out: 1 without answer"}},
		{"twice the same", []string{target(delivered), target(delivered)}, 0, []string{"out: 1 delivered"}},
		{"version", []string{"--version"}, 0, []string{"out: exportwatch version"}},
		{"help", []string{"--help"}, 0, []string{"out: exportwatch --demo", "out: --interval"}},
		{"help for simulate", []string{"simulate", "--help"}, 0, []string{"out: --fault", "out: /state"}},
		{"demo", []string{"--demo"}, 0, []string{
			"out: ✗ Querying      cur2-daily", "out: the run before failed  INSUFFICIENT_PERMISSION",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			run(t, account.env(), "", test.args...).wants(t, test.code, test.want...)
		})
	}
}

// Whoever reads the output may go away, or have no room.
func TestOutputThatTakesNothing(t *testing.T) {
	t.Parallel()
	shell := func(script string) outcome {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "sh", "-c", script, "sh", binary())
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		_ = cmd.Run() // the exit code says it
		return outcome{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
	}
	shell(`"$1" --demo >&-`).wants(t, 0)
	shell(`"$1" --demo | sed 1q`).wants(t, 0, "out: failed")
	shell(`"$1" --demo <&-`).wants(t, 0, "out: failed")
	if _, err := os.Stat("/dev/full"); err == nil {
		for _, command := range []string{"", "status", "wait carbon-monthly", "history carbon-monthly"} {
			got := shell(`"$1" ` + command + ` --demo >/dev/full`)
			got.wants(t, 3, "no space left")
			if strings.Count(got.errs, "writing to standard output") != 1 {
				t.Errorf("%s: on standard error: %s", command, got.errs)
			}
		}
	}
}

// A pipe isn't asked, and a terminal that can't move its cursor gets plain text.
func TestTerminalsWithoutScreen(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"dumb", ""} {
		t.Run(fmt.Sprintf("TERM=%q", name), func(t *testing.T) {
			t.Parallel()
			s := start(t, launch{args: []string{"--demo"}, env: []string{"TERM=" + name}})
			if code := s.ends(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			s.eventually("plain text", func() bool {
				return strings.Contains(s.written(), "carbon-monthly")
			})
			if strings.Contains(s.written(), "\x1b") {
				t.Errorf("an escape sequence in %q", s.written())
			}
		})
	}
}

// A signal ends what has no screen with its usual code.
func TestSignalWithoutScreen(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			account := simulate(t, simulator.StandardAccessKey, "--fault", "hang")
			cmd := exec.CommandContext(t.Context(), binary(), good)
			cmd.Env = append(cmd.Environ(), account.env()...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			eventually(t, "a question", func() bool {
				return account.state().Requests["GetExecution"] > 0
			}, func() string { return "" })
			_ = cmd.Process.Signal(sig)
			_ = cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != 128+int(sig) {
				t.Errorf("exit code %d, want %d", code, 128+int(sig))
			}
		})
	}
}

// "nohup" has SIGHUP ignored: what it protects goes on, and ends by the signal that comes next.
func TestAnIgnoredHangUpStaysIgnored(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--fault", "hang")
	cmd := exec.CommandContext(
		t.Context(),
		"sh",
		"-c",
		`trap "" HUP; exec "$0" "$1"`,
		binary(),
		good,
	)
	cmd.Env = append(cmd.Environ(), account.env()...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a question", func() bool {
		return account.state().Requests["GetExecution"] > 0
	}, func() string { return "" })
	_ = cmd.Process.Signal(syscall.SIGHUP)
	_ = cmd.Process.Signal(syscall.SIGTERM) // handled after the other, if that were
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 128+int(syscall.SIGTERM) {
		t.Errorf("exit code %d, want %d", code, 128+int(syscall.SIGTERM))
	}
}

// Thousands of targets come from a pipe while keys come from the terminal.
func TestThousandsOfTargets(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen", "--executions", "5200")
	executions := account.state().Executions
	if len(executions) < 5000 {
		t.Fatalf("only %d executions", len(executions))
	}
	name := filepath.Join(t.TempDir(), "targets")
	var lines strings.Builder
	for _, e := range executions[:5000] {
		lines.WriteString(target(e) + "\n")
	}
	if err := os.WriteFile(name, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	stdin, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close() //nolint:errcheck // it was only read
	s := start(t, launch{args: []string{"-"}, env: account.env(), stdin: stdin})
	s.eventually("all of them in the verdict", func() bool {
		return verdictSum(s.lines()[0]) == 5000 && strings.Contains(s.text(), "delivered")
	})
	s.send("G")
	s.send("q")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// verdictSum adds up the numbers before words on the first line.
func verdictSum(line string) int {
	counts, _, _ := strings.Cut(line, "exportwatch")
	sum := 0
	for field := range strings.FieldsSeq(counts) {
		n := 0
		if _, err := fmt.Sscanf(field, "%d", &n); err == nil {
			sum += n
		}
	}
	return sum
}
