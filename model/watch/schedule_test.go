package watch_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

func TestRunningExecutionsAreAskedInRoundsOnTheGrid(t *testing.T) {
	t.Parallel()
	s := newStage(t, 2, always(model.QueryInProcess))
	s.pin(run("daily", 1), run("daily", 2), run("daily", 3)).pass(46 * time.Second)
	const flight = 80 * time.Millisecond // two at once: the third waits for the first answer
	s.want(run("daily", 1), 0, interval, 2*interval, 3*interval)
	s.want(run("daily", 2), 0, interval, 2*interval, 3*interval)
	s.want(run("daily", 3), flight, interval+flight, 2*interval+flight, 3*interval+flight)
}

func TestWhatIsAddedLaterJoinsTheRound(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, always(model.QueryInProcess))
	s.pin(run("daily", 1)).pass(7 * time.Second)
	s.pin(run("daily", 2)).pass(24 * time.Second)
	s.want(run("daily", 1), 0, interval, 2*interval)
	s.want(run("daily", 2), 7*time.Second, interval, 2*interval)
}

func TestAnAnswerJustBeforeARoundSkipsIt(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, always(model.QueryInProcess))
	s.pin(run("daily", 1)).pass(13 * time.Second)
	s.list.AskNow(run("daily", 1), s.now)
	s.pass(18 * time.Second)
	s.want(run("daily", 1), 0, 13*time.Second, 2*interval)
}

func TestWhatHasEndedIsConfirmedOnceAndLeftAlone(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		status  model.Status
		created time.Duration // before the start
		ended   time.Duration // before the start
		want    []time.Duration
	}{
		{
			"delivered a minute ago", model.DeliverySuccess, time.Hour, time.Minute,
			[]time.Duration{0, interval},
		},
		{
			"delivered long before we looked", model.DeliverySuccess, 4 * time.Hour, 3 * time.Hour,
			[]time.Duration{0},
		},
		{
			"failed three days ago", model.DeliveryFailure, 73 * time.Hour, 72 * time.Hour,
			[]time.Duration{0},
		},
		{
			"failed an hour and a half less than two days ago: asked hourly until then",
			model.QueryFailure, 47 * time.Hour, 46*time.Hour + 30*time.Minute,
			[]time.Duration{0, time.Hour + 80*time.Millisecond, 2*time.Hour + 160*time.Millisecond},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, 8, func(model.Ref, time.Time) model.Answer {
				return says(test.status, start().Add(-test.created), start().Add(-test.ended))
			})
			s.pin(run("daily", 1)).pass(100 * time.Hour)
			s.want(run("daily", 1), test.want...)
		})
	}
}

func TestAFreshFailureIsAskedHourlyForTwoDays(t *testing.T) {
	t.Parallel()
	for name, updated := range map[string]time.Time{
		"ended just now":                 start().Add(-time.Second),
		"AWS doesn't say when":           {},
		"AWS says it ends in a century":  start().AddDate(100, 0, 0),
		"AWS's clock is a little ahead ": start().Add(time.Second),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, 8, func(model.Ref, time.Time) model.Answer {
				return says(model.DeliveryFailure, start().Add(-time.Minute), updated)
			})
			s.pin(run("daily", 1)).pass(200 * time.Hour)
			if asked := len(s.calls); asked != 2+48 {
				t.Errorf("asked %d times, want the first, one confirmation and 48 hours", asked)
			}
			if at, ok := s.list.NextDue(s.now); ok {
				t.Errorf("it is still asked, next at %v", at)
			}
		})
	}
}

func TestOnlyTheNewestRunsFailureIsAskedAgain(t *testing.T) {
	t.Parallel()
	for _, later := range []model.Status{
		model.DeliverySuccess, model.DeliveryFailure, model.QueryInProcess,
	} {
		t.Run(string(later), func(t *testing.T) {
			t.Parallel()
			s := newStage(t, 8, func(ref model.Ref, _ time.Time) model.Answer {
				if ref == run("daily", 2) {
					return says(later, start().Add(-time.Minute), start().Add(-time.Second))
				}
				return says(model.QueryFailure, start().Add(-time.Hour), start().Add(-time.Minute))
			})
			s.pin(run("daily", 1), run("daily", 2)).pass(10 * time.Hour)
			s.want(run("daily", 1), 0, interval)
		})
	}
}

func TestAFailedRunThatGoesOnIsFollowed(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, func(_ model.Ref, now time.Time) model.Answer {
		if now.Sub(start()) < time.Minute {
			return says(model.DeliveryFailure, start().Add(-time.Hour), start().Add(-time.Minute))
		}
		return says(model.DeliveryInProcess, start().Add(-time.Hour), now)
	})
	s.pin(run("daily", 1)).pass(time.Hour + time.Minute + time.Second)
	hour := time.Hour + interval + 80*time.Millisecond
	s.want(run("daily", 1), 0, interval, hour, time.Hour+30*time.Second, time.Hour+45*time.Second,
		time.Hour+time.Minute)
}

func TestWhatStaysUnchangedIsAskedLessOften(t *testing.T) {
	t.Parallel()
	for _, status := range []model.Status{model.QueryQueued, "PAUSED_BY_MOON"} {
		t.Run(string(status), func(t *testing.T) {
			t.Parallel()
			s := newStage(t, 8, always(status)).pin(run("daily", 1))
			s.pass(24 * time.Hour)
			if asked := len(s.calls); asked != 24*60*4 {
				t.Errorf("asked %d times on the first day", asked)
			}
			before := len(s.calls)
			s.pass(24 * time.Hour)
			if asked := len(s.calls) - before; asked < 24*12-1 || asked > 24*12 {
				t.Errorf("asked %d times on the second day, want every five minutes", asked)
			}
		})
	}
}

func TestALongIntervalIsNeverUndercut(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, always(model.QueryQueued))
	s.list = watch.NewList(20*time.Minute, 8)
	s.pin(run("daily", 1)).pass(24 * time.Hour)
	before := len(s.calls)
	s.pass(24 * time.Hour)
	if asked := len(s.calls) - before; asked > 24*3 {
		t.Errorf("asked %d times on the second day, at an interval of 20 minutes", asked)
	}
}

func TestFaultsOfARunAreTriedAgainWithPatience(t *testing.T) {
	t.Parallel()
	const s15, s80 = interval, 80 * time.Millisecond
	backedOff := []time.Duration{
		0, s15 + s80, 3*s15 + 2*s80, 7*s15 + 3*s80, 15*s15 + 4*s80,
		31*s15 + 5*s80, 31*s15 + 5*time.Minute + 6*s80,
	}
	for _, test := range []struct {
		kind model.FaultKind
		want []time.Duration
	}{
		{model.FaultService, backedOff},
		{model.FaultDenied, backedOff},
		{model.FaultNoStatus, backedOff},
		{model.FaultOther, backedOff},
		{model.FaultNotFound, []time.Duration{0}},
		{model.FaultInvalid, []time.Duration{0}},
	} {
		t.Run(fmt.Sprint(test.kind), func(t *testing.T) {
			t.Parallel()
			s := newStage(t, 8, nil).pin(run("daily", 1))
			s.aws = func(model.Ref, time.Time) (model.Answer, *model.Fault) {
				return model.Answer{}, &model.Fault{Kind: test.kind}
			}
			s.pass(15 * time.Minute)
			s.want(run("daily", 1), test.want...)
		})
	}
}

func TestNotFoundIsAskedHourlyAndInvalidNeverAgain(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind model.FaultKind
		want int // calls a day
	}{{model.FaultNotFound, 24}, {model.FaultInvalid, 1}} {
		s := newStage(t, 8, nil).pin(run("daily", 1))
		s.aws = func(model.Ref, time.Time) (model.Answer, *model.Fault) {
			return model.Answer{}, &model.Fault{Kind: test.kind}
		}
		s.pass(24 * time.Hour)
		if len(s.calls) != test.want {
			t.Errorf("kind %d was asked %d times, want %d", test.kind, len(s.calls), test.want)
		}
	}
}

// What has ended and is asked by hand can have been forgotten by AWS, or have become forbidden:
// that is no reason to ask for it for ever.
func TestWhatHasEndedStaysQuietWhenAWSRefusesToRepeatIt(t *testing.T) {
	t.Parallel()
	for _, kind := range []model.FaultKind{model.FaultNotFound, model.FaultDenied, model.FaultInvalid} {
		s := newStage(t, 8, always(model.DeliverySuccess)).pin(run("daily", 1))
		s.pass(time.Hour)
		s.aws = func(model.Ref, time.Time) (model.Answer, *model.Fault) {
			return model.Answer{}, &model.Fault{Kind: kind}
		}
		s.list.AskNow(run("daily", 1), s.now)
		s.pass(100 * time.Hour)
		s.want(run("daily", 1), 0, interval, time.Hour)
	}
}

func TestAThrottledQuestionGoesBackInTheQueue(t *testing.T) {
	t.Parallel()
	s := newStage(t, 1, always(model.QueryInProcess)).pin(run("daily", 1), run("daily", 2))
	answer, first := s.aws, true
	s.aws = func(ref model.Ref, now time.Time) (model.Answer, *model.Fault) {
		if first {
			first = false
			return model.Answer{}, &model.Fault{Kind: model.FaultThrottled}
		}
		return answer(ref, now)
	}
	s.pass(interval - time.Second)
	var order []model.Ref
	for _, c := range s.calls {
		order = append(order, c.ref)
	}
	if !slices.Equal(order, []model.Ref{run("daily", 1), run("daily", 2), run("daily", 1)}) {
		t.Errorf("asked in the order %v, want the throttled one again behind the others", order)
	}
	if fault := s.list.Run(run("daily", 1)).Fault(); fault != nil {
		t.Errorf("being throttled is no fault of the run: %v", fault)
	}
	if calls, throttled := s.list.CallsLastHour(s.now); calls != 3 || throttled != 1 {
		t.Errorf("counted %d calls, %d throttled", calls, throttled)
	}
}

func TestAnAccountThatDoesNotAnswerIsProbedByOneQuestion(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, always(model.QueryInProcess))
	for n := range 100 {
		s.pin(run("daily", n))
	}
	answer, down := s.aws, true
	s.aws = func(ref model.Ref, now time.Time) (model.Answer, *model.Fault) {
		if down {
			return model.Answer{}, &model.Fault{Kind: model.FaultNetwork}
		}
		return answer(ref, now)
	}
	s.pass(10 * time.Minute)
	// Eight are under way when the first fails; then 15, 30 and 60 s apart, one at a time.
	var gaps []time.Duration
	for i := 8; i < len(s.calls); i++ {
		gaps = append(gaps, s.calls[i].at.Sub(s.calls[i-1].at)-s.latency)
	}
	if len(gaps) < 10 || gaps[0] != interval || gaps[1] != 2*interval {
		t.Errorf("probed after %v", gaps)
	}
	for _, gap := range gaps[2:] {
		if gap != time.Minute {
			t.Errorf("probed after %v, want a minute", gap)
		}
	}
	down = false
	before := len(s.calls)
	s.pass(time.Minute + 10*time.Second)
	if asked := len(s.calls) - before; asked < 100 {
		t.Errorf("after the first success only %d were asked", asked)
	}
}

func TestAProbedAccountRecoversByAnyAnswerFromAWS(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind      model.FaultKind
		recovered bool
	}{
		{model.FaultDenied, true},
		{model.FaultNotFound, true},
		{model.FaultService, true},
		{model.FaultThrottled, true},
		{model.FaultCanceled, false},
		{model.FaultTimeout, false},
	} {
		list := watch.NewList(interval, 8)
		list.Pin(run("daily", 1), start())
		list.Take(
			model.Reply{Ask: list.Due(start())[0], Result: &model.Fault{Kind: model.FaultDNS}},
			start(),
		)
		later := start().Add(interval)
		list.Take(
			model.Reply{Ask: list.Due(later)[0], Result: &model.Fault{Kind: test.kind}},
			later,
		)
		if got := list.Run(run("daily", 1)).Account.Fault == nil; got != test.recovered {
			t.Errorf("kind %d: recovered is %v", test.kind, got)
		}
	}
}

func TestAskNowProbesTheAccountAtOnce(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Pin(run("daily", 1), start())
	list.Take(
		model.Reply{Ask: list.Due(start())[0], Result: &model.Fault{Kind: model.FaultLogin}},
		start(),
	)
	if due := list.Due(start().Add(time.Second)); len(due) != 0 {
		t.Fatalf("asked %v within the back-off", due)
	}
	list.AskNow(run("daily", 1), start().Add(time.Second))
	if due := list.Due(start().Add(time.Second)); len(due) != 1 {
		t.Errorf("asked %v by hand", due)
	}
}

func TestAskNowGoesBeforeABacklog(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 1)
	for n := range 100 {
		list.Pin(run("daily", n), start())
	}
	now := start().Add(time.Second)
	list.AskNow(run("daily", 99), now)
	if due := list.Due(now); len(due) != 1 || due[0].Ref != run("daily", 99) {
		t.Errorf("due is %v, want what was asked for by hand", due)
	}
}

func TestAskingAllAgainAndAgainStarvesNobody(t *testing.T) {
	t.Parallel()
	s := newStage(t, 1, always(model.QueryInProcess))
	for n := range 100 {
		s.pin(run("daily", n))
	}
	for range 20 {
		s.list.AskAllNow(s.now)
		s.pass(time.Second)
	}
	asked := map[model.Ref]bool{}
	for _, c := range s.calls {
		asked[c.ref] = true
	}
	if len(asked) != 100 {
		t.Errorf("%d calls reached %d of 100 runs", len(s.calls), len(asked))
	}
}

func TestAFewInFlightStarveNobodyOfThousands(t *testing.T) {
	t.Parallel()
	const runs, limit = 2_500, 4
	s := newStage(t, limit, always(model.QueryInProcess))
	s.latency = 200 * time.Millisecond
	for n := range runs {
		s.pin(run("daily", n))
	}
	s.pass(2 * runs / limit * s.latency)
	times := map[model.Ref]int{}
	for _, c := range s.calls {
		times[c.ref]++
	}
	for n := range runs {
		if got := times[run("daily", n)]; got < 1 || got > 3 {
			t.Fatalf("run %d was asked %d times while others were about twice", n, got)
		}
	}
}

func TestLateAnswersAreDropped(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Pin(run("daily", 1), start())
	old := list.Due(start())[0]
	list.Take(model.Reply{Ask: old, Result: &model.Fault{Kind: model.FaultCanceled}}, start())
	now := start().Add(time.Second)
	renewed := list.Due(now)[0]
	revision := list.Revision()
	delivered := says(model.DeliverySuccess, start(), start())
	if list.Take(model.Reply{Ask: old, Result: delivered}, now) ||
		list.Take(model.Reply{Ask: old, Result: &model.Fault{}}, now) {
		t.Error("an answer was taken that nobody waits for")
	}
	if list.Take(model.Reply{Ask: model.Ask{Ref: run("daily", 1)}, Result: delivered}, now) ||
		list.Take(model.Reply{Ask: model.Ask{Ref: run("other", 1)}, Result: delivered}, now) {
		t.Error("an answer was taken to a question that was never asked")
	}
	if _, said := list.Run(run("daily", 1)).Execution(); said || list.Revision() != revision {
		t.Error("a dropped answer left a trace")
	}
	if !list.Take(model.Reply{Ask: renewed, Result: delivered}, now) ||
		list.Take(model.Reply{Ask: renewed, Result: delivered}, now) {
		t.Error("the question under way must be answered once")
	}
}

func TestAnAnswerWithoutStatusIsAFault(t *testing.T) {
	t.Parallel()
	list := observed(t, run("daily", 1), says(model.QueryInProcess, start(), start()))
	tell(t, list, run("daily", 1), model.Answer{}, start().Add(time.Minute))
	watched := list.Run(run("daily", 1))
	if said, _ := watched.Execution(); said.Status != model.QueryInProcess {
		t.Errorf("it blanked what was known: %q", said.Status)
	}
	if fault := watched.Fault(); fault == nil || fault.Kind != model.FaultNoStatus {
		t.Errorf("its fault is %v", fault)
	}
}

func TestTheSnapshotOutlivesAnAnswerWithoutOne(t *testing.T) {
	t.Parallel()
	full := says(model.QueryInProcess, start(), start())
	full.Execution.Export = &model.Export{Name: "daily"}
	list := observed(t, run("daily", 1), full, says(model.DeliveryInProcess, start(), start()))
	said, _ := list.Run(run("daily", 1)).Execution()
	if said.Export == nil || said.Status != model.DeliveryInProcess || said.Ref != run("daily", 1) {
		t.Errorf("known is %+v", said)
	}
}

func TestNothingIsScheduledWhileAllIsUnderWay(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 1)
	if _, ok := list.NextDue(start()); ok {
		t.Error("an empty list has a next due time")
	}
	list.Pin(run("daily", 1), start())
	list.Pin(run("daily", 2), start())
	if at, ok := list.NextDue(start()); !ok || !at.Equal(start()) {
		t.Errorf("due at %v, %v", at, ok)
	}
	if due := list.Due(start()); len(due) != 1 {
		t.Errorf("asked %v, one may be in flight", due)
	}
	if at, ok := list.NextDue(start()); ok {
		t.Errorf("the flight is full, yet something is due at %v", at)
	}
}

// A machine's clock can be set back. What then lies in the future must not block the account.
func TestAClockSetBackDoesNotStopThePace(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, always(model.QueryInProcess))
	for n := range 100 {
		s.pin(run("daily", n))
	}
	s.ask()
	s.now = s.now.Add(-time.Hour)
	s.list.AskAllNow(s.now)
	s.deliverAll()
	s.pass(time.Minute)
	if len(s.calls) < 100 {
		t.Errorf("only %d calls in the minute after", len(s.calls))
	}
}

// deliverAll lets all answers arrive now.
func (s *stage) deliverAll() {
	for i := range s.flights {
		s.flights[i].due = s.now
	}
	s.deliver()
}

func TestCallsInTenMinutes(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, func(ref model.Ref, now time.Time) model.Answer {
		if ref.ExportARN == arn("running") {
			return says(model.QueryInProcess, start().Add(-time.Minute), now)
		}
		return says(model.DeliverySuccess, start().Add(-9*time.Hour), start().Add(-8*time.Hour))
	})
	for n := range 90 {
		s.pin(run("finished", n))
	}
	for n := range 10 {
		s.pin(run("running", n))
	}
	s.pass(10 * time.Minute)
	t.Logf("10 running and 90 finished executions at an interval of %v: %d calls in ten minutes, "+
		"%d wake-ups", interval, len(s.calls), s.wakes)
	// All are asked once, then the running ones in the 39 rounds up to ten minutes.
	if want := 100 + 10*39; len(s.calls) != want {
		t.Errorf("%d calls, want %d", len(s.calls), want)
	}
}
