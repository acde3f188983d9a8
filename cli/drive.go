package cli

import (
	"context"
	"time"

	"exportwatch/model"
)

// pulse is what a command without a screen does while it watches. Only done must be there.
type pulse struct {
	done    func() bool
	replied func()        // the watch list has taken a reply
	quiet   func()        // and no question is under way any more
	every   time.Duration // between two beats
	beat    func()
	next    func() (time.Time, bool) // when done is to be asked at the latest, if that is known
	calls   <-chan func()            // what others want done where the list is; nil if nobody does
}

// drive watches without a screen: it asks what is due, by the same schedule as the screen, until
// done says so or the context ends. No question is under way any more when it returns, unless one
// doesn't heed the end of its context.
func (j *job) drive(ctx context.Context, p pulse) error {
	j.recall()
	defer j.rememberLast() //nolint:contextcheck // what is remembered is, whatever ends
	replies := make(chan model.Reply, inFlight)
	flying := 0
	asking, stop := context.WithCancel(ctx)
	defer func() { stop(); land(replies, flying) }()
	var beats <-chan time.Time
	if p.beat != nil {
		ticker := time.NewTicker(p.every)
		defer ticker.Stop()
		beats = ticker.C
	}
	for !p.done() {
		now := time.Now()
		for _, ask := range j.watch.Due(now) {
			flying++
			go func() { replies <- j.source.Answer(asking, ask) }()
		}
		var wake <-chan time.Time
		if next, ok := p.sooner(j.watch.NextDue(now)); ok {
			wake = time.NewTimer(min(next.Sub(now), time.Minute)).C
		} else if flying == 0 && p.calls == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx) //nolint:wrapcheck // our own signalError, or the time-out
		case <-wake:
		case <-beats:
			p.beat()
		case call := <-p.calls:
			call()
		case reply := <-replies:
			flying--
			j.watch.Take(reply, time.Now())
			j.heard.hear(reply)
			if flying == 0 {
				j.remember() //nolint:contextcheck // what is remembered is, whatever ends
			}
			p.tell(flying)
		}
	}
	return nil
}

// sooner returns the sooner of two times, of which each may not be known.
func (p pulse) sooner(due time.Time, known bool) (time.Time, bool) {
	if p.next != nil {
		if at, ok := p.next(); ok && (!known || at.Before(due)) {
			return at, true
		}
	}
	return due, known
}

// tell says that a reply was taken while others are still under way.
func (p pulse) tell(flying int) {
	if p.replied != nil {
		p.replied()
	}
	if p.quiet != nil && flying == 0 {
		p.quiet()
	}
}

// land waits, not for long, until the questions under way have ended, with the processes that they
// started.
func land(replies <-chan model.Reply, flying int) {
	const patience = time.Second
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for range flying {
		select {
		case <-replies:
		case <-limit.C:
			return
		}
	}
}
