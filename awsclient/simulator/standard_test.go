package simulator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

func TestSizes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ exports, executions, running int }{
		{0, 0, 10},
		{1, 0, 10},
		{3, 0, 10},
		{10, 0, 10},
		{15, 0, 10},
		{40, 0, 10},
		{0, 10, 10},
		{0, 100, 10},
		{15, 2000, 10},
		{15, 10_000, 10},
		{1, 500, 10},
		{3, 12, 10},
		{0, 3, 3},
	} {
		s := newServer(
			t,
			newClock(),
			simulator.Options{Exports: c.exports, Executions: c.executions},
		)
		name := fmt.Sprintf("%d exports, %d executions", c.exports, c.executions)
		wantExports := c.exports
		if wantExports == 0 {
			wantExports = 14
		}
		if n := len(s.Exports("")); n != wantExports {
			t.Errorf("%s: %d exports", name, n)
		}
		executions := s.Executions("")
		if c.executions > 0 && len(executions) != c.executions {
			t.Errorf("%s: %d executions", name, len(executions))
		}
		if n := running(executions); n < c.running {
			t.Errorf("%s: %d running, want %d", name, n, c.running)
		}
	}
}

func TestStandardAccountShowsEverything(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	seen := map[string]bool{}
	for _, e := range s.Executions("") {
		seen[e.StatusCode+" "+e.StatusReason] = true
	}
	for _, want := range []string{
		"DELIVERY_SUCCESS ", "QUERY_FAILURE ", "QUERY_FAILURE INTERNAL_FAILURE",
		"QUERY_FAILURE DEPRECATED", "DELIVERY_FAILURE ",
		"DELIVERY_FAILURE INSUFFICIENT_PERMISSION", "DELIVERY_FAILURE BILL_OWNER_CHANGED",
		"QUERY_IN_PROCESS ", "DELIVERY_IN_PROCESS ",
	} {
		// QUERY_FAILURE without a reason is still under way at the epoch.
		if !seen[want] && want != "QUERY_FAILURE " {
			t.Errorf("no execution is %q", want)
		}
	}
	answers := bytes.Buffer{}
	for _, e := range s.Exports("") {
		_, body := post(t, s, "GetExport", fmt.Sprintf(`{"ExportArn":%q}`, e.ExportArn))
		answers.WriteString(body)
	}
	for _, want := range []string{
		"COST_AND_USAGE_REPORT", "FOCUS_1_2_AWS", "FOCUS_1_0_AWS", "FOCUS_1_0_AWS_PREVIEW",
		"COST_OPTIMIZATION_RECOMMENDATIONS", "CARBON_EMISSIONS", "COST_AND_USAGE_DASHBOARD",
		"TEXT_OR_CSV", "GZIP", "PARQUET", "OVERWRITE_REPORT", "CREATE_NEW_REPORT",
		"BILLING_VIEW_ARN", "resourceTypes", `"S3BucketOwner":"444455556666"`,
		`"S3Prefix":"focus/"`, "eu-west-1", "HOURLY", "DAILY",
		`"INCLUDE_RESOURCES":"TRUE"`, `"INCLUDE_SPLIT_COST_ALLOCATION_DATA":"TRUE"`,
		"resource_tags.user_cost_center AS cost_center", " WHERE ", "UNHEALTHY",
	} {
		if !bytes.Contains(answers.Bytes(), []byte(want)) {
			t.Errorf("no export has %s", want)
		}
	}
}

func TestIdentifiersLookReal(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	arn := regexp.MustCompile(
		`^arn:aws:bcm-data-exports:us-east-1:[0-9]{12}:export/[0-9A-Za-z_-]+-` +
			`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
	)
	id := regexp.MustCompile(
		`^[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
	)
	ids := map[string]bool{}
	for _, e := range s.Executions("") {
		if !arn.MatchString(e.ExportArn) {
			t.Fatalf("ARN %s", e.ExportArn)
		}
		if !id.MatchString(e.ExecutionId) || ids[e.ExecutionId] {
			t.Fatalf("execution id %s", e.ExecutionId)
		}
		ids[e.ExecutionId] = true
	}
}

// order is a status's place on the way.
func order(code string) int {
	return map[string]int{
		"INITIATION_IN_PROCESS": 0, "QUERY_QUEUED": 1, "QUERY_IN_PROCESS": 2, "QUERY_FAILURE": 3,
		"DELIVERY_IN_PROCESS": 3, "DELIVERY_SUCCESS": 4, "DELIVERY_FAILURE": 4,
	}[code]
}

func TestStandardAccountMovesForwardOnly(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	last := map[string]simulator.ExecutionState{}
	seen := map[string]bool{}
	started := 0
	for minute := range 10 * 60 {
		clock.at(time.Duration(minute) * time.Minute)
		now := clock.Now()
		for _, e := range s.Executions("") {
			before, known := last[e.ExecutionId]
			if !known && minute > 0 {
				started++
			}
			if known && (order(e.StatusCode) < order(before.StatusCode) ||
				ended(before.StatusCode) && e.StatusCode != before.StatusCode ||
				e.CreatedAt != before.CreatedAt ||
				e.LastUpdatedAt.Before(before.LastUpdatedAt)) {
				t.Fatalf("after %d minutes %+v, before %+v", minute, e, before)
			}
			if e.CreatedAt.After(now) || e.LastUpdatedAt.After(now) {
				t.Fatalf("after %d minutes: from the future: %+v", minute, e)
			}
			if known && ended(e.StatusCode) && !ended(before.StatusCode) {
				seen[e.StatusCode+" "+e.StatusReason] = true
			}
			last[e.ExecutionId] = e
		}
	}
	if started < 10 {
		t.Errorf("%d runs started in ten hours", started)
	}
	for _, want := range []string{
		"DELIVERY_SUCCESS ", "QUERY_FAILURE ", "DELIVERY_FAILURE INSUFFICIENT_PERMISSION",
	} {
		if !seen[want] {
			t.Errorf("no run ended as %q before our eyes", want)
		}
	}
}

func TestRunsTakeMinutes(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{Executions: 3000})
	for _, e := range s.Executions("") {
		took := e.Stages[len(e.Stages)-1].EnteredAt.Sub(e.CreatedAt)
		if took < 35*time.Second || took > 34*time.Minute {
			t.Errorf("%s took %v", e.Name, took)
		}
		for i := 1; i < len(e.Stages); i++ {
			if !e.Stages[i].EnteredAt.After(e.Stages[i-1].EnteredAt) {
				t.Fatalf("%s: stages %v", e.Name, e.Stages)
			}
		}
	}
}

// An export's runs keep their distance: none starts before the one before it ended.
func TestRunsDoNotOverlap(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	clock.at(60 * 24 * time.Hour)
	executions := s.Executions("")
	for i := 1; i < len(executions); i++ {
		later, earlier := executions[i-1], executions[i]
		end := earlier.Stages[len(earlier.Stages)-1].EnteredAt
		if later.ExportArn == earlier.ExportArn && later.CreatedAt.Before(end) {
			t.Errorf("%s: %v starts before %v", later.Name, later.CreatedAt, end)
		}
	}
}

func TestFrozen(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{Frozen: true})
	before := s.Executions("")
	clock.at(100 * time.Hour)
	after := s.Executions("")
	if len(before) != len(after) {
		t.Fatalf("%d executions, then %d", len(before), len(after))
	}
	for i := range before {
		if before[i].StatusCode != after[i].StatusCode ||
			before[i].LastUpdatedAt != after[i].LastUpdatedAt {
			t.Errorf("moved: %+v to %+v", before[i], after[i])
		}
	}
}

func TestSpeedScalesPastAndFuture(t *testing.T) {
	t.Parallel()
	clock, fast := newClock(), newClock()
	s := newServer(t, clock, simulator.Options{})
	f := newServer(t, fast, simulator.Options{Speed: 60})
	clock.at(time.Hour)
	fast.at(time.Minute)
	slow, quick := s.Executions(""), f.Executions("")
	if len(slow) != len(quick) {
		t.Fatalf("%d executions at speed 1, %d at 60", len(slow), len(quick))
	}
	for i := range slow {
		if slow[i].ExecutionId != quick[i].ExecutionId ||
			slow[i].StatusCode != quick[i].StatusCode {
			t.Fatalf("%+v\n%+v", slow[i], quick[i])
		}
		want := slow[i].LastUpdatedAt.Sub(epoch()) / 60
		got := quick[i].LastUpdatedAt.Sub(epoch())
		if (got - want).Abs() > time.Millisecond {
			t.Errorf("%v at speed 60, want %v", got, want)
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	t.Parallel()
	read := func(seed uint64) string {
		clock := newClock()
		s := newServer(t, clock, simulator.Options{Seed: seed})
		var all bytes.Buffer
		for _, at := range []time.Duration{0, 77 * time.Second, 9 * time.Hour} {
			clock.at(at)
			for _, e := range s.Exports("") {
				response, body := post(t, s, "ListExecutions",
					fmt.Sprintf(`{"ExportArn":%q,"MaxResults":5}`, e.ExportArn))
				all.WriteString(response.Header.Get("X-Amzn-Requestid") + body)
			}
			for _, e := range s.Executions("")[:3] {
				_, body := post(t, s, "GetExecution",
					fmt.Sprintf(`{"ExportArn":%q,"ExecutionId":%q}`, e.ExportArn, e.ExecutionId))
				all.WriteString(body)
			}
			_, body := post(t, s, "ListExports", `{"MaxResults":3}`)
			all.WriteString(body)
			for _, key := range []string{simulator.DemoAccessKey, simulator.StrangeAccessKey} {
				state, err := json.Marshal(s.State(key))
				if err != nil {
					t.Fatal(err)
				}
				all.Write(state)
			}
		}
		return all.String()
	}
	first, again, other := read(5), read(5), read(6)
	if first != again {
		t.Error("the same seed gives different bytes")
	}
	if first == other {
		t.Error("different seeds give the same bytes")
	}
}

func TestStateNeedsNoSignature(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	for key, want := range map[string]int{
		"": 14, simulator.DemoAccessKey: 12, simulator.StrangeAccessKey: 11,
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
			"http://simulator.invalid/state?access-key="+key, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		_, body := send(t, s, r)
		var state simulator.AccountState
		if err := json.Unmarshal([]byte(body), &state); err != nil {
			t.Fatal(err)
		}
		if len(state.Exports) != want || len(state.Executions) != len(s.Executions(key)) {
			t.Errorf(
				"%q: %d exports, %d executions",
				key,
				len(state.Exports),
				len(state.Executions),
			)
		}
		if !state.Now.Equal(epoch()) || len(state.AccountId) != 12 {
			t.Errorf("%q: now %v, account %s", key, state.Now, state.AccountId)
		}
	}
}
