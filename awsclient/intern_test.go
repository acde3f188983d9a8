package awsclient_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"exportwatch/awsclient"
	"exportwatch/model"
)

func snapshotOf(query string) string {
	return `{"ExecutionStatus":{"StatusCode":"QUERY_QUEUED"},"Export":{"Name":"n","DataQuery":` +
		`{"QueryStatement":"` + query + `","TableConfigurations":{"T":{"A":"1","B":"2","C":"3"}}}}}`
}

// TestSnapshotsAreShared: 10,000 runs of one export hold one query.
func TestSnapshotsAreShared(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("asks ten thousand times")
	}
	query := strings.Repeat("SELECT a, ", 300)
	session := open(t, island(through(newScript(speaksJSON(200, snapshotOf(query))))))
	first := mustAnswer(t, session).Execution.Export
	for range 10_000 {
		if got := mustAnswer(t, session).Execution.Export; got != first {
			t.Fatalf("another snapshot %p than %p", got, first)
		}
	}
	if got := session.Snapshots(); got != 1 {
		t.Errorf("knows %d snapshots, want 1", got)
	}
}

func TestOtherSnapshotsAreTheirOwn(t *testing.T) {
	t.Parallel()
	query := "SELECT a"
	session := open(t, island(through(newScript(func(w http.ResponseWriter, r *http.Request) {
		speaksJSON(200, snapshotOf(query))(w, r)
	}))))
	first := mustAnswer(t, session).Execution.Export
	query = "SELECT b"
	second := mustAnswer(t, session).Execution.Export
	if first.Query != "SELECT a" || second.Query != "SELECT b" {
		t.Errorf("got queries %q and %q, want those that were answered", first.Query, second.Query)
	}
	query = "SELECT a"
	if third := mustAnswer(t, session).Execution.Export; third != first {
		t.Error("the first snapshot is in use, and yet there is a second of its kind")
	}
	runtime.KeepAlive(second)
}

// TestUnusedSnapshotsAreForgotten: a long session doesn't grow by what nothing uses any more.
func TestUnusedSnapshotsAreForgotten(t *testing.T) {
	t.Parallel()
	asked := 0
	session := open(t, island(through(newScript(func(w http.ResponseWriter, r *http.Request) {
		asked++
		speaksJSON(200, snapshotOf(fmt.Sprintf("SELECT %d", asked)))(w, r)
	}))))
	kept := mustAnswer(t, session).Execution.Export
	for range 1000 {
		mustAnswer(t, session)
	}
	for range 1000 { // the collector says nowhere when it is done
		if session.Snapshots() == 1 {
			break
		}
		runtime.GC()
		runtime.Gosched()
	}
	if got := session.Snapshots(); got != 1 {
		t.Errorf("knows %d snapshots, want only the one in use", got)
	}
	if kept.Query != "SELECT 1" {
		t.Errorf("the one in use is %q", kept.Query)
	}
}

func BenchmarkExecution(b *testing.B) {
	response := []byte(wholeAnswer)
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		return &http.Response{
			StatusCode: http.StatusOK, Request: r, ContentLength: int64(len(response)),
			Body: io.NopCloser(bytes.NewReader(response)),
		}, nil
	})
	session, err := awsclient.Open(b.Context(), island(transport))
	if err != nil {
		b.Fatal(err)
	}
	var answer model.Answer
	b.ReportAllocs()
	for b.Loop() {
		if answer, err = session.Execution(b.Context(), ref()); err != nil {
			b.Fatal(err)
		}
	}
	runtime.KeepAlive(answer)
}
