package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// seenAt is a look at a run: how long after its creation, and what AWS said; updated is how long
// after its creation AWS says that it was updated, or negative if AWS doesn't say.
type seenAt struct {
	after   time.Duration
	status  model.Status
	updated time.Duration
}

// byAWS are the looks at a run whose updates AWS tells, every interval.
func byAWS(accepted, queued, query, delivery time.Duration) []seenAt {
	at := []time.Duration{
		0, accepted, accepted + queued, accepted + queued + query,
		accepted + queued + query + delivery,
	}
	looks := make([]seenAt, 0, len(at))
	for i, status := range []model.Status{
		model.InitiationInProcess, model.QueryQueued, model.QueryInProcess,
		model.DeliveryInProcess, model.DeliverySuccess,
	} {
		looks = append(looks, seenAt{at[i] + time.Second, status, at[i]})
	}
	return looks
}

// unsaid are the same looks where AWS doesn't say when the run was updated, but for its end.
func unsaid(looks []seenAt) []seenAt {
	for i := range looks[:len(looks)-1] {
		looks[i].updated = -1
	}
	return looks
}

// lived lets runs of one export be seen, an hour apart, and returns the newest, which has only been
// created.
func lived(t *testing.T, runs ...[]seenAt) *watch.Run {
	t.Helper()
	list := watch.NewList(interval, 1)
	for i, looks := range append(runs, []seenAt{{time.Second, model.InitiationInProcess, 0}}) {
		ref := run("cur2-daily", i)
		created := start().Add(time.Duration(i) * 24 * time.Hour)
		list.Pin(ref, created)
		for _, look := range looks {
			updated := created.Add(look.updated)
			if look.updated < 0 {
				updated = time.Time{}
			}
			tell(t, list, ref, says(look.status, created, updated), created.Add(look.after))
		}
	}
	return list.Run(run("cur2-daily", len(runs)))
}

func times(count int, looks []seenAt) [][]seenAt {
	runs := make([][]seenAt, count)
	for i := range runs {
		runs[i] = looks
	}
	return runs
}

func TestUsualStage(t *testing.T) {
	t.Parallel()
	const s, m = time.Second, time.Minute
	usual := byAWS(9*s, 30*s, 15*m, m)
	skipped := []seenAt{usual[0], usual[2], usual[3], usual[4]}
	failed := append(append([]seenAt{}, usual[:3]...), seenAt{20 * m, model.QueryFailure, 19 * m})
	back := append(append([]seenAt{}, usual[:4]...), seenAt{20 * m, model.QueryQueued, 19 * m},
		seenAt{30 * m, model.DeliverySuccess, 29 * m})
	for _, tt := range []struct {
		name  string
		runs  [][]seenAt
		stage model.Stage
		want  watch.StageTime // zero: nothing is said
	}{
		{"no run before", nil, model.StageQuery, watch.StageTime{}},
		{"two are too few", times(2, usual), model.StageQuery, watch.StageTime{}},
		{
			"three say what is usual, not what is slow", times(3, usual), model.StageQuery,
			watch.StageTime{Runs: 3, Usual: 15 * m, Longest: 15 * m},
		},
		{
			"five say what is slow", times(5, usual), model.StageQuery,
			watch.StageTime{Runs: 5, Usual: 15 * m, Longest: 15 * m, SlowAfter: 30 * m},
		},
		{
			"a short stage isn't slow at once", times(5, usual), model.StageAccepted,
			watch.StageTime{Runs: 5, Usual: 9 * s, Longest: 9 * s, SlowAfter: 69 * s},
		},
		{
			"the last one ends with the delivery", times(5, usual), model.StageDelivery,
			watch.StageTime{Runs: 5, Usual: m, Longest: m, SlowAfter: 2 * m},
		},
		{
			"at most twelve count", times(15, usual), model.StageQueued,
			watch.StageTime{Runs: 12, Usual: 30 * s, Longest: 30 * s, SlowAfter: 90 * s},
		},
		{
			"the longest counts for what is slow",
			append(times(4, usual), byAWS(8*s, 29*s, 40*m, 2*m)), model.StageQuery,
			watch.StageTime{Runs: 5, Usual: 15 * m, Longest: 40 * m, SlowAfter: 50 * m},
		},
		{
			"where AWS doesn't say when, the gap between two looks counts",
			times(5, unsaid(byAWS(9*s, 30*s, 15*m, m))), model.StageQueued,
			watch.StageTime{
				Runs: 5, Usual: 30 * s, Longest: 30 * s, Gap: 30 * s, SlowAfter: 2 * m,
			},
		},
		{"a stage that nobody saw", times(5, skipped), model.StageQueued, watch.StageTime{}},
		{
			"the time of a stage that nobody saw counts for none", times(5, skipped),
			model.StageAccepted,
			watch.StageTime{},
		},
		{
			"what comes after it counts", times(5, skipped), model.StageQuery,
			watch.StageTime{Runs: 5, Usual: 15 * m, Longest: 15 * m, SlowAfter: 30 * m},
		},
		{"found under way", times(5, usual[2:]), model.StageQuery, watch.StageTime{}},
		{"it failed there", times(5, failed), model.StageQuery, watch.StageTime{}},
		{
			"it failed later", times(5, failed), model.StageQueued,
			watch.StageTime{Runs: 5, Usual: 30 * s, Longest: 30 * s, SlowAfter: 90 * s},
		},
		{"it went a strange way", times(5, back), model.StageQueued, watch.StageTime{}},
		{"a code that we don't know", times(5, append([]seenAt{}, usual[0], usual[1],
			seenAt{m, "PAUSED", m})), model.StageAccepted, watch.StageTime{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, ok := lived(t, tt.runs...).UsualStage(tt.stage)
			if got != tt.want || ok != (tt.want.Runs > 0) {
				t.Errorf("got  %+v, %v\nwant %+v", got, ok, tt.want)
			}
		})
	}
}

// Later runs say nothing of an earlier one, and a stage is slow only after the limit.
func TestUsualStageOfEarlierRunsAlone(t *testing.T) {
	t.Parallel()
	usual := byAWS(9*time.Second, 30*time.Second, 15*time.Minute, time.Minute)
	list := watch.NewList(interval, 1)
	for i := range 4 {
		created := start().Add(time.Duration(i) * 24 * time.Hour)
		ref := run("cur2-daily", i)
		list.Pin(ref, created)
		for _, look := range usual {
			tell(t, list, ref, says(look.status, created, created.Add(look.updated)),
				created.Add(look.after))
		}
	}
	for i, want := range []bool{false, false, false, true} {
		if _, ok := list.Run(run("cur2-daily", i)).UsualStage(model.StageQuery); ok != want {
			t.Errorf("run %d: usual is known: %v, want %v", i, ok, want)
		}
	}
	limit := watch.StageTime{SlowAfter: time.Minute}
	if limit.Slow(time.Minute) || !limit.Slow(time.Minute+1) ||
		(watch.StageTime{}).Slow(24*time.Hour) {
		t.Error("slow is what lasts longer than the limit, where there is one")
	}
}

// A time that AWS said, or that was found, is exact; any other is as exact as the looks are near.
func TestTransitionGap(t *testing.T) {
	t.Parallel()
	looks := []seenAt{
		{time.Second, model.InitiationInProcess, -1},
		{16 * time.Second, model.QueryQueued, -1},
		{31 * time.Second, model.QueryInProcess, 20 * time.Second},
		{61 * time.Second, model.DeliveryInProcess, 20 * time.Second},
	}
	list := watch.NewList(interval, 1)
	ref := run("cur2-daily", 0)
	list.Pin(ref, start())
	for _, look := range looks {
		updated := start().Add(look.updated)
		if look.updated < 0 {
			updated = time.Time{}
		}
		tell(t, list, ref, says(look.status, start(), updated), start().Add(look.after))
	}
	want := []time.Duration{0, 15 * time.Second, 0, 30 * time.Second}
	for i, seen := range list.Run(ref).Timeline.Transitions() {
		if seen.Gap != want[i] {
			t.Errorf("%s is exact to %v, want %v", seen.Status, seen.Gap, want[i])
		}
	}
	steps := list.Run(ref).Timeline.Steps(model.Execution{
		Status: model.DeliveryInProcess, CreatedAt: start(),
	}, start().Add(time.Hour))
	for i, gap := range []time.Duration{0, 15 * time.Second, 0, 30 * time.Second, 0} {
		if steps[i].Gap != gap {
			t.Errorf("%s is exact to %v, want %v", steps[i].Stage, steps[i].Gap, gap)
		}
	}
}
