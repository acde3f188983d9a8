package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
)

// followed is what status --watch printed by some time, in virtual time.
func followed(
	t *testing.T, network http.Handler, after time.Duration, args ...string,
) (out, errs string) {
	t.Helper()
	streams := cli.Streams{
		In: temporary(t, ""), Out: temporary(t, ""), Err: temporary(t, ""),
		Network: simulator.Transport{Handler: network},
	}
	ctx, stop := context.WithCancel(t.Context())
	code := make(chan int, 1)
	go func() { code <- cli.Main(ctx, stateless(append([]string{"status", "--watch"}, args...)), streams) }()
	time.Sleep(after)
	synctest.Wait()
	out = content(t, streams.Out)
	stop()
	<-code
	time.Sleep(time.Hour) // what is pending runs out
	return out, content(t, streams.Err)
}

// As a table it is printed anew when something changed, below a line with the time, and not by a
// cursor that moves.
func TestStatusGoesOnAsATable(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		out, errs := followed(t, server, 65*time.Second, "--profile", "demo", "cur2-*", "nope")
		tables := strings.Split(out, "\n-- ")
		if len(tables) < 3 || len(tables) > 12 {
			t.Errorf("%d tables:\n%s", len(tables), out)
		}
		for i, table := range tables {
			if i > 0 && !strings.HasPrefix(table, "2000-01-01 00:0") {
				t.Errorf("no time above %q", table)
			}
			if strings.Count(table, "STATUS") != 1 || strings.Contains(table, "asking") ||
				strings.Count(table, "cur2-") != 4 {
				t.Errorf("the table isn't whole:\n%s", table)
			}
			if i > 0 && body(table) == body(tables[i-1]) {
				t.Errorf("nothing is new in\n%s", table)
			}
		}
		if hidden(out) != 0 || strings.Count(errs, `no export is called "nope"`) != 1 {
			t.Errorf("%q\n%s", out, errs)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		out, _ := followed(t, server, 10*time.Minute, "--profile", "standard",
			"carbon-*", "focus-1-0-preview")
		if strings.Count(out, "STATUS") != 1 {
			t.Errorf("nothing changes, but it is printed anew:\n%s", out)
		}
	})
}

// body is a table's status and name columns: what is left when times go on.
func body(table string) string {
	_, rows, _ := strings.Cut(table, "STATUS")
	var said []string
	for line := range strings.Lines(rows) {
		said = append(said, string([]rune(line)[:min(32, len([]rune(line)))]))
	}
	return strings.Join(said, "\n")
}

// failing is a service that fails by and by, each time with another request id and message.
type failing struct {
	http.Handler

	calls  *atomic.Int32
	action string
}

func (f failing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.Header.Get("X-Amz-Target"), "."+f.action) {
		f.Handler.ServeHTTP(w, r)
		return
	}
	n := f.calls.Add(1)
	w.Header().Set("X-Amzn-Requestid", fmt.Sprintf("5d2c0b7e-5a0b-4f6e-8a55-%012d", n))
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = fmt.Fprintf(w, `{"__type":"InternalServerException","Message":"no %d"}`, n)
}

// The same refusal again is no change, though its request id is another.
func TestTheSameFaultIsNoChange(t *testing.T) {
	t.Parallel()
	for _, action := range []string{"ListExports", "ListExecutions", "GetExecution"} {
		synctest.Test(t, func(t *testing.T) {
			server := failing{
				service(t, 0, simulator.Options{Seed: 1, Frozen: true}), &atomic.Int32{}, action,
			}
			out, _ := followed(t, server, 15*time.Minute,
				"--output", "jsonl", "--profile", "standard", "cur2-hourly")
			if calls := server.calls.Load(); calls < 4 {
				t.Errorf("%s failed only %d times", action, calls)
			}
			// A fault, and once that it needs somebody; before it the row, where lists tell; and that
			// it was out of date until the next list.
			if lines := strings.Count(out, "\n"); lines < 1 || lines > 4 ||
				!strings.Contains(out, `"fault"`) {
				t.Errorf("%s: %d lines:\n%s", action, lines, out)
			}
		})
	}
}

// A row comes with its details at once, not a second time for them.
func TestLinesComeWithDetails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		out, _ := followed(t, server, time.Minute, "-o", "jsonl", "--profile", "standard")
		names := map[string]bool{}
		for line := range strings.Lines(out) {
			var row jsonRow
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatal(err)
			}
			if names[row.Name] || row.ExecutionId != "" && row.Bucket == "" {
				t.Errorf("a second line, or no bucket: %s", line)
			}
			names[row.Name] = true
		}
		if len(names) != len(server.Exports(simulator.StandardAccessKey)) {
			t.Errorf("%d rows", len(names))
		}
	})
}

// A fault that passes makes few tables, each with something new: what comes together is printed
// together, and what a table doesn't show is no change.
func TestAFaultMakesFewTables(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fault := simulator.Fault{
			Kind:  simulator.Fault503,
			After: 12 * time.Second,
			For:   40 * time.Second,
		}
		server := service(t, 0, simulator.Options{
			Seed: 1, Frozen: true, Faults: []simulator.Fault{fault},
		})
		out, _ := followed(t, server, 5*time.Minute, "--profile", "standard")
		tables := strings.Split(out, "\n-- ")
		if len(tables) < 2 || len(tables) > 6 {
			t.Errorf("%d tables:\n%s", len(tables), out)
		}
		for i, table := range tables {
			if i > 0 && body(table) == body(tables[i-1]) {
				t.Errorf("nothing is new in\n%s", table)
			}
		}
	})
}
