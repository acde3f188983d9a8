package watch_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// cloud is an account of AWS whose exports have runs that start and end in virtual time.
type cloud struct {
	exports    []*export
	incomplete bool                             // its list of exports never ends
	refuse     func(ask model.Ask) *model.Fault // nil: everything is answered
}

// export is one of a cloud, oldest run first.
type export struct {
	name       string
	table      string // what its runs' snapshots select from; "": they have none
	made       time.Time
	runs       []scripted
	away       outage // when it doesn't exist, after the story began
	pageSize   int    // 0: all on one page
	unordered  bool   // its list comes oldest first
	incomplete bool   // its list never ends
	health     func(now time.Time) model.Health
	snapshot   *model.Export // of its runs, in place of one that only selects from a table
	reason     model.Reason  // why its failures are said to be
}

// scripted is a run: when it starts, how long it takes and how it ends.
type scripted struct {
	start time.Time
	took  time.Duration
	ends  model.Status
}

// newCloud is a stage that follows a cloud with the default profile.
func newCloud(t *testing.T, exports ...*export) *stage {
	t.Helper()
	s := newStage(t, 8, nil)
	s.cloud = &cloud{exports: exports}
	return s
}

// follow follows what the default profile leads to.
func (s *stage) follow(patterns ...string) *stage {
	s.list.Follow("", patterns, s.now)
	return s
}

// delivers is an export with runs at equal distances, the newest of which started ago.
func delivers(name string, runs int, gap, ago time.Duration) *export {
	e := &export{name: name}
	for n := range runs {
		e.runs = append(e.runs, scripted{
			start().Add(-ago - time.Duration(runs-1-n)*gap),
			10 * time.Minute,
			model.DeliverySuccess,
		})
	}
	return e
}

// then adds a run that starts after the story began.
func (e *export) then(after, took time.Duration, ends model.Status) *export {
	e.runs = append(e.runs, scripted{start().Add(after), took, ends})
	return e
}

func (e *export) listed(now time.Time) bool {
	return !e.away.holds(now.Sub(start()))
}

// execution returns a run as it is, and false if it hasn't started.
func (e *export) execution(n int, now time.Time) (model.Execution, bool) {
	if n >= len(e.runs) || e.runs[n].start.After(now) {
		return model.Execution{}, false
	}
	r := e.runs[n]
	said := model.Execution{
		Ref: run(e.name, n), Status: r.ends, CreatedAt: r.start, UpdatedAt: r.start.Add(r.took),
	}
	if said.Status.Failed() {
		said.Reason = e.reason
	}
	if said.UpdatedAt.After(now) {
		said.Status, said.UpdatedAt = model.QueryInProcess, r.start
	}
	return said, true
}

// list returns what ListExecutions says.
func (e *export) list(all bool, now time.Time) model.ExecutionList {
	list := model.ExecutionList{ServerTime: now, Complete: true, NewestFirst: !e.unordered}
	for n := range e.runs {
		if said, ok := e.execution(n, now); ok {
			said.Ref.ExportARN = "" // the list needn't say
			list.Executions = append(list.Executions, said)
		}
	}
	if !e.unordered {
		slices.Reverse(list.Executions)
	}
	list.Calls = 1
	if all && e.pageSize > 0 {
		list.Calls = max(1, (len(list.Executions)+e.pageSize-1)/e.pageSize)
	}
	if !all && e.pageSize > 0 && len(list.Executions) > e.pageSize {
		list.Executions, list.Complete = list.Executions[:e.pageSize], false
	}
	list.Complete = list.Complete && !e.incomplete
	return list
}

// answer answers a question of any kind, and returns whether that was taken.
func (c *cloud) answer(list *watch.List, ask model.Ask, now time.Time) bool {
	if c.refuse != nil {
		if fault := c.refuse(ask); fault != nil {
			return list.Take(model.Reply{Ask: ask, Result: fault}, now)
		}
	}
	for _, e := range c.exports {
		if ask.Kind == model.AskCurrent && arn(e.name) == ask.Ref.ExportARN && e.table != "" {
			return list.Take(model.Reply{Ask: ask, Result: model.CurrentExport{
				Probe:  model.Probe{Requests: 1, At: now},
				Export: &model.Export{Query: "SELECT a FROM " + e.table},
			}}, now)
		}
	}
	if ask.Kind.Evidence() {
		return list.Take(model.Reply{Ask: ask, Result: facts(ask, now)}, now)
	}
	if ask.Kind == model.AskTables {
		return list.Take(model.Reply{Ask: ask, Result: model.TableList{
			Tables: []model.ListedTable{{Name: "TABLE_OF_TOMORROW"}}, ServerTime: now,
		}}, now)
	}
	if ask.Kind == model.AskExports {
		return list.Take(model.Reply{Ask: ask, Result: c.list(now)}, now)
	}
	for _, e := range c.exports {
		if arn(e.name) != ask.Ref.ExportARN || !e.listed(now) {
			continue
		}
		if ask.Kind == model.AskExecutions {
			return list.Take(model.Reply{Ask: ask, Result: e.list(ask.All, now)}, now)
		}
		for n := range e.runs {
			if said, ok := e.execution(n, now); ok && said.Ref == ask.Ref {
				if e.table != "" {
					said.Export = &model.Export{Query: "SELECT a FROM " + e.table}
				}
				if e.snapshot != nil {
					said.Export = e.snapshot
				}
				return list.Take(
					model.Reply{Ask: ask, Result: model.Answer{Execution: said, ServerTime: now}},
					now,
				)
			}
		}
	}
	return list.Take(model.Reply{Ask: ask, Result: &model.Fault{Kind: model.FaultNotFound}}, now)
}

// facts are evidence, of as many requests as AWS takes usually.
func facts(ask model.Ask, now time.Time) model.Result {
	sent := func(requests int) model.Probe {
		return model.Probe{Action: "an action", At: now, Requests: requests}
	}
	switch ask.Kind {
	case model.AskBucket:
		return model.BucketFacts{Head: sent(1), Policy: model.PolicyFact{Probe: sent(2)}}
	case model.AskData:
		return model.DataFacts{Metadata: model.ObjectList{Probe: sent(4)}}
	case model.AskSample:
		return model.SampleFacts{Probe: sent(1)}
	case model.AskCurrent:
		return model.CurrentExport{Probe: sent(1), Export: &model.Export{
			Name: "new", Destination: model.Destination{Bucket: "b"},
		}}
	case model.AskTable:
		return model.TableFacts{Own: model.Schema{Probe: sent(3)}}
	case model.AskExecution, model.AskExports, model.AskExecutions, model.AskTables:
	}
	return &model.Fault{Kind: model.FaultOther}
}

// list returns what ListExports says.
func (c *cloud) list(now time.Time) model.ExportList {
	list := model.ExportList{ServerTime: now, Complete: !c.incomplete}
	for _, e := range c.exports {
		if e.listed(now) {
			listed := model.ListedExport{ARN: arn(e.name), Name: e.name, CreatedAt: e.made}
			if e.health != nil {
				listed.Health = e.health(now)
			}
			list.Exports = append(list.Exports, listed)
		}
	}
	return list
}

// row returns the row of an export, or nil.
func (s *stage) row(name string) *watch.Watched {
	for _, watched := range s.list.Watched() {
		if watched.Kind == watch.WatchedExport && watched.ExportARN == arn(name) {
			return watched
		}
	}
	return nil
}

// asked returns when questions of a kind were asked since the story began; of all exports where no
// name is given.
func (s *stage) asked(kind model.AskKind, name string) []time.Duration {
	var times []time.Duration
	for _, c := range s.calls {
		if c.kind == kind && (name == "" || c.ref.ExportARN == arn(name)) {
			times = append(times, c.at.Sub(start()))
		}
	}
	return times
}

// entry returns the place of a row in the order of attention.
func (s *stage) entry(watched *watch.Watched) watch.Entry {
	s.t.Helper()
	for _, entry := range s.list.Survey(s.now).Entries {
		if entry.Watched == watched {
			return entry
		}
	}
	s.t.Fatal("a row isn't surveyed")
	return watch.Entry{}
}
