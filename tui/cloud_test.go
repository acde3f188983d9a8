package tui_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// cloud is a made-up AWS: accounts with exports whose runs start and end as time passes. It is the
// source of a screen.
type cloud struct {
	profiles []profile
	endless  bool // its lists never end, and come oldest first
	exports  []*plan
	patterns []string // what is followed of them; nil for all
	tables   []model.ListedTable
	clock    func() time.Time
	latency  func(ask model.Ask) time.Duration // nil: none
	lock     sync.Mutex
	asked    []model.Ask // all questions, as far as a source sees them
}

// profile leads to an account.
type profile struct {
	name, account string
	fault         *model.Fault  // what its questions end with; nil for answers
	from          time.Duration // before noon; since when they do
	action        model.AskKind // the only one that is refused, if fault isn't the account's
	all           bool          // all of them, whatever the fault
	silent        bool          // its questions are never answered
}

// plan is an export with its runs, oldest first.
type plan struct {
	name, account string
	runs          []trip
	refused       *model.Fault  // what its list ends with
	since         time.Duration // before noon: since when it does; 0: from the start
	deleted       time.Duration // before noon; 0: never
	health        model.Health
	made          time.Duration // before noon; 0: AWS doesn't say
}

// trip is a run: how long before noon it started, how long it takes, and how it ends.
type trip struct {
	ago, took time.Duration
	ends      model.Status
	reason    model.Reason
}

// every returns the runs of an export that delivers at equal distances, the last one ago.
func every(gap time.Duration, count int, took, ago time.Duration) []trip {
	trips := make([]trip, count)
	for i := range trips {
		trips[i] = trip{
			ago: ago + took + time.Duration(count-1-i)*gap, took: took, ends: model.DeliverySuccess,
		}
	}
	return trips
}

func (p *plan) ref(number int) model.Ref {
	return run{export: p.name, account: p.account}.ref(number)
}

func (p *plan) gone(now time.Time) bool {
	return p.deleted != 0 && !now.Before(noon().Add(-p.deleted))
}

// execution returns a run as it is, and false if it hasn't started.
func (p *plan) execution(number int, now time.Time) (model.Execution, bool) {
	r := p.runs[number]
	began := noon().Add(-r.ago)
	said := model.Execution{Ref: p.ref(number), CreatedAt: began}
	stages := []struct {
		status model.Status
		share  float64 // of the time that the run takes
	}{
		{model.InitiationInProcess, 0.01},
		{model.QueryQueued, 0.05},
		{model.QueryInProcess, 0.85},
		{model.DeliveryInProcess, 1},
	}
	since := began
	for _, stage := range stages {
		until := began.Add(time.Duration(stage.share * float64(r.took))).Truncate(time.Second)
		if now.Before(until) {
			said.Status, said.UpdatedAt = stage.status, since
			return said, !now.Before(began)
		}
		since = until
	}
	said.Status, said.Reason, said.UpdatedAt = r.ends, r.reason, since
	return said, true
}

// refusal returns what a question ends with, or nil.
func (c *cloud) refusal(ctx context.Context, ask model.Ask) *model.Fault {
	c.lock.Lock()
	c.asked = append(c.asked, ask)
	c.lock.Unlock()
	if c.latency != nil {
		time.Sleep(c.latency(ask))
	}
	for _, p := range c.profiles {
		if p.name != ask.Profile {
			continue
		}
		if p.silent {
			<-ctx.Done()
			return &model.Fault{Kind: model.FaultCanceled}
		}
		begun := !c.clock().Before(noon().Add(-p.from))
		if p.fault != nil && begun && (p.all || p.fault.OfAccount() || ask.Kind == p.action) {
			return p.fault
		}
	}
	return nil
}

// Answer makes it a model.Source.
func (c *cloud) Answer(ctx context.Context, ask model.Ask) model.Reply {
	if fault := c.refusal(ctx, ask); fault != nil {
		return model.Reply{Ask: ask, Result: fault}
	}
	return model.Reply{Ask: ask, Result: c.result(ask)}
}

func (c *cloud) result(ask model.Ask) model.Result {
	switch ask.Kind {
	case model.AskExports:
		return c.listExports(ask.Profile)
	case model.AskExecutions:
		return c.listExecutions(ask.Ref.ExportARN)
	case model.AskTables:
		return model.TableList{Tables: c.tables, ServerTime: c.clock()}
	case model.AskBucket, model.AskData, model.AskSample, model.AskCurrent, model.AskTable:
		// evidence is asked for by checks alone
	case model.AskExecution:
	}
	p := c.find(ask.Ref.ExportARN)
	for i := range p.runs {
		if p.ref(i) == ask.Ref {
			said, _ := p.execution(i, c.clock())
			said.Export = export(p.name, p.account)
			if strings.HasPrefix(p.name, "carbon") {
				said.Export.Query = query("CARBON_EMISSIONS")
			}
			return model.Answer{Execution: said, ServerTime: c.clock()}
		}
	}
	return &model.Fault{Kind: model.FaultNotFound}
}

func (c *cloud) listExports(name string) model.ExportList {
	list := model.ExportList{ServerTime: c.clock(), Complete: !c.endless}
	for _, p := range c.exports {
		at := slices.IndexFunc(c.profiles, func(other profile) bool { return other.name == name })
		if p.account == c.profiles[at].account && !p.gone(c.clock()) {
			listed := model.ListedExport{
				ARN: p.ref(0).ExportARN, Name: p.name, Health: p.health,
			}
			if p.made > 0 {
				listed.CreatedAt = noon().Add(-p.made)
			}
			list.Exports = append(list.Exports, listed)
		}
	}
	return list
}

func (c *cloud) listExecutions(arn string) model.Result {
	p := c.find(arn)
	if p.refused != nil && (p.since == 0 || !c.clock().Before(noon().Add(-p.since))) {
		return p.refused
	}
	list := model.ExecutionList{
		ServerTime: c.clock(), Complete: !c.endless, NewestFirst: !c.endless,
	}
	for i := range slices.Backward(p.runs) {
		if said, begun := p.execution(i, c.clock()); begun {
			list.Executions = append(list.Executions, said)
		}
	}
	return list
}

func (c *cloud) find(arn string) *plan {
	at := slices.IndexFunc(c.exports, func(p *plan) bool { return p.ref(0).ExportARN == arn })
	return c.exports[at]
}

// asks returns how many questions of a kind were asked about what a reference names.
func (c *cloud) asks(kind model.AskKind, ref model.Ref) int {
	c.lock.Lock()
	defer c.lock.Unlock()
	count := 0
	for _, ask := range c.asked {
		if ask.Kind == kind && ask.Ref == ref {
			count++
		}
	}
	return count
}

// follow returns a watch list that follows all profiles from now on.
func (c *cloud) follow(now time.Time) *watch.List {
	watchlist := watch.NewList(15*time.Second, 32)
	for _, p := range c.profiles {
		watchlist.Follow(p.name, c.patterns, now)
	}
	return watchlist
}

// pass lets a watch list ask from one instant to another; answers come at once.
func (c *cloud) pass(tb testing.TB, watchlist *watch.List, now, end time.Time) {
	tb.Helper()
	c.clock = func() time.Time { return now }
	for !now.After(end) {
		for _, ask := range watchlist.Due(now) {
			if !c.silent(ask.Profile) {
				watchlist.Take(c.Answer(tb.Context(), ask), now)
			}
		}
		next, ok := watchlist.NextDue(now)
		if !ok {
			return
		}
		now = next
	}
}

func (c *cloud) silent(name string) bool {
	return slices.ContainsFunc(c.profiles, func(p profile) bool {
		return p.name == name && p.silent
	})
}

// seen returns a watch list that has followed the profiles for some time before noon.
func (c *cloud) seen(tb testing.TB, from, to time.Duration) *watch.List {
	tb.Helper()
	began := noon().Add(-from)
	watchlist := c.follow(began)
	c.pass(tb, watchlist, began, noon().Add(-to))
	return watchlist
}
