package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

func TestSuperseded(t *testing.T) {
	t.Parallel()
	failed := says(model.DeliveryFailure, minute(0), minute(4))
	for _, test := range []struct {
		name   string
		first  model.Answer   // about run 1
		others []model.Answer // about run 2, in turn
		want   bool
	}{
		{"alone", failed, nil, false},
		{
			"a later run was delivered", failed,
			[]model.Answer{says(model.DeliverySuccess, minute(5), minute(9))},
			true,
		},
		{
			"a later run that had begun before the failure ended was delivered", failed,
			[]model.Answer{says(model.DeliverySuccess, minute(1), minute(9))},
			false,
		},
		{
			"a later run began as the failure ended", failed,
			[]model.Answer{says(model.DeliverySuccess, minute(4), minute(9))},
			true,
		},
		{
			"an earlier run was delivered", failed,
			[]model.Answer{says(model.DeliverySuccess, minute(-1), minute(5))},
			false,
		},
		{
			"created at the same time", failed,
			[]model.Answer{says(model.DeliverySuccess, minute(0), minute(5))},
			false,
		},
		{
			"a later run is under way", failed,
			[]model.Answer{says(model.DeliveryInProcess, minute(5), minute(9))},
			false,
		},
		{
			"a later run failed too", failed,
			[]model.Answer{says(model.QueryFailure, minute(5), minute(9))},
			false,
		},
		{
			"AWS doesn't say when the later was created", failed,
			[]model.Answer{says(model.DeliverySuccess, time.Time{}, minute(5))},
			false,
		},
		{
			"AWS doesn't say when the failed was created", says(model.QueryFailure, time.Time{}, minute(4)),
			[]model.Answer{says(model.DeliverySuccess, minute(5), minute(9))},
			false,
		},
		{"the delivery is taken back", failed, []model.Answer{
			says(model.DeliverySuccess, minute(5), minute(9)), says(model.DeliveryFailure, minute(5), minute(10)),
		}, false},
		{
			"nothing failed", says(model.QueryInProcess, minute(0), minute(4)),
			[]model.Answer{says(model.DeliverySuccess, minute(5), minute(9))},
			false,
		},
	} {
		list := observed(t, run("daily", 1), test.first)
		list.Pin(run("daily", 2), minute(10))
		for i, answer := range test.others {
			tell(t, list, run("daily", 2), answer, minute(10+i))
		}
		if got := list.Run(run("daily", 1)).Superseded(); got != test.want {
			t.Errorf("%s: superseded is %v", test.name, got)
		}
	}
}

func TestAnotherExportSupersedesNothing(t *testing.T) {
	t.Parallel()
	list := observed(t, run("daily", 1), says(model.DeliveryFailure, minute(0), minute(4)))
	list.Pin(run("hourly", 1), minute(10))
	tell(t, list, run("hourly", 1), says(model.DeliverySuccess, minute(5), minute(9)), minute(10))
	if list.Run(run("daily", 1)).Superseded() {
		t.Error("a delivery of another export made it good")
	}
}

func TestWhatIsSupersededIsQuiet(t *testing.T) {
	t.Parallel()
	list := observed(t, run("daily", 1), says(model.DeliveryFailure, minute(0), minute(4)))
	list.Pin(run("daily", 2), minute(10))
	tell(t, list, run("daily", 2), says(model.DeliverySuccess, minute(5), minute(9)), minute(10))
	survey := list.Survey(start())
	if survey.Failed != 0 || survey.Superseded != 1 || survey.Delivered != 1 {
		t.Errorf("counts are %+v", survey)
	}
	for _, entry := range survey.Entries {
		if entry.Attention != watch.AttentionFinished {
			t.Errorf("%v asks for attention", entry.Watched.Newest().Ref.ID())
		}
	}
}

// TestTwoPeriods: of two runs that began within a minute, one failed and the other was delivered:
// they are likely for two billing periods, so the row still needs somebody.
func TestTwoPeriods(t *testing.T) {
	t.Parallel()
	e := delivers("daily", 9, day, 24*time.Hour)
	began := start().Add(-2 * time.Hour)
	e.runs = append(
		e.runs,
		scripted{start: began, took: 9 * time.Minute, ends: model.DeliveryFailure},
		scripted{
			start: began.Add(30 * time.Second),
			took:  18 * time.Minute,
			ends:  model.DeliverySuccess,
		},
	)
	s := newCloud(t, e).follow()
	s.pass(time.Minute)
	row := s.row("daily")
	if last, inARow := row.Failure(); last == nil || inARow != 1 {
		t.Fatalf("the failure is %v, %d in a row", last, inARow)
	}
	if need := s.entry(row).Need; need != watch.NeedFailed {
		t.Errorf("the row needs %v, want %v", need, watch.NeedFailed)
	}
}
