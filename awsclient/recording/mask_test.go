package recording_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient/recording"
	"exportwatch/model"
)

// answering is a network that always answers the same.
type answering struct {
	status int
	header http.Header
	body   string
}

func (a answering) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Header: a.header, Body: io.NopCloser(strings.NewReader(a.body)),
	}, nil
}

// asking is a source that sends one request through a transport, and then replies.
type asking struct {
	over      http.RoundTripper
	operation string
	request   string
	result    model.Result
}

func (a asking) Answer(ctx context.Context, ask model.Ask) model.Reply {
	request, _ := http.NewRequestWithContext(ctx, http.MethodPost, "https://example.invalid/",
		strings.NewReader(a.request))
	request.Header.Set("X-Amz-Target", "AWSBillingAndCostManagementDataExports."+a.operation)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIACANARY/x")
	request.Header.Set("X-Amz-Security-Token", "tokencanary")
	response, err := a.over.RoundTrip(request)
	if err == nil {
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
	}
	return model.Reply{Ask: ask, Result: a.result}
}

// recorded returns what is written of one question.
func recorded(t *testing.T, mask *recording.Mask, ask model.Ask, a asking, says answering) string {
	t.Helper()
	var file bytes.Buffer
	at := time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	writer := recording.NewWriter(&file, func() time.Time { return at }, mask)
	writer.Start(recording.Start{Profiles: []string{ask.Profile}})
	a.over = writer.Tap(says)
	writer.Source(a).Answer(t.Context(), ask)
	writer.End()
	if err := writer.Failure(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

const (
	arn = "arn:aws:bcm-data-exports:us-east-1:123456789012:export/" +
		"canaryname-1-0f0e0d0c-0b0a-0908-0706-050403020100"
	execution = "11223344-5566-7788-99aa-bbccddeeff00"
)

const canaryExecution = `{"ExecutionId":"` + execution + `","ExecutionStatus":{` +
	`"StatusCode":"DELIVERY_FAILURE","StatusReason":"INSUFFICIENT_PERMISSION",` +
	`"CreatedAt":"2026-11-26T05:00:00Z","LastUpdatedAt":1764136800.5},"Export":{` +
	`"ExportArn":"` + arn + `","Name":"canaryname-1","Description":"canary of finance",` +
	`"DataQuery":{"QueryStatement":"SELECT a, 'it''s canarylit' FROM FOCUS_1_2_AWS ` +
	`WHERE b = 'canarytwo' AND c = 998877 -- canaryremark\n/* canaryblock */ AND \"canarycolumn\" > 0",` +
	`"TableConfigurations":{"FOCUS_1_2_AWS":{"TIME_GRANULARITY":"DAILY",` +
	`"FILTER":"{\"tag\":\"canaryfilter\"}",` +
	`"BILLING_VIEW_ARN":"arn:aws:billing::123456789012:billingview/canaryview"}}},` +
	`"DestinationConfigurations":{"S3Destination":{"S3Bucket":"canary-bucket",` +
	`"S3BucketOwner":"210987654321","S3Prefix":"canaryprefix/deep","S3Region":"eu-west-1",` +
	`"S3OutputConfigurations":{"Format":"PARQUET","Overwrite":"OVERWRITE_REPORT"}}},` +
	`"RefreshCadence":{"Frequency":"SYNCHRONOUS"},"Surprise":{"New":"canarynew","Id":345678901234}}}`

const canaryDenial = `{"__type":"AccessDeniedException","Message":"User: arn:aws:sts::` +
	`123456789012:assumed-role/CanaryRole/canary.user@example.com is not authorized to perform: ` +
	`bcm-data-exports:GetExecution on resource: ` + arn + ` because no identity-based policy allows ` +
	`the bcm-data-exports:GetExecution action. See https://canary.example.com/canary?x=1 ` +
	`('canaryquoted', canary-word, canaryname-1)"}`

// canaries are what must be nowhere.
func canaries() []string {
	return []string{
		"canary", "Canary", "123456789012", "210987654321", "345678901234", "998877", "0f0e0d0c",
		"11223344", "AKIA", "it''s", "finance", "123e4567", "billing-admin",
	}
}

// TestMaskHoldsNothing: no value of the account is in a masked recording, in no form.
func TestMaskHoldsNothing(t *testing.T) {
	t.Parallel()
	ask := model.Ask{
		Kind: model.AskExecution, Profile: "canary-profile",
		Ref: model.Ref{ExportARN: arn, ExecutionID: execution},
	}
	request := `{"ExportArn":"` + arn + `","ExecutionId":"` + execution + `","NextToken":"canarytoken"}`
	process := &model.Fault{
		Kind: model.FaultCredentialProcess, Message: "canary finance says no",
		Profile: "canary-profile",
	}
	denied := &model.Fault{
		Kind: model.FaultDenied, Message: "User: arn:aws:iam::123456789012:user/billing-admin is " +
			"not authorized", Principal: "arn:aws:iam::123456789012:user/billing-admin",
	}
	headers := http.Header{
		"Date":             {"Thu, 26 Nov 2026 06:00:00 GMT"},
		"X-Amzn-Requestid": {"123e4567-e89b-12d3-a456-426614174000"},
		"X-Amzn-Errortype": {"AccessDeniedException:http://canary.example.com/"},
		"Content-Type":     {"application/x-amz-json-1.1"},
		"Set-Cookie":       {"canary=1"},
		"Server":           {"canary"},
	}
	for name, tt := range map[string]struct {
		body   string
		result model.Result
	}{
		"execution": {canaryExecution, model.Answer{Execution: model.Execution{Status: "DELIVERY_FAILURE"}}},
		"denial":    {canaryDenial, denied},
		"process":   {"", process},
		"page":      {"<html><body>canary finance <b>123456789012</b></body></html>", process},
		"torn":      {canaryExecution[:len(canaryExecution)-40], process},
		"twice":     {canaryExecution + canaryExecution, process},
		"deep":      {strings.Repeat("[", 1<<16) + `"canary"`, process},
		"bytes":     {"\xff\xfe canary \x00", process},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := recorded(t, recording.NewMask(), ask,
				asking{operation: "GetExecution", request: request, result: tt.result},
				answering{http.StatusOK, headers, tt.body})
			for _, canary := range canaries() {
				for _, form := range []string{
					canary, url.QueryEscape(canary), strings.ToUpper(canary),
				} {
					if strings.Contains(text, form) {
						t.Errorf("%q is in\n%.3000s", form, text)
					}
				}
			}
			encoded := regexp.MustCompile(`"bodyBase64":"([^"]*)"`).FindStringSubmatch(text)
			if encoded != nil {
				plain, _ := base64.StdEncoding.DecodeString(encoded[1])
				if bytes.Contains(plain, []byte("canary")) {
					t.Errorf("a canary is in %q", plain)
				}
			}
		})
	}
}

// TestMaskKeepsShapes: what the program reads from texts is still there.
func TestMaskKeepsShapes(t *testing.T) {
	t.Parallel()
	ask := model.Ask{
		Kind: model.AskExecution,
		Ref:  model.Ref{ExportARN: arn, ExecutionID: execution},
	}
	mask := recording.NewMask()
	text := recorded(
		t,
		mask,
		ask,
		asking{
			operation: "GetExecution",
			request:   `{"ExportArn":"` + arn + `"}`,
			result:    model.Answer{},
		},
		answering{http.StatusOK, http.Header{}, canaryExecution},
	)
	body := bodyOf(t, text)
	for name, pattern := range map[string]string{
		"ARN": `"ExportArn":"arn:aws:bcm-data-exports:us-east-1:[0-9]{12}:export/` +
			`[a-z]{10}-[0-9]-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"`,
		"name":     `"Name":"[a-z]{10}-[0-9]"`,
		"bucket":   `"S3Bucket":"[a-z]{6}-[a-z]{6}","S3BucketOwner":"[0-9]{12}","S3Prefix":"[a-z]{12}/[a-z]{4}","S3Region":"eu-west-1"`,
		"status":   `"StatusCode":"DELIVERY_FAILURE","StatusReason":"INSUFFICIENT_PERMISSION","CreatedAt":"2026-11-26T05:00:00Z","LastUpdatedAt":1764136800.5`,
		"query":    `SELECT a, '[a-z]{2}''[a-z] [a-z]{9}' FROM FOCUS_1_2_AWS WHERE b = '[a-z]{9}' AND c = [0-9]{6} -- [a-z]{12}\\n/\* [a-z]{11} \*/ AND \\"[a-z]{12}\\" > [0-9]`,
		"settings": `"FOCUS_1_2_AWS":{"TIME_GRANULARITY":"DAILY"`,
		"number":   `"Id":[0-9]{12}`,
	} {
		if !regexp.MustCompile(pattern).MatchString(body) {
			t.Errorf("%s: no %s in\n%s", name, pattern, body)
		}
	}
	var parsed struct {
		Export struct{ ExportArn, Name string }
	}
	if err := json.Unmarshal([]byte(body), &parsed); err != nil {
		t.Fatal(err)
	}
	ref := model.Ref{ExportARN: parsed.Export.ExportArn}
	if ref.ExportName() != parsed.Export.Name || ref.Account() == "" {
		t.Errorf("the ARN %s isn't that of %q", parsed.Export.ExportArn, parsed.Export.Name)
	}
	if !strings.Contains(text, `\"ExportArn\":\"`+parsed.Export.ExportArn) {
		t.Errorf("the request has another ARN than the answer:\n%s", text)
	}
	denial := bodyOf(
		t,
		recorded(t, mask, ask, asking{operation: "GetExecution", result: model.Answer{}},
			answering{http.StatusBadRequest, http.Header{}, canaryDenial}),
	)
	sentence := regexp.MustCompile(
		`"__type":"AccessDeniedException","Message":"User: arn:aws:sts::` +
			`[0-9]{12}:assumed-role/[A-Za-z]{10}/[a-z]{6}\.[a-z]{4}@[a-z]{7}\.[a-z]{3} is not authorized to ` +
			`perform: bcm-data-exports:GetExecution on resource: ` + regexp.QuoteMeta(parsed.Export.ExportArn) +
			` because no identity-based policy allows the bcm-data-exports:GetExecution action\.`,
	)
	if !sentence.MatchString(denial) {
		t.Errorf("the denial became\n%s", denial)
	}
}

// bodyOf returns the answer's body in a recording of one call.
func bodyOf(t *testing.T, text string) string {
	t.Helper()
	for line := range strings.Lines(text) {
		var said struct{ Call struct{ Body string } }
		if err := json.Unmarshal([]byte(line), &said); err != nil {
			t.Fatal(err)
		}
		if said.Call.Body != "" {
			return said.Call.Body
		}
	}
	t.Fatalf("no body in\n%s", text)
	return ""
}

// TestMasksDiffer: another key gives other masks, and one key tells a thousand names apart.
func TestMasksDiffer(t *testing.T) {
	t.Parallel()
	ask := model.Ask{Kind: model.AskExports, Profile: "somebody"}
	a := asking{operation: "ListExports", result: model.ExportList{}}
	says := answering{http.StatusOK, http.Header{}, `{"Exports":[]}`}
	first, second := recording.NewMask(), recording.NewMask()
	profile := func(mask *recording.Mask) string {
		text := recorded(t, mask, ask, a, says)
		return regexp.MustCompile(`"profile":"([^"]*)"`).FindStringSubmatch(text)[1]
	}
	if once := profile(first); once != profile(first) {
		t.Error("the same mask gives the same value two masks")
	}
	if profile(first) == profile(second) {
		t.Error("two masks with keys of their own agree")
	}
	seen := map[string]bool{}
	for c := 'a'; c <= 'm'; c++ {
		ask.Profile = string(c)
		seen[profile(first)] = true
	}
	if len(seen) != 13 {
		t.Errorf("13 names of a letter have %d masks", len(seen))
	}
}

// TestClearHoldsNoSecret: even unmasked, nothing that lets somebody in is written.
func TestClearHoldsNoSecret(t *testing.T) {
	t.Parallel()
	text := recorded(t, nil, model.Ask{Kind: model.AskExports},
		asking{operation: "ListExports", request: `{"MaxResults":300}`, result: model.ExportList{}},
		answering{http.StatusOK, http.Header{"Set-Cookie": {"secret"}}, `{"Exports":[]}`})
	for _, secret := range []string{"AKIACANARY", "tokencanary", "Authorization", "secret"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in\n%s", secret, text)
		}
	}
	for _, wanted := range []string{`"request":"{\"MaxResults\":300}"`, `"body":"{\"Exports\":[]}"`} {
		if !strings.Contains(text, wanted) {
			t.Errorf("no %s in\n%s", wanted, text)
		}
	}
}
