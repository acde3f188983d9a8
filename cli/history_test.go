package cli_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
	"exportwatch/model"
	"exportwatch/model/watch"
)

// pastDocument is the JSON of history as docs/json.md describes it, written down here once more.
type pastDocument struct {
	Version     int
	AsOf, Since time.Time
	Unmatched   []struct{ Target string }
	Exports     []pastExport
}

type pastExport struct {
	Account, Profile, Name, ExportArn, SlowestExecutionId string
	Delivered, Failed, Underway, Timed, CutAfter          int
	MedianSeconds, P90Seconds, SlowestSeconds             int
	LongestGapSeconds                                     int
	SuccessRate                                           *float64
	LongestGapSince, LongestGapUntil                      time.Time
	Deleted                                               bool
	Fault                                                 *struct{ Code string }
	Runs                                                  []pastRun
}

type pastRun struct {
	ExecutionId, Status, StatusReason              string
	CreatedAt, LastUpdatedAt, CompletedAt, EndedAt time.Time
	TookSeconds                                    *int
	Remembered                                     bool
}

// parsePast reads the document, which must be whole.
func (o outcome) parsePast(t *testing.T) pastDocument {
	t.Helper()
	var doc pastDocument
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil || doc.Version != 1 {
		t.Fatalf("version %d, %v in\n%s\n%s", doc.Version, err, o.out, o.errs)
	}
	return doc
}

// The document says of every run what is true, and together what follows from that.
func TestHistoryAsJSON(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen", "--exports", "5",
		"--executions", "2000")
	truth := map[string]simulator.ExecutionState{}
	for _, e := range account.state().Executions {
		truth[e.ExecutionId] = e
	}
	got := run(t, account.env(), "", "history", "*", "-o", "json")
	got.wants(t, 0)
	doc := got.parsePast(t)
	runs := 0
	for _, export := range doc.Exports {
		var took []int
		delivered := 0
		for i, run := range export.Runs {
			runs++
			e := truth[run.ExecutionId]
			if run.Status != e.StatusCode || run.StatusReason != e.StatusReason ||
				e.ExportArn != export.ExportArn || !run.CreatedAt.Equal(e.CreatedAt) {
				t.Errorf("%+v is not %+v", run, e)
			}
			if i > 0 && run.CreatedAt.After(export.Runs[i-1].CreatedAt) {
				t.Errorf("%s comes before an older one", run.ExecutionId)
			}
			if model.Status(run.Status).Terminal() != (run.TookSeconds != nil) {
				t.Errorf("%s took %v", run.Status, run.TookSeconds)
			}
			if model.Status(run.Status).Delivered() {
				delivered++
				took = append(took, *run.TookSeconds)
			}
		}
		slices.Sort(took)
		if export.Delivered != delivered || export.Timed != len(took) ||
			export.MedianSeconds != took[len(took)/2] ||
			export.SlowestSeconds != took[len(took)-1] ||
			export.P90Seconds != took[(9*len(took)+9)/10-1] ||
			*export.SuccessRate != float64(delivered)/float64(delivered+export.Failed) ||
			export.LongestGapUntil.Sub(export.LongestGapSince).Round(time.Second) !=
				time.Duration(export.LongestGapSeconds)*time.Second ||
			export.LongestGapSeconds < 3600 ||
			len(export.Runs) != delivered+export.Failed+export.Underway {
			t.Errorf("%+v", export)
		}
	}
	if len(doc.Exports) != 5 || runs != len(truth) || doc.AsOf.IsZero() {
		t.Errorf("%d exports with %d runs of %d, as of %v", len(doc.Exports), runs, len(truth),
			doc.AsOf)
	}
}

// The lines are those of RFC 4180 and say the same as the document.
func TestHistoryAsCSV(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	text := runRaw(t, account.env(), "history -o csv cur2-daily focus-1-2")
	if strings.Count(text, "\r\n") != strings.Count(text, "\n") {
		t.Errorf("a line doesn't end with CR LF:\n%q", text)
	}
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"export", "export_arn", "account", "execution_id", "status", "status_reason", "created_at",
		"last_updated_at", "completed_at", "ended_at", "took_seconds", "remembered",
	}
	if !slices.Equal(records[0], want) {
		t.Errorf("the names are %q, want %q", records[0], want)
	}
	lines := records[1:]
	doc := run(
		t,
		account.env(),
		"",
		"history",
		"-o",
		"json",
		"cur2-daily",
		"focus-1-2",
	).parsePast(t)
	for _, export := range doc.Exports {
		for _, run := range export.Runs {
			took := ""
			if run.TookSeconds != nil {
				took = strconv.Itoa(*run.TookSeconds)
			}
			stamp := func(t time.Time) string {
				if t.IsZero() {
					return ""
				}
				return t.Format(time.RFC3339)
			}
			want := []string{
				export.Name, export.ExportArn, export.Account, run.ExecutionId, run.Status,
				run.StatusReason, stamp(run.CreatedAt), stamp(run.LastUpdatedAt), "",
				stamp(run.EndedAt), took, "false",
			}
			if len(lines) == 0 || !slices.Equal(lines[0], want) {
				t.Fatalf("%q, want %q", lines, want)
			}
			lines = lines[1:]
		}
	}
	if len(lines) > 0 {
		t.Errorf("more lines: %q", lines)
	}
}

// What the table says, and how the exit code comes to be.
func TestHistory(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	arn := account.state().Exports[0].ExportArn
	for _, test := range []struct {
		name, args string
		code       int
		want       []string
	}{
		{"table", "cur2-daily", 0, []string{
			"out: cur2-daily\n18 of 19 delivered, 1 under way; longest gap between deliveries ",
			"out: \nmedian 4m", "out: , p90 4m", "out: (created 20",
			"out: STATUS           CREATED           DURATION",
			"out: ✗ Delivery failed  20", "out: INSUFFICIENT_PERMISSION",
			"out: ► Querying         20", "out:  so far ",
		}},
		{"ascii", "cur2-daily --ascii", 0, []string{"out: x Delivery failed  20"}},
		{"several", "cur2-daily focus-1-2", 0, []string{"out: cur2-daily\n", "out: \n\nfocus-1-2\n"}},
		{"by ARN", arn, 0, []string{"out: delivered"}},
		{"none since then", "cur2-daily --since 1s", 0, []string{"out: cur2-daily\nno runs\n"}},
		{"none is called so", "cur2-dayly", 3, []string{`no export is called "cur2-dayly"`, "cur2-daily?"}},
		{"one of two", "cur2-daily nope", 3, []string{`"nope"`, "out: cur2-daily\n"}},
		{"no target", "", 2, []string{"history wants a target: an export's name, glob or ARN"}},
		{"an execution", good, 2, []string{"history wants exports", "Give the export's name or ARN"}},
		{"an odd form", "cur2-daily -o xml", 2, []string{`--output "xml": it is table, json or csv`}},
		{"an odd time", "cur2-daily --since never", 2, []string{"never", "6h or 1d"}},
		{"an odd time-out", "cur2-daily --timeout -1s", 2, []string{"--timeout -1s"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"history"}, strings.Fields(test.args)...)
			run(t, account.env(), "", args...).wants(t, test.code, test.want...)
		})
	}
}

// Only runs count that were created since the time given.
func TestHistorySince(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	created := account.state().Executions
	whole := run(t, account.env(), "", "history", "cur2-daily", "-o", "json").parsePast(t).Exports[0]
	since := whole.Runs[3].CreatedAt
	got := run(t, account.env(), "", "history", "cur2-daily", "-o", "json", "--since",
		since.Add(-time.Second).Format(time.RFC3339)).parsePast(t)
	if len(got.Exports[0].Runs) != 4 || got.Since.IsZero() ||
		got.Exports[0].Delivered >= whole.Delivered {
		t.Errorf("%d runs of %d since %v", len(got.Exports[0].Runs), len(created), got.Since)
	}
}

// What AWS refuses is told of, and the rest is printed.
func TestHistoryRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		got, _ := commanded(
			t,
			refusing{Handler: server, action: "ListExecutions", about: "cur2-daily"},
			"history",
			"--profile",
			"demo",
			"cur2-daily",
			"cur2-hourly",
		)
		got.wants(
			t,
			3,
			"Access denied",
			"out: cur2-daily\nno answer\n",
			"out: cur2-hourly\n",
			"out: under way; longest gap",
		)
		got, _ = commanded(
			t,
			refusing{Handler: server, action: "ListExecutions", about: "cur2-daily"},
			"history",
			"--profile",
			"demo",
			"cur2-daily",
			"-o",
			"json",
		)
		if doc := got.parsePast(t); got.code != 3 || doc.Exports[0].Fault == nil {
			t.Errorf("exit code %d, %+v", got.code, doc)
		}
	})
}

// It says what it waits for, and gives up after a time.
func TestHistoryGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{
			Seed: 1, Faults: []simulator.Fault{{Kind: simulator.FaultThrottle}},
		})
		got, took := commanded(t, server, "history", "--profile", "demo", "cur2-daily",
			"--timeout", "7s")
		got.wants(t, 3, "waiting for demo: AWS is throttling requests", "gave up after 7s")
		if took != 7*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// Every field is described, and no other.
func TestHistoryJSONIsDescribed(t *testing.T) {
	t.Parallel()
	_, text, _ := strings.Cut(read(t, filepath.Join("..", "docs", "json.md")), historyHeading)
	text, _, _ = strings.Cut(text, "\n# ")
	if described := describedFields(text); !slices.Equal(described, cli.HistoryFields()) {
		t.Errorf(
			"docs/json.md describes\n%q\nthe program prints\n%q",
			described,
			cli.HistoryFields(),
		)
	}
}

// remembered is a memory of runs, by exports.
type remembered map[string][]watch.SeenRun

func (r remembered) Runs(_ context.Context, arn string, since time.Time) ([]watch.SeenRun, error) {
	if r == nil {
		return nil, errors.New("the disk is gone")
	}
	return slices.DeleteFunc(slices.Clone(r[arn]), func(run watch.SeenRun) bool {
		return run.Execution.CreatedAt.Before(since)
	}), nil
}

// Exports tells of none: what is gone is tried with a real memory.
func (remembered) Exports(context.Context) ([]watch.SeenExport, error) { return nil, nil }

// deleting is a service whose list of exports lacks one.
type deleting struct {
	http.Handler

	name string
}

func (d deleting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".ListExports") {
		d.Handler.ServeHTTP(w, r)
		return
	}
	answer := httptest.NewRecorder()
	d.Handler.ServeHTTP(answer, r)
	var list struct{ Exports []map[string]any }
	_ = json.Unmarshal(answer.Body.Bytes(), &list) // what isn't a list holds none
	list.Exports = slices.DeleteFunc(list.Exports, func(export map[string]any) bool {
		return export["ExportName"] == d.name
	})
	w.Header().Set("Content-Type", answer.Header().Get("Content-Type"))
	_ = json.NewEncoder(w).Encode(list) // whoever asked is there
}

// Of an export that was deleted, what is remembered is printed, and says that it is gone; what AWS
// doesn't tell because it doesn't answer isn't called deleted, nor unlisted.
func TestHistoryOfADeletedExport(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		remember := []string{"--profile", "demo", "--state-dir", t.TempDir()}
		ask := func(handler http.Handler, args ...string) outcome {
			got, _ := commanded(t, handler, append(args, remember...)...)
			return got
		}
		ask(server, "status").wants(t, 0)
		down := refusing{
			Handler: refusing{Handler: server, action: "ListExports"}, action: "ListExecutions",
		}
		got := ask(down, "history", "cur2-daily")
		got.wants(
			t,
			3,
			"out: cur2-daily\n18 of 19 delivered",
			"out: remembered, not confirmed by AWS",
		)
		if strings.Contains(got.out, "deleted") || strings.Contains(got.out, "not listed") {
			t.Errorf("AWS didn't answer, and yet:\n%s", got.out)
		}
		for range 2 { // once memory has it that it is gone, too
			ask(deleting{server, "cur2-daily"}, "history", "cur2-daily").wants(t, 0,
				"out: cur2-daily\ndeleted: AWS no longer lists this export",
				"out: \n18 of 19 delivered", "out: remembered, not listed by AWS")
		}
		ask(deleting{server, "cur2-daily"}, "history", "cur2-daily", "--since", "1s").wants(t, 0,
			"out: this is what is remembered of it\nno runs\n")
		doc := ask(deleting{server, "cur2-daily"}, "history", "cur2-*", "-o", "json").parsePast(t)
		for _, export := range doc.Exports {
			if export.Deleted != (export.Name == "cur2-daily") {
				t.Errorf("%s is deleted: %v", export.Name, export.Deleted)
			}
		}
		ask(server, "history", "cur2-daily").wants(t, 0, "out: 18 of 19 delivered, 1 under way")
		ask(deleting{server, "cur2-daily"}, "history", "nosuch").wants(t, 3, "no export is called")
	})
}

// Runs that only memory knows are printed beside those that AWS lists, and told apart.
func TestHistoryRemembers(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	ended := func(id string, ago time.Duration) model.Execution {
		created := now.Add(-ago)
		return model.Execution{
			Ref:    model.Ref{ExportARN: goodARN, ExecutionID: id},
			Status: model.DeliverySuccess, CreatedAt: created, UpdatedAt: created.Add(time.Minute),
		}
	}
	list := watch.NewList(time.Minute, 1)
	list.FollowARN(goodARN, now)
	for _, ask := range list.Due(now) {
		list.Take(model.Reply{Ask: ask, Result: model.ExecutionList{
			Executions: []model.Execution{ended("listed", time.Hour)}, Complete: true,
			NewestFirst: true, ServerTime: now,
		}}, now)
	}
	memory := remembered{goodARN: {
		{Execution: ended("listed", time.Hour), AnsweredAt: now},
		{Execution: ended("kept", 20*24*time.Hour), AnsweredAt: now.Add(-20 * 24 * time.Hour)},
		{Execution: ended("too old", 50*24*time.Hour), AnsweredAt: now},
	}}
	since := now.Add(-30 * 24 * time.Hour)
	if err := cli.RecallRuns(t.Context(), list, memory, since, now); err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string][]string{
		"table": {"2 of 2 delivered", "~2026-11-06 12:00", "remembered, not listed by AWS", " 2026-11-26 11:00"},
		"csv":   {"listed,DELIVERY_SUCCESS,,2026-11-26T11:00:00Z,2026-11-26T11:01:00Z,,2026-11-26T11:01:00Z,60,false\r\n", "kept,DELIVERY_SUCCESS,", ",60,true\r\n"},
		"json":  {`"remembered": true`, `"delivered": 2`},
	} {
		out := temporary(t, "")
		if err := cli.PrintHistory(out, list, form); err != nil {
			t.Fatal(err)
		}
		text := content(t, out)
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %q in\n%s", form, part, text)
			}
		}
		if strings.Contains(text, "too old") || strings.Count(text, "remembered,")+
			strings.Count(text, ",true\r\n")+strings.Count(text, `"remembered"`) != 1 {
			t.Errorf("%s: not one run is remembered:\n%s", form, text)
		}
	}
	var broken remembered
	if err := cli.RecallRuns(t.Context(), list, broken, since, now); err == nil ||
		!strings.Contains(err.Error(), "reading the runs of some-export: the disk is gone") {
		t.Errorf("%v", err)
	}
}
