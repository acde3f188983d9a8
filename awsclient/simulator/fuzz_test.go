package simulator_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"exportwatch/awsclient/simulator"
)

// Whatever is sent, the answer is JSON: an answer, or a refusal with a type.
func FuzzRequest(f *testing.F) {
	s := newServer(f, newClock(), simulator.Options{})
	arn := s.Exports("")[0].ExportArn
	signed := authorization("AK/20261124/us-east-1/bcm-data-exports/aws4_request")
	f.Add("GetExecution", signed, `{"ExportArn":"`+arn+`","ExecutionId":"x"}`)
	f.Add("ListExecutions", signed, `{"ExportArn":"`+arn+`","MaxResults":3,"NextToken":"eA=="}`)
	f.Add("ListExports", "AWS4-HMAC-SHA256 ,=,", `{"MaxResults":1e3}`)
	f.Add("CreateExport", "", `[`)
	f.Add("ListTables", signed, `{"MaxResults":3,"NextToken":"eA=="}`)
	f.Add(
		"GetTable",
		signed,
		`{"TableName":"FOCUS_1_2_AWS","TableProperties":{"TIME_GRANULARITY":"X"}}`,
	)
	f.Add("ListTagsForResource", signed, `{"ResourceArn":"`+arn+`"}`)
	f.Fuzz(func(t *testing.T, operation, authorization, body string) {
		r := request(t, "ListExports", body)
		r.Header.Set("X-Amz-Target", "AWSBillingAndCostManagementDataExports."+operation)
		r.Header.Set("Authorization", authorization)
		got, answer := send(t, s, r)
		var refused refusal
		if err := json.Unmarshal([]byte(answer), &refused); err != nil {
			t.Fatalf("%v in %.200q", err, answer)
		}
		if (got.StatusCode == http.StatusOK) != (refused.Type == "") ||
			strings.Contains(answer, "\x1b") {
			t.Errorf("%d %.200q", got.StatusCode, answer)
		}
	})
}
