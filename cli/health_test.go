package cli_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
)

// ailing is a service that calls every export unhealthy, for lack of a permission.
type ailing struct{ http.RoundTripper }

func (a ailing) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := a.RoundTripper.RoundTrip(r)
	if err != nil || !strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".ListExports") {
		return response, err
	}
	var list struct{ Exports []map[string]any }
	if err = json.NewDecoder(response.Body).Decode(&list); err != nil {
		return nil, err
	}
	_ = response.Body.Close()
	for _, export := range list.Exports {
		status, _ := export["ExportStatus"].(map[string]any)
		status["StatusCode"], status["StatusReason"] = "UNHEALTHY", "INSUFFICIENT_PERMISSION"
	}
	text, err := json.Marshal(list)
	response.Body, response.ContentLength = io.NopCloser(strings.NewReader(string(text))), -1
	response.Header.Del("Content-Length")
	return response, err
}

// TestUnhealthyIsTold in the table, in JSON and by the exit code alike.
func TestUnhealthyIsTold(t *testing.T) {
	t.Parallel()
	for output, wants := range map[string][]string{
		"table": {"1 unhealthy", "! Unhealthy", "AWS calls it unhealthy  INSUFFICIENT_PERMISSION"},
		"json": {
			`"unhealthy": 1`, `"need": "unhealthy"`, `"status": "UNHEALTHY"`,
			`"statusReason": "INSUFFICIENT_PERMISSION"`,
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
			streams := cli.Streams{
				In: temporary(t, ""), Out: temporary(t, ""), Err: temporary(t, ""),
				Network: ailing{simulator.Transport{Handler: server}},
			}
			code := cli.Main(t.Context(), []string{
				"status",
				"--no-state",
				"--profile",
				"standard",
				"-o",
				output,
				"--fail-on",
				"unhealthy",
				"carbon-reporting",
			}, streams)
			out, errs := content(t, streams.Out), content(t, streams.Err)
			if code != 1 {
				t.Errorf("exit code %d, want 1\n%s%s", code, out, errs)
			}
			for _, want := range wants {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in\n%s%s", want, out, errs)
				}
			}
		})
	}
}
