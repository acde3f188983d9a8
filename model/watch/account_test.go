package watch_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

func TestAccountsComeFromTheARNs(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Pin(run("daily", 1), start())
	list.Pin(run("hourly", 1), start())
	list.Pin(model.Ref{ExportARN: "arn:aws:bcm-data-exports:::export/x", ExecutionID: "1"}, start())
	var ids []string
	for _, a := range list.Accounts() {
		ids = append(ids, a.ID)
	}
	slices.Sort(ids)
	if !slices.Equal(ids, []string{"", account}) {
		t.Errorf("accounts are %q", ids)
	}
}

func TestOneAccountsTroubleIsNotTheOthers(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Pin(run("daily", 1), start())
	list.Take(
		model.Reply{Ask: list.Due(start())[0], Result: &model.Fault{Kind: model.FaultNetwork}},
		start(),
	)
	list.Pin(run("daily", 2), start())
	other := model.Ref{ExportARN: "of no account", ExecutionID: "1"}
	list.Pin(other, start())
	if due := list.Due(start()); len(due) != 1 || due[0].Ref != other {
		t.Errorf("due is %v, want what is of the other account", due)
	}
}

func TestAnAccountThatAnsweredBeforeIsProbedToo(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Pin(run("daily", 1), start())
	tell(t, list, run("daily", 1), ago(model.QueryQueued, 9, 5), start())
	list.Take(
		model.Reply{
			Ask:    ask(t, list, run("daily", 1), minute(1)),
			Result: &model.Fault{Kind: model.FaultCanceled},
		},
		minute(1),
	)
	list.Take(
		model.Reply{
			Ask:    ask(t, list, run("daily", 1), minute(1)),
			Result: &model.Fault{Kind: model.FaultDenied},
		},
		minute(1),
	)
	list.Take(
		model.Reply{
			Ask:    ask(t, list, run("daily", 1), minute(2)),
			Result: &model.Fault{Kind: model.FaultNetwork},
		},
		minute(2),
	)
	at, ok := list.NextDue(minute(2))
	if !ok || !at.Equal(minute(2).Add(interval)) {
		t.Fatalf("probed at %v, %v", at, ok)
	}
	if due := list.Due(at); len(due) != 1 {
		t.Errorf("due then is %v", due)
	}
}

func TestCallsOfTheLastHourAreCounted(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Pin(run("daily", 1), start())
	for _, test := range []struct {
		after            time.Duration
		asks             bool
		calls, throttled int
	}{
		{0, true, 1, 1},
		{30 * time.Minute, true, 2, 2},
		{58 * time.Minute, false, 2, 2},
		{60 * time.Minute, false, 1, 1},
		{89 * time.Minute, true, 2, 2},
		{90 * time.Minute, false, 1, 1},
		{1000 * time.Hour, false, 0, 0},
		{1000 * time.Hour, true, 1, 1},
	} {
		now := start().Add(test.after)
		if test.asks {
			list.Take(
				model.Reply{
					Ask:    ask(t, list, run("daily", 1), now),
					Result: &model.Fault{Kind: model.FaultThrottled},
				},
				now,
			)
		}
		calls, throttled := list.CallsLastHour(now)
		if calls != test.calls || throttled != test.throttled {
			t.Errorf("after %v: %d calls, %d throttled, want %d, %d", test.after, calls, throttled,
				test.calls, test.throttled)
		}
	}
}

// Only who was refused by Data Exports itself belongs to the account that was asked: who may not
// assume a role belongs to another.
func TestNumberOfARefusedAccount(t *testing.T) {
	t.Parallel()
	const user = "arn:aws:iam::333333333333:user/ann"
	for name, test := range map[string]struct {
		fault *model.Fault
		want  string
	}{
		"may not list":          {&model.Fault{Kind: model.FaultDenied, Principal: user}, "333333333333"},
		"nobody is named":       {&model.Fault{Kind: model.FaultDenied}, ""},
		"may not take the role": {&model.Fault{Kind: model.FaultAssumeRole, Principal: user}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := watch.NewList(interval, 8)
			list.Follow("payer", nil, start())
			list.Take(model.Reply{Ask: list.Due(start())[0], Result: test.fault}, start())
			if got := list.Accounts()[0].Number(); got != test.want {
				t.Errorf("the account is %q, want %q", got, test.want)
			}
		})
	}
}

// TestRetriesCount: requests that the SDK repeated are AWS's to count, so the help counts them.
func TestRetriesCount(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 4)
	list.Pin(run("daily", 1), start())
	ask := list.Due(start())[0]
	list.Take(model.Reply{
		Ask: ask, Result: says(model.QueryInProcess, start(), start()), Retries: 1,
	}, start())
	if calls, _ := list.CallsLastHour(start()); calls != 2 {
		t.Errorf("%d calls are counted, want 2", calls)
	}
}
