package cli

import (
	"context"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"exportwatch/model"
	"exportwatch/model/words"
)

// probeLimit is how long one question of doctor's may take.
const probeLimit = 10 * time.Second

// probeLateError is the cause of a question's end that took too long.
type probeLateError struct{}

func (probeLateError) Error() string { return "no answer within " + probeLimit.String() }

func (probeLateError) Unwrap() error { return context.DeadlineExceeded }

// probe tries the permissions of one profile, about one export, with questions that only read.
type probe struct {
	source  model.Source
	profile string
	named   targets
	now     func() time.Time

	mu          sync.Mutex
	permissions []permission
	account     string // of the export, "" if none is known
	principal   string // who was refused, in AWS's words
	unmatched   bool   // no export is called as the targets want it
	// cause is the fault of the first question if it concerns all that is asked, or nil.
	cause *model.Fault
}

// findings says what came of it.
func (p *probe) findings() []finding {
	var all []finding
	if p.unmatched {
		all = append(all, finding{
			check:   "targets",
			verdict: verdictLook,
			text: "no export of this account is called " + quoted(
				strings.Join(p.named.patterns, ", "),
			),
			remedy: `"exportwatch status" lists the exports.`,
		})
	}
	for _, each := range p.permissions {
		all = append(all, each.finding(p.cause))
	}
	return all
}

// run tries what can be tried. The rest says why it wasn't.
func (p *probe) run(ctx context.Context) {
	var both sync.WaitGroup
	both.Go(func() { p.settle(actionListTables, p.ask(ctx, model.AskTables, nil)) })
	arn, why := p.choose(ctx)
	if arn != "" {
		p.account = model.ARNAccount(arn)
		p.about(ctx, arn)
	} else {
		p.leave(why, actionListExecutions, actionGetExecution, model.ActionGetExport)
		p.leaveEvidence(why)
	}
	both.Wait()
}

// choose lists the exports, and returns the ARN of one that is meant, or why there is none.
func (p *probe) choose(ctx context.Context) (arn, why string) {
	reply := p.ask(ctx, model.AskExports, nil)
	p.settle(actionListExports, reply)
	fault := reply.Fault()
	if fault != nil && fault.OfAccount() {
		p.cause = fault
		return "", words.FaultPhrase(fault)
	}
	if list, ok := reply.Result.(model.ExportList); ok {
		for _, export := range list.Exports {
			if len(p.named.arns)+len(p.named.pins) == 0 && p.named.names(export.Name) {
				return export.ARN, ""
			}
		}
	}
	switch {
	case len(p.named.pins) > 0:
		return p.named.pins[0].ExportARN, ""
	case len(p.named.arns) > 0:
		return p.named.arns[0], ""
	case fault != nil:
		return "", "no export is known"
	case len(p.named.patterns) > 0:
		p.unmatched = true
		return "", "no export is called so"
	}
	return "", "the account has no export"
}

// names says whether an export of a name is meant.
func (t *targets) names(name string) bool {
	return t.everything() || slices.ContainsFunc(t.patterns, func(pattern string) bool {
		matched, err := path.Match(pattern, name)
		return err == nil && matched
	})
}

// about tries what is about one export.
func (p *probe) about(ctx context.Context, arn string) {
	var (
		both    sync.WaitGroup
		current *model.Export
	)
	both.Go(func() {
		reply := p.ask(ctx, model.AskCurrent, &model.Sought{ExportARN: arn})
		p.settle(model.ActionGetExport, reply)
		if facts, ok := reply.Result.(model.CurrentExport); ok {
			p.settleProbe(model.ActionGetExport, facts.Probe, "")
			current = facts.Export
		}
	})
	sought := p.newestRun(ctx, arn)
	both.Wait()
	if sought == nil && current != nil {
		sought = model.SoughtOfExport(arn, current)
	}
	if sought == nil {
		p.leaveEvidence("neither GetExecution nor GetExport tells the bucket and the table")
		return
	}
	p.evidence(ctx, sought)
}

// newestRun asks for the newest run of an export, or the one that is pinned, and returns what to seek
// about it; nil if that isn't told.
func (p *probe) newestRun(ctx context.Context, arn string) *model.Sought {
	reply := p.send(ctx, model.Ask{
		Kind: model.AskExecutions, Ref: model.Ref{ExportARN: arn},
	})
	p.settle(actionListExecutions, reply)
	ref, why := model.Ref{}, "no run is known"
	list, listed := reply.Result.(model.ExecutionList)
	switch {
	case len(p.named.pins) > 0 && p.named.pins[0].ExportARN == arn:
		ref = p.named.pins[0]
	case listed && len(list.Executions) > 0:
		newest := slices.MaxFunc(list.Executions, func(a, b model.Execution) int {
			return a.CreatedAt.Compare(b.CreatedAt)
		})
		ref = newest.Ref
	case listed:
		why = "the export has no run yet"
	}
	if ref == (model.Ref{}) {
		p.leave(why, actionGetExecution)
		return nil
	}
	reply = p.send(ctx, model.Ask{Kind: model.AskExecution, Ref: ref})
	p.settle(actionGetExecution, reply)
	answer, ok := reply.Result.(model.Answer)
	if !ok {
		return nil
	}
	sought, _ := model.SoughtOf(answer.Execution)
	return sought
}

// ask asks a question of a kind.
func (p *probe) ask(ctx context.Context, kind model.AskKind, sought *model.Sought) model.Reply {
	return p.send(ctx, model.Ask{Kind: kind, Sought: sought})
}

// send asks a question, for so long at most.
func (p *probe) send(ctx context.Context, ask model.Ask) model.Reply {
	ctx, cancel := context.WithTimeoutCause(ctx, probeLimit, probeLateError{})
	defer cancel()
	ask.Profile, ask.At = p.profile, p.now()
	return p.source.Answer(ctx, ask)
}

// settle notes how a question ended that takes one action.
func (p *probe) settle(action string, reply model.Reply) {
	p.settleFault(action, reply.Fault())
}

// settleProbe notes how a question of evidence ended, or why it wasn't asked.
func (p *probe) settleProbe(action string, asked model.Probe, why string) {
	if !asked.Asked() {
		p.leave(why, action)
		return
	}
	p.settleFault(action, asked.Fault)
}

func (p *probe) settleFault(action string, fault *model.Fault) {
	p.change(action, func(known *permission) {
		known.fault, known.granted = fault, grantUnknown
		switch {
		case fault == nil, fault.Kind == model.FaultNotFound:
			known.granted = grantGiven // what isn't there isn't refused
		case fault.Kind == model.FaultDenied:
			known.granted = grantDenied
		}
		if fault != nil && fault.Principal != "" {
			p.principal = fault.Principal
		}
	})
}

// leave notes why actions weren't tried.
func (p *probe) leave(why string, actions ...string) {
	for _, action := range actions {
		p.change(action, func(known *permission) {
			known.granted, known.why, known.fault = grantUntried, why, nil
		})
	}
}

// leaveEvidence does so for what checks take.
func (p *probe) leaveEvidence(why string) {
	p.leave(why, model.ActionGetTable, model.ActionListBucket, model.ActionGetObject,
		model.ActionGetPolicy, model.ActionGetEncryption)
}

func (p *probe) change(action string, change func(*permission)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.permissions {
		if p.permissions[i].action == action {
			change(&p.permissions[i])
		}
	}
}
