package watch_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

const (
	account  = "111122223333"
	interval = 15 * time.Second
)

// start is the instant at which every story begins: no multiple of any interval.
func start() time.Time { return time.Date(2026, 7, 10, 3, 36, 3, 858e6, time.UTC) }

// arn names an export as AWS does.
func arn(name string) string {
	return "arn:aws:bcm-data-exports:us-east-1:" + account + ":export/" + name +
		"-9f1c75f3-f982-4d9a-b994-1ecb845814b7"
}

func run(export string, number int) model.Ref {
	return model.Ref{ExportARN: arn(export), ExecutionID: fmt.Sprintf("run-%05d", number)}
}

// says is what AWS answers: the status, when the run was created and when it was last updated.
func says(status model.Status, created, updated time.Time) model.Answer {
	return model.Answer{Execution: model.Execution{
		Status: status, CreatedAt: created, UpdatedAt: updated,
	}}
}

// stage drives a watch list in virtual time, as the screen and the headless commands do: it asks
// what is due, answers after the latency, and sleeps until the next due time or answer.
type stage struct {
	t       *testing.T
	list    *watch.List
	now     time.Time
	latency time.Duration
	aws     func(ref model.Ref, now time.Time) (model.Answer, *model.Fault)
	cloud   *cloud // answers the lists, and in place of aws what it knows

	flights []flight
	calls   []call // all questions that were asked
	wakes   int
}

type flight struct {
	ask model.Ask
	due time.Time
}

type call struct {
	kind    model.AskKind
	profile string
	all     bool
	ref     model.Ref
	at      time.Time
}

func newStage(
	t *testing.T,
	limit int,
	status func(ref model.Ref, now time.Time) model.Answer,
) *stage {
	t.Helper()
	return &stage{
		t:       t,
		list:    watch.NewList(interval, limit),
		now:     start(),
		latency: 80 * time.Millisecond,
		aws: func(ref model.Ref, now time.Time) (model.Answer, *model.Fault) {
			return status(ref, now), nil
		},
	}
}

func (s *stage) pin(refs ...model.Ref) *stage {
	for _, ref := range refs {
		s.list.Pin(ref, s.now)
	}
	return s
}

// pass lets the given time go by.
func (s *stage) pass(d time.Duration) {
	s.t.Helper()
	end := s.now.Add(d)
	for {
		s.ask()
		next := end
		if at, ok := s.list.NextDue(s.now); ok {
			if !at.After(s.now) {
				s.t.Fatalf("nothing more is due at %v, but NextDue returns %v", s.now, at)
			}
			next = earlier(next, at)
		}
		for _, f := range s.flights {
			next = earlier(next, f.due)
		}
		s.now = next
		s.wakes++
		s.deliver()
		if !s.now.Before(end) {
			return
		}
	}
}

func (s *stage) ask() {
	for _, ask := range s.list.Due(s.now) {
		s.calls = append(s.calls, call{ask.Kind, ask.Profile, ask.All, ask.Ref, s.now})
		s.flights = append(s.flights, flight{ask, s.now.Add(s.latency)})
	}
}

func (s *stage) deliver() {
	arrived := slices.Clone(s.flights)
	s.flights = slices.DeleteFunc(s.flights, func(f flight) bool { return !f.due.After(s.now) })
	for _, f := range arrived {
		if f.due.After(s.now) {
			continue
		}
		if !s.answer(f.ask) {
			s.t.Fatalf("the answer about %v was dropped", f.ask.Ref)
		}
	}
}

// answer lets AWS answer a question, and returns whether that was taken.
func (s *stage) answer(ask model.Ask) bool {
	if s.cloud != nil {
		return s.cloud.answer(s.list, ask, s.now)
	}
	answer, fault := s.aws(ask.Ref, s.now)
	if fault != nil {
		return s.list.Take(model.Reply{Ask: ask, Result: fault}, s.now)
	}
	return s.list.Take(model.Reply{Ask: ask, Result: answer}, s.now)
}

// times returns when a run was asked for, since the story began.
func (s *stage) times(ref model.Ref) []time.Duration {
	var times []time.Duration
	for _, c := range s.calls {
		if c.ref == ref {
			times = append(times, c.at.Sub(start()))
		}
	}
	return times
}

func (s *stage) want(ref model.Ref, want ...time.Duration) {
	s.t.Helper()
	if got := s.times(ref); !slices.Equal(got, want) {
		s.t.Errorf("%s was asked %d times, after %v, want %v",
			ref.ID(), len(got), got[:min(len(got), 10)], want)
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// always answers every question with the same status.
func always(status model.Status) func(model.Ref, time.Time) model.Answer {
	return func(_ model.Ref, now time.Time) model.Answer {
		return says(status, start().Add(-time.Minute), earlier(now, start().Add(-time.Second)))
	}
}

// observed is a watch list on which each answer was taken in turn, a second apart.
func observed(t *testing.T, ref model.Ref, answers ...model.Answer) *watch.List {
	t.Helper()
	list := watch.NewList(interval, 1)
	list.Pin(ref, start())
	for i, answer := range answers {
		tell(t, list, ref, answer, start().Add(time.Duration(i)*time.Second))
	}
	return list
}

// tell lets AWS answer the question about one run, and asks it first.
func tell(t *testing.T, list *watch.List, ref model.Ref, answer model.Answer, now time.Time) {
	t.Helper()
	if !list.Take(model.Reply{Ask: ask(t, list, ref, now), Result: answer}, now) {
		t.Fatalf("the answer about %v was dropped", ref)
	}
}

// ask asks one run at once. One at a time may be in flight, or no other be due.
func ask(t *testing.T, list *watch.List, ref model.Ref, now time.Time) model.Ask {
	t.Helper()
	list.AskNow(ref, now)
	asks := list.Due(now)
	if len(asks) != 1 || asks[0].Ref != ref {
		t.Fatalf("due are %v, want %v alone", asks, ref)
	}
	return asks[0]
}

// minutes writes a span in whole minutes.
func minutes(d time.Duration) string { return strconv.Itoa(int(d.Minutes())) }
