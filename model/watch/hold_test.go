package watch_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// throttling is a stage of a hundred runs whose account throttles while it is set.
func throttling(t *testing.T, options ...watch.Option) (s *stage, throttles *bool) {
	t.Helper()
	s = newStage(t, 8, always(model.QueryInProcess))
	s.list = watch.NewList(interval, 8, options...)
	for n := range 100 {
		s.pin(run("daily", n))
	}
	throttles = new(true)
	answer := s.aws
	s.aws = func(ref model.Ref, now time.Time) (model.Answer, *model.Fault) {
		if *throttles {
			return model.Answer{}, &model.Fault{Kind: model.FaultThrottled}
		}
		return answer(ref, now)
	}
	return s, throttles
}

// waits returns how long it waited between a reply and the next question, to a quarter of a second; of those
// that were sent at once, only the last counts.
func waits(s *stage) []time.Duration {
	var found []time.Duration
	for i := 1; i < len(s.calls); i++ {
		if wait := s.calls[i].at.Sub(s.calls[i-1].at) - s.latency; wait > 0 {
			found = append(found, wait.Round(time.Second/4))
		}
	}
	return found
}

func TestWhatIsThrottledIsAskedEverMoreRarely(t *testing.T) {
	t.Parallel()
	const sec = time.Second
	for name, test := range map[string]struct {
		options []watch.Option
		want    []time.Duration
	}{
		"all at the same time": {
			nil,
			[]time.Duration{
				2 * sec, 4 * sec, 8 * sec, 16 * sec, 32 * sec, 64 * sec, 128 * sec, 256 * sec,
				300 * sec, 300 * sec,
			},
		},
		"each at its own": {
			[]watch.Option{watch.WithJitter(func() float64 { return 0.5 })},
			[]time.Duration{
				1750 * time.Millisecond, 3500 * time.Millisecond, 7 * sec, 14 * sec, 28 * sec, 56 * sec, 112 * sec,
				224 * sec, 262500 * time.Millisecond,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, throttles := throttling(t, test.options...)
			s.pass(30 * time.Minute)
			got := waits(s)
			if len(got) < len(test.want) || !slices.Equal(got[:len(test.want)], test.want) {
				t.Errorf("waited %v, want %v", got, test.want)
			}
			*throttles = false
			s.pass(5*time.Minute + time.Second)
			answered := s.calls[len(s.calls)-1].at
			*throttles = true
			before := len(s.calls)
			s.pass(time.Minute)
			if s.calls[len(s.calls)-1].at.Sub(answered) < interval || len(s.calls)-before > 20 {
				t.Errorf("%d calls in the minute after AWS throttles anew", len(s.calls)-before)
			}
			if first := waits(s)[len(got):]; !slices.Contains(first, test.want[0]) {
				t.Errorf("after an answer the waits are %v, want %v again", first, test.want[0])
			}
		})
	}
}

func TestWaiting(t *testing.T) {
	t.Parallel()
	s, throttles := throttling(t)
	s.pass(time.Second)
	account := s.list.Accounts()[0]
	if _, _, fault := account.Waiting(s.now); fault != nil {
		t.Errorf("throttled once, it says %v", fault)
	}
	s.pass(30 * time.Second)
	since, until, fault := account.Waiting(s.now)
	if fault == nil || fault.Kind != model.FaultThrottled || since.Sub(start()) > time.Second ||
		until.Sub(s.now) < 20*time.Second || until.Sub(s.now) > 40*time.Second {
		t.Errorf("it waits since %v until %v for %v", since, until, fault)
	}
	if _, late, _ := account.Waiting(s.now.Add(time.Hour)); !late.Equal(s.now.Add(time.Hour)) {
		t.Errorf("an hour later it waits until %v, which has passed", late)
	}
	if run := s.list.Run(run("daily", 1)); run.Fault() != fault {
		t.Errorf("a run of it has the fault %v", run.Fault())
	}
	*throttles = false
	s.pass(time.Minute)
	if _, _, fault = account.Waiting(s.now); fault != nil {
		t.Errorf("it answers, and waits for %v", fault)
	}
}

// Details that nobody asked for by hand don't break in on a wait; a key does, with one question.
func TestOnlyAKeyEndsAWait(t *testing.T) {
	t.Parallel()
	s, _ := throttling(t)
	s.pass(time.Minute)
	before := len(s.calls)
	s.list.AskDetails(s.list.Run(run("daily", 7)))
	s.pass(time.Second)
	if len(s.calls) != before {
		t.Errorf("details were asked for while AWS throttles: %d calls", len(s.calls)-before)
	}
	s.list.AskRowNow(s.list.Watched()[9], s.now)
	s.pass(time.Second)
	if len(s.calls) != before+1 || s.calls[before].ref != run("daily", 9) {
		t.Errorf("a key brought %d calls", len(s.calls)-before)
	}
}

// Being held back by an account's faults is no different but for how long it waits.
func TestWaitingForAnAccountThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Pin(run("daily", 1), start())
	list.Take(
		model.Reply{Ask: list.Due(start())[0], Result: &model.Fault{Kind: model.FaultLogin}},
		start(),
	)
	since, until, fault := list.Accounts()[0].Waiting(start())
	if fault == nil || !since.Equal(start()) || !until.Equal(start().Add(interval)) {
		t.Errorf("it waits since %v until %v for %v", since, until, fault)
	}
}

// Where AWS admits a call now and then, too few for what is asked, it stays said that it throttles.
func TestAnAnswerInBetweenIsNoEndOfThrottling(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, nil)
	aws := &server{rate: 0.1, tokens: 1, filled: start()}
	s.aws = func(_ model.Ref, now time.Time) (model.Answer, *model.Fault) {
		if aws.tokens = min(1, aws.tokens+now.Sub(aws.filled).Seconds()*aws.rate); aws.tokens < 1 {
			aws.filled = now
			return model.Answer{}, &model.Fault{Kind: model.FaultThrottled}
		}
		aws.tokens, aws.filled = 0, now
		return says(model.DeliverySuccess, now.Add(-9*time.Hour), now.Add(-8*time.Hour)), nil
	}
	for n := range 10 {
		s.pin(run("daily", n))
	}
	s.pass(10 * time.Second)
	var since time.Time
	for second := range 60 {
		s.pass(time.Second)
		began, _, fault := s.list.Accounts()[0].Waiting(s.now)
		if fault == nil || second > 0 && !began.Equal(since) {
			t.Fatalf("after %d s it waits since %v for %v", 10+second, began, fault)
		}
		since = began
	}
	s.pass(10 * time.Minute)
	if _, _, fault := s.list.Accounts()[0].Waiting(s.now); fault != nil {
		t.Errorf("all is answered, yet it waits for %v", fault)
	}
}
