package simulator_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"

	"exportwatch/awsclient/simulator"
)

// testClock is a clock that goes when told.
type testClock struct {
	mu  sync.Mutex
	now time.Time
}

func epoch() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }

func newClock() *testClock { return &testClock{now: epoch()} }

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// at sets the clock to a time after the epoch.
func (c *testClock) at(since time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = epoch().Add(since)
}

func newServer(
	tb testing.TB, clock *testClock, options simulator.Options,
) *simulator.Server {
	tb.Helper()
	options.Now = clock.Now
	if options.Seed == 0 {
		options.Seed = 7
	}
	s, err := simulator.New(options)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// newClient is the real SDK client, asking a handler directly, with one attempt a call.
func newClient(handler http.Handler, accessKey string) *bcmdataexports.Client {
	return bcmdataexports.New(bcmdataexports.Options{
		Region:           "us-east-1",
		BaseEndpoint:     aws.String("http://simulator.invalid"),
		Credentials:      credentials.NewStaticCredentialsProvider(accessKey, "secret", ""),
		HTTPClient:       &http.Client{Transport: simulator.Transport{Handler: handler}},
		RetryMaxAttempts: 1,
	})
}

func ended(code string) bool {
	return code == "QUERY_FAILURE" || code == "DELIVERY_FAILURE" || code == "DELIVERY_SUCCESS"
}

func running(executions []simulator.ExecutionState) int {
	n := 0
	for _, e := range executions {
		if !ended(e.StatusCode) {
			n++
		}
	}
	return n
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	now := newClock().Now
	for name, options := range map[string]simulator.Options{
		"no clock":            {},
		"negative speed":      {Now: now, Speed: -1},
		"negative exports":    {Now: now, Exports: -1},
		"too many exports":    {Now: now, Exports: 100_000},
		"negative executions": {Now: now, Executions: -1},
	} {
		if _, err := simulator.New(options); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
