package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

func TestPinWatchesOnce(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	first := list.Pin(run("daily", 1), start())
	second := list.Pin(run("daily", 1), start().Add(time.Second))
	if !first || second || len(list.Watched()) != 1 {
		t.Errorf("pinned %v, again %v, %d rows", first, second, len(list.Watched()))
	}
	row := list.Watched()[0]
	if row.Kind != watch.WatchedPin || row.ExportARN != arn("daily") ||
		row.Newest() != list.Run(run("daily", 1)) {
		t.Errorf("the row is %+v", row)
	}
	if list.Run(run("daily", 2)) != nil {
		t.Error("an unknown run is known")
	}
	if _, said := row.Newest().
		Execution(); said || row.Newest().Fault() != nil ||
		row.Newest().Stale(start()) {
		t.Error("something is known before anything was asked")
	}
}

func TestRevisionChangesWithWhatCanBeSeen(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	revision := list.Revision()
	changed := func(what string) {
		t.Helper()
		if list.Revision() == revision {
			t.Errorf("%s does not change the revision", what)
		}
		revision = list.Revision()
	}
	list.Pin(run("daily", 1), start())
	changed("pinning")
	list.Take(model.Reply{Ask: list.Due(start())[0], Result: ago(model.QueryQueued, 9, 5)}, start())
	changed("an answer")
	list.Take(
		model.Reply{
			Ask:    ask(t, list, run("daily", 1), start()),
			Result: &model.Fault{Kind: model.FaultDenied},
		},
		start(),
	)
	changed("a fault")
}

// AWS says its time to the second, so a difference below two seconds proves nothing.
func TestAWSTimeCounts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		offsets []time.Duration // of AWS's clock, answer by answer; 0 where it says no time
		want    time.Duration
	}{
		{"nothing said", []time.Duration{0}, 0},
		{"nearly the same", []time.Duration{1999 * time.Millisecond}, 0},
		{"nearly the same, behind", []time.Duration{-1999 * time.Millisecond}, 0},
		{"ahead", []time.Duration{40 * time.Second}, 40 * time.Second},
		{"behind", []time.Duration{-3 * time.Hour}, -3 * time.Hour},
		{"to the second", []time.Duration{40*time.Second + 600*time.Millisecond}, 41 * time.Second},
		{"it doesn't jump to and fro", []time.Duration{
			40 * time.Second, 40*time.Second + 900*time.Millisecond, 39*time.Second + 100*time.Millisecond,
		}, 40 * time.Second},
		{"but follows", []time.Duration{40 * time.Second, 43 * time.Second}, 43 * time.Second},
		{"this clock was set right", []time.Duration{40 * time.Second, time.Second}, 0},
		{"an answer without a time changes nothing", []time.Duration{40 * time.Second, 0}, 40 * time.Second},
	} {
		list := watch.NewList(interval, 8)
		list.Pin(run("daily", 1), start())
		for i, offset := range test.offsets {
			now := start().Add(time.Duration(i) * time.Minute)
			answer := ago(model.QueryQueued, 9, 5)
			if offset != 0 {
				answer.ServerTime = now.Add(offset)
			}
			tell(t, list, run("daily", 1), answer, now)
		}
		if list.Offset() != test.want || !list.AWSNow(start()).Equal(start().Add(test.want)) {
			t.Errorf("%s: AWS's clock is ahead by %v, want %v", test.name, list.Offset(), test.want)
		}
	}
}

func TestTimesOfAnswersAreAWSs(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	if !list.AsOf().IsZero() {
		t.Errorf("as of %v before anything was asked", list.AsOf())
	}
	list.Pin(run("daily", 1), start())
	question := list.Due(start())[0]
	answer := ago(model.QueryQueued, 9, 5)
	now := start().Add(3 * time.Second)
	answer.ServerTime = now.Add(time.Hour)
	list.Take(model.Reply{Ask: question, Result: answer}, now)
	if want := start().Add(time.Hour); !list.AsOf().Equal(want) {
		t.Errorf("as of %v, want when it was asked: %v", list.AsOf(), want)
	}
	if want := now.Add(time.Hour); !list.Run(run("daily", 1)).AnsweredAt().Equal(want) {
		t.Errorf("answered at %v, want %v", list.Run(run("daily", 1)).AnsweredAt(), want)
	}
}

func TestASlowAnswerDoesNotSetBackAsOf(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Pin(run("daily", 1), start())
	slow := list.Due(start())[0]
	list.Pin(run("daily", 2), start().Add(time.Second))
	list.Take(
		model.Reply{
			Ask:    list.Due(start().Add(time.Second))[0],
			Result: ago(model.QueryQueued, 9, 5),
		},
		minute(1),
	)
	list.Take(model.Reply{Ask: slow, Result: ago(model.QueryQueued, 9, 5)}, minute(1))
	if want := start().Add(time.Second); !list.AsOf().Equal(want) {
		t.Errorf("as of %v, want %v", list.AsOf(), want)
	}
}

// What hasn't ended, or wasn't confirmed, is stale once two rounds were missed.
func TestStale(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		status model.Status
		looks  int
		want   bool
	}{
		{"never answered", "", 0, false},
		{"running", model.QueryInProcess, 1, true},
		{"delivered, not confirmed", model.DeliverySuccess, 1, true},
		{"delivered and confirmed", model.DeliverySuccess, 2, false},
		{"unknown code, looked at twice", "PAUSED", 2, true},
	} {
		list := watch.NewList(interval, 8)
		list.Pin(run("daily", 1), start())
		for range test.looks {
			tell(t, list, run("daily", 1), ago(test.status, 9, 5), start())
		}
		found := list.Run(run("daily", 1))
		if found.Stale(start().Add(2 * interval)) {
			t.Errorf("%s: stale before two rounds were missed", test.name)
		}
		if got := found.Stale(start().Add(3 * interval)); got != test.want {
			t.Errorf("%s: stale is %v", test.name, got)
		}
	}
}

func TestAFaultOfTheAccountIsEveryRunsUntilItAnswers(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 1)
	list.Pin(run("daily", 1), start())
	list.Pin(run("daily", 2), start())
	other := model.Ref{ExportARN: "of no account", ExecutionID: "1"}
	list.Pin(other, start())
	list.Take(
		model.Reply{Ask: list.Due(start())[0], Result: &model.Fault{Kind: model.FaultLogin}},
		start(),
	)
	for ref, want := range map[model.Ref]bool{run("daily", 1): true, run("daily", 2): true, other: false} {
		if got := list.Run(ref).Fault() != nil; got != want {
			t.Errorf("%v has a fault: %v", ref, got)
		}
	}
	tell(t, list, run("daily", 2), ago(model.QueryQueued, 9, 5), minute(1))
	if fault := list.Run(run("daily", 1)).Fault(); fault != nil {
		t.Errorf("the account answers, yet the fault stays: %v", fault)
	}
}
