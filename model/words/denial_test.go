package words_test

import (
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/words"
)

// TestWhoseMoveADenialIs: where no allow of one's own helps, nobody is told to ask for one, and
// there is no policy to paste.
func TestWhoseMoveADenialIs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind model.PolicyKind
		who  string
	}{
		{model.PolicyIdentityDeny, "manages your role or user"},
		{model.PolicyServiceControl, "administrator of the AWS organization"},
		{model.PolicyResourceControl, "administrator of the AWS organization"},
		{model.PolicyPermissionsBoundary, "whoever set it"},
		{model.PolicySession, "permission set"},
		{model.PolicyResource, "resource's owner"},
		{model.PolicyVPCEndpoint, "network's administrator"},
	} {
		kind, who := test.kind, test.who
		fault := &model.Fault{
			Kind: model.FaultDenied, DeniedBy: kind, Action: "bcm-data-exports:ListExports",
		}
		advice := strings.Join(words.FaultAdvice(fault), "\n")
		if !strings.Contains(advice, who) || strings.Contains(advice, "Ask for the IAM action") {
			t.Errorf("%v: %q doesn't say that it is the move of %q", kind, advice, who)
		}
		watched, run := pinnedRun(t, model.Execution{Ref: ref()}, fault)
		if paste := words.PasteFor(watched, run); paste.Kind != words.PasteNothing {
			t.Errorf("%v: a %v is offered that doesn't help", kind, paste.Kind)
		}
	}
	plain := &model.Fault{Kind: model.FaultDenied, Action: "bcm-data-exports:ListExports"}
	if advice := words.FaultAdvice(plain)[0]; !strings.Contains(advice, plain.Action) {
		t.Errorf("a missing allow: %q doesn't name the action", advice)
	}
}

// TestBucketOfAnotherAccount: the policy to change is the bucket owner's.
func TestBucketOfAnotherAccount(t *testing.T) {
	t.Parallel()
	execution := lacksPermission("their-bucket")
	execution.Export.Destination.Owner = "444455556666"
	_, run := pinnedRun(t, execution, nil)
	got := words.Explain(run)
	todo := joined(got.Todo)
	for _, part := range []string{"belongs to account 444455556666", "login of that account"} {
		if !strings.Contains(todo, part) {
			t.Errorf("%q lacks %q", todo, part)
		}
	}
	if first, _, _ := strings.Cut(todo, ". "); !strings.Contains(first, "in account 444455556666") {
		t.Errorf("the first sentence, which JSON tells, doesn't name the account: %q", first)
	}
	if !strings.Contains(got.Brief, "in account 444455556666") {
		t.Errorf("in brief: %q", got.Brief)
	}
	execution.Export.Destination.Owner = execution.Ref.Account()
	_, run = pinnedRun(t, execution, nil)
	if todo := joined(words.Explain(run).Todo); strings.Contains(todo, "belongs to account") {
		t.Errorf("of the export's own account: %q", todo)
	}
}
