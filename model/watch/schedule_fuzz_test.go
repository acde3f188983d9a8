package watch_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// FuzzSchedule plays any sequence of what can happen to a watch list, a byte for each event and
// one for what it is about, and holds after each what must always be so. In the end AWS answers
// everything, and all that has ended must go quiet.
func FuzzSchedule(f *testing.F) {
	f.Add([]byte{0, 1, 1, 0, 2, 1, 5, 3, 1, 0, 3, 6, 5, 40, 1, 0})
	f.Add(
		[]byte{0, 0, 0, 1, 0, 2, 0, 3, 1, 0, 3, 8, 3, 17, 1, 0, 4, 2, 5, 9, 1, 0, 6, 0, 1, 0, 2, 3},
	)
	f.Add([]byte{0, 9, 1, 0, 2, 2, 5, 200, 1, 0, 2, 5, 6, 0, 1, 0, 3, 14, 5, 255, 5, 255, 1, 0})
	f.Add(
		[]byte{
			8,
			0,
			2,
			3,
			2,
			5,
			9,
			1,
			2,
			17,
			5,
			90,
			1,
			0,
			2,
			40,
			3,
			4,
			5,
			120,
			8,
			1,
			2,
			6,
			0,
			1,
			2,
			9,
		},
	)
	f.Add([]byte{0, 2, 1, 0, 2, 0, 10, 0, 1, 0, 8, 0, 10, 1, 1, 0, 3, 1, 2, 1, 10, 0, 5, 30, 10, 0})
	f.Add([]byte{0, 2, 2, 1, 8, 0, 2, 31, 2, 2, 5, 60, 2, 0, 6, 0, 2, 77, 2, 4, 5, 70, 3, 9, 9, 0})
	f.Add([]byte{8, 0, 2, 3, 2, 5, 11, 0, 1, 0, 12, 0, 2, 4, 13, 1, 2, 9, 12, 0, 6, 0, 14, 2, 2, 7})
	f.Add(
		[]byte{
			0,
			2,
			0,
			4,
			1,
			0,
			11,
			1,
			15,
			1,
			2,
			5,
			14,
			1,
			11,
			0,
			12,
			0,
			12,
			0,
			12,
			0,
			16,
			0,
			2,
			7,
		},
	)
	f.Add(
		[]byte{8, 57, 2, 3, 2, 0, 14, 48, 15, 48, 14, 48, 12, 48, 14, 48},
	) // pinned, of a followed export
	f.Add([]byte{14, 50, 8, 48, 9, 50, 2, 49, 14, 49, 12, 48, 14, 48}) // of one that is gone
	f.Add(
		[]byte{8, 0, 2, 3, 2, 5, 17, 0, 1, 0, 2, 2, 17, 3, 11, 0, 12, 0, 17, 1, 5, 90, 1, 0, 2, 1},
	)
	f.Fuzz(func(t *testing.T, events []byte) {
		p := newPlay(t)
		for i := 0; i+1 < len(events) && i < 4000; i += 2 {
			p.event(events[i]%18, int(events[i+1]))
			p.check()
		}
		p.settle()
	})
}

const playLimit = 3

// play is a watch list under fuzzing, with what a caller would know of it.
type play struct {
	t       *testing.T
	list    *watch.List
	now     time.Time
	refs    []model.Ref
	follows int         // accounts
	flights []model.Ask // asked and not answered
	past    []model.Ask // answered
	looked  map[string]*watch.Watched
	unsure  map[int]bool // tickets of questions that the list may not wait for any more
}

func newPlay(t *testing.T) *play {
	t.Helper()
	return &play{
		t: t, now: start(),
		list: watch.NewList(interval, playLimit, watch.WithChecks(
			func(_ *watch.List, _ *watch.Looks, now time.Time) watch.Judgement {
				return watch.Judgement{LookAgain: now.Unix()%2 == 0}
			}, nil, true)),
		looked: map[string]*watch.Watched{}, unsure: map[int]bool{},
	}
}

func (p *play) event(kind byte, about int) {
	switch kind {
	case 0:
		p.pin(about)
	case 1:
		p.due()
	case 2:
		p.observe(about)
	case 3:
		p.fail(about)
	case 4:
		if len(p.refs) > 0 {
			p.list.AskNow(p.refs[about%len(p.refs)], p.now)
		}
	case 5:
		p.now = p.now.Add(time.Duration(about*about*about) * 3 * time.Millisecond) // up to 14 hours
	case 6:
		p.list.AskAllNow(p.now)
	case 7:
		p.late(about)
	case 8:
		if p.follows < 2 {
			p.list.Follow([]string{"", "second"}[p.follows], nil, p.now)
			p.follows++
		}
	case 9:
		p.list.FollowARN(playARN(about), p.now)
	case 10:
		p.explain(about)
	default:
		p.edit(kind, about)
	}
}

// explain looks at an account's tables, as a screen does.
func (p *play) explain(about int) {
	accounts := p.list.Accounts()
	if len(accounts) == 0 {
		return
	}
	if account := accounts[about%len(accounts)]; account.LacksTables(p.now) {
		p.list.AskTables(account, p.now)
		if account.LacksTables(p.now) {
			p.t.Fatal("tables that are asked for are lacking")
		}
	}
}

func (p *play) pin(about int) {
	ref := model.Ref{ExportARN: playARN(about), ExecutionID: playID(about)}
	known := slices.Contains(p.refs, ref)
	if p.list.Pin(ref, p.now) == known {
		p.t.Fatalf("pinned twice or not at all: %v", ref)
	}
	if !known {
		p.refs = append(p.refs, ref)
	}
}

func playID(about int) string { return run("", about%16).ExecutionID }

// playARN names an export; one in three is of another account.
func playARN(about int) string {
	if about%3 == 0 {
		return "odd"
	}
	return arn([]string{"daily", "hourly"}[about%2])
}

func (p *play) due() {
	for _, question := range p.list.Due(p.now) {
		if !p.wanted(question) {
			p.t.Fatalf("%v is asked, which nobody watches", question.Ref)
		}
		if slices.ContainsFunc(p.flights, func(f model.Ask) bool {
			return same(f, question) && !p.unsure[f.Ticket]
		}) {
			p.t.Fatalf("%v is asked twice at once", question.Ref)
		}
		p.flights = append(p.flights, question)
	}
}

// same says whether two questions are the same but for when they were asked.
func same(a, b model.Ask) bool {
	return a.Kind == b.Kind && a.Kind != model.AskTables && !a.Kind.Evidence() && a.Ref == b.Ref &&
		(a.Kind != model.AskExports || a.Profile == b.Profile)
}

// take ends one of the questions in flight.
func (p *play) take(about int) (model.Ask, bool) {
	if len(p.flights) == 0 {
		return model.Ask{}, false
	}
	i := about % len(p.flights)
	question := p.flights[i]
	p.flights = slices.Delete(p.flights, i, i+1)
	p.past = append(p.past, question)
	return question, true
}

func (p *play) observe(about int) {
	question, ok := p.take(about)
	if !ok {
		return
	}
	statuses := []model.Status{
		model.InitiationInProcess, model.QueryInProcess, model.DeliverySuccess, model.QueryFailure,
		model.DeliveryFailure, "PAUSED", "",
	}
	answer := says(statuses[about%len(statuses)], p.now.Add(-time.Duration(about)*time.Minute),
		p.now.Add(-time.Duration(about%7)*time.Minute))
	if about%11 == 0 {
		answer.Execution.CreatedAt, answer.Execution.UpdatedAt = time.Time{}, time.Time{}
	}
	answer.ServerTime = p.now.Add(time.Duration(about-128) * time.Second)
	if !p.tell(question, answer, about) && !p.unsure[question.Ticket] {
		p.t.Fatal("an awaited answer was dropped")
	}
}

// tell answers a question of any kind, and returns whether that was taken.
func (p *play) tell(question model.Ask, answer model.Answer, about int) bool {
	switch question.Kind {
	case model.AskExports:
		list := model.ExportList{Complete: about%5 > 0, ServerTime: answer.ServerTime}
		for n := range about % 4 {
			list.Exports = append(list.Exports, model.ListedExport{
				ARN: playARN(about + n), CreatedAt: answer.Execution.CreatedAt,
			})
		}
		return p.list.Take(model.Reply{Ask: question, Result: list}, p.now)
	case model.AskExecutions:
		list := model.ExecutionList{
			Complete: about%5 > 0, NewestFirst: about%2 > 0, ServerTime: answer.ServerTime,
		}
		for n := range about % 8 {
			said := answer.Execution
			said.Ref.ExecutionID = playID(about + n)
			list.Executions = append(list.Executions, said)
		}
		return p.list.Take(model.Reply{Ask: question, Result: list}, p.now)
	case model.AskTables:
		list := model.TableList{
			Tables:     make([]model.ListedTable, about%3),
			ServerTime: answer.ServerTime,
		}
		return p.list.Take(model.Reply{Ask: question, Result: list}, p.now)
	case model.AskBucket, model.AskData, model.AskSample, model.AskCurrent, model.AskTable:
		return p.list.Take(model.Reply{Ask: question, Result: facts(question, p.now)}, p.now)
	case model.AskExecution:
	}
	return p.list.Take(model.Reply{Ask: question, Result: answer}, p.now)
}

func (p *play) fail(about int) {
	question, ok := p.take(about)
	if !ok {
		return
	}
	kind := model.FaultKind(about) % (model.FaultCanceled + 1)
	if !p.list.Take(model.Reply{Ask: question, Result: &model.Fault{Kind: kind}}, p.now) &&
		!p.unsure[question.Ticket] {
		p.t.Fatal("an awaited fault was dropped")
	}
}

// late answers a question again that was answered before.
func (p *play) late(about int) {
	if len(p.past) == 0 {
		return
	}
	question := p.past[about%len(p.past)]
	revision := p.list.Revision()
	if p.tell(question, ago(model.DeliverySuccess, 9, 5), about) ||
		p.list.Take(
			model.Reply{Ask: question, Result: &model.Fault{}},
			p.now,
		) || p.list.Revision() != revision {
		p.t.Fatal("a late answer was taken")
	}
}

func (p *play) check() {
	p.t.Helper()
	sure := slices.DeleteFunc(
		slices.Clone(p.flights),
		func(f model.Ask) bool { return p.unsure[f.Ticket] },
	)
	if len(sure) > playLimit {
		p.t.Fatalf("%d questions are in flight, %d may be", len(p.flights), playLimit)
	}
	for _, ref := range p.refs {
		asking := slices.ContainsFunc(p.flights, func(f model.Ask) bool {
			return f.Kind == model.AskExecution && f.Ref == ref
		})
		if p.list.Run(ref).Asking() != asking {
			p.t.Fatalf("%v is asked: %v, the list says otherwise", ref, asking)
		}
	}
	p.due()
	if at, ok := p.list.NextDue(p.now); ok {
		if !at.After(p.now) {
			p.t.Fatalf("all due is asked, yet something is due at %v, now is %v", at, p.now)
		}
		if len(sure) == playLimit {
			p.t.Fatalf("the flight is full, yet something is due: %v", sure)
		}
	}
	p.rows()
}

// rows holds that each pin, each export and each account without another row has one row, and that
// a survey counts each once.
func (p *play) rows() {
	p.t.Helper()
	rows, pins := map[any]bool{}, 0
	for _, watched := range p.list.Watched() {
		var key any = watched.Account
		switch watched.Kind {
		case watch.WatchedPin:
			key = watched.Newest().Ref
			pins++
		case watch.WatchedExport:
			key = watched.ExportARN
		case watch.WatchedAccount:
		}
		if rows[key] || !slices.Contains(p.list.Accounts(), watched.Account) {
			p.t.Fatalf("%v has two rows, or an account that is none", key)
		}
		rows[key] = true
	}
	s := p.list.Survey(p.now)
	counted := s.Failed + s.Unknown + s.Overdue + s.Slow + s.Faulty + s.Asking + s.Running +
		s.Delivered + s.Superseded + s.Idle + s.Muted
	if pins != len(p.refs) || counted != len(rows) || len(s.Entries) != len(rows) {
		p.t.Fatalf("%d pins of %d, %d counted of %d rows", pins, len(p.refs), counted, len(rows))
	}
	for _, asking := range []bool{true, false} {
		if at, ok := s.NextChange(asking); ok && !at.After(p.now) {
			p.t.Fatalf("at %v the next change is at %v", p.now, at)
		}
	}
}

// settle takes the network away once, then lets AWS deliver all runs, and holds that each pin is
// reached and that soon nothing is asked for but lists. If a count of flights were wrong, the list
// would stand still here.
func (p *play) settle() {
	p.list.AskAllNow(p.now)
	quiet := p.now // since when no run was asked for
	for turn := 0; p.now.Sub(quiet) < 30*time.Minute; turn++ {
		if turn > 400*(len(p.refs)+10) {
			p.t.Fatal("it never becomes quiet")
		}
		p.due()
		for _, question := range p.flights {
			if question.Kind == model.AskExecution {
				quiet = p.now
			}
			if turn == 0 {
				p.list.Take(
					model.Reply{Ask: question, Result: &model.Fault{Kind: model.FaultNetwork}},
					p.now,
				)
				continue
			}
			p.tell(question, says(model.DeliverySuccess, p.now, p.now), 2)
		}
		p.flights = nil
		p.check()
		if len(p.flights) > 0 {
			continue
		}
		next, ok := p.list.NextDue(p.now)
		if !ok {
			break
		}
		p.now = next
		if p.due(); len(p.flights) == 0 {
			p.t.Fatalf("NextDue promised %v, but nothing is due then", next)
		}
	}
	for _, ref := range p.refs {
		if e, said := p.list.Run(ref).Execution(); !said || e.Status != model.DeliverySuccess {
			p.t.Fatalf("%v was not reached: %v", ref, e.Status)
		}
	}
}
