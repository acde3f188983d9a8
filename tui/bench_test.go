package tui_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/tui"
)

// crowd returns a screen over so many runs: one in ten is under way, one in a hundred failed.
func crowd(tb testing.TB, count int, size size) (*screen, []run) {
	tb.Helper()
	watch := model.NewWatchlist(15*time.Second, count)
	runs, numbers := make([]run, count), map[model.Ref]int{}
	for i := range runs {
		runs[i] = delivered("cur2-hourly", amer, 10*time.Minute, time.Duration(i+60)*time.Minute)
		switch {
		case i%100 == 1:
			runs[i].looks[0].status = model.DeliveryFailure
		case i%10 == 0:
			runs[i].looks[0].status = model.QueryInProcess
		}
		numbers[runs[i].ref(i)] = i
		watch.Pin(runs[i].ref(i), noon().Add(-time.Hour))
	}
	told := map[model.Ref]bool{}
	for now := noon().Add(-time.Hour); len(told) < count; now = now.Add(time.Second) {
		for _, ask := range watch.Due(now) {
			r := runs[numbers[ask.Ref]]
			tell(watch, ask, r, r.looks[0], now)
			told[ask.Ref] = true
		}
	}
	s := open(tb, watch, plain(), size.width, size.height)
	s.press("p") // benchmarks answer by themselves
	return s, runs
}

// eachCrowd runs a benchmark for several numbers of rows and sizes.
func eachCrowd(b *testing.B, run func(b *testing.B, count int, size size)) {
	b.Helper()
	for _, size := range []size{{80, 24}, {200, 50}} {
		for _, count := range []int{10, 1_000, 10_000} {
			b.Run(fmt.Sprintf("%v/%d", size, count), func(b *testing.B) {
				b.ReportAllocs()
				run(b, count, size)
			})
		}
	}
}

// BenchmarkObservation takes one answer that changes a row's section, and draws the frame.
func BenchmarkObservation(b *testing.B) {
	eachCrowd(b, func(b *testing.B, count int, size size) {
		b.Helper()
		s, runs := crowd(b, count, size)
		watch, ref := s.model.Watchlist(), runs[0].ref(0)
		s.now = s.now.Add(time.Minute) // the last key is long ago
		statuses := []model.Status{model.DeliveryFailure, model.QueryInProcess}
		l, turn := look{since: time.Minute}, 0
		for b.Loop() {
			b.StopTimer()
			s.now = s.now.Add(time.Minute)
			watch.AskNow(ref, s.now)
			ask := watch.Due(s.now)[0]
			turn++
			l.status = statuses[turn%len(statuses)]
			e := runs[0].execution(ref, l)
			b.StartTimer()
			s.send(tui.Fetched(ask, model.Answer{Execution: e}))
		}
	})
}

// BenchmarkCursor moves the cursor by a row, and draws the frame.
func BenchmarkCursor(b *testing.B) {
	eachCrowd(b, func(b *testing.B, count int, size size) {
		b.Helper()
		s, _ := crowd(b, count, size)
		down, up := key(b, "j"), key(b, "k")
		turn := 0
		for b.Loop() {
			turn++
			if turn/5%2 == 0 {
				s.send(down)
			} else {
				s.send(up)
			}
		}
	})
}

// BenchmarkQuery scrolls by a line through a query of 36,000 characters and through one that only
// just fills the pane, and draws the frame.
func BenchmarkQuery(b *testing.B) {
	short := "SELECT " + strings.Repeat("column_name_of_many AS alias_name, ", 59) + "a FROM T"
	for _, query := range []string{short, longQuery()} {
		b.Run(strconv.Itoa(len(query)), func(b *testing.B) {
			r := failed()
			r.change = func(e *model.Execution) { e.Export.Query = query }
			s := open(b, watching(b, r), plain(), 200, 50)
			s.press("2", "enter")
			keys, turn := []tea.Msg{key(b, "j"), key(b, "k")}, 0
			b.ReportAllocs()
			for b.Loop() {
				s.send(keys[turn/5%2])
				turn++
			}
		})
	}
}

// BenchmarkQueryLayout lays a query of 36,000 characters out, as for each new width.
func BenchmarkQueryLayout(b *testing.B) {
	query := longQuery()
	b.ReportAllocs()
	for b.Loop() {
		tui.LayOut(query, 72)
	}
}

// BenchmarkCopyPage scrolls a long text that was chosen to be copied.
func BenchmarkCopyPage(b *testing.B) {
	long := failed()
	long.change = func(e *model.Execution) { e.Export.Query = longQuery() }
	s := open(b, watching(b, long), plain(), 200, 50)
	s.press("y", "q")
	keys := []string{"j", "k"}
	b.ReportAllocs()
	for i := range b.N {
		s.send(key(b, keys[i%2]))
	}
}
