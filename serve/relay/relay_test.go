package relay_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/serve/relay"
)

// counted is a source that takes a while and counts what it is asked.
type counted struct {
	model.Source

	takes time.Duration
	mu    sync.Mutex
	asked int
}

func (c *counted) Answer(ctx context.Context, ask model.Ask) model.Reply {
	c.mu.Lock()
	c.asked++
	c.mu.Unlock()
	select {
	case <-time.After(c.takes):
	case <-ctx.Done():
		return model.Reply{Ask: ask, Result: &model.Fault{Kind: model.FaultCanceled}}
	}
	return c.Source.Answer(ctx, ask)
}

func (c *counted) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked
}

// demo is the simulated account of the demo.
func demo(t *testing.T) model.Source {
	t.Helper()
	server, err := simulator.New(simulator.Options{Now: time.Now, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	session, err := awsclient.Open(t.Context(), awsclient.Options{
		EndpointURL: "http://demo.invalid", Transport: simulator.Transport{Handler: server},
		AccessKeyID:     simulator.DemoAccounts()[0].AccessKey,
		SecretAccessKey: simulator.SecretKey, InFlight: 8,
	})
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// look watches everything of a source as a screen does, until the context ends.
func look(ctx context.Context, source model.Source, anchor time.Time) *watch.List {
	list := watch.NewList(15*time.Second, 8, watch.WithAnchor(anchor))
	list.Follow("", nil, time.Now())
	replies := make(chan model.Reply, 8)
	for {
		now := time.Now()
		for _, ask := range list.Due(now) {
			go func() { replies <- source.Answer(ctx, ask) }()
		}
		var wake <-chan time.Time
		if next, ok := list.NextDue(now); ok {
			wake = time.NewTimer(next.Sub(now)).C
		}
		select {
		case <-ctx.Done():
			return list
		case <-wake:
		case reply := <-replies:
			list.Take(reply, time.Now())
		}
	}
}

// TestCallsDontGrowWithViewers lets a server and so many viewers, who come one after the other, watch
// the demo for an hour.
func TestCallsDontGrowWithViewers(t *testing.T) {
	t.Parallel()
	asked := map[int]int{}
	for _, viewers := range []int{0, 1, 10, 50} {
		synctest.Test(t, func(t *testing.T) {
			source := &counted{Source: demo(t), takes: 80 * time.Millisecond}
			const hour = time.Hour - time.Second // not amid a round
			ctx, cancel := context.WithTimeout(t.Context(), hour)
			defer cancel()
			shared := relay.New(ctx, source, time.Now)
			anchor := time.Now()
			var all sync.WaitGroup
			all.Go(func() { look(ctx, shared, anchor) })
			for range viewers {
				time.Sleep(7 * time.Second)
				all.Go(func() {
					if list := look(ctx, shared, anchor); len(list.Watched()) < 5 {
						t.Errorf("a viewer saw %d rows", len(list.Watched()))
					}
				})
			}
			all.Wait()
			time.Sleep(time.Minute)
			asked[viewers] = source.count()
			if got := shared.Questions(); got != source.count() {
				t.Errorf("the relay counts %d questions, the source %d", got, source.count())
			}
		})
	}
	t.Logf("questions in an hour by viewers: %v", asked)
	for viewers, calls := range asked {
		if calls < 100 || calls != asked[0] {
			t.Errorf("%d viewers: %d questions, without any %d", viewers, calls, asked[0])
		}
	}
}

// numbered answers with how many questions came before, or with a fault.
type numbered struct {
	mu    sync.Mutex
	asked int
	fails bool
}

func (n *numbered) Answer(_ context.Context, ask model.Ask) model.Reply {
	time.Sleep(time.Second)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.asked++
	if n.fails {
		return model.Reply{Ask: ask, Result: &model.Fault{Message: strconv.Itoa(n.asked)}}
	}
	return model.Reply{Ask: ask, Result: model.ExportList{Calls: n.asked}}
}

// TestTheRule asks at random, from many at once, and holds the one rule: an answer is newer than what
// was held, and nobody is asked while something newer is known.
func TestTheRule(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		synctest.Test(t, func(t *testing.T) {
			//nolint:gosec // which answers are asked for is no secret
			random := rand.New(rand.NewPCG(seed, 1))
			source := &numbered{fails: seed%2 == 1}
			shared := relay.New(t.Context(), source, time.Now)
			var newest time.Time
			var mu sync.Mutex
			var all sync.WaitGroup
			for range 20 {
				waits := make([]time.Duration, 20)
				for i := range waits {
					waits[i] = time.Duration(random.IntN(10_000)) * time.Millisecond
				}
				all.Go(func() {
					var held time.Time
					for _, wait := range waits {
						time.Sleep(wait)
						mu.Lock()
						known := newest
						mu.Unlock()
						began := time.Now()
						reply := shared.Answer(t.Context(), model.Ask{
							Kind: model.AskExports, Held: held, At: began, Ticket: 7,
						})
						switch {
						case !reply.CameAt.After(held):
							t.Errorf("came at %v, held was %v", reply.CameAt, held)
						case reply.Ask.Ticket != 7:
							t.Error("the ticket is another's")
						case known.After(held) && time.Since(began) > 0:
							t.Error("waited though something newer was known")
						case !reply.Ask.At.Before(reply.CameAt):
							t.Errorf("asked at %v, came at %v", reply.Ask.At, reply.CameAt)
						case (reply.Fault() != nil) != source.fails:
							t.Errorf("got %v", reply.Result)
						}
						held = reply.CameAt
						mu.Lock()
						if held.After(newest) {
							newest = held
						}
						mu.Unlock()
					}
				})
			}
			all.Wait()
			if source.asked >= 400 {
				t.Errorf("%d questions for 400", source.asked)
			}
		})
	}
}

func TestWhoLeavesCancelsNobody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		source := &counted{Source: &numbered{}, takes: time.Second}
		server, end := context.WithCancel(t.Context())
		shared := relay.New(server, source, time.Now)
		leaving, leave := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, leave)
		gone := make(chan model.Reply, 1)
		go func() { gone <- shared.Answer(leaving, model.Ask{}) }()
		time.Sleep(100 * time.Millisecond)
		if reply := shared.Answer(t.Context(), model.Ask{}); reply.Fault() != nil {
			t.Errorf("who stayed got %v", reply.Fault())
		}
		if fault := (<-gone).Fault(); fault == nil || fault.Kind != model.FaultCanceled {
			t.Errorf("who left got %v", fault)
		}
		if source.count() != 1 {
			t.Errorf("%d questions, want 1", source.count())
		}
		end()
		fault := shared.Answer(t.Context(), model.Ask{Held: time.Now()}).Fault()
		if fault == nil || fault.Kind != model.FaultCanceled {
			t.Errorf("after the server's end: %v", fault)
		}
	})
}

// pages answers a question for all pages with three runs and one for the first with two, of which one
// is new.
type pages struct{ asked int }

func (p *pages) Answer(_ context.Context, ask model.Ask) model.Reply {
	p.asked++
	runs := []model.Execution{run("2", model.Status("IN_PROCESS")), run("1", model.DeliverySuccess)}
	list := model.ExecutionList{Executions: runs, NewestFirst: true, Calls: 1}
	if ask.All {
		list.Executions = append(list.Executions, run("0", model.DeliverySuccess))
		list.Complete, list.Calls = true, 2
	} else {
		list.Executions = []model.Execution{run("3", "INITIATED"), run("2", model.DeliverySuccess)}
	}
	return model.Reply{Ask: ask, Result: list}
}

func run(id string, status model.Status) model.Execution {
	return model.Execution{Ref: model.Ref{ExecutionID: id}, Status: status}
}

func TestFirstPagesAreMergedIntoTheWholeList(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		source := &pages{}
		shared := relay.New(t.Context(), source, time.Now)
		ask := model.Ask{Kind: model.AskExecutions, All: true}
		whole := shared.Answer(t.Context(), ask)
		time.Sleep(time.Minute)
		first := model.Ask{Kind: model.AskExecutions, Held: whole.CameAt}
		page := shared.Answer(t.Context(), first)
		merged := shared.Answer(t.Context(), ask)
		if source.asked != 2 {
			t.Errorf("%d questions, want 2", source.asked)
		}
		list, ok := merged.Result.(model.ExecutionList)
		if !ok || !merged.CameAt.Equal(page.CameAt) || !list.Complete {
			t.Fatalf("got %+v", merged)
		}
		var got strings.Builder
		for _, execution := range list.Executions {
			got.WriteString(execution.Ref.ExecutionID + string(execution.Status) + " ")
		}
		if want := "3INITIATED 2DELIVERY_SUCCESS 1DELIVERY_SUCCESS 0DELIVERY_SUCCESS "; got.String() != want {
			t.Errorf("got %s, want %s", got.String(), want)
		}
		time.Sleep(time.Minute)
		again := shared.Answer(t.Context(), model.Ask{
			Kind: model.AskExecutions, All: true, Held: whole.CameAt,
		})
		if source.asked != 3 || !again.CameAt.After(merged.CameAt) {
			t.Error("who holds a whole list was given the same again")
		}
	})
}

func TestEvidenceIsShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		source := &numbered{}
		shared := relay.New(t.Context(), source, time.Now)
		ask := model.Ask{Kind: model.AskData, Sought: &model.Sought{Name: "a"}}
		shared.Answer(t.Context(), ask)
		same := ask
		same.Sought = &model.Sought{Name: "a"}
		shared.Answer(t.Context(), same)
		if source.asked != 1 {
			t.Errorf("%d questions, want 1", source.asked)
		}
		same.Sought = &model.Sought{Name: "b"}
		shared.Answer(t.Context(), same)
		time.Sleep(11 * time.Minute)
		shared.Answer(t.Context(), ask) // what was known is too old
		if source.asked != 3 {
			t.Errorf("%d questions, want 3", source.asked)
		}
		ask.Sought = &model.Sought{Name: "a", Anew: true}
		shared.Answer(t.Context(), ask)
		if source.asked != 4 {
			t.Errorf("%d questions, want 4", source.asked)
		}
	})
}

// TestWhatNobodyAsksForIsForgotten has a service live for more than a day: of runs that came and went
// nothing is kept.
func TestWhatNobodyAsksForIsForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		source := &numbered{}
		shared := relay.New(t.Context(), source, time.Now)
		of := func(id string) model.Ask {
			return model.Ask{Kind: model.AskExecution, Ref: model.Ref{ExecutionID: id}}
		}
		shared.Answer(t.Context(), of("old"))
		for range 25 {
			shared.Answer(t.Context(), of("kept"))
			time.Sleep(time.Hour)
		}
		if source.asked != 2 {
			t.Errorf("%d questions, want 2", source.asked)
		}
		shared.Answer(t.Context(), of("kept"))
		shared.Answer(t.Context(), of("old"))
		if source.asked != 3 {
			t.Errorf("%d questions, want 3: one for what was forgotten", source.asked)
		}
	})
}

// TestWhoComesAmidAFaultSeesWhatOthersStillSee has somebody come who holds nothing: he gets the last
// answer, and the fault when he asks on.
func TestWhoComesAmidAFaultSeesWhatOthersStillSee(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		source := &numbered{}
		shared := relay.New(t.Context(), source, time.Now)
		answer := shared.Answer(t.Context(), model.Ask{Kind: model.AskExports})
		source.fails = true
		time.Sleep(time.Minute)
		fault := shared.Answer(
			t.Context(), model.Ask{Kind: model.AskExports, Held: answer.CameAt},
		)
		if fault.Fault() == nil {
			t.Fatalf("got %v", fault.Result)
		}
		first := shared.Answer(t.Context(), model.Ask{Kind: model.AskExports})
		if first.Fault() != nil || !first.CameAt.Equal(answer.CameAt) {
			t.Errorf("who comes gets %v of %v", first.Result, first.CameAt)
		}
		then := shared.Answer(t.Context(), model.Ask{Kind: model.AskExports, Held: first.CameAt})
		if then.Fault() == nil || !then.CameAt.Equal(fault.CameAt) || source.asked != 2 {
			t.Errorf("then %v of %v, after %d questions", then.Result, then.CameAt, source.asked)
		}
	})
}
