package metrics_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/serve/metrics"
)

const (
	number   = "111122223333"
	interval = 15 * time.Second
	day      = 24 * time.Hour
)

// now is the instant at which the tests look.
func now() time.Time { return time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC) }

// arn names an export as AWS does.
func arn(name string) string {
	return "arn:aws:bcm-data-exports:us-east-1:" + number + ":export/" + name +
		"-9f1c75f3-f982-4d9a-b994-1ecb845814b7"
}

// scripted is an export of a world.
type scripted struct {
	arn     string // "": made of the name
	name    string
	created time.Time
	health  string
	table   string
	runs    []model.Execution // newest first
	refuses model.FaultKind   // what the list of its runs is refused with
}

// made is an export that was made so long ago.
func made(name string, ago time.Duration, runs ...model.Execution) *scripted {
	return &scripted{
		name: name, created: now().Add(-ago), health: "HEALTHY", runs: runs,
		table: "COST_AND_USAGE_REPORT",
	}
}

// ran is a run that was created so long ago and took so long until it came to a status.
func ran(id string, status model.Status, ago, took time.Duration) model.Execution {
	created := now().Add(-ago)
	return model.Execution{
		Ref: model.Ref{ExecutionID: id}, Status: status, CreatedAt: created,
		UpdatedAt: created.Add(took),
	}
}

// daily is a number of runs that were delivered a day apart in nine minutes, the newest so long ago.
func daily(count int, ago time.Duration) []model.Execution {
	var runs []model.Execution
	for n := range count {
		runs = append(runs, ran(fmt.Sprintf("day-%d", n), model.DeliverySuccess,
			ago+time.Duration(n)*day, 9*time.Minute))
	}
	return runs
}

// world is what AWS says of an account.
type world struct {
	exports []*scripted
	refuse  func(model.Ask) *model.Fault // nil: everything is answered
}

func (w *world) Answer(_ context.Context, ask model.Ask) model.Reply {
	reply := model.Reply{Ask: ask, Result: &model.Fault{Kind: model.FaultNotFound}}
	if w.refuse != nil {
		if fault := w.refuse(ask); fault != nil {
			reply.Result = fault
			return reply
		}
	}
	if ask.Kind == model.AskExports {
		list := model.ExportList{Complete: true, Calls: 1, ServerTime: ask.At}
		for _, e := range w.exports {
			list.Exports = append(list.Exports, model.ListedExport{
				ARN: e.says(), Name: e.name, CreatedAt: e.created,
				Health: model.Health{Code: e.health},
			})
		}
		reply.Result = list
	}
	for _, e := range w.exports {
		if e.says() == ask.Ref.ExportARN {
			reply.Result = e.answer(ask)
		}
	}
	return reply
}

func (e *scripted) says() string {
	if e.arn != "" {
		return e.arn
	}
	return arn(e.name)
}

func (e *scripted) answer(ask model.Ask) model.Result {
	if ask.Kind == model.AskExecutions && e.refuses != model.FaultOther {
		return &model.Fault{Kind: e.refuses}
	}
	if ask.Kind == model.AskExecutions {
		return model.ExecutionList{
			Executions: e.runs, Complete: true, NewestFirst: true, Calls: 1, ServerTime: ask.At,
		}
	}
	at := slices.IndexFunc(e.runs, func(run model.Execution) bool {
		return run.Ref.ExecutionID == ask.Ref.ExecutionID
	})
	if at < 0 {
		return &model.Fault{Kind: model.FaultNotFound}
	}
	said := e.runs[at]
	said.Ref = ask.Ref
	said.Export = &model.Export{Name: e.name, Query: "SELECT a FROM " + e.table}
	return model.Answer{Execution: said, ServerTime: ask.At}
}

// pass drives a list from one instant to another as the server does, in virtual time. It looks
// now and then.
func pass(list *watch.List, source model.Source, from, to time.Time) {
	for at := from; !at.After(to); at = at.Add(time.Second) {
		for asks := list.Due(at); len(asks) > 0; asks = list.Due(at) {
			for _, ask := range asks {
				list.Take(source.Answer(context.Background(), ask), at)
			}
		}
	}
}

// followed is a list that followed what a profile leads to for the last 70 seconds.
func followed(w *world, options ...watch.Option) *watch.List {
	list := watch.NewList(interval, 8, options...)
	began := now().Add(-70 * time.Second)
	list.Follow("payer", nil, began)
	pass(list, w, began, now())
	return list
}

// show is a handler that shows a list as it is now, read in place.
func show(list *watch.List, counts *metrics.Counts) http.Handler {
	return metrics.New(metrics.Options{
		Read:    func(_ context.Context, read func(*watch.List)) { read(list) },
		Counts:  counts,
		Version: "v1.2.3",
		Now:     now,
	})
}

// scrape returns what a scrape of a list gives.
func scrape(t *testing.T, list *watch.List) string {
	t.Helper()
	answer := get(t, show(list, metrics.NewCounts()), "/metrics")
	if answer.Code != http.StatusOK {
		t.Fatalf("a scrape ends with %d: %s", answer.Code, answer.Body)
	}
	return answer.Body.String()
}

func get(t *testing.T, handler http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	answer := httptest.NewRecorder()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	handler.ServeHTTP(answer, request)
	return answer
}

// series returns the samples of an exposition by their names and labels.
func series(exposition string) map[string]string {
	values := map[string]string{}
	for line := range strings.Lines(exposition) {
		at := strings.LastIndexByte(line, ' ')
		if !strings.HasPrefix(line, "#") && at > 0 {
			values[line[:at]] = strings.TrimSpace(line[at+1:])
		}
	}
	return values
}

// unix returns an instant of whole seconds as the exposition has it.
func unix(at time.Time) string {
	return strconv.FormatFloat(float64(at.Unix()), 'g', -1, 64)
}
