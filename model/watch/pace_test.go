package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// server admits a number of calls a second, and as many at once.
type server struct {
	rate, tokens float64
	filled       time.Time
}

func (s *server) admits(now time.Time) bool {
	s.tokens = min(s.rate, s.tokens+now.Sub(s.filled).Seconds()*s.rate)
	s.filled = now
	if s.tokens < 1 {
		return false
	}
	s.tokens--
	return true
}

// paced pins runs that have long ended on an account that admits the given rate.
func paced(t *testing.T, limit, runs int, rate float64) *stage {
	t.Helper()
	s := newStage(t, limit, nil)
	aws := &server{rate: rate, tokens: rate, filled: start()}
	s.aws = func(_ model.Ref, now time.Time) (model.Answer, *model.Fault) {
		if !aws.admits(now) {
			return model.Answer{}, &model.Fault{Kind: model.FaultThrottled}
		}
		return says(model.DeliverySuccess, now.Add(-9*time.Hour), now.Add(-8*time.Hour)), nil
	}
	for n := range runs {
		s.pin(run("daily", n))
	}
	return s
}

func TestThePaceFindsOutWhatAWSAdmits(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name               string
		runs, limit        int
		rate               float64
		within             time.Duration
		calls, throttlings int // at most
	}{
		{"10 calls a second", 196, 8, 10, 40 * time.Second, 206, 10},
		{"10 calls a second, much in flight", 196, 64, 10, 40 * time.Second, 230, 34},
		{"2 calls a second", 50, 8, 2, 60 * time.Second, 85, 35},
		{"50 calls a second", 1000, 8, 50, 40 * time.Second, 1020, 20},
		{"no limit", 1000, 8, 1e6, 12 * time.Second, 1000, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := paced(t, test.limit, test.runs, test.rate)
			s.pass(test.within)
			calls, throttled := s.list.CallsLastHour(s.now)
			t.Logf("%d calls, %d of them throttled; the last after %v",
				calls, throttled, s.calls[calls-1].at.Sub(start()))
			if calls-throttled != test.runs {
				t.Errorf("%d of %d runs were answered in time", calls-throttled, test.runs)
			}
			if calls > test.calls || throttled > test.throttlings {
				t.Errorf("more than %d calls or %d throttlings", test.calls, test.throttlings)
			}
		})
	}
}

func TestThePaceDoublesUntilTheFirstThrottling(t *testing.T) {
	t.Parallel()
	pace := watch.NewPace()
	now, want := start(), pace.Rate()
	for !pace.ReadyAt(now).After(now) {
		pace.Spend(now)
	}
	for second := range 3 {
		now = spendSecond(&pace, now)
		if want = min(100, 2*want); pace.Rate() < 0.95*want || pace.Rate() > 1.05*want {
			t.Errorf("%.0f calls a second after %d s, want about %.0f", pace.Rate(), second+1, want)
		}
	}
	pace.Throttled(now)
	pace.Throttled(now.Add(999 * time.Millisecond)) // was in flight together with the first
	if pace.Rate() != 50 {
		t.Errorf("%.0f calls a second after the first throttling, want half of 100", pace.Rate())
	}
	now = spendSecond(&pace, now)
	if pace.Rate() < 50.8 || pace.Rate() > 51.2 {
		t.Errorf("%.1f calls a second a second later, want one more", pace.Rate())
	}
	for range 20 {
		now = now.Add(time.Second)
		pace.Throttled(now)
	}
	if pace.Rate() != 1 {
		t.Errorf("%.2f calls a second at the least, want 1", pace.Rate())
	}
}

func TestAPaceThatIsNotUsedUpDoesNotGrow(t *testing.T) {
	t.Parallel()
	pace := watch.NewPace()
	now := start()
	for range 1000 {
		now = now.Add(time.Second)
		pace.Spend(now)
		pace.Answered()
	}
	if pace.Rate() != 20 {
		t.Errorf("%.0f calls a second, never more than one was needed", pace.Rate())
	}
}

func TestThePaceSavesUpNoMoreThanASecond(t *testing.T) {
	t.Parallel()
	pace := watch.NewPace()
	now := start().Add(time.Hour)
	sent := 0
	for ; !pace.ReadyAt(now).After(now); sent++ {
		pace.Spend(now)
	}
	if sent != 20 {
		t.Errorf("%d calls at once after an hour of rest, want 20", sent)
	}
	if wait := pace.ReadyAt(now).
		Sub(now); wait < 50*time.Millisecond ||
		wait > 52*time.Millisecond {
		t.Errorf("the next is sent after %v, want a twentieth of a second", wait)
	}
}

// spendSecond spends all that the pace allows in a second, and has it answered.
func spendSecond(pace *watch.Pace, now time.Time) time.Time {
	for end := now.Add(time.Second); ; {
		now = pace.ReadyAt(now)
		if now.After(end) {
			return end
		}
		pace.Spend(now)
		pace.Answered()
	}
}
