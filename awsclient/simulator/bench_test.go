package simulator_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"exportwatch/awsclient/simulator"
)

// The cost of an answer with 10,000 executions in 15 exports, without a client's share.
func BenchmarkTenThousand(b *testing.B) {
	s := newServer(b, newClock(), simulator.Options{Exports: 15, Executions: 10_000})
	executions := s.Executions("")
	for name, request := range map[string]func(i int) (string, string){
		"GetExecution": func(i int) (string, string) {
			e := executions[i*37%len(executions)]
			return "GetExecution",
				fmt.Sprintf(`{"ExportArn":%q,"ExecutionId":%q}`, e.ExportArn, e.ExecutionId)
		},
		"ListExecutions300": func(i int) (string, string) {
			e := executions[i*37%len(executions)]
			return "ListExecutions", fmt.Sprintf(`{"ExportArn":%q,"MaxResults":300}`, e.ExportArn)
		},
		"ListExports": func(int) (string, string) { return "ListExports", "{}" },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				ask(b, s, i, request)
			}
		})
	}
}

func ask(b *testing.B, handler http.Handler, i int, request func(int) (string, string)) {
	b.Helper()
	operation, body := request(i)
	r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, "http://simulator.invalid/",
		strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("X-Amz-Target", "AWSBillingAndCostManagementDataExports."+operation)
	r.Header.Set("X-Amz-Date", "20261124T120000Z")
	r.Header.Set(
		"Authorization",
		authorization("AK/20261124/us-east-1/bcm-data-exports/aws4_request"),
	)
	response, err := simulator.Transport{Handler: handler}.RoundTrip(r)
	if err != nil {
		b.Fatal(err)
	}
	_, err = io.Copy(io.Discard, response.Body)
	if err = errors.Join(err, response.Body.Close()); err != nil ||
		response.StatusCode != http.StatusOK {
		b.Fatal(response.Status, err)
	}
}
