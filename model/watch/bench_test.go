package watch_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// sizes runs a benchmark at the sizes of the design's budgets, on a settled list: every tenth run
// is under way, the others have ended, some of them badly; ten runs an export.
func sizes(b *testing.B, body func(b *testing.B, list *watch.List, now time.Time)) {
	b.Helper()
	for _, size := range []int{10, 1_000, 10_000} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			list, now := settledList(b, size)
			b.ReportAllocs()
			b.ResetTimer()
			body(b, list, now)
		})
	}
}

func settledList(b *testing.B, size int) (*watch.List, time.Time) {
	b.Helper()
	list := watch.NewList(interval, 1)
	for n := range size {
		list.Pin(run(fmt.Sprintf("export-%04d", n/10), n), start())
	}
	now := start()
	for answered := 0; answered < size; { // longest due first: each once, in order
		if at, ok := list.NextDue(now); ok && at.After(now) {
			now = at
		}
		for _, question := range list.Due(now) {
			list.Take(model.Reply{Ask: question, Result: benchAnswer(answered)}, now)
			answered++
		}
	}
	return list, now
}

func benchAnswer(n int) model.Answer {
	created := start().Add(-time.Duration(n*7919%100_000) * time.Second).Add(-8 * time.Hour)
	status := model.DeliverySuccess
	switch n % 10 {
	case 0:
		status = model.QueryInProcess
	case 1, 2:
		status = model.DeliveryFailure
	}
	return says(status, created, created.Add(4*time.Minute))
}

func BenchmarkDueWhenNothingIs(b *testing.B) {
	sizes(b, func(b *testing.B, list *watch.List, now time.Time) {
		b.Helper()
		now = now.Add(-time.Hour)
		for b.Loop() {
			if len(list.Due(now)) != 0 {
				b.Fatal("something is due")
			}
		}
	})
}

func BenchmarkNextDue(b *testing.B) {
	sizes(b, func(b *testing.B, list *watch.List, now time.Time) {
		b.Helper()
		for b.Loop() {
			if _, ok := list.NextDue(now); !ok {
				b.Fatal("nothing is scheduled")
			}
		}
	})
}

// BenchmarkObserve asks for one run by hand and takes its answer, which changes its status.
func BenchmarkObserve(b *testing.B) {
	sizes(b, func(b *testing.B, list *watch.List, now time.Time) {
		b.Helper()
		asked := list.Watched()[0].Newest().Ref
		for n := 0; b.Loop(); n++ {
			now = now.Add(time.Second)
			list.AskNow(asked, now)
			for _, question := range list.Due(now) {
				list.Take(model.Reply{Ask: question, Result: benchAnswer(n)}, now)
			}
		}
	})
}

func BenchmarkSurvey(b *testing.B) {
	sizes(b, func(b *testing.B, list *watch.List, _ time.Time) {
		b.Helper()
		for b.Loop() {
			list.Survey(start())
		}
	})
}

// BenchmarkSurveyOfTheUnanswered is the first look, when no row differs from the next.
func BenchmarkSurveyOfTheUnanswered(b *testing.B) {
	list := watch.NewList(interval, 8)
	for n := range 10_000 {
		list.Pin(run(fmt.Sprintf("export-%04d", n*7919%10_000/10), n), start())
	}
	b.ReportAllocs()
	for b.Loop() {
		list.Survey(start())
	}
}

func BenchmarkNews(b *testing.B) {
	sizes(b, func(b *testing.B, list *watch.List, now time.Time) {
		b.Helper()
		var told watch.Told
		survey := list.Survey(now)
		for b.Loop() {
			told.News(list, survey, now)
		}
	})
}
