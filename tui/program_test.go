package tui_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/tui"
)

// source answers from a story.
type source struct {
	asked atomic.Int64
	story func(ref model.Ref, now time.Time) model.Answer
}

// Answer tells the story; it knows of no lists.
func (s *source) Answer(_ context.Context, ask model.Ask) model.Reply {
	if ask.Kind != model.AskExecution {
		return model.Reply{Ask: ask, Result: &model.Fault{Message: "no lists are told here"}}
	}
	s.asked.Add(1)
	return model.Reply{Ask: ask, Result: s.story(ask.Ref, time.Now())}
}

// program runs a screen with its commands as Bubble Tea does, in a bubble of virtual time.
type program struct {
	*screen
	source   *source
	messages chan tea.Msg
	pending  atomic.Int64 // commands that run: timers, where nothing else is under way
	counts   map[string]int
}

// start opens a program at noon that watches executions of which AWS tells a story.
func start(
	t *testing.T,
	refs []model.Ref,
	story func(ref model.Ref, now time.Time) model.Answer,
) *program {
	t.Helper()
	waitFor(t, noon())
	watchlist := watch.NewList(15*time.Second, 64)
	for _, ref := range refs {
		watchlist.Pin(ref, noon())
	}
	told := &source{story: story}
	options := plain()
	options.Source = told
	p := launch(t, watchlist, options)
	p.source = told
	return p
}

// waitFor waits for an instant, and at the end for the last timers.
func waitFor(t *testing.T, instant time.Time) {
	t.Helper()
	time.Sleep(time.Until(instant))
	t.Cleanup(func() { time.Sleep(49 * time.Hour) })
}

// launch opens a program over a watch list.
func launch(t *testing.T, watchlist *watch.List, options tui.Options) *program {
	t.Helper()
	p := &program{messages: make(chan tea.Msg, 10_000), counts: map[string]int{}}
	p.screen = open(t, watchlist, options, 120, 36)
	p.driven = true
	p.run(p.model.Init())
	p.settle()
	return p
}

func (p *program) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	p.pending.Add(1)
	go func() {
		msg := cmd()
		p.pending.Add(-1)
		p.messages <- msg
	}()
}

func (p *program) take(msg tea.Msg) {
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, cmd := range batch {
			p.run(cmd)
		}
		return
	}
	p.counts[fmt.Sprintf("%T", msg)]++
	p.now = time.Now()
	p.run(p.send(msg))
}

// settle runs commands until only timers are left.
func (p *program) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-p.messages:
			p.take(msg)
		default:
			return
		}
	}
}

// sleep lets time pass.
func (p *program) sleep(d time.Duration) {
	over := time.NewTimer(d)
	defer over.Stop()
	for {
		select {
		case msg := <-p.messages:
			p.take(msg)
		case <-over.C:
			p.settle()
			p.now = time.Now()
			return
		}
	}
}

// push presses keys and runs what they order.
func (p *program) push(names ...string) {
	p.now = time.Now()
	for _, name := range names {
		p.run(p.press(name))
	}
	p.settle()
}

const (
	pollDue   = "tui.pollDueMsg"
	screenDue = "tui.screenDueMsg"
)

// ten are ten executions that began five minutes before noon.
func ten() []model.Ref {
	refs := make([]model.Ref, 10)
	for i := range refs {
		refs[i] = run{export: "cur2-hourly", account: amer}.ref(i)
	}
	return refs
}

// says is a story in which AWS always says the same.
func says(status model.Status, ago time.Duration) func(model.Ref, time.Time) model.Answer {
	return func(ref model.Ref, now time.Time) model.Answer {
		return model.Answer{
			Execution: model.Execution{
				Ref: ref, Status: status, CreatedAt: noon().Add(-ago - 5*time.Minute),
				UpdatedAt: noon().Add(-ago), Export: export("cur2-hourly", amer),
			},
			ServerTime: now.Truncate(time.Second),
		}
	}
}

// TestRunningNeedsTwoTimers holds that ten running executions cost one poll timer and one screen
// timer, and one screen a minute beside what the rounds bring.
func TestRunningNeedsTwoTimers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := start(t, ten(), says(model.QueryInProcess, 0))
		p.sleep(time.Minute + 7*time.Second)
		asked := p.source.asked.Load()
		clear(p.counts)
		for range 10 {
			p.sleep(time.Minute)
			if n := p.pending.Load(); n > 2 {
				t.Errorf("%d timers run", n)
			}
		}
		if n := p.source.asked.Load() - asked; n != 400 {
			t.Errorf("asked %d times in ten minutes, want 400", n)
		}
		if n := p.counts[pollDue]; n != 40 {
			t.Errorf("polled %d times in ten minutes, want 40", n)
		}
		if n := p.counts[screenDue]; n != 10 {
			t.Errorf("%d screens were drawn for age alone in ten minutes, want 10", n)
		}
	})
}

// TestNothingRunningNeedsNoPolls holds that what has ended is left alone, and that its age is drawn
// when it changes only.
func TestNothingRunningNeedsNoPolls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := start(t, ten(), says(model.DeliverySuccess, 3*24*time.Hour))
		p.sleep(time.Minute)
		if n := p.source.asked.Load(); n != 10 {
			t.Errorf("asked %d times, want once each", n)
		}
		clear(p.counts)
		p.sleep(24*time.Hour + time.Minute)
		if n := p.counts[pollDue]; n != 0 {
			t.Errorf("polled %d times", n)
		}
		if n := p.counts[screenDue]; n != 1 {
			t.Errorf("drew %d times in a day in which one age changed", n)
		}
		if n := p.pending.Load(); n > 1 {
			t.Errorf("%d timers run", n)
		}
	})
}

// TestPauseAsksNothing holds that nothing is asked until going on, and then at once.
func TestPauseAsksNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := start(t, ten(), says(model.QueryInProcess, 0))
		p.sleep(time.Minute + 7*time.Second)
		p.push("p")
		p.row("paused")
		asked := p.source.asked.Load()
		clear(p.counts)
		p.sleep(10 * time.Minute)
		if n := p.source.asked.Load(); n != asked {
			t.Errorf("asked %d times while paused", n-asked)
		}
		if n := p.counts[pollDue]; n > 1 {
			t.Errorf("polled %d times while paused; one may have been set before", n)
		}
		p.push("r", "R")
		if n := p.source.asked.Load(); n != asked {
			t.Errorf("asked %d times while paused, by hand", n-asked)
		}
		p.push("p")
		if n := p.source.asked.Load() - asked; n != 10 {
			t.Errorf("asked %d times on going on, want all ten", n)
		}
	})
}

// TestAskAgain holds that r asks for the chosen one, R for all, finished or not.
func TestAskAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := start(t, ten(), says(model.DeliverySuccess, 3*24*time.Hour))
		p.sleep(time.Minute)
		p.push("r")
		if n := p.source.asked.Load(); n != 11 {
			t.Errorf("r led to %d questions, want 1", n-10)
		}
		p.sleep(time.Minute)
		p.push("R")
		if n := p.source.asked.Load(); n != 21 {
			t.Errorf("R led to %d questions, want 10", n-11)
		}
	})
}

// TestRowsMoveByThemselves holds that a row that kept its place under the finger goes to its new
// section when no key has come for two seconds, without any message from outside.
func TestRowsMoveByThemselves(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := start(t, ten(), func(ref model.Ref, now time.Time) model.Answer {
			status := model.QueryInProcess
			if now.After(noon().Add(10 * time.Second)) {
				status = model.DeliverySuccess
			}
			return says(status, 0)(ref, now)
		})
		p.sleep(14*time.Second + 500*time.Millisecond)
		p.push("j")
		p.sleep(time.Second) // the round at 15 s is answered
		if p.row("RUNNING 10") == "" || p.row("✓ cur2-hourly") == "" {
			t.Error("rows moved under the finger")
		}
		p.sleep(1100 * time.Millisecond)
		p.row("QUIET 10")
	})
}

// TestStartsOnTheWorstRow holds that the first answers put the cursor on the worst row, whichever
// comes first, and a later failure on that; and that nothing moves it but the user who has moved it.
func TestStartsOnTheWorstRow(t *testing.T) {
	t.Parallel()
	runs := []run{delivering(), querying(), failed(), unknown()}
	refs := make([]model.Ref, len(runs))
	for i, r := range runs {
		refs[i] = r.ref(i)
	}
	// The runs answer a second apart; later the first fails too.
	story := func(ref model.Ref, now time.Time) model.Answer {
		i := slices.Index(refs, ref)
		if now.Before(noon().Add(time.Second)) {
			time.Sleep(time.Duration(i+1) * time.Second)
		}
		l := runs[i].looks[len(runs[i].looks)-1]
		if i == 0 && now.After(noon().Add(time.Minute)) {
			l.status = model.DeliveryFailure
		}
		return model.Answer{Execution: runs[i].execution(ref, l), ServerTime: now}
	}
	synctest.Test(t, func(t *testing.T) {
		p := start(t, refs, story)
		p.sleep(10 * time.Second)
		if got := p.cursor(); got != "cur2-daily" {
			t.Errorf("the cursor is on %s instead of the failure", got)
		}
		p.sleep(5 * time.Minute)
		p.row("2 failed")
		if got := p.cursor(); got != "cur2-hourly" {
			t.Errorf("the cursor is on %s instead of the later failure", got)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		p := start(t, refs, story)
		p.sleep(1500 * time.Millisecond)
		p.push("G", "k")
		row := func() string {
			inList, _, _ := strings.Cut(p.row("▌"), "│")
			return inList
		}
		chosen := row()
		p.sleep(500 * time.Millisecond)
		if got := row(); got != chosen {
			t.Errorf("the cursor went from %q to %q", chosen, got)
		}
		chosen = p.cursor()
		p.sleep(10 * time.Second)
		if got := p.cursor(); got != chosen {
			t.Errorf("the user's cursor went from %s to %s", chosen, got)
		}
	})
}
