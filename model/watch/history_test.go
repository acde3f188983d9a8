package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// past is a run as AWS tells of it: how long before the story began it was created, and how long it
// took; a negative time means that AWS doesn't say when it was created.
type past struct {
	ago, took time.Duration
	status    model.Status
}

// history pins such runs of one export and returns them.
func history(t *testing.T, runs ...past) []*watch.Run {
	t.Helper()
	list := watch.NewList(interval, 1)
	var all []*watch.Run
	for i, p := range runs {
		ref := run("cur2-daily", i)
		list.Pin(ref, start())
		created := start().Add(-p.ago)
		ended := created.Add(p.took)
		if p.ago < 0 {
			created, ended = time.Time{}, start()
		}
		tell(t, list, ref, says(p.status, created, ended), start().Add(time.Duration(i)))
		all = append(all, list.Run(ref))
	}
	return all
}

func TestHistoryOf(t *testing.T) {
	t.Parallel()
	const (
		ok, failed = model.DeliverySuccess, model.QueryFailure
		m, h       = time.Minute, time.Hour
	)
	ten := make([]past, 10)
	for i := range ten {
		ten[i] = past{time.Duration(10-i) * h, time.Duration(i+1) * m, ok}
	}
	for _, tt := range []struct {
		name    string
		runs    []past
		want    watch.History
		slowest int // of the runs; -1 for none
	}{
		{"none", nil, watch.History{}, -1},
		{
			"one",
			[]past{{h, 7 * m, ok}},
			watch.History{Runs: 1, Delivered: 1, Timed: 1, Median: 7 * m},
			0,
		},
		{
			"a failure's duration doesn't count",
			[]past{{9 * h, 5 * m, ok}, {5 * h, 2 * h, failed}, {h, 7 * m, ok}},
			watch.History{
				Runs: 3, Delivered: 2, Failed: 1, Timed: 2, Median: 7 * m, Gap: 8*h + 2*m,
				GapSince: start().Add(-9*h + 5*m), GapUntil: start().Add(-h + 7*m),
			},
			2,
		},
		{
			"one is under way, one has a strange code",
			[]past{{h, 7 * m, ok}, {m, 0, model.QueryInProcess}, {2 * m, 0, "PAUSED"}},
			watch.History{Runs: 3, Delivered: 1, Underway: 2, Timed: 1, Median: 7 * m},
			0,
		},
		{
			"a beginning that AWS doesn't say",
			[]past{{-1, 0, ok}, {2 * h, 7 * m, ok}},
			watch.History{
				Runs: 2, Delivered: 2, Timed: 1, Median: 7 * m, Gap: 113 * m,
				GapSince: start().Add(-113 * m), GapUntil: start(),
			},
			1,
		},
		{
			"a run that took nothing",
			[]past{{h, 0, ok}},
			watch.History{Runs: 1, Delivered: 1, Timed: 1},
			0,
		},
		{
			"nine are too few for one of ten", ten[:9],
			watch.History{
				Runs: 9, Delivered: 9, Timed: 9, Median: 5 * m, Gap: 61 * m,
				GapSince: start().Add(-10*h + m), GapUntil: start().Add(-9*h + 2*m),
			},
			8,
		},
		{
			"ten", ten,
			watch.History{
				Runs: 10, Delivered: 10, Timed: 10, Median: 6 * m, P90: 9 * m, Gap: 61 * m,
				GapSince: start().Add(-10*h + m), GapUntil: start().Add(-9*h + 2*m),
			},
			9,
		},
		{
			"the first of those that are equally slow",
			[]past{{3 * h, 7 * m, ok}, {h, 7 * m, ok}},
			watch.History{
				Runs: 2, Delivered: 2, Timed: 2, Median: 7 * m, Gap: 2 * h,
				GapSince: start().Add(-3*h + 7*m), GapUntil: start().Add(-h + 7*m),
			},
			0,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			runs := history(t, tt.runs...)
			if tt.slowest >= 0 {
				tt.want.Slowest = runs[tt.slowest]
			}
			if got := watch.HistoryOf(runs); got != tt.want {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}
