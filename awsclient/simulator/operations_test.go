package simulator_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports/types"

	"exportwatch/awsclient/simulator"
)

func TestListExportsPages(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	client := newClient(s, "AKIAANYOTHERKEY00000")
	truth := s.Exports(simulator.StandardAccessKey)
	for _, size := range []int32{1, 5, 14, 300} {
		pages := bcmdataexports.NewListExportsPaginator(client,
			&bcmdataexports.ListExportsInput{MaxResults: aws.Int32(size)})
		n := 0
		for pages.HasMorePages() {
			page, err := pages.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Exports) > int(size) || len(page.Exports) == 0 {
				t.Errorf("size %d: page of %d", size, len(page.Exports))
			}
			for _, got := range page.Exports {
				checkExportReference(t, got, truth[n])
				n++
			}
		}
		if n != len(truth) {
			t.Errorf("size %d: %d exports, want %d", size, n, len(truth))
		}
	}
	want := 14 + 3 + 1 + 1
	if got := s.Requests()["ListExports"]; got != want {
		t.Errorf("%d requests counted, want %d", got, want)
	}
}

func checkExportReference(
	t *testing.T, got types.ExportReference, want simulator.ExportState,
) {
	t.Helper()
	status := got.ExportStatus
	if aws.ToString(got.ExportArn) != want.ExportArn || aws.ToString(got.ExportName) != want.Name {
		t.Errorf("got %s, want %s", aws.ToString(got.ExportArn), want.ExportArn)
	}
	if string(status.StatusCode) != want.StatusCode ||
		!aws.ToTime(status.LastRefreshedAt).Equal(want.LastRefreshedAt) {
		t.Errorf("%s: %v %v, want %+v", want.Name, status.StatusCode, status.LastRefreshedAt, want)
	}
}

// list reads all executions of an export in pages of the given size.
func list(
	ctx context.Context, t *testing.T, client *bcmdataexports.Client, arn string, size int32,
) []types.ExecutionReference {
	t.Helper()
	var all []types.ExecutionReference
	pages := bcmdataexports.NewListExecutionsPaginator(client,
		&bcmdataexports.ListExecutionsInput{
			ExportArn: aws.String(arn), MaxResults: aws.Int32(size),
		})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Executions...)
	}
	return all
}

func TestExecutionsTellTheTruth(t *testing.T) {
	t.Parallel()
	for _, key := range []string{simulator.StandardAccessKey, simulator.DemoAccessKey} {
		clock := newClock()
		s := newServer(t, clock, simulator.Options{})
		client := newClient(s, key)
		for _, at := range []time.Duration{0, 100 * time.Second, 3 * time.Hour} {
			clock.at(at)
			truth := map[string]simulator.ExecutionState{}
			for _, e := range s.Executions(key) {
				truth[e.ExecutionId] = e
			}
			n := 0
			for _, e := range s.Exports(key) {
				for i, ref := range list(t.Context(), t, client, e.ExportArn, 30) {
					n++
					want := truth[aws.ToString(ref.ExecutionId)]
					checkStatus(t, ref.ExecutionStatus, want)
					if i > 2 {
						continue
					}
					got, err := client.GetExecution(t.Context(), &bcmdataexports.GetExecutionInput{
						ExportArn: aws.String(e.ExportArn), ExecutionId: ref.ExecutionId,
					})
					if err != nil {
						t.Fatal(err)
					}
					checkStatus(t, got.ExecutionStatus, want)
					if aws.ToString(got.Export.Name) != e.Name ||
						aws.ToString(got.Export.ExportArn) != e.ExportArn {
						t.Errorf("snapshot of %s says %s", e.Name, aws.ToString(got.Export.Name))
					}
				}
			}
			if n != len(truth) {
				t.Errorf("%s at %v: listed %d, want %d", key, at, n, len(truth))
			}
		}
	}
}

func checkStatus(t *testing.T, got *types.ExecutionStatus, want simulator.ExecutionState) {
	t.Helper()
	if got == nil || string(got.StatusCode) != want.StatusCode ||
		string(got.StatusReason) != want.StatusReason ||
		!aws.ToTime(got.CreatedAt).Equal(want.CreatedAt) ||
		!aws.ToTime(got.LastUpdatedAt).Equal(want.LastUpdatedAt) || got.CompletedAt != nil {
		t.Errorf("%s %s: got %+v, want %+v", want.Name, want.ExecutionId, got, want)
	}
}

func TestGetExportIsCurrentAndOldRunsHoldTheFormer(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	client := newClient(s, simulator.StandardAccessKey)
	arn := s.Exports("")[0].ExportArn
	now, err := client.GetExport(t.Context(),
		&bcmdataexports.GetExportInput{ExportArn: aws.String(arn)})
	if err != nil {
		t.Fatal(err)
	}
	if now.ExportStatus == nil || now.ExportStatus.StatusCode != types.ExportStatusCodeHealthy {
		t.Errorf("status %+v", now.ExportStatus)
	}
	if updated := aws.ToTime(now.ExportStatus.LastUpdatedAt); !updated.After(
		aws.ToTime(now.ExportStatus.CreatedAt)) || updated.After(epoch()) {
		t.Errorf("edited %v, created %v", updated, now.ExportStatus.CreatedAt)
	}
	runs := list(t.Context(), t, client, arn, 300)
	old, err := client.GetExecution(t.Context(), &bcmdataexports.GetExecutionInput{
		ExportArn: aws.String(arn), ExecutionId: runs[len(runs)-1].ExecutionId,
	})
	if err != nil {
		t.Fatal(err)
	}
	current := aws.ToString(now.Export.DataQuery.QueryStatement)
	former := aws.ToString(old.Export.DataQuery.QueryStatement)
	if current == former || !strings.Contains(current, "product.product_name AS product_name") {
		t.Errorf("the edited export's query %.40q…, before %.40q…", current, former)
	}
	view := now.Export.DataQuery.TableConfigurations["COST_AND_USAGE_REPORT"]["BILLING_VIEW_ARN"]
	if !strings.HasPrefix(view, "arn:aws:billing::") {
		t.Errorf("no BILLING_VIEW_ARN in %v", now.Export.DataQuery.TableConfigurations)
	}
}

func TestARunThatStartsMovesNoPage(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	client := newClient(s, simulator.DemoAccessKey)
	arn := s.Exports(simulator.DemoAccessKey)[3].ExportArn
	ask := func(token *string) *bcmdataexports.ListExecutionsOutput {
		page, err := client.ListExecutions(t.Context(), &bcmdataexports.ListExecutionsInput{
			ExportArn: aws.String(arn), MaxResults: aws.Int32(5), NextToken: token,
		})
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	first := ask(nil)
	before := ask(first.NextToken)
	clock.at(100 * time.Second) // recommendations has started
	after := ask(first.NextToken)
	if *ask(nil).Executions[1].ExecutionId != *first.Executions[0].ExecutionId {
		t.Error("no run has started")
	}
	for i := range before.Executions {
		if *before.Executions[i].ExecutionId != *after.Executions[i].ExecutionId {
			t.Errorf("item %d moved", i)
		}
	}
}

// post sends a request as it stands and returns the answer.
func post(t *testing.T, handler http.Handler, target, body string) (reply, string) {
	t.Helper()
	return send(t, handler, request(t, target, body))
}

func request(t *testing.T, target, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost,
		"http://simulator.invalid/", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSBillingAndCostManagementDataExports."+target)
	r.Header.Set("X-Amz-Date", "20261124T120000Z")
	r.Header.Set("Authorization", authorization(simulator.StandardAccessKey+
		"/20261124/us-east-1/bcm-data-exports/aws4_request"))
	return r
}

func authorization(credential string) string {
	return fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=host;x-amz-date, "+
		"Signature=00", credential)
}

// reply is an answer without its body.
type reply struct {
	StatusCode int
	Header     http.Header
}

func send(t *testing.T, handler http.Handler, r *http.Request) (reply, string) {
	t.Helper()
	response, err := simulator.Transport{Handler: handler}.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err = errors.Join(err, response.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return reply{StatusCode: response.StatusCode, Header: response.Header}, string(body)
}

func TestWire(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	response, body := post(t, s, "ListExports", `{"MaxResults":1,"NextToken":""}`)
	if got := response.Header.Get("Content-Type"); got != "application/x-amz-json-1.1" {
		t.Errorf("content type %q", got)
	}
	if got := response.Header.Get("Date"); got != "Tue, 24 Nov 2026 12:00:00 GMT" {
		t.Errorf("date %q", got)
	}
	if got := response.Header.Get("x-amzn-RequestId"); len(got) != 36 {
		t.Errorf("request id %q", got)
	}
	var answer struct {
		Exports []struct {
			ExportStatus map[string]string
		}
		NextToken string
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatal(err)
	}
	created := answer.Exports[0].ExportStatus["CreatedAt"]
	if _, err := time.Parse("2006-01-02T15:04:05.000Z", created); err != nil {
		t.Errorf("CreatedAt %q is no ISO-8601 string of milliseconds", created)
	}
	if answer.NextToken == "" {
		t.Error("the first of many pages has no token")
	}
	_, last := post(t, s, "ListExports", `{"MaxResults":300}`)
	if strings.Contains(last, "NextToken") {
		t.Error("the last page has a NextToken")
	}
}

func TestTimestampForms(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	arn := s.Exports("")[0].ExportArn
	_, body := post(t, s, "ListExecutions", fmt.Sprintf(`{"ExportArn":%q}`, arn))
	var answer struct {
		Executions []struct{ ExecutionStatus map[string]string }
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatal(err)
	}
	digits := map[int]int{}
	for _, e := range answer.Executions {
		_, fraction, _ := strings.Cut(e.ExecutionStatus["LastUpdatedAt"], ".")
		digits[len(fraction)-1]++
		if _, set := e.ExecutionStatus["CompletedAt"]; set {
			t.Error("CompletedAt is set")
		}
	}
	if digits[3] == 0 || digits[9] == 0 || len(digits) != 2 {
		t.Errorf("fractions by digits: %v, want some of 3 and some of 9", digits)
	}
}
