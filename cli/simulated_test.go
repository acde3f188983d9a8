package cli_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

// simulated is an `exportwatch simulate` of its own.
type simulated struct {
	t   *testing.T
	url string
	key string // the access key of the account that is asked about
	// remembers is the directory in which whoever asks it remembers what he saw.
	remembers string
}

func simulate(t *testing.T, key string, args ...string) *simulated {
	t.Helper()
	dir := t.TempDir() // it outlives who asks
	cmd := exec.CommandContext(t.Context(), binary(), append([]string{"simulate"}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = cmd.Start(); err != nil {
		t.Fatalf("start the simulator: %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("read the endpoint: %v", err)
	}
	return &simulated{t: t, url: strings.TrimSpace(line), key: key, remembers: dir}
}

// env points the program at it, with keys in the environment.
func (s *simulated) env() []string {
	return []string{
		"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS=" + s.url,
		"AWS_ACCESS_KEY_ID=" + s.key, "AWS_SECRET_ACCESS_KEY=" + simulator.SecretKey,
		"XDG_STATE_HOME=" + s.remembers,
	}
}

// state is the truth.
func (s *simulated) state() simulator.AccountState {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet,
		s.url+"/state?access-key="+s.key, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	client := http.Client{Timeout: limit}
	response, err := client.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // it was read
	var state simulator.AccountState
	if err := json.NewDecoder(response.Body).Decode(&state); err != nil {
		s.t.Fatal(err)
	}
	return state
}

// target is an execution as an argument names it.
func target(e simulator.ExecutionState) string { return e.ExportArn + "#" + e.ExecutionId }

// heldBetween are the statuses that an execution had at any time between two instants.
func heldBetween(e simulator.ExecutionState, from, to time.Time) []simulator.Stage {
	var held []simulator.Stage
	for i, stage := range e.Stages {
		ended := i+1 < len(e.Stages) && e.Stages[i+1].EnteredAt.Before(from)
		if !ended && !stage.EnteredAt.After(to) {
			held = append(held, stage)
		}
	}
	return held
}

// word is how the screen calls a status of the service. It is written down here once more, so that
// the test doesn't believe the program.
func word(code string) string {
	said := map[string]string{
		"INITIATION_IN_PROCESS": "Accepted",
		"QUERY_QUEUED":          "Queued",
		"QUERY_IN_PROCESS":      "Querying",
		"QUERY_FAILURE":         "Query failed",
		"DELIVERY_IN_PROCESS":   "Delivering",
		"DELIVERY_SUCCESS":      "Delivered",
		"DELIVERY_FAILURE":      "Delivery failed",
	}
	if known, ok := said[code]; ok {
		return known
	}
	return code
}
