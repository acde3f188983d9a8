package tui_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/tui"
)

// crowd returns a screen over so many runs: one in ten is under way, one in a hundred failed.
func crowd(tb testing.TB, count int, size size) (*screen, []run) {
	tb.Helper()
	watchlist := watch.NewList(15*time.Second, count)
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
		watchlist.Pin(runs[i].ref(i), noon().Add(-time.Hour))
	}
	told := map[model.Ref]bool{}
	for now := noon().Add(-time.Hour); len(told) < count; now = now.Add(time.Second) {
		for _, ask := range watchlist.Due(now) {
			r := runs[numbers[ask.Ref]]
			tell(watchlist, ask, r, r.looks[0], now)
			told[ask.Ref] = true
		}
	}
	s := open(tb, watchlist, plain(), size.width, size.height)
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
		answers(b, s, runs[0])
	})
}

// answers lets the screen take answers, each of which changes a row's section.
func answers(b *testing.B, s *screen, r run) {
	b.Helper()
	watchlist, ref := s.model.Watchlist(), r.ref(0)
	s.now = s.now.Add(time.Minute) // the last key is long ago
	statuses := []model.Status{model.DeliveryFailure, model.QueryInProcess}
	l, turn := look{since: time.Minute}, 0
	for b.Loop() {
		b.StopTimer()
		s.now = s.now.Add(time.Minute)
		watchlist.AskNow(ref, s.now)
		ask := watchlist.Due(s.now)[0]
		turn++
		l.status = statuses[turn%len(statuses)]
		e := r.execution(ref, l)
		b.StartTimer()
		s.send(tui.Replied(model.Reply{Ask: ask, Result: model.Answer{Execution: e}}))
	}
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
			s.press("4", "enter")
			keys, turn := []tea.Msg{key(b, "j"), key(b, "k")}, 0
			b.ReportAllocs()
			for b.Loop() {
				s.send(keys[turn/5%2])
				turn++
			}
		})
	}
}

// BenchmarkCopyPage scrolls a long text that was chosen to be copied.
func BenchmarkCopyPage(b *testing.B) {
	long := failed()
	long.change = func(e *model.Execution) { e.Export.Query = longQuery() }
	s := open(b, watching(b, long), plain(), 200, 50)
	s.press("y", "s")
	keys := []string{"j", "k"}
	b.ReportAllocs()
	for i := range b.N {
		s.send(key(b, keys[i%2]))
	}
}

// BenchmarkFilter types a letter of a filter and takes it back, and draws the frames.
func BenchmarkFilter(b *testing.B) {
	eachCrowd(b, func(b *testing.B, count int, size size) {
		b.Helper()
		s, _ := crowd(b, count, size)
		for _, name := range typing("cur2 querying !emea 222") {
			s.send(key(b, name))
		}
		letter, back := key(b, "4"), key(b, "backspace")
		for b.Loop() {
			s.send(letter)
			s.send(back)
		}
	})
}

// BenchmarkArranged takes an answer that changes a row's section while rows are filtered, or in
// each order, and draws the frame.
func BenchmarkArranged(b *testing.B) {
	ways := map[string][]string{
		"attention": nil, "filter": typing("cur2"), "name": {"s"}, "start": {"s", "s"},
		"delivery": {"s", "s", "s"}, "account": {"s", "s", "s", "s"},
	}
	for name, keys := range ways {
		b.Run(name, func(b *testing.B) {
			s, runs := crowd(b, 10_000, size{200, 50})
			s.press(keys...)
			answers(b, s, runs[0])
		})
	}
}

// BenchmarkSearch walks through what is found in a query of 36,000 characters.
func BenchmarkSearch(b *testing.B) {
	r := failed()
	r.change = func(e *model.Execution) { e.Export.Query = longQuery() }
	s := open(b, watching(b, r), plain(), 200, 50)
	s.press(append([]string{"4", "enter"}, typing("alias", "enter")...)...)
	next := key(b, "n")
	b.ReportAllocs()
	for b.Loop() {
		s.send(next)
	}
}
