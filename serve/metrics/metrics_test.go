package metrics_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/serve/metrics"
)

func TestHealth(t *testing.T) {
	t.Parallel()
	answer := get(t, show(watch.NewList(interval, 8), metrics.NewCounts()), "/healthz")
	if answer.Code != http.StatusOK || answer.Body.String() != "ok\n" {
		t.Errorf("it says %d, %q", answer.Code, answer.Body)
	}
}

func TestNothingElseIsShown(t *testing.T) {
	t.Parallel()
	handler := show(watch.NewList(interval, 8), metrics.NewCounts())
	for _, path := range []string{"/", "/debug/pprof/", "/metrics/x"} {
		if answer := get(t, handler, path); answer.Code != http.StatusNotFound {
			t.Errorf("%s is answered with %d", path, answer.Code)
		}
	}
}

// A loop that hangs makes the server unhealthy, after five seconds, and keeps no request for longer.
func TestALoopThatHangs(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/healthz", "/metrics"} {
		synctest.Test(t, func(t *testing.T) {
			handler := metrics.New(metrics.Options{
				Read:   func(ctx context.Context, _ func(*watch.List)) { <-ctx.Done() },
				Counts: metrics.NewCounts(), Now: time.Now,
			})
			began := time.Now()
			answer := get(t, handler, path)
			if answer.Code != http.StatusServiceUnavailable ||
				!strings.Contains(answer.Body.String(), "no answer within 5 s") {
				t.Errorf("%s says %d, %q", path, answer.Code, answer.Body)
			}
			if took := time.Since(began); took != 5*time.Second {
				t.Errorf("%s took %v", path, took)
			}
		})
	}
}

// Of many who scrape at once two are answered; the others are told to come again.
func TestManyScrapes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		list := watch.NewList(interval, 8)
		free := make(chan struct{})
		handler := metrics.New(metrics.Options{
			Read: func(_ context.Context, read func(*watch.List)) {
				<-free
				read(list)
			},
			Counts: metrics.NewCounts(), Now: time.Now,
		})
		codes := make(chan int, 10)
		var scrapes sync.WaitGroup
		for range cap(codes) {
			scrapes.Go(func() { codes <- get(t, handler, "/metrics").Code })
		}
		synctest.Wait()
		free <- struct{}{}
		free <- struct{}{}
		scrapes.Wait()
		answered := map[int]int{}
		for range cap(codes) {
			answered[<-codes]++
		}
		if answered[http.StatusOK] != 2 || answered[http.StatusServiceUnavailable] != 8 {
			t.Errorf("the answers are %v", answered)
		}
	})
}

// A list that goes on changing in its own goroutine is read there: the race detector would say.
func TestListIsReadByItsOwner(t *testing.T) {
	t.Parallel()
	w := &world{exports: []*scripted{made("cur", day, daily(3, time.Hour)...)}}
	list := followed(w)
	functions := make(chan func())
	ctx, stop := context.WithCancel(t.Context())
	var owner sync.WaitGroup
	owner.Go(func() {
		for at := now(); ; at = at.Add(time.Minute) {
			pass(list, w, at, at.Add(time.Second))
			select {
			case function := <-functions:
				function()
			case <-ctx.Done():
				return
			}
		}
	})
	handler := metrics.New(metrics.Options{
		Read: func(ctx context.Context, read func(*watch.List)) {
			done := make(chan struct{})
			select {
			case functions <- func() { defer close(done); read(list) }:
				<-done
			case <-ctx.Done():
			}
		},
		Counts: metrics.NewCounts(), Now: now,
	})
	for range 20 {
		if answer := get(t, handler, "/metrics"); !strings.Contains(answer.Body.String(), "cur") {
			t.Error("the export isn't among the metrics")
		}
	}
	stop()
	owner.Wait()
}

// TestTenThousandExports prints what a list costs that is far larger than any account allows, and
// holds how many series and bytes an export may take.
func TestTenThousandExports(t *testing.T) {
	t.Parallel()
	const exports = 10_000
	list := watch.NewList(interval, exports)
	list.Follow("payer", nil, now())
	listed := model.ExportList{Complete: true, Calls: 1, ServerTime: now()}
	for n := range exports {
		name := fmt.Sprintf("team-%05d-cost-and-usage", n)
		listed.Exports = append(listed.Exports, model.ListedExport{
			ARN: arn(name), Name: name, CreatedAt: now().Add(-3 * day),
		})
	}
	for _, ask := range list.Due(now()) {
		list.Take(model.Reply{Ask: ask, Result: listed}, now())
	}
	var reading time.Duration
	handler := metrics.New(metrics.Options{
		Read: func(_ context.Context, read func(*watch.List)) {
			began := time.Now()
			read(list)
			reading = time.Since(began)
		},
		Counts: metrics.NewCounts(), Now: now,
	})
	began := time.Now()
	text := get(t, handler, "/metrics").Body.String()
	took := time.Since(began)
	count := len(series(text))
	t.Logf("%d exports: %d series, %d bytes in %v; the list was held for %v",
		exports, count, len(text), took, reading)
	if each := count / exports; each > 20 {
		t.Errorf("an export has %d series", each)
	}
	if each := len(text) / exports; each > 2500 {
		t.Errorf("an export takes %d bytes", each)
	}
}
