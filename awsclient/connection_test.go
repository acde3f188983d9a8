package awsclient_test

import (
	"bytes"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"exportwatch/awsclient"
)

// TestConnectionPool: a pool smaller than the calls at once would make a TLS connection for most
// calls, and a time-out longer than a call's would lose its cause.
func TestConnectionPool(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ inFlight, perHost, all int }{
		"usual": {0, 8, 100},
		"some":  {16, 16, 100},
		"many":  {500, 500, 500},
	} {
		options := island(nil)
		options.InFlight = tt.inFlight
		dial, transport := open(t, options).Network()
		if transport.MaxIdleConnsPerHost != tt.perHost || transport.MaxIdleConns != tt.all {
			t.Errorf("%s: keeps %d of %d connections, want %d of %d", name,
				transport.MaxIdleConnsPerHost, transport.MaxIdleConns, tt.perHost, tt.all)
		}
		if ping := transport.HTTP2; ping == nil || ping.SendPingTimeout != 4*time.Second ||
			ping.PingTimeout != 2*time.Second {
			t.Errorf("%s: a dead connection of HTTP/2 stays unknown: %+v", name, ping)
		}
		got := []time.Duration{dial, transport.TLSHandshakeTimeout, transport.ResponseHeaderTimeout}
		for i, want := range []time.Duration{4 * time.Second, 5 * time.Second, 8 * time.Second} {
			if got[i] != want {
				t.Errorf("%s: limits are %s, want 4s, 5s and 8s", name, got)
			}
		}
	}
}

// TestSDKLogsToTheLogger: what the SDK would print on the screen goes to the logger, cleaned, and
// holds no secret.
func TestSDKLogsToTheLogger(t *testing.T) {
	t.Setenv("HOME", machine(t, "", ""))
	unset(t, "AWS_EC2_METADATA_DISABLED")
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	var logged bytes.Buffer
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Header.Get("X-Amz-Target") != "":
			speaksJSON(200, running)(w, r)
		case r.Method == http.MethodPut: // a token is refused: the SDK warns, and goes on without
			says(http.StatusForbidden, "text/plain", "")(w, r)
		case strings.HasSuffix(r.URL.Path, "security-credentials/"):
			says(200, "text/plain", "role")(w, r)
		default:
			says(200, "application/json", `{"Code":"Success","AccessKeyId":"AKIDEC2",`+
				`"SecretAccessKey":"hush","Token":"hush","Expiration":"2999-01-01T00:00:00Z"}`)(w, r)
		}
	})
	mustAnswer(t, open(t, awsclient.Options{
		Transport: through(script),
		Logger: slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{
			Level: slog.LevelDebug,
		})),
	}))
	if text := logged.String(); !strings.Contains(text, `level=WARN msg="AWS SDK"`) ||
		strings.Contains(text, "hush") {
		t.Errorf("logged %q, want a word of the SDK's and no secret", text)
	}
}

// TestSharedPool: sessions that share a pool use each other's connections, others don't. Each waits
// until the connection of the one before is back in its pool.
func TestSharedPool(t *testing.T) {
	t.Setenv("HOME", machine(t, staticKeys, ""))
	const sessions = 12
	for name, tt := range map[string]struct {
		pool *awsclient.Pool
		want int64 // connections
	}{
		"shared": {awsclient.NewPool(0), 1},
		"own":    {nil, sessions},
	} {
		var fresh atomic.Int64
		server := httptest.NewUnstartedServer(speaksJSON(200, running))
		server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				fresh.Add(1)
			}
		}
		server.Start()
		t.Cleanup(server.Close)
		kinds := []awsclient.Options{
			{EndpointURL: server.URL, Pool: tt.pool},
			{EndpointURL: server.URL, Pool: tt.pool, Profile: "default"},
			{
				EndpointURL: server.URL, Pool: tt.pool,
				AccessKeyID: "AKIDISLAND", SecretAccessKey: "S",
			},
		}
		for i := range sessions {
			back := make(chan error, 1)
			ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
				PutIdleConn: func(err error) { back <- err },
			})
			if _, err := open(t, kinds[i%len(kinds)]).Execution(ctx, ref()); err != nil {
				t.Fatal(err)
			}
			select {
			case err := <-back:
				if err != nil {
					t.Fatal(err)
				}
			case <-time.After(time.Minute):
				t.Fatalf("%s: a connection never came back", name)
			}
		}
		if got := fresh.Load(); got != tt.want {
			t.Errorf("%s: %d connections, want %d", name, got, tt.want)
		}
	}
}
