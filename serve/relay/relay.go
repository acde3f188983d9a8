// Package relay asks AWS once for many who watch the same. It has one rule: an answer newer than the
// one you hold will do; else AWS is asked once, and whoever asks meanwhile shares what comes. Who
// holds nothing gets the last answer that is known, and next any fault after it. Faults are shared as
// answers are.
package relay

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"exportwatch/model"
)

// How long what is known does for others.
const (
	evidenceKeeps = 10 * time.Minute // from when it came: it is large, and asked for by who looks at it
	othersKeep    = 24 * time.Hour   // from when it was last asked for: runs come and go for years
	tidyEvery     = time.Minute
)

// Relay is a source that shares what another source answers. Make it with New.
type Relay struct {
	ctx    context.Context //nolint:containedctx // the server's: a viewer who leaves cancels nobody
	source model.Source
	now    func() time.Time

	mu     sync.Mutex
	known  map[subject]*known
	asked  int
	tidied time.Time // when what is too old was last dropped
}

var _ model.Source = (*Relay)(nil)

// New returns a relay of a source. The context, which is the server's, ends the questions to it.
func New(ctx context.Context, source model.Source, now func() time.Time) *Relay {
	return &Relay{ctx: ctx, source: source, now: now, known: map[subject]*known{}}
}

// subject is what a question is about: what has the same has the same answer.
type subject struct {
	kind    model.AskKind
	profile string
	ref     model.Ref
	sought  string // "" but for evidence
}

// known is what is known about a subject.
type known struct {
	newest  model.Reply      // an answer or a fault; a list of executions perhaps of the first page alone
	answer  model.Reply      // the newest that is no fault
	whole   model.Reply      // of executions: the newest list of all pages
	flights map[bool]*flight // what is being asked, by whether all pages are
	askedAt time.Time        // when somebody last wanted to know
}

// flight is a question on its way.
type flight struct {
	done  chan struct{} // closed when the reply is there
	reply model.Reply
}

// Answer returns what is known, if that is newer than what the asker holds, or asks the source, unless
// that is being asked already. The reply says when the source was asked and when its answer came.
func (r *Relay) Answer(ctx context.Context, ask model.Ask) model.Reply {
	about := subjectOf(ask)
	reply, flown := r.find(about, ask)
	if flown != nil {
		select {
		case <-flown.done:
			reply = flown.reply
		case <-ctx.Done():
			fault := &model.Fault{Kind: model.FaultCanceled, Profile: ask.Profile, Served: true}
			return model.Reply{Ask: ask, Result: fault}
		}
	}
	asked := reply.Ask.At
	reply.Ask = ask
	reply.Ask.At = asked
	return reply
}

// Questions returns how many questions were sent on to the source.
func (r *Relay) Questions() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked
}

// find returns a reply that is known, or the flight that will bring one.
func (r *Relay) find(about subject, ask model.Ask) (model.Reply, *flight) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	r.forget(now)
	k := r.known[about]
	if k == nil {
		k = &known{flights: map[bool]*flight{}}
		r.known[about] = k
	}
	k.askedAt = now
	if reply, ok := k.serves(ask); ok {
		return reply, nil
	}
	flown := k.flights[ask.All]
	if flown == nil && !ask.All {
		flown = k.flights[true] // all pages have the first among them
	}
	if flown == nil {
		flown = &flight{done: make(chan struct{})}
		k.flights[ask.All] = flown
		r.asked++
		go r.fly(k, flown, ask)
	}
	return model.Reply{}, flown
}

// fly asks the source.
func (r *Relay) fly(k *known, flown *flight, ask model.Ask) {
	ask.At = r.now()
	reply := r.source.Answer(r.ctx, ask)
	reply.Ask, reply.CameAt = ask, r.now()
	if fault := reply.Fault(); fault != nil {
		served := *fault
		served.Served = true
		reply.Result = &served
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(k.flights, ask.All)
	flown.reply = k.take(reply)
	close(flown.done)
}

// forget drops now and then what is too old to do for anybody.
func (r *Relay) forget(now time.Time) {
	if now.Sub(r.tidied) < tidyEvery {
		return
	}
	r.tidied = now
	maps.DeleteFunc(r.known, func(about subject, k *known) bool {
		old := now.Sub(k.askedAt) >= othersKeep
		if about.kind.Evidence() {
			old = now.Sub(k.newest.CameAt) > evidenceKeeps
		}
		return old && len(k.flights) == 0
	})
}

// take keeps what came, and returns it with what is known besides: who comes later needn't ask
// whether a status stays.
func (k *known) take(reply model.Reply) model.Reply {
	if fault := reply.Fault(); fault != nil && fault.Kind == model.FaultCanceled {
		return reply // the server ends
	}
	if answer, ok := reply.Result.(model.Answer); ok {
		before, ok := k.answer.Result.(model.Answer)
		answer.Confirmed = ok && before.Execution.Status == answer.Execution.Status
		reply.Result = answer
	}
	k.newest = reply
	if reply.Fault() == nil {
		k.answer = reply
	}
	if _, ok := reply.Result.(model.ExecutionList); ok && reply.Ask.All {
		k.whole = reply
	}
	return reply
}

// serves returns what is known, if it will do for a question. Who holds nothing gets an answer though
// a fault came after it: it is what others still see, and the fault is what he gets next.
func (k *known) serves(ask model.Ask) (model.Reply, bool) {
	newest := k.newest
	if ask.Held.IsZero() && newest.Fault() != nil && k.answer.Result != nil {
		newest = k.answer
	}
	switch {
	case newest.Result == nil || !newest.CameAt.After(ask.Held):
		return model.Reply{}, false
	case ask.Kind.Evidence() && ask.Sought != nil && ask.Sought.Anew && ask.Held.IsZero():
		return model.Reply{}, false
	case !ask.All || newest.Fault() != nil || newest.Ask.All:
		return newest, true
	case k.whole.CameAt.After(ask.Held):
		return merge(k.whole, newest)
	}
	return model.Reply{}, false
}

// merge returns a list of all executions that is as new as a first page; false where nothing proves
// that the page joins it.
func merge(whole, page model.Reply) (model.Reply, bool) {
	all, okAll := whole.Result.(model.ExecutionList)
	first, okFirst := page.Result.(model.ExecutionList)
	if !okAll || !okFirst || !all.NewestFirst || !first.NewestFirst {
		return model.Reply{}, false
	}
	fresh := map[model.Ref]bool{}
	for _, execution := range first.Executions {
		fresh[execution.Ref] = true
	}
	joined := append([]model.Execution(nil), first.Executions...)
	overlaps := len(all.Executions) == 0 || first.Complete
	for _, execution := range all.Executions {
		if fresh[execution.Ref] {
			overlaps = true
			continue
		}
		if !first.Complete {
			joined = append(joined, execution)
		}
	}
	if !overlaps {
		return model.Reply{}, false
	}
	list := first
	list.Executions, list.Complete = joined, first.Complete || all.Complete
	list.Calls = max(first.Calls, all.Calls)
	page.Result = list
	return page, true
}

// subjectOf returns what a question is about.
func subjectOf(ask model.Ask) subject {
	about := subject{kind: ask.Kind, profile: ask.Profile, ref: ask.Ref}
	if ask.Sought != nil {
		sought := *ask.Sought
		sought.Anew = false
		about.sought = fmt.Sprintf("%+v", sought)
	}
	return about
}
