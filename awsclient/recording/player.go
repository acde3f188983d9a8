package recording

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"time"

	"exportwatch/model"
)

// Step is something that happened in a run: a question was asked, or it ended.
type Step struct {
	At    time.Time
	Ended bool
	Reply model.Reply // of a question that was only asked it holds just that
}

// Player hands out what happened in a run, in its order. It isn't safe for concurrent use.
type Player struct {
	run    Run
	lines  *lines
	source model.Source
	asks   map[int]model.Ask            // that haven't ended yet
	calls  map[int][]call               // for them
	bodies map[[sha256.Size]byte]string // what was last answered to what
	ahead  []pending                    // what was read and not handed out
	last   time.Time
	ended  bool // the file was read to its end
}

// pending is a step whose reply isn't made yet.
type pending struct {
	step  Step
	calls []call
	said  *reply
}

// Play returns a player of a run, at its beginning. The source decodes what was recorded: a session
// of awsclient whose transport is Transport, and which sends a question once.
func (r *Recording) Play(run Run, source model.Source) *Player {
	return &Player{
		run: run, lines: newLines(r.all()), source: source,
		asks: map[int]model.Ask{}, calls: map[int][]call{}, last: run.Began,
		bodies: map[[sha256.Size]byte]string{},
	}
}

// Until returns the steps up to a time, at most so many, with that of the next step and that of the
// next answer; both are zero where none is left.
func (p *Player) Until(
	ctx context.Context, at time.Time, most int,
) (steps []Step, next, answer time.Time) {
	for {
		p.readOn()
		if len(p.ahead) == 0 || p.ahead[0].step.At.After(at) || len(steps) == most {
			break
		}
		first := p.ahead[0]
		p.ahead = p.ahead[1:]
		if first.step.Ended {
			first.step.Reply = p.decode(ctx, first)
		}
		steps = append(steps, first.step)
	}
	if len(p.ahead) > 0 {
		next = p.ahead[0].step.At
		for _, ahead := range p.ahead {
			if ahead.step.Ended {
				return steps, next, ahead.step.At
			}
		}
	}
	return steps, next, answer
}

// readOn reads until an answer is ahead. Lines that can't be read are passed over: Read has looked
// for those that mustn't be there.
func (p *Player) readOn() {
	for !p.ended && !slices.ContainsFunc(p.ahead, func(a pending) bool { return a.step.Ended }) {
		l, err := next[line](p.lines)
		if _, broken := errors.AsType[*brokenError](err); broken {
			continue
		}
		if err != nil { // io.EOF, or a file that went away meanwhile
			p.ended = true
			return
		}
		if l.Run == p.run.id {
			p.take(l)
		}
	}
}

// take notes a line. A step is never before the one that was written before it.
func (p *Player) take(l line) {
	if l.At.After(p.last) {
		p.last = l.At
	}
	switch {
	case l.Ask != nil:
		asked, known := l.Ask.model(l.Question, p.last)
		if known {
			p.asks[l.Question] = asked
			p.ahead = append(
				p.ahead,
				pending{step: Step{At: p.last, Reply: model.Reply{Ask: asked}}},
			)
		}
	case l.Call != nil:
		p.calls[l.Question] = append(
			p.calls[l.Question],
			p.whole(*l.Call, p.asks[l.Question].Profile),
		)
	case l.Reply != nil:
		asked, open := p.asks[l.Question]
		calls := p.calls[l.Question]
		delete(p.asks, l.Question)
		delete(p.calls, l.Question)
		if open {
			p.ahead = append(p.ahead, pending{
				step:  Step{At: p.last, Ended: true, Reply: model.Reply{Ask: asked}},
				calls: withoutRepeats(calls), said: l.Reply,
			})
		}
	}
}

// whole returns a call with its body, also if that is as it was before.
func (p *Player) whole(c call, profile string) call {
	about := c.about(profile)
	if c.Same {
		c.Body = p.bodies[about]
	}
	p.bodies[about] = c.Body
	return c
}

// withoutRepeats leaves out each call that was sent a second time.
func withoutRepeats(calls []call) []call {
	var last []call
	for i, c := range calls {
		if i+1 < len(calls) && calls[i+1].Operation == c.Operation &&
			calls[i+1].Request == c.Request {
			continue
		}
		last = append(last, c)
	}
	return last
}

// decode makes the reply: from AWS's answers, or of what came instead of them the fault as it was
// written down.
func (p *Player) decode(ctx context.Context, of pending) model.Reply {
	got := model.Reply{Ask: of.step.Reply.Ask}
	var failed *model.Fault
	if of.said.Fault != nil {
		failed = of.said.Fault.model()
	}
	silent := len(of.calls) == 0 || of.calls[len(of.calls)-1].Fault != ""
	if failed != nil && (silent || beforeAnswer(failed.Kind)) {
		got.Result = failed
	} else {
		got = p.source.Answer(context.WithValue(ctx, callsKey{}, &recalled{of.calls}), got.Ask)
	}
	if now := got.Fault(); now != nil && failed != nil {
		now.Profile = failed.Profile
	}
	got.Retries = of.said.Retries
	return got
}
