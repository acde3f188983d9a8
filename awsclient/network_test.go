package awsclient_test

import (
	"context"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient"
	"exportwatch/model"
)

// TestWayToAWS provokes on real sockets what can go wrong on the way.
func TestWayToAWS(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		options func(t *testing.T) awsclient.Options
		kind    model.FaultKind
		words   string
	}{
		"refused": {
			func(t *testing.T) awsclient.Options { t.Helper(); return at(closedPort(t)) },
			model.FaultNetwork, "connect: connection refused",
		},
		"closed without an answer": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				return at(serve(t, func(http.ResponseWriter, *http.Request) {
					panic(http.ErrAbortHandler)
				}))
			},
			model.FaultNetwork, "the connection was closed before the answer was whole",
		},
		"cut in the body": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				return at(serve(t, func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Length", "1000")
					_, _ = io.WriteString(w, running[:20])
				}))
			},
			model.FaultNetwork, "the connection was closed before the answer was whole",
		},
		"unknown authority": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				return at(serveTLS(t).URL)
			},
			model.FaultTLS, `is signed by "O=Acme Co", which isn't trusted here`,
		},
		"HTTPS to a server of HTTP": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				return at(strings.Replace(serve(t, speaksJSON(200, running)), "http:", "https:", 1))
			},
			model.FaultTLS, "server gave HTTP response to HTTPS client",
		},
		"proxy refuses the connection": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				return island(by(t, closedPort(t)))
			},
			model.FaultNetwork, "proxyconnect tcp: dial tcp",
		},
		"proxy wants a password": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				return island(by(t, serve(t, says(407, "text/html", "<html>"))))
			},
			model.FaultNetwork, "Proxy Authentication Required",
		},
		"plain proxy wants a password": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				options := island(by(t, serve(t, says(407, "text/html", "<html>"))))
				options.EndpointURL = "http://aws.example"
				return options
			},
			model.FaultNotAWS, "the answer isn't AWS's JSON: HTTP 407, text/html",
		},
		"no such name": {
			func(t *testing.T) awsclient.Options { t.Helper(); return island(resolving(t, 3)) },
			model.FaultDNS, "lookup bcm-data-exports.us-east-1.api.aws",
		},
		"name server fails": {
			func(t *testing.T) awsclient.Options { t.Helper(); return island(resolving(t, 2)) },
			model.FaultDNS, "server misbehaving",
		},
		"hangs before the answer": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				return awsclient.WithLimits(at(serve(t, hang)),
					awsclient.Limits{Header: 30 * time.Millisecond})
			},
			model.FaultTimeout, "timeout awaiting response headers",
		},
		"hangs beyond the deadline": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				return awsclient.WithLimits(at(serve(t, hang)),
					awsclient.Limits{Answer: 30 * time.Millisecond})
			},
			model.FaultTimeout, "no answer within 30ms",
		},
		"hangs in the body": {
			func(t *testing.T) awsclient.Options {
				t.Helper()
				return awsclient.WithLimits(at(serve(t, func(w http.ResponseWriter, r *http.Request) {
					_, _ = io.WriteString(w, running[:20])
					_ = http.NewResponseController(w).Flush()
					hang(w, r)
				})), awsclient.Limits{Answer: 100 * time.Millisecond})
			},
			model.FaultTimeout, "no answer within 100ms",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fault := ask(t, open(t, tt.options(t)))
			if fault.Kind != tt.kind || !strings.Contains(fault.Message, tt.words) {
				t.Errorf("got %+v, want kind %d with %q", *fault, tt.kind, tt.words)
			}
			if strings.Contains(fault.Message, "https response error") {
				t.Errorf("message %q still has the SDK's wrappings", fault.Message)
			}
		})
	}
}

// TestUsualDeadline waits the usual 15 s, virtually, for a server that says nothing.
func TestUsualDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		fault := ask(t, open(t, island(through(newScript(hang)))))
		if fault.Kind != model.FaultTimeout || fault.Message != "no answer within 15s" {
			t.Errorf("got %+v, want a time-out after 15s", *fault)
		}
		if took := time.Since(started); took != 15*time.Second {
			t.Errorf("took %s of virtual time, want 15s", took)
		}
	})
}

func TestCallersDeadlineCounts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		session := open(t, island(through(newScript(hang))))
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		_, err := session.Execution(ctx, ref())
		if fault := asFault(t, err); fault.Kind != model.FaultTimeout {
			t.Errorf("got %+v, want a time-out", *fault)
		}
	})
}

func TestCanceled(t *testing.T) {
	t.Parallel()
	for name, session := range map[string]*awsclient.Session{
		"in flight":        open(t, at(serve(t, hang))),
		"without a socket": open(t, island(through(newScript(hang)))),
	} {
		ctx, cancel := context.WithCancel(t.Context())
		timer := time.AfterFunc(20*time.Millisecond, cancel)
		_, err := session.Execution(ctx, ref())
		if fault := asFault(t, err); fault.Kind != model.FaultCanceled {
			t.Errorf("%s: got %+v, want Canceled", name, *fault)
		}
		timer.Stop()
		_, err = session.Execution(ctx, ref())
		if fault := asFault(t, err); fault.Kind != model.FaultCanceled {
			t.Errorf("%s, before it began: got %+v, want Canceled", name, *fault)
		}
	}
}

func TestCABundleIsTrusted(t *testing.T) {
	server := serveTLS(t)
	certificate := pem.EncodeToMemory(&pem.Block{
		Type: "CERTIFICATE", Bytes: server.Certificate().Raw,
	})
	home := machine(t, "", "[default]\naws_access_key_id=A\naws_secret_access_key=S\n")
	t.Setenv("HOME", home)
	bundle := filepath.Join(home, "ca.pem")
	write(t, bundle, string(certificate))

	untrusting := open(t, awsclient.Options{EndpointURL: server.URL})
	if fault := ask(t, untrusting); fault.Kind != model.FaultTLS {
		t.Errorf("without a bundle: got %+v, want TLS", *fault)
	}
	mustAnswer(t, open(t, awsclient.Options{EndpointURL: server.URL, CABundle: bundle}))
	t.Setenv("AWS_CA_BUNDLE", bundle)
	mustAnswer(t, open(t, awsclient.Options{EndpointURL: server.URL}))
	write(t, filepath.Join(home, "config"), "[default]\nca_bundle="+bundle+"\n")
	unset(t, "AWS_CA_BUNDLE")
	mustAnswer(t, open(t, awsclient.Options{EndpointURL: server.URL}))
}

// at returns options of an island that asks the given address over a real socket.
func at(endpoint string) awsclient.Options {
	options := island(nil)
	options.EndpointURL = endpoint
	return options
}

func serve(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return server.URL
}

// serveTLS serves with a certificate that nobody trusts, and is silent about who complains.
func serveTLS(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(speaksJSON(200, running))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

// hang says nothing until the client has gone.
func hang(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

// closedPort returns the URL of a port that nothing listens on.
func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // that is what it is for
	return "http://" + listener.Addr().String()
}

// by returns a transport that goes by a proxy.
func by(t *testing.T, proxy string) http.RoundTripper {
	t.Helper()
	address, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{Proxy: http.ProxyURL(address)}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// resolving returns a transport that asks a name server which answers everything with a code.
func resolving(t *testing.T, code byte) http.RoundTripper {
	t.Helper()
	socket, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.Close() })
	go func() {
		query := make([]byte, 1500)
		for {
			n, from, err := socket.ReadFrom(query)
			if err != nil {
				return
			}
			query[2] |= 0x80
			query[3] = query[3]&0xf0 | code
			_, _ = socket.WriteTo(query[:n], from)
		}
	}()
	resolver := &net.Resolver{
		PreferGo: true,
		Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "udp", socket.LocalAddr().String())
		},
	}
	return &http.Transport{DialContext: (&net.Dialer{Resolver: resolver}).DialContext}
}

// hasty answers before it has read the question.
type hasty struct{ asked *http.Request }

func (h *hasty) RoundTrip(request *http.Request) (*http.Response, error) {
	h.asked = request
	return &http.Response{
		StatusCode: http.StatusOK,
		Header:     http.Header{"Content-Type": {"application/x-amz-json-1.1"}},
		Body:       io.NopCloser(strings.NewReader(running)),
	}, nil
}

// TestQuestionOutlivesTheAnswer: what carries a question may read it for as long as it likes, as
// net/http does over a connection on which the answer comes at once.
func TestQuestionOutlivesTheAnswer(t *testing.T) {
	t.Parallel()
	carrier := &hasty{}
	options := at("http://127.0.0.1:1")
	options.Transport = carrier
	session, err := awsclient.Open(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	_, err = session.Execution(
		t.Context(),
		model.Ref{ExportARN: "arn", ExecutionID: "one"},
	)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(carrier.asked.Body)
	if err != nil || !strings.Contains(string(text), `"ExecutionId":"one"`) {
		t.Errorf("the question is %q, %v", text, err)
	}
}
