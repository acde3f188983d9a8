package policy

import (
	"slices"
	"strings"

	"exportwatch/model"
)

// Judge says what a policy's text says of each request, in their order.
func Judge(text string, requests ...Request) []Judgement {
	judgements := make([]Judgement, len(requests))
	read, err := Read(text)
	for i, request := range requests {
		if err != nil {
			judgements[i] = Judgement{Unreadable: err.Error()}
			continue
		}
		judgements[i] = read.Judge(request)
	}
	return judgements
}

// Judge says what the policy says of a request: a Deny that applies beats all; without any Allow
// that may apply nothing is granted; and what hangs on a Deny or an Allow that may apply or not
// can't be told.
func (p *Policy) Judge(request Request) Judgement {
	var denies, allows []trial
	for _, s := range p.statements {
		t := p.try(s, request)
		if s.effect == "Allow" {
			allows = append(allows, t)
		} else {
			denies = append(denies, t)
		}
	}
	deny, allow := strongest(denies), strongest(allows)
	guarded := slices.ContainsFunc(denies, func(t trial) bool { return t.held.inferred })
	switch {
	case deny != nil && deny.held.answer == yes:
		return deny.judgement(VerdictDenied, deny.held.inferred)
	case allow == nil:
		return Judgement{Verdict: VerdictNotGranted}
	case allow.held.answer == no:
		likely := slices.ContainsFunc(allows, func(t trial) bool { return t.held.inferred })
		return nearest(allows).judgement(VerdictNotGranted, likely)
	case deny != nil && deny.held.answer == maybe:
		return deny.judgement(VerdictUnknown, false)
	case allow.held.answer == yes:
		return allow.judgement(VerdictGranted, allow.held.inferred || guarded)
	default:
		return allow.judgement(VerdictUnknown, false)
	}
}

// trial is a statement against a request: each of its parts with its truth, and all together.
type trial struct {
	statement statement
	parts     []part
	held      truth
}

type part struct {
	held  truth
	cause Cause
}

// try judges each part of a statement.
func (p *Policy) try(s statement, request Request) trial {
	t := trial{statement: s, held: truth{answer: yes}}
	principal, legacy := matchPrincipal(s.principal, s.effect == "Allow")
	t.add(
		principal,
		Cause{Part: PartPrincipal, Key: s.principal.name, Sent: Service, Legacy: legacy},
	)
	t.add(matchAction(s.action, request.Action), Cause{
		Part: PartAction, Key: s.action.name, Sent: request.Action,
	})
	t.add(p.matchResource(s.resource, request), Cause{
		Part: PartResource, Key: s.resource.name, Sent: model.Clean(request.Resource),
	})
	for _, test := range tests(s.condition) {
		t.add(p.judge(test, request))
	}
	for _, name := range s.unknown {
		t.add(truth{answer: maybe}, Cause{Part: PartElement, Key: shown(name)})
	}
	if s.effect != "Allow" && s.effect != "Deny" {
		t.add(truth{answer: maybe}, Cause{Part: PartEffect, Key: shown(s.effect)})
	}
	return t
}

func (t *trial) add(held truth, cause Cause) {
	cause.Unsure = held.answer == maybe
	t.parts = append(t.parts, part{held, cause})
	t.held = t.held.and(held)
}

func matchAction(e element, action string) truth {
	patterns, ok := texts(e.value)
	if e.odd || !ok {
		return truth{answer: maybe}
	}
	named := slices.ContainsFunc(patterns, func(pattern string) bool {
		return like(strings.ToLower(pattern), strings.ToLower(action))
	})
	return either(named != e.negated)
}

func (p *Policy) matchResource(e element, request Request) truth {
	patterns, ok := texts(e.value)
	if e.odd || !ok {
		return truth{answer: maybe}
	}
	held := truth{answer: no}
	for _, pattern := range patterns {
		filled, inferred, ok := p.fill(pattern, request)
		switch {
		case !ok:
			held = held.or(truth{answer: maybe})
		case pattern == "*":
			held = held.or(truth{answer: yes})
		default:
			named := likeARN(filled, request.Resource)
			named.inferred = named.inferred || inferred
			held = held.or(named)
		}
	}
	if e.negated {
		held = held.not()
	}
	return held
}

// strongest returns the trial that holds most: a yes before a may be, a certain one before an
// inferred one; nil if there is none.
func strongest(trials []trial) *trial {
	return best(trials, func(t trial) []int {
		return []int{int(t.held.answer), score(!t.held.inferred)}
	})
}

// nearest returns the Allow that comes nearest to applying: the principal counts before the action,
// that before the resource, and a statement for legacy reports is nearer than one for users.
func nearest(allows []trial) *trial {
	return best(allows, func(t trial) []int {
		principal, missed := t.parts[0], 0
		for _, part := range t.parts {
			missed += score(part.held.answer == no)
		}
		return []int{
			int(principal.held.answer), score(principal.cause.Legacy),
			int(t.parts[1].held.answer), int(t.parts[2].held.answer), -missed,
		}
	})
}

// best returns the first of the trials that rank highest.
func best(trials []trial, rank func(trial) []int) *trial {
	at, highest := -1, []int(nil)
	for i, t := range trials {
		if r := rank(t); at < 0 || slices.Compare(r, highest) > 0 {
			at, highest = i, r
		}
	}
	if at < 0 {
		return nil
	}
	return &trials[at]
}

func score(is bool) int {
	if is {
		return 1
	}
	return 0
}

// judgement is a verdict that rests on this statement.
func (t *trial) judgement(verdict Verdict, likely bool) Judgement {
	return Judgement{
		Verdict: verdict,
		Likely:  likely,
		Number:  t.statement.number,
		SID:     shown(t.statement.sid),
		Deny:    t.statement.effect != "Allow",
		Cause:   t.cause(),
	}
}

// cause returns the part on which the statement's truth hangs: of a statement that doesn't apply
// the first that doesn't hold, of one that may apply the first that may hold; of one that applies
// the first condition, before others one that rests on an inference. Parts for certain come before
// those that are inferred where either would do.
func (t *trial) cause() Cause {
	decides := func(p part) bool {
		return p.held == t.held && (t.held.answer != yes || p.cause.Part == PartCondition)
	}
	for _, p := range t.parts {
		if decides(p) {
			return p.cause
		}
	}
	for _, p := range t.parts {
		if p.held.answer == t.held.answer && t.held.answer != yes {
			return p.cause
		}
	}
	return Cause{}
}
