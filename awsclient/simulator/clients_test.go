package simulator_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

// TestIndependentClients has the AWS CLI and boto3 read the simulator, which know the service
// model by themselves: what they understand is compared with the truth. It is opt-in, because it
// needs both programs.
func TestIndependentClients(t *testing.T) {
	t.Parallel()
	if os.Getenv("EXPORTWATCH_CLIENTS") == "" {
		t.Skip("SKIPPED: independent clients are NOT checked; set EXPORTWATCH_CLIENTS=1 to run " +
			"the AWS CLI and boto3 against the simulator")
	}
	s := newServer(t, newClock(), simulator.Options{})
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		server.Close()
		t.Logf("requests received: %v", s.Requests())
	})
	for _, key := range []string{simulator.StandardAccessKey, simulator.DemoAccessKey} {
		t.Run("aws "+key, func(t *testing.T) {
			t.Parallel()
			checkCLI(t, s, client{server.URL, key})
		})
		t.Run("boto3 "+key, func(t *testing.T) {
			t.Parallel()
			checkBoto(t, s, client{server.URL, key})
		})
	}
	t.Run("boto3 strange", func(t *testing.T) {
		t.Parallel()
		got := readByBoto(t, client{server.URL, simulator.StrangeAccessKey}, "8")
		if len(got.Exports) != 11 {
			t.Errorf("%d exports", len(got.Exports))
		}
		t.Logf("boto3 read %d exports and %d executions of the strange account; it gave up on %q",
			len(got.Exports), len(got.Executions), got.Broken)
	})
}

// client is where and as whom a program asks.
type client struct{ endpoint, accessKey string }

// run runs a program with nothing but fake credentials and returns its output.
func (c client) run(t *testing.T, name string, args ...string) ([]byte, string) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("SKIPPED: %s is not installed", name)
	}
	cmd := exec.CommandContext(t.Context(), path, args...)
	home := t.TempDir()
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "AWS_CONFIG_FILE=" + home + "/none",
		"AWS_SHARED_CREDENTIALS_FILE=" + home + "/none", "AWS_EC2_METADATA_DISABLED=true",
		"AWS_ACCESS_KEY_ID=" + c.accessKey, "AWS_SECRET_ACCESS_KEY=" + simulator.SecretKey,
		"AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1", "AWS_PAGER=",
		"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS=" + c.endpoint,
	}
	var complaint strings.Builder
	cmd.Stderr = &complaint
	output, err := cmd.Output()
	line := strings.Join(args, " ")
	if strings.Contains(line, "\n") {
		line = "-c (the script)"
	}
	t.Logf("$ %s %s", name, line)
	if err != nil {
		t.Logf("%v: %s", err, strings.TrimSpace(complaint.String()))
	}
	return output, complaint.String()
}

// clientStatus is an execution's status as Python programs print it.
type clientStatus struct {
	StatusCode    string
	StatusReason  string
	CreatedAt     string
	LastUpdatedAt string
}

// checkStatus compares to the microsecond: Python's timestamps hold no more.
func (c clientStatus) check(t *testing.T, want simulator.ExecutionState) {
	t.Helper()
	if c.StatusCode != want.StatusCode || c.StatusReason != want.StatusReason ||
		!sameTime(c.CreatedAt, want.CreatedAt) || !sameTime(c.LastUpdatedAt, want.LastUpdatedAt) {
		t.Errorf("%s %s: got %+v, want %+v", want.Name, want.ExecutionId, c, want)
	}
}

func sameTime(got string, want time.Time) bool {
	at, err := time.Parse(time.RFC3339Nano, got)
	return err == nil && at.Truncate(time.Microsecond).Equal(want.Truncate(time.Microsecond))
}

func truth(s *simulator.Server, key string) map[string]simulator.ExecutionState {
	byID := map[string]simulator.ExecutionState{}
	for _, e := range s.Executions(key) {
		byID[e.ExecutionId] = e
	}
	return byID
}

func checkCLI(t *testing.T, s *simulator.Server, c client) {
	t.Helper()
	ask := func(answer any, args ...string) string {
		output, complaint := c.run(t, "aws",
			append([]string{"bcm-data-exports", "--output", "json"}, args...)...)
		if len(output) > 0 {
			if err := json.Unmarshal(output, answer); err != nil {
				t.Fatalf("%v in %.200s", err, output)
			}
		}
		return complaint
	}
	version, _ := c.run(t, "aws", "--version")
	t.Logf("%s", version)
	want := s.Exports(c.accessKey)
	var listed struct {
		Exports []struct{ ExportArn, ExportName string }
	}
	ask(&listed, "list-exports", "--page-size", "5")
	if len(listed.Exports) != len(want) {
		t.Fatalf("list-exports: %d exports, want %d", len(listed.Exports), len(want))
	}
	for i, e := range listed.Exports {
		if e.ExportArn != want[i].ExportArn || e.ExportName != want[i].Name {
			t.Errorf("list-exports: %+v, want %+v", e, want[i])
		}
	}
	t.Logf("list-exports in pages of 5: %d exports, all as /state says", len(want))

	var runs struct {
		Executions []struct {
			ExecutionId     string
			ExecutionStatus clientStatus
		}
	}
	arn := want[0].ExportArn
	ask(&runs, "list-executions", "--export-arn", arn, "--page-size", "30")
	if len(runs.Executions) != want[0].Executions {
		t.Errorf("list-executions: %d, want %d", len(runs.Executions), want[0].Executions)
	}
	byID := truth(s, c.accessKey)
	for _, run := range runs.Executions {
		run.ExecutionStatus.check(t, byID[run.ExecutionId])
	}
	t.Logf(
		"list-executions in pages of 30: %d executions, all as /state says",
		len(runs.Executions),
	)

	for _, run := range runs.Executions[:2] {
		var got struct {
			ExecutionId     string
			Export          struct{ ExportArn, Name string }
			ExecutionStatus clientStatus
		}
		ask(&got, "get-execution", "--export-arn", arn, "--execution-id", run.ExecutionId)
		got.ExecutionStatus.check(t, byID[got.ExecutionId])
		if got.Export.ExportArn != arn || got.Export.Name != want[0].Name {
			t.Errorf("get-execution: export %+v", got.Export)
		}
		t.Logf("get-execution: %s %s %s", got.Export.Name, got.ExecutionId,
			got.ExecutionStatus.StatusCode)
	}
	for code, args := range map[string][]string{
		"ResourceNotFoundException": {"get-export", "--export-arn", missingArn()},
		"ValidationException":       {"get-export", "--export-arn", strings.Repeat("x", 20)},
		"AccessDeniedException":     {"delete-export", "--export-arn", arn},
	} {
		if complaint := ask(nil, args...); !strings.Contains(complaint, "("+code+")") {
			t.Errorf("%v: %s, want %s", args, complaint, code)
		}
	}
}

// botoAnswer is what botoScript prints.
type botoAnswer struct {
	Version    string
	Exports    []string
	Executions []struct {
		ExportArn, ExecutionId string
		Listed, Got            *clientStatus
		Query                  string
	}
	Errors []string // the refusals that were asked for
	Broken []string // what the client itself could not read
}

// botoScript lists and pages everything and gets the first executions of each export.
const botoScript = `
import boto3, json, sys
from botocore.exceptions import ClientError
c = boto3.client("bcm-data-exports")
def status(s):
    return s and {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in s.items()}
exports = [e["ExportArn"] for p in c.get_paginator("list_exports").paginate(
    PaginationConfig={"PageSize": 3}) for e in p["Exports"]]
executions, broken = [], []
for arn in exports:
    runs = []
    try:
        for page in c.get_paginator("list_executions").paginate(
                ExportArn=arn, PaginationConfig={"PageSize": 50}):
            runs += page["Executions"]
    except Exception as e:
        broken.append("listing: %s %s" % (type(e).__name__, e))
    for n, run in enumerate(runs):
        item = {"ExportArn": arn, "ExecutionId": run["ExecutionId"],
                "Listed": status(run.get("ExecutionStatus"))}
        if n < int(sys.argv[1]):
            try:
                got = c.get_execution(ExportArn=arn, ExecutionId=run["ExecutionId"])
            except Exception as e:
                broken.append("getting: %s %s" % (type(e).__name__, e))
                got = {}
            item["Got"] = status(got.get("ExecutionStatus"))
            item["Query"] = ((got.get("Export") or {}).get("DataQuery") or {}).get("QueryStatement")
        executions.append(item)
errors = []
for call, args in ((c.get_export, {"ExportArn": "arn:aws:bcm-data-exports:us-east-1:" + "0" * 12 +
        ":export/none"}), (c.get_export, {"ExportArn": "x" * 20}),
        (c.list_exports, {"NextToken": "stale"}), (c.delete_export, {"ExportArn": exports[0]})):
    try:
        call(**args)
    except ClientError as e:
        errors.append(e.response["Error"]["Code"] + ": " + e.response["Error"]["Message"])
print(json.dumps({"Version": boto3.__version__, "Exports": exports, "Executions": executions,
    "Errors": errors, "Broken": broken}))
`

func readByBoto(t *testing.T, c client, each string) botoAnswer {
	t.Helper()
	if output, complaint := c.run(t, "python3", "-c", "import boto3"); complaint != "" {
		t.Skipf("SKIPPED: boto3 is not installed: %s%s", output, complaint)
	}
	output, complaint := c.run(t, "python3", "-c", botoScript, each)
	if complaint != "" {
		t.Logf("boto3 says: %s", complaint)
	}
	var answer botoAnswer
	if err := json.Unmarshal(output, &answer); err != nil {
		t.Fatalf("%v in %.200s %s", err, output, complaint)
	}
	return answer
}

func checkBoto(t *testing.T, s *simulator.Server, c client) {
	t.Helper()
	got := readByBoto(t, c, "3")
	want := s.Exports(c.accessKey)
	if len(got.Exports) != len(want) {
		t.Fatalf("%d exports, want %d", len(got.Exports), len(want))
	}
	byID := truth(s, c.accessKey)
	if len(got.Executions) != len(byID) {
		t.Errorf("%d executions, want %d", len(got.Executions), len(byID))
	}
	if len(got.Broken) > 0 {
		t.Errorf("boto3 could not read: %q", got.Broken)
	}
	asked := 0
	for _, run := range got.Executions {
		run.Listed.check(t, byID[run.ExecutionId])
		if run.Got != nil {
			asked++
			run.Got.check(t, byID[run.ExecutionId])
			if !strings.HasPrefix(run.Query, "SELECT ") {
				t.Errorf("%s: query %q", run.ExecutionId, run.Query)
			}
		}
	}
	t.Logf("boto3 %s: %d exports, %d executions listed, %d got, all as /state says",
		got.Version, len(got.Exports), len(got.Executions), asked)
	t.Logf("errors:\n%s", strings.Join(got.Errors, "\n"))
	for i, code := range []string{
		"ResourceNotFoundException", "ValidationException", "ValidationException",
		"AccessDeniedException",
	} {
		if i >= len(got.Errors) || !strings.HasPrefix(got.Errors[i], code+": ") {
			t.Errorf("errors %q, want %s at %d", got.Errors, code, i)
		}
	}
}
