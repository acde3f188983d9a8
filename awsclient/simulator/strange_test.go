package simulator_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"

	"exportwatch/awsclient/simulator"
)

// strangeExport is the strange account's export whose name begins so.
func strangeExport(t *testing.T, s *simulator.Server, name string) simulator.ExportState {
	t.Helper()
	for _, e := range s.Exports(simulator.StrangeAccessKey) {
		if strings.HasPrefix(e.Name, name) {
			return e
		}
	}
	t.Fatalf("no strange export %s", name)
	return simulator.ExportState{}
}

// The SDK reads everything the strange account says, at every time, without an error.
func TestStrangeAccountIsServed(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	client := newClient(s, simulator.StrangeAccessKey)
	exports, err := client.ListExports(t.Context(), &bcmdataexports.ListExportsInput{})
	if err != nil {
		t.Fatal(err)
	}
	if len(exports.Exports) != 11 {
		t.Errorf("%d exports", len(exports.Exports))
	}
	for _, at := range []time.Duration{0, 30 * time.Second, 2 * time.Minute, time.Hour} {
		clock.at(at)
		for _, e := range exports.Exports {
			if _, err := client.GetExport(t.Context(),
				&bcmdataexports.GetExportInput{ExportArn: e.ExportArn}); err != nil {
				t.Errorf("%q: %v", *e.ExportName, err)
			}
			runs, err := client.ListExecutions(t.Context(),
				&bcmdataexports.ListExecutionsInput{ExportArn: e.ExportArn})
			if err != nil {
				t.Fatal(err)
			}
			for _, run := range runs.Executions {
				if _, err := client.GetExecution(t.Context(), &bcmdataexports.GetExecutionInput{
					ExportArn: e.ExportArn, ExecutionId: run.ExecutionId,
				}); err != nil {
					t.Errorf("%q %q: %v", *e.ExportName, *run.ExecutionId, err)
				}
			}
		}
	}
}

func TestStrangeRoutes(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	// The statuses that each run goes through from the epoch on, second by second.
	routes := map[string][]string{}
	for second := range 180 {
		clock.at(time.Duration(second) * time.Second)
		for _, e := range s.Executions(simulator.StrangeAccessKey) {
			route := routes[e.ExecutionId]
			if len(route) == 0 || route[len(route)-1] != e.StatusCode {
				routes[e.ExecutionId] = append(route, e.StatusCode)
			}
		}
	}
	for _, want := range []string{
		"INITIATION_IN_PROCESS DELIVERY_SUCCESS",
		"QUERY_QUEUED QUERY_IN_PROCESS QUERY_QUEUED QUERY_IN_PROCESS",
		"DELIVERY_IN_PROCESS QUERY_QUEUED DELIVERY_SUCCESS",
		"QUERY_FAILURE QUERY_QUEUED QUERY_IN_PROCESS DELIVERY_IN_PROCESS DELIVERY_FAILURE " +
			"DELIVERY_IN_PROCESS DELIVERY_SUCCESS",
		"DELIVERY_SUCCESS QUERY_IN_PROCESS DELIVERY_SUCCESS DELIVERY_FAILURE",
		"QUERY_PAUSED QUERY_IN_PROCESS DELIVERY_VERIFYING DELIVERY_SUCCESS",
	} {
		found := false
		for _, route := range routes {
			found = found || strings.Contains(strings.Join(route, " "), want)
		}
		if !found {
			t.Errorf("no run goes %s", want)
		}
	}
}

func TestStrangeCompleted(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	client := newClient(s, simulator.StrangeAccessKey)
	runs := list(t.Context(), t, client, strangeExport(t, s, "strange-completed").ExportArn, 300)
	first := runs[len(runs)-1].ExecutionStatus
	if first.CompletedAt == nil || first.StatusCode != "DELIVERY_SUCCESS" ||
		first.StatusReason != "INTERNAL_FAILURE" {
		t.Errorf("%+v", first)
	}
}

func TestStrangePages(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	client := newClient(s, simulator.StrangeAccessKey)
	unordered := list(
		t.Context(),
		t,
		client,
		strangeExport(t, s, "strange-unordered").ExportArn,
		300,
	)
	ids, inOrder := map[string]bool{}, true
	for i, run := range unordered {
		ids[*run.ExecutionId] = true
		inOrder = inOrder && (i == 0 ||
			run.ExecutionStatus.CreatedAt.Before(*unordered[i-1].ExecutionStatus.CreatedAt))
	}
	if len(ids) != 20 || len(unordered) != 20 || inOrder {
		t.Errorf("%d executions, %d different, in order: %v", len(unordered), len(ids), inOrder)
	}
	input := &bcmdataexports.ListExecutionsInput{
		ExportArn:  aws.String(strangeExport(t, s, "strange-endless").ExportArn),
		MaxResults: aws.Int32(300),
	}
	var tokens []string
	for range 4 {
		page, err := client.ListExecutions(t.Context(), input)
		if err != nil {
			t.Fatal(err)
		}
		input.NextToken = page.NextToken
		tokens = append(tokens, aws.ToString(page.NextToken))
	}
	if tokens[0] == "" || tokens[1] != tokens[0] || tokens[3] != tokens[0] {
		t.Errorf("tokens %v, want one that repeats itself", tokens)
	}
}

func TestStrangeMissing(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	client := newClient(s, simulator.StrangeAccessKey)
	arn := strangeExport(t, s, "strange-missing").ExportArn
	absent := map[string]int{}
	for _, run := range list(t.Context(), t, client, arn, 300) {
		if run.ExecutionStatus == nil {
			absent["status in the list"]++
		}
		got, err := client.GetExecution(t.Context(), &bcmdataexports.GetExecutionInput{
			ExportArn: aws.String(arn), ExecutionId: run.ExecutionId,
		})
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case got.Export == nil && got.ExecutionStatus == nil:
			absent["everything"]++
		case got.Export == nil:
			absent["export"]++
		case got.ExecutionStatus == nil:
			absent["status"]++
		case got.ExecutionStatus.CreatedAt == nil:
			absent["times"]++
		}
	}
	for what, want := range map[string]int{
		"everything": 2, "export": 1, "status": 1, "times": 4, "status in the list": 6,
	} {
		if absent[what] != want {
			t.Errorf("%s is missing %d times, want %d", what, absent[what], want)
		}
	}
}

func TestStrangeTexts(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	client := newClient(s, simulator.StrangeAccessKey)
	export := func(name string) *bcmdataexports.GetExportOutput {
		got, err := client.GetExport(t.Context(), &bcmdataexports.GetExportInput{
			ExportArn: aws.String(strangeExport(t, s, name).ExportArn),
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	hostile := export("strange-hostile").Export
	for name, text := range map[string]*string{
		"name": hostile.Name, "description": hostile.Description,
		"query":  hostile.DataQuery.QueryStatement,
		"bucket": hostile.DestinationConfigurations.S3Destination.S3Bucket,
	} {
		for _, harm := range []string{"\x1b]52;c;", "\u009b", "\u202e", "\u200b", "\r", "\x00"} {
			if !strings.Contains(aws.ToString(text), harm) {
				t.Errorf("%s has no %q", name, harm)
			}
		}
	}
	long := aws.ToString(export("strange-long").Export.DataQuery.QueryStatement)
	if len(long) != 36_000 || !strings.HasSuffix(long, " FROM COST_AND_USAGE_REPORT") {
		t.Errorf("the long query has %d characters", len(long))
	}
	if name := aws.ToString(export("Old!").Export.Name); name != "Old!Export_v1.0*(final)'s" {
		t.Errorf("old name %q", name)
	}
	docs := strangeExport(t, s, "ExampleExportName1").ExportArn
	got, err := client.GetExecution(t.Context(), &bcmdataexports.GetExecutionInput{
		ExportArn:   aws.String(docs),
		ExecutionId: aws.String("8ae3fbeb-fbeb-4048-bb39-f7c6c7e80c21"),
	})
	if err != nil || docs != "arn:aws:bcm-data-exports:::export:Example/"+
		"837fcfce-f85b-4600-b333-b38a12c3a927" {
		t.Errorf("AWS's sample %s: %v", docs, err)
	}
	if got != nil && got.ExecutionStatus.LastUpdatedAt.Nanosecond() != 252_556_820 {
		t.Errorf("updated %v", got.ExecutionStatus.LastUpdatedAt)
	}
}
