package model_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
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
	f.Fuzz(func(t *testing.T, events []byte) {
		p := newPlay(t)
		for i := 0; i+1 < len(events) && i < 4000; i += 2 {
			p.event(events[i]%8, int(events[i+1]))
			p.check()
		}
		p.settle()
	})
}

const playLimit = 3

// play is a watch list under fuzzing, with what a caller would know of it.
type play struct {
	t       *testing.T
	list    *model.Watchlist
	now     time.Time
	refs    []model.Ref
	flights []model.Ask // asked and not answered
	past    []model.Ask // answered
}

func newPlay(t *testing.T) *play {
	t.Helper()
	return &play{t: t, list: model.NewWatchlist(interval, playLimit), now: start()}
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
	}
}

func (p *play) pin(about int) {
	ref := run([]string{"daily", "hourly"}[about%2], about%16)
	if about%3 == 0 {
		ref.ExportARN = "odd" // of another account
	}
	known := slices.Contains(p.refs, ref)
	if p.list.Pin(ref, p.now) == known {
		p.t.Fatalf("pinned twice or not at all: %v", ref)
	}
	if !known {
		p.refs = append(p.refs, ref)
	}
}

func (p *play) due() {
	for _, question := range p.list.Due(p.now) {
		if slices.ContainsFunc(p.flights, func(f model.Ask) bool { return f.Ref == question.Ref }) {
			p.t.Fatalf("%v is asked twice at once", question.Ref)
		}
		p.flights = append(p.flights, question)
	}
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
	if !p.list.Observe(question, answer, p.now) {
		p.t.Fatal("an awaited answer was dropped")
	}
}

func (p *play) fail(about int) {
	question, ok := p.take(about)
	if !ok {
		return
	}
	kind := kinds()[about%len(kinds())]
	if !p.list.Fail(question, &model.Fault{Kind: kind}, p.now) {
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
	if p.list.Observe(question, ago(model.DeliverySuccess, 9, 5), p.now) ||
		p.list.Fail(question, &model.Fault{}, p.now) || p.list.Revision() != revision {
		p.t.Fatal("a late answer was taken")
	}
}

func (p *play) check() {
	p.t.Helper()
	if len(p.flights) > playLimit {
		p.t.Fatalf("%d questions are in flight, %d may be", len(p.flights), playLimit)
	}
	for _, ref := range p.refs {
		asking := slices.ContainsFunc(p.flights, func(f model.Ask) bool { return f.Ref == ref })
		if p.list.Run(ref).Asking() != asking {
			p.t.Fatalf("%v is asked: %v, the list says otherwise", ref, asking)
		}
	}
	p.due()
	if at, ok := p.list.NextDue(p.now); ok {
		if !at.After(p.now) {
			p.t.Fatalf("all due is asked, yet something is due at %v, now is %v", at, p.now)
		}
		if len(p.flights) == playLimit {
			p.t.Fatal("the flight is full, yet something is due")
		}
	}
	if survey := p.list.Survey(p.now); len(survey.Entries) != len(p.refs) {
		p.t.Fatalf("%d of %d rows are surveyed", len(survey.Entries), len(p.refs))
	}
}

// settle takes the network away once, then lets AWS deliver all runs, and holds that each is reached
// and all become quiet. If a count of flights were wrong, the list would stand still here.
func (p *play) settle() {
	p.list.AskAllNow(p.now)
	for turn := 0; ; turn++ {
		if turn > 100*(len(p.refs)+1) {
			p.t.Fatal("it never becomes quiet")
		}
		p.due()
		for _, question := range p.flights {
			if turn == 0 {
				p.list.Fail(question, &model.Fault{Kind: model.Network}, p.now)
				continue
			}
			p.list.Observe(question, says(model.DeliverySuccess, p.now, p.now), p.now)
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
