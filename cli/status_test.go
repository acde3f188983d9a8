package cli_test

import (
	"bufio"
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
)

// document is the JSON of status as docs/json.md describes it, written down here once more.
type document struct {
	Version int
	AsOf    time.Time
	Counts  map[string]int
	Rows    []jsonRow

	Unmatched []struct {
		Target string
		Near   []string
	}
}

type jsonRow struct {
	Kind, Attention, Need, Account, Profile, Name, ExportArn string
	ExecutionId, Status, StatusReason                        string
	CreatedAt, LastUpdatedAt, LastDeliveredAt                time.Time
	NextDeliveryAt, OverdueSince                             time.Time
	UsualSeconds                                             int
	Advice, Table, Bucket, Prefix                            string
	FailedInARow                                             int
	LastFailure                                              *struct{ ExecutionId, StatusReason string }
	Stale, Deleted, Remembered                               bool
	Fault                                                    *struct{ Title, Code, Action, Advice string }
}

// parse reads the document, which must be whole and hold no character raw that controls a terminal.
func (o outcome) parse(t *testing.T) document {
	t.Helper()
	if r := hidden(o.out); r != 0 {
		t.Errorf("%U in\n%s", r, o.out)
	}
	var doc document
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil {
		t.Fatalf("%v in\n%s\n%s", err, o.out, o.errs)
	}
	sum := 0
	for _, n := range doc.Counts {
		sum += n
	}
	if doc.Version != 1 || sum != len(doc.Rows) {
		t.Errorf("version %d, counts add up to %d of %d rows", doc.Version, sum, len(doc.Rows))
	}
	return doc
}

// The document says of every export what is true.
func TestStatusAsJSON(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen", "--exports", "15",
		"--executions", "2000")
	truth := account.state()
	got := run(t, account.env(), "", "status", "--output", "json")
	got.wants(t, 0)
	doc := got.parse(t)
	if len(doc.Rows) != len(truth.Exports) || doc.AsOf.IsZero() {
		t.Errorf("%d rows of %d, as of %v", len(doc.Rows), len(truth.Exports), doc.AsOf)
	}
	newest := map[string]simulator.ExecutionState{}
	for _, e := range slices.Backward(truth.Executions) {
		newest[e.ExportArn] = e
	}
	failed := 0
	for _, row := range doc.Rows {
		e := newest[row.ExportArn]
		if row.Kind != "export" || row.Account != truth.AccountId ||
			row.ExecutionId != e.ExecutionId ||
			row.Status != e.StatusCode ||
			row.StatusReason != e.StatusReason ||
			!row.CreatedAt.Equal(e.CreatedAt) ||
			row.LastUpdatedAt.Sub(e.LastUpdatedAt).Abs() > time.Second {
			t.Errorf("%+v is not %+v", row, e)
		}
		if row.LastFailure != nil {
			failed++
			if row.Need != "failed" || row.Attention != "needsYou" || row.FailedInARow < 1 {
				t.Errorf("a failure without need: %+v", row)
			}
		}
	}
	if failed == 0 || failed != doc.Counts["failed"] {
		t.Errorf("%d rows with a failure, %d counted", failed, doc.Counts["failed"])
	}
	one := run(t, account.env(), "", "status", "--output", "json", "cur2-d*").parse(t)
	if len(one.Rows) != 1 || one.Rows[0].Name != "cur2-daily" {
		t.Errorf("cur2-d* gives %+v", one.Rows)
	}
}

// A run that failed before the newest is told of, in the table too.
func TestStatusTellsOfTheRunBefore(t *testing.T) {
	t.Parallel()
	got := run(t, nil, "", "status", "--demo", "--output", "json", "cur2-daily")
	got.wants(t, 0)
	row := got.parse(t).Rows[0]
	if row.Need != "failed" || row.Status == "DELIVERY_FAILURE" || row.LastFailure == nil ||
		row.LastFailure.StatusReason != "INSUFFICIENT_PERMISSION" ||
		row.LastFailure.ExecutionId == row.ExecutionId {
		t.Errorf("%+v", row)
	}
	run(t, nil, "", "status", "--demo", "cur2-daily").wants(t, 0, "out: ✗ 1 failed",
		"out: the run before failed  INSUFFICIENT_PERMISSION")
}

// The strange account's texts come out harmless, and its lists have an end.
func TestStatusOfTheStrangeAccount(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StrangeAccessKey)
	got := run(t, account.env(), "", "status", "--output", "json")
	doc := got.parse(t)
	if want := len(account.state().Exports); len(doc.Rows) != want {
		t.Errorf("%d rows, want %d", len(doc.Rows), want)
	}
	if calls := account.state().Requests["ListExecutions"]; calls > 20 {
		t.Errorf("%d ListExecutions", calls)
	}
	run(t, account.env(), "", "status")
}

// Every field is described, and no other.
func TestJSONIsDescribed(t *testing.T) {
	t.Parallel()
	text, _, _ := strings.Cut(read(t, filepath.Join("..", "docs", "json.md")), historyHeading)
	text, change, _ := strings.Cut(text, "## A change")
	described := describedFields(text)
	told := slices.Sorted(slices.Values(cli.NewsFields()))
	if got := describedFields(change); !slices.Equal(got, told) {
		t.Errorf("of a change docs/json.md describes\n%q\ntold is\n%q", got, told)
	}
	fields, lines := cli.JSONFields()
	wanted := slices.Clone(fields)
	for _, field := range lines {
		if !slices.Contains(fields, "rows[]."+field) {
			wanted = append(wanted, field)
		}
	}
	slices.Sort(wanted)
	if !slices.Equal(described, wanted) {
		t.Errorf("docs/json.md describes\n%q\nthe program prints\n%q", described, wanted)
	}
}

// historyHeading is the head of the part of docs/json.md about history.
const historyHeading = "\n# The JSON of `exportwatch history`\n"

// describedFields returns the fields that a part of docs/json.md describes, sorted.
func describedFields(text string) []string {
	var described []string
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ = strings.Cut(name, "`")
			described = append(described, name)
		}
	}
	slices.Sort(described)
	return described
}

// How the exit code comes to be.
func TestStatusExitCodes(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen")
	server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
	partly := httptest.NewServer(refusing{
		Handler: server, action: "ListExports", key: simulator.DemoAccessKey,
	})
	t.Cleanup(partly.Close)
	both := []string{"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS=" + partly.URL}
	for _, test := range []struct {
		name string
		env  []string
		args string
		code int
		want []string
	}{
		{"table", account.env(), "", 0, []string{"out: ✗ 2 failed", "out: cur2-daily"}},
		{"ascii", account.env(), "--ascii", 0, []string{"out: x 2 failed"}},
		{"failed", account.env(), "--fail-on failed", 1, nil},
		{"not slow", account.env(), "--fail-on slow,stale cur2-daily", 0, nil},
		{"none of it failed", account.env(), "--fail-on failed cur2-hourly", 0, []string{"out: cur2-hourly"}},
		{"unknown name", account.env(), "nope", 3, []string{`no export is called "nope"`}},
		{"one of two names", account.env(), "cur2-daily nope", 3, []string{`"nope"`, "out: cur2-daily"}},
		{
			"one account refused", both, "--profile standard --profile demo", 3,
			[]string{"Access denied", "out: ! 1 without answer", "out: cur2-daily"},
		},
		{
			"1 beats 3", both, "--profile standard --profile demo --fail-on failed", 1,
			[]string{"Access denied"},
		},
		{
			"all accounts refused", both, "--profile demo --fail-on failed", 3,
			[]string{"Access denied", "Ask for the IAM action bcm-data-exports:ListExports"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"status"}, strings.Fields(test.args)...)
			got := run(t, test.env, "", args...)
			got.wants(t, test.code, test.want...)
			inJSON := run(t, test.env, "", append(args, "--output", "json")...)
			inJSON.wants(t, test.code)
			inJSON.parse(t)
		})
	}
}

// An account that refuses, and an endpoint that doesn't answer, leave the document whole.
func TestStatusWithTrouble(t *testing.T) {
	t.Parallel()
	keys := []string{"AWS_ACCESS_KEY_ID=AKIAX", "AWS_SECRET_ACCESS_KEY=x"}
	got := run(t, keys, "", "status", "--output", "json", "--endpoint-url", closedPort(t))
	got.wants(t, 3, "No connection")
	doc := got.parse(t)
	if len(doc.Rows) != 1 || doc.Rows[0].Fault == nil || doc.Rows[0].Kind != "account" ||
		doc.Rows[0].Fault.Title != "No connection" || !doc.AsOf.IsZero() {
		t.Errorf("%s", got.out)
	}
	denied := simulate(t, simulator.StandardAccessKey, "--fault", "denied")
	got = run(t, denied.env(), "", "status", "--output", "json")
	got.wants(t, 3)
	row := got.parse(t).Rows[0]
	if row.Fault == nil || row.Fault.Action != "bcm-data-exports:ListExports" ||
		row.Fault.Code != "AccessDeniedException" || row.Fault.Advice == "" || row.Need != "noAnswer" {
		t.Errorf("%s", got.out)
	}
}

// As cron starts it: no terminal, and an environment that holds next to nothing.
func TestStatusInCron(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen")
	cmd := exec.CommandContext(t.Context(), binary(), "status", "--output", "json")
	cmd.Dir = "/"
	cmd.Env = account.env() // no HOME, PATH, TERM or locale
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, &errs)
	}
	doc := outcome{out: string(out)}.parse(t)
	if len(doc.Rows) != len(account.state().Exports) || errs.String() != "" {
		t.Errorf("%d rows; %s", len(doc.Rows), &errs)
	}
}

// What goes on prints a line for each row, and then one for a change, until a signal ends it or
// nobody reads.
func TestStatusGoesOn(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.DemoAccessKey, "--speed", "60")
	args := []string{"status", "--watch", "--output", "jsonl", "--interval", "1s"}
	cmd := exec.CommandContext(t.Context(), binary(), args...)
	cmd.Env = append(os.Environ(), account.env()...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(limit, func() { _ = cmd.Process.Kill() })
	defer kill.Stop()
	said := map[string]string{}
	changes, exports := 0, len(account.state().Exports)
	lines := bufio.NewScanner(out)
	for changes < 5 && lines.Scan() {
		var line struct {
			jsonRow

			Version int
			At      time.Time
		}
		text := lines.Text()
		if err = json.Unmarshal([]byte(text), &line); err != nil || hidden(text) != 0 ||
			line.Version != 1 || line.At.IsZero() {
			t.Errorf("%v: %q", err, text)
		}
		if said[line.Name] != "" {
			changes++
		}
		if _, rest, _ := strings.Cut(text, `"kind"`); rest == said[line.Name] {
			t.Errorf("nothing new: %s", text)
		} else {
			said[line.Name] = rest
		}
	}
	if len(said) != exports || changes < 5 {
		t.Errorf("%d exports of %d, %d changes", len(said), exports, changes)
	}
	_ = cmd.Process.Signal(syscall.SIGTERM)
	_, _ = bufio.NewReader(out).WriteTo(&strings.Builder{}) // until its end
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 143 {
		t.Errorf("exit code %d, want 143", code)
	}

	reader := exec.CommandContext(
		t.Context(),
		"sh",
		"-c",
		`"$@" | sed 1q; echo ended`,
		"sh",
		binary(),
		"status",
		"--watch",
		"--output",
		"jsonl",
		"--interval",
		"1s",
	)
	reader.Env = cmd.Env
	kill = time.AfterFunc(limit, func() { _ = reader.Process.Kill() })
	defer kill.Stop()
	text, err := reader.Output()
	if err != nil || strings.Count(string(text), "\n") != 2 {
		t.Errorf("%v: %s", err, text)
	}
}

// What is printed as the policy is JSON and the least for the mode.
func TestPolicy(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args    []string
		actions []string
	}{
		{nil, []string{"ListExports", "ListExecutions", "GetExecution"}},
		{[]string{"cur2-*"}, []string{"ListExports", "ListExecutions", "GetExecution"}},
		{[]string{good}, []string{"GetExecution"}},
		{[]string{good, "cur2-*"}, []string{"ListExports", "ListExecutions", "GetExecution"}},
	} {
		t.Run(strings.Join(test.args, " "), func(t *testing.T) {
			t.Parallel()
			got := run(t, nil, "", append([]string{"policy"}, test.args...)...)
			got.wants(t, 0)
			var policy struct {
				Version   string
				Statement []struct {
					Sid, Effect, Resource string
					Action                []string
				}
			}
			if err := json.Unmarshal([]byte(got.out), &policy); err != nil {
				t.Fatal(err)
			}
			if policy.Version != "2012-10-17" || len(policy.Statement) != 2 {
				t.Fatalf("%s", got.out)
			}
			if more := policy.Statement[1]; more.Sid != "Optional" || more.Effect != "Allow" ||
				!slices.Equal(more.Action, []string{"bcm-data-exports:ListTables"}) {
				t.Errorf("the optional statement is %+v", more)
			}
			statement := policy.Statement[0]
			for i := range statement.Action {
				statement.Action[i] = strings.TrimPrefix(statement.Action[i], "bcm-data-exports:")
			}
			if !slices.Equal(statement.Action, test.actions) || statement.Effect != "Allow" {
				t.Errorf("%+v, want %q", statement, test.actions)
			}
		})
	}
	run(t, nil, "", "policy", "[").wants(t, 2, "no name or glob")
}
