package simulator_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports/types"
	"github.com/aws/smithy-go"

	"exportwatch/awsclient/simulator"
)

const pattern = `arn:aws[-a-z0-9]*:(bcm-data-exports):[-a-z0-9]*:[0-9]{12}:[-a-zA-Z0-9/:_]+`

func missingArn() string {
	return "arn:aws:bcm-data-exports:us-east-1:123456789012:export/none-" +
		"00000000-0000-4000-8000-000000000000"
}

// refusal is an error's body.
type refusal struct {
	Type         string `json:"__type"`
	Message      string
	Reason       string
	Fields       []struct{ Name, Message string }
	ResourceId   string
	ResourceType string
}

func refused(t *testing.T, body string) refusal {
	t.Helper()
	var r refusal
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		t.Fatalf("%q: %v", body, err)
	}
	return r
}

// Every constraint of the model that a request of the operations can break.
func TestConstraints(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	known := s.Exports("")[0].ExportArn
	long := "arn:aws:bcm-data-exports:us-east-1:123456789012:" + strings.Repeat("x", 2048-48)
	value := func(value, member, must string) string {
		return fmt.Sprintf("Value %s at '%s' failed to satisfy constraint: Member must %s",
			value, member, must)
	}
	arn := func(given, must string) string { return value("'"+given+"'", "exportArn", must) }
	isPattern := "satisfy regular expression pattern: " + pattern
	for _, c := range []struct {
		operation, body string
		want            []string // none: the constraints hold
	}{
		{"GetExport", `{}`, []string{value("null", "exportArn", "not be null")}},
		{"GetExport", `{"ExportArn":null}`, []string{value("null", "exportArn", "not be null")}},
		{"GetExport", `{"ExportArn":""}`, []string{
			arn("", "have length greater than or equal to 20"), arn("", isPattern),
		}},
		{"GetExport", `{"ExportArn":"arn:aws:s3:::a-bucket-somewhere"}`, []string{
			arn("arn:aws:s3:::a-bucket-somewhere", isPattern),
		}},
		{"GetExport", fmt.Sprintf(`{"ExportArn":%q}`, long), nil},
		{"GetExport", fmt.Sprintf(`{"ExportArn":%q}`, long+"x"), []string{
			arn(long+"x", "have length less than or equal to 2048"),
		}},
		{"GetExport", fmt.Sprintf(`{"ExportArn":%q}`, known+"\n"), []string{
			arn(known+"\n", isPattern),
		}},
		{"GetExport", fmt.Sprintf(`{"ExportArn":%q}`,
			strings.Replace(known, "arn:aws:", "arn:aws-us-gov:", 1)), nil},
		{"GetExecution", fmt.Sprintf(`{"ExportArn":%q}`, known), []string{
			value("null", "executionId", "not be null"),
		}},
		{"GetExecution", fmt.Sprintf(`{"ExportArn":%q,"ExecutionId":""}`, known), nil},
		{"GetExecution", fmt.Sprintf(`{"ExportArn":%q,"ExecutionId":%q}`, known,
			strings.Repeat("é", 1024)), nil},
		{"GetExecution", fmt.Sprintf(`{"ExportArn":%q,"ExecutionId":%q}`, known,
			strings.Repeat("x", 1025)), []string{
			value("'"+strings.Repeat("x", 1025)+"'", "executionId",
				"have length less than or equal to 1024"),
		}},
		{"GetExecution", `{}`, []string{
			value("null", "exportArn", "not be null"), value("null", "executionId", "not be null"),
		}},
		{"ListExecutions", fmt.Sprintf(`{"ExportArn":%q,"MaxResults":0}`, known), []string{
			value("'0'", "maxResults", "have value greater than or equal to 1"),
		}},
		{"ListExecutions", fmt.Sprintf(`{"ExportArn":%q,"MaxResults":301}`, known), []string{
			value("'301'", "maxResults", "have value less than or equal to 300"),
		}},
		{"ListExecutions", fmt.Sprintf(`{"ExportArn":%q,"MaxResults":300}`, known), nil},
		{"ListExports", `{"MaxResults":301}`, []string{
			value("'301'", "maxResults", "have value less than or equal to 300"),
		}},
		{"ListExports", `{"MaxResults":1}`, nil},
		{"ListTables", `{"MaxResults":301}`, []string{
			value("'301'", "maxResults", "have value less than or equal to 300"),
		}},
		{"ListTables", `{"MaxResults":300,"NextToken":""}`, nil},
		{"GetTable", `{}`, []string{value("null", "tableName", "not be null")}},
		{"GetTable", fmt.Sprintf(`{"TableName":%q}`, strings.Repeat("x", 1025)), []string{
			value("'"+strings.Repeat("x", 1025)+"'", "tableName",
				"have length less than or equal to 1024"),
		}},
		{"GetTable", `{"TableName":"FOCUS_1_0_AWS","TableProperties":null}`, nil},
		{"GetTable", `{"TableName":"FOCUS_1_0_AWS","TableProperties":{}}`, nil},
		{
			"GetTable", fmt.Sprintf(`{"TableName":"x","TableProperties":{%q:""}}`, strings.Repeat("k", 1025)),
			[]string{"Value '{\"" + strings.Repeat("k", 1025) + "\":\"\"}' at 'tableProperties' " +
				"failed to satisfy constraint: Map keys must satisfy constraint: " +
				"[Member must have length less than or equal to 1024]"},
		},
		{
			"GetTable", fmt.Sprintf(`{"TableName":"x","TableProperties":{"k":%q}}`, strings.Repeat("v", 16385)),
			[]string{"Value '{\"k\":\"" + strings.Repeat("v", 16385) + "\"}' at 'tableProperties' " +
				"failed to satisfy constraint: Map value must satisfy constraint: " +
				"[Member must have length less than or equal to 16384]"},
		},
		{"ListTagsForResource", `{}`, []string{value("null", "resourceArn", "not be null")}},
		{"ListTagsForResource", fmt.Sprintf(`{"ResourceArn":%q,"MaxResults":0}`, known), []string{
			value("'0'", "maxResults", "have value greater than or equal to 1"),
		}},
		{"ListTagsForResource", fmt.Sprintf(`{"ResourceArn":%q}`, known), nil},
		{"ListExports", `{"MaxResults":null,"NextToken":null,"Unknown":1}`, nil},
		{"ListExports", fmt.Sprintf(`{"NextToken":%q}`, strings.Repeat("t", 8193)), []string{
			value("'"+strings.Repeat("t", 8193)+"'", "nextToken",
				"have length less than or equal to 8192"),
		}},
	} {
		response, body := post(t, s, c.operation, c.body)
		got := refused(t, body)
		if c.want == nil {
			if got.Reason == "fieldValidationFailed" {
				t.Errorf("%s %.80s: %.200s", c.operation, c.body, body)
			}
			continue
		}
		noun := map[bool]string{true: "error", false: "errors"}[len(c.want) == 1]
		message := fmt.Sprintf("%d validation %s detected: %s", len(c.want), noun,
			strings.Join(c.want, "; "))
		if response.StatusCode != http.StatusBadRequest || got.Type != "ValidationException" ||
			got.Reason != "fieldValidationFailed" || got.Message != message {
			t.Errorf("%s %.80s:\n got %d %.300s\nwant %.300s",
				c.operation, c.body, response.StatusCode, body, message)
		}
		if len(got.Fields) != len(c.want) || got.Fields[0].Message != c.want[0] {
			t.Errorf("%s %.80s: fields %.300v", c.operation, c.body, got.Fields)
		}
	}
}

func TestTypedErrors(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	client := newClient(s, simulator.StandardAccessKey)
	arn := s.Exports("")[0].ExportArn

	_, err := client.GetExport(
		t.Context(),
		&bcmdataexports.GetExportInput{ExportArn: aws.String("")},
	)
	var invalid *types.ValidationException
	if !errors.As(err, &invalid) || len(invalid.Fields) != 2 ||
		invalid.Reason != types.ValidationExceptionReasonFieldValidationFailed ||
		aws.ToString(invalid.Fields[0].Name) != "exportArn" {
		t.Errorf("validation: %v", err)
	}
	var absent *types.ResourceNotFoundException
	_, err = client.GetExport(t.Context(),
		&bcmdataexports.GetExportInput{ExportArn: aws.String(missingArn())})
	if !errors.As(err, &absent) || aws.ToString(absent.ResourceId) != missingArn() ||
		aws.ToString(absent.ResourceType) != "Export" {
		t.Errorf("no such export: %v", err)
	}
	other := s.Executions("")[len(s.Executions(""))-1].ExecutionId
	for _, id := range []string{"", "x", other, "00000000-0000-3000-8000-000000000000"} {
		_, err = client.GetExecution(t.Context(), &bcmdataexports.GetExecutionInput{
			ExportArn: aws.String(arn), ExecutionId: aws.String(id),
		})
		if !errors.As(err, &absent) || aws.ToString(absent.ResourceId) != id ||
			aws.ToString(absent.ResourceType) != "Execution" {
			t.Errorf("no such execution %q: %v", id, err)
		}
	}
	_, err = client.DeleteExport(t.Context(),
		&bcmdataexports.DeleteExportInput{ExportArn: aws.String(arn)})
	var refusal smithy.APIError
	if !errors.As(err, &refusal) || refusal.ErrorCode() != "AccessDeniedException" {
		t.Errorf("a write operation: %v", err)
	}
}

func TestPageTokens(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	client := newClient(s, simulator.StandardAccessKey)
	exports := s.Exports("")
	first, err := client.ListExecutions(t.Context(), &bcmdataexports.ListExecutionsInput{
		ExportArn: aws.String(exports[0].ExportArn), MaxResults: aws.Int32(2),
	})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(arn, token string) error {
		_, refused := client.ListExecutions(t.Context(), &bcmdataexports.ListExecutionsInput{
			ExportArn: aws.String(arn), NextToken: aws.String(token),
		})
		return refused
	}
	if err = ask(exports[0].ExportArn, *first.NextToken); err != nil {
		t.Errorf("the right token: %v", err)
	}
	invalid := func(name string, err error) {
		t.Helper()
		if _, ok := errors.AsType[*types.ValidationException](err); !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	invalid("another export's token", ask(exports[1].ExportArn, *first.NextToken))
	invalid("rubbish", ask(exports[0].ExportArn, "rubbish!"))
	invalid("decodable rubbish", ask(exports[0].ExportArn, "cnViYmlzaA=="))
	_, err = client.ListExports(t.Context(),
		&bcmdataexports.ListExportsInput{NextToken: first.NextToken})
	invalid("another operation's token", err)
	clock.at(2 * time.Hour)
	invalid("an expired token", ask(exports[0].ExportArn, *first.NextToken))
}

func TestSignatureIsWanted(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	for _, c := range []struct{ name, authorization, want string }{
		{"none", "", "MissingAuthenticationTokenException"},
		{"basic", "Basic dXNlcg==", "IncompleteSignatureException"},
		{
			"no signature", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host",
			"IncompleteSignatureException",
		},
		{"no pairs", "AWS4-HMAC-SHA256 Credential", "IncompleteSignatureException"},
		{"short scope", authorization("AK/20261124/us-east-1"), "IncompleteSignatureException"},
		{
			"no key", authorization("/20261124/us-east-1/bcm-data-exports/aws4_request"),
			"IncompleteSignatureException",
		},
		{
			"bad date", authorization("AK/24112026x/us-east-1/bcm-data-exports/aws4_request"),
			"InvalidSignatureException",
		},
		{
			"other service", authorization("AK/20261124/us-east-1/s3/aws4_request"),
			"InvalidSignatureException",
		},
		{
			"other end", authorization("AK/20261124/us-east-1/bcm-data-exports/aws5_request"),
			"InvalidSignatureException",
		},
		{"any Region", authorization("AK/20261124/mars-1/bcm-data-exports/aws4_request"), ""},
	} {
		r := request(t, "ListExports", "{}")
		r.Header.Set("Authorization", c.authorization)
		if c.authorization == "" {
			r.Header.Del("Authorization")
		}
		response, body := send(t, s, r)
		got := refused(t, body)
		if got.Type != c.want || (c.want != "") != (response.StatusCode == http.StatusForbidden) {
			t.Errorf("%s: %d %.200s", c.name, response.StatusCode, body)
		}
	}
	r := request(t, "ListExports", "{}")
	r.Header.Del("X-Amz-Date")
	if _, body := send(t, s, r); refused(t, body).Type != "IncompleteSignatureException" {
		t.Errorf("without a date: %.200s", body)
	}
}

func TestOtherOperations(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	for _, operation := range []string{
		"CreateExport", "UpdateExport", "DeleteExport", "TagResource", "UntagResource",
	} {
		_, body := post(t, s, operation, `{"ExportArn":1}`)
		got := refused(t, body)
		want := fmt.Sprintf("User: arn:aws:sts::%[1]s:assumed-role/BillingReadOnly/ana is not "+
			"authorized to perform: bcm-data-exports:%[2]s on resource: "+
			"arn:aws:bcm-data-exports:us-east-1:%[1]s:/%[2]s because no identity-based policy "+
			"allows the bcm-data-exports:%[2]s action", s.State("").AccountId, operation)
		if got.Type != "AccessDeniedException" || got.Message != want {
			t.Errorf("%s: %.300s", operation, body)
		}
	}
	for _, target := range []string{"MakeCoffee", "", "getexecution"} {
		response, body := post(t, s, target, "{}")
		if response.StatusCode != http.StatusNotFound ||
			refused(t, body).Type != "com.amazon.coral.service#UnknownOperationException" {
			t.Errorf("%q: %d %s", target, response.StatusCode, body)
		}
	}
	if got := s.Requests(); got["CreateExport"] != 1 || got[""] != 3 {
		t.Errorf("counted %v", got)
	}
}

func TestUnreadableRequests(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	for _, c := range []struct{ operation, body, want string }{
		{"ListExports", ``, "Unable to parse"},
		{"ListExports", `{`, "Unable to parse"},
		{"ListExports", `[]`, "Unable to parse"},
		{"ListExports", `{"MaxResults":"5"}`, "STRING_VALUE can not be converted to an Integer"},
		{"ListExports", `{"MaxResults":1.5}`, "DECIMAL_VALUE can not be converted to an Integer"},
		{"ListExports", `{"NextToken":5}`, "NUMBER_VALUE can not be converted to a String"},
		{"GetExport", `{"ExportArn":{}}`, "START_OBJECT can not be converted to a String"},
		{"GetExport", `{"ExportArn":[]}`, "START_ARRAY can not be converted to a String"},
		{"GetExport", `{"ExportArn":true}`, "TRUE_VALUE can not be converted to a String"},
		{"GetExport", `{"ExportArn":false}`, "FALSE_VALUE can not be converted to a String"},
		{"GetTable", `{"TableName":"x","TableProperties":[]}`, "START_ARRAY can not be converted to a Map"},
		{"GetTable", `{"TableName":"x","TableProperties":{"k":1}}`, "can not be converted to a String"},
		{"ListExports", strings.Repeat(" ", 2<<20), "could not be read"},
	} {
		response, body := post(t, s, c.operation, c.body)
		got := refused(t, body)
		if response.StatusCode != http.StatusBadRequest || got.Type != "SerializationException" ||
			!strings.Contains(got.Message, c.want) {
			t.Errorf("%s %.40s: %d %.200s", c.operation, c.body, response.StatusCode, body)
		}
	}
}

func TestOtherPathsAndMethods(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	for _, c := range []struct{ method, url string }{
		{http.MethodGet, "http://x/"}, {http.MethodPost, "http://x/other"}, {http.MethodPut, "http://x/"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, c.url, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if response, body := send(t, s, r); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s %s: %d %s", c.method, c.url, response.StatusCode, body)
		}
	}
}
