package store_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	"exportwatch/model/watch"
	"exportwatch/store"
)

// filled returns a store with runs of 20 exports, five states each, over 400 days.
func filled(tb testing.TB, dir string, transitions int) {
	tb.Helper()
	const exports, batch = 20, 500
	s := open(tb, options(dir))
	runs := transitions / 5
	var observed watch.Observed
	for n := range runs {
		before := time.Duration(n/exports) * (399 * 24 * time.Hour / time.Duration(runs/exports))
		name := fmt.Sprintf("export-%02d", n%exports)
		observed.Runs = append(observed.Runs, delivered(name, n/exports, before))
		if n < exports {
			observed.Exports = append(observed.Exports,
				watch.SeenExport{ARN: arn(name), Name: name, ListedAt: start()})
		}
		if len(observed.Runs) == batch || n == runs-1 {
			record(tb, s, observed)
			observed = watch.Observed{}
		}
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
}

// TestMillionTransitions prints how long a large state takes. It judges by no clock: only by what
// is recalled, and what is left.
func TestMillionTransitions(t *testing.T) { //nolint:paralleltest // it measures
	size := 10_000
	if os.Getenv(longVariable) != "" {
		size = 1_000_000
	}
	dir := t.TempDir()
	took := stopwatch(t)
	filled(t, dir, size)
	took("filling")
	if info, err := os.Stat(dir + "/memory.db"); err == nil {
		t.Logf("%d transitions: %.1f MB", size, float64(info.Size())/1e6)
	}
	heap := heapNow()
	s := open(t, options(dir))
	took("opening")
	memory := recall(t, s)
	took(fmt.Sprintf("recalling %d runs", len(memory.Runs)))
	if want := min(size/5, 20*400); len(memory.Runs) != want {
		t.Errorf("recalled %d runs, want %d", len(memory.Runs), want)
	}
	t.Logf("memory that takes: %.1f MB", float64(heapNow()-heap)/1e6)
	list := watch.NewList(15*time.Second, 8)
	list.Follow("", nil, start())
	memory.Profiles = []watch.SeenProfile{{Account: account}}
	list.Recall(memory, start())
	took("taking it back")
	if rows := list.Watched(); len(rows) != 20 {
		t.Errorf("there are %d rows", len(rows))
	}
	runs, err := s.Runs(t.Context(), arn("export-07"), time.Time{})
	if err != nil || len(runs) != size/100 {
		t.Errorf("history has %d runs, %v", len(runs), err)
	}
	took(fmt.Sprintf("history of %d runs", len(runs)))
	month, err := s.Runs(t.Context(), arn("export-07"), start().Add(-30*24*time.Hour))
	if err != nil || len(month) >= len(runs) {
		t.Errorf("history of a month has %d runs, %v", len(month), err)
	}
	took(fmt.Sprintf("history of a month, %d runs", len(month)))
	record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("export-07", 1e6, 0)}})
	took("recording a run, and looking for what is too old")
	pruning := options(dir)
	pruning.Keep = 200 * 24 * time.Hour
	half := open(t, pruning)
	took("opening")
	record(t, half, watch.Observed{Runs: []watch.SeenRun{delivered("export-07", 2e6, 0)}})
	took("recording a run, and dropping half of all")
	if left := count(t, half, "transitions"); left < size*48/100 || left > size*52/100 {
		t.Errorf("%d transitions are left of %d", left, size)
	}
}

// stopwatch returns what logs the time since it was last called.
func stopwatch(t *testing.T) func(what string) {
	t.Helper()
	last := time.Now()
	return func(what string) {
		t.Helper()
		t.Logf("%8.1f ms %s", float64(time.Since(last).Microseconds())/1000, what)
		last = time.Now()
	}
}

// heapNow returns how many bytes are in use.
func heapNow() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// BenchmarkRecord records what one run's end says, as a round.
func BenchmarkRecord(b *testing.B) {
	s := open(b, options(b.TempDir()))
	for n := 0; b.Loop(); n++ {
		record(b, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", n, 0)}})
	}
}

// BenchmarkOpen opens a file that is there, and recalls from it.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	filled(b, dir, 10_000)
	for b.Loop() {
		s, err := store.Open(b.Context(), options(dir))
		if err != nil {
			b.Fatal(err)
		}
		recall(b, s)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
