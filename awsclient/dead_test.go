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
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"exportwatch/awsclient"
	"exportwatch/model"
)

// relay hands on bytes between clients and a server until it is cut: then it says nothing more on
// the connections that it has, and goes on with new ones.
type relay struct {
	listener net.Listener
	server   string
	cuts     atomic.Int64
	opened   atomic.Int64
}

// relayTo listens for a server at a URL.
func relayTo(t *testing.T, server string) *relay {
	t.Helper()
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{listener: listener, server: address.Host}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			r.opened.Add(1)
			go r.serve(t.Context(), client)
		}
	}()
	return r
}

func (r *relay) serve(ctx context.Context, client net.Conn) {
	cuts := r.cuts.Load()
	server, err := (&net.Dialer{}).DialContext(ctx, "tcp", r.server)
	if err != nil {
		_ = client.Close()
		return
	}
	go r.copy(server, client, cuts)
	r.copy(client, server, cuts)
}

// copy hands on what comes, as long as there was no further cut.
func (r *relay) copy(to, from net.Conn, cuts int64) {
	defer to.Close() //nolint:errcheck // nobody waits for it
	bytes := make([]byte, 1<<16)
	for {
		n, err := from.Read(bytes)
		if err != nil {
			return
		}
		if r.cuts.Load() == cuts {
			_, _ = to.Write(bytes[:n])
		}
	}
}

func (r *relay) cut() { r.cuts.Add(1) }

// together answers once so many questions are under way, and from then on at once, so that each
// of them has a connection of its own.
func together(count int) http.HandlerFunc {
	var arrived sync.WaitGroup
	var seen atomic.Int64
	arrived.Add(count)
	return func(w http.ResponseWriter, r *http.Request) {
		if seen.Add(1) <= int64(count) {
			arrived.Done()
		}
		arrived.Wait()
		speaksJSON(200, running)(w, r)
	}
}

// askTogether asks so many questions at once, and wants answers.
func askTogether(t *testing.T, session *awsclient.Session, count int) {
	t.Helper()
	var asked sync.WaitGroup
	for range count {
		asked.Go(func() {
			if _, err := session.Execution(t.Context(), ref()); err != nil {
				t.Errorf("before the cut: %v", err)
			}
		})
	}
	asked.Wait()
}

// TestDeadConnections: after the first time-out, all connections that are silent are given up.
func TestDeadConnections(t *testing.T) {
	t.Parallel()
	const kept = 8
	for name, tt := range map[string]struct {
		limits awsclient.Limits
		late   bool // the first question after the cut gets no answer
	}{
		"the retry is answered":         {awsclient.Limits{Header: 2 * time.Second}, false},
		"the next question is answered": {awsclient.Limits{Answer: 2 * time.Second}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			between := relayTo(t, serve(t, together(kept)))
			session := open(t, awsclient.WithLimits(
				at("http://"+between.listener.Addr().String()), tt.limits))
			askTogether(t, session, kept)
			between.cut()
			if tt.late {
				mustFail(t, session, model.FaultTimeout)
			}
			mustAnswer(t, session)
			if opened := between.opened.Load(); opened != kept+1 {
				t.Errorf("opened %d connections, want %d", opened, kept+1)
			}
		})
	}
}

// TestDeadWithinTheAnswer: the connection died after the answer had begun.
func TestDeadWithinTheAnswer(t *testing.T) {
	t.Parallel()
	const kept = 4
	first := together(kept)
	var asked atomic.Int64
	between := relayTo(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == kept+1 {
			_, _ = io.WriteString(w, running[:20])
			_ = http.NewResponseController(w).Flush()
			hang(w, r)
			return
		}
		first(w, r)
	}))
	session := open(t, awsclient.WithLimits(
		at("http://"+between.listener.Addr().String()),
		awsclient.Limits{Answer: 2 * time.Second}))
	askTogether(t, session, kept)
	answered := make(chan error)
	go func() {
		_, err := session.Execution(t.Context(), ref())
		answered <- err
	}()
	eventually(t, func() bool { return asked.Load() == kept+1 })
	between.cut()
	if fault := asFault(t, <-answered); fault.Kind != model.FaultTimeout {
		t.Errorf("got %+v, want a time-out", *fault)
	}
	mustAnswer(t, session)
}

// TestDeadConnectionOfHTTP2: all questions share one, under a CA bundle.
func TestDeadConnectionOfHTTP2(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(
		func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor != 2 {
				t.Errorf("asked by %s", r.Proto)
			}
			speaksJSON(200, running)(w, r)
		}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	home := machine(t, "", keys("AKIDONE"))
	t.Setenv("HOME", home)
	bundle := filepath.Join(home, "ca.pem")
	write(t, bundle, string(pem.EncodeToMemory(&pem.Block{
		Type: "CERTIFICATE", Bytes: server.Certificate().Raw,
	})))
	between := relayTo(t, server.URL)
	session := open(t, awsclient.WithLimits(awsclient.Options{
		EndpointURL: "https://" + between.listener.Addr().String(), CABundle: bundle,
	}, awsclient.Limits{Header: 2 * time.Second}))
	mustAnswer(t, session)
	between.cut()
	mustAnswer(t, session)
}
