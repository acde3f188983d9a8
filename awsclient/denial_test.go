package awsclient_test

import (
	"testing"

	"exportwatch/awsclient"
	"exportwatch/model"
)

// TestWhichPolicyDenied reads AWS's words for a denial.
func TestWhichPolicyDenied(t *testing.T) {
	t.Parallel()
	const user = "User: arn:aws:sts::111122223333:assumed-role/Ops/jane is not authorized to perform: " +
		getAction + " on resource: " + exportARN + " "
	for words, want := range map[string]model.PolicyKind{
		"": model.PolicyNone,
		"because no identity-based policy allows the " + getAction + " action": model.PolicyNone,
		"with an explicit deny":                                                  model.PolicyNone,
		"with an explicit deny in a brand new policy":                            model.PolicyNone,
		"with an explicit deny in an identity-based policy":                      model.PolicyIdentityDeny,
		"with an explicit deny in an identity-based policy: arn:aws:iam::1:p/x":  model.PolicyIdentityDeny,
		"with an explicit deny in a service control policy":                      model.PolicyServiceControl,
		"due to an explicit deny in a Service Control Policy":                    model.PolicyServiceControl,
		"because no service control policy allows the " + getAction + " action":  model.PolicyServiceControl,
		"with an explicit deny in a resource control policy":                     model.PolicyResourceControl,
		"because no resource control policy allows the " + getAction + " action": model.PolicyResourceControl,
		"with an explicit deny in a permissions boundary":                        model.PolicyPermissionsBoundary,
		"because no permissions boundary allows the " + getAction + " action":    model.PolicyPermissionsBoundary,
		"with an explicit deny in a session policy":                              model.PolicySession,
		"because no session policy allows the " + getAction + " action":          model.PolicySession,
		"with an explicit deny in a resource-based policy":                       model.PolicyResource,
		"because no resource-based policy allows the " + getAction + " action":   model.PolicyResource,
		"with an explicit deny in the role trust policy":                         model.PolicyResource,
		"because no role trust policy allows the sts:AssumeRole action":          model.PolicyResource,
		"with an explicit deny in a VPC endpoint policy":                         model.PolicyVPCEndpoint,
		"because no VPC endpoint policy allows the " + getAction + " action":     model.PolicyVPCEndpoint,
		"with an explicit deny in a service control policy: arn:aws:organizations::999988887777:" +
			"policy/o-exampleorg/service_control_policy/p-examplepol": model.PolicyServiceControl,
		"with an explicit deny in a permissions boundary: arn:aws:iam::111122223333:policy/" +
			"no session policy": model.PolicyPermissionsBoundary,
	} {
		script := newScript(refuses(400, "AccessDeniedException", user+words))
		fault := ask(t, open(t, island(through(script))))
		if fault.Kind != model.FaultDenied || fault.DeniedBy != want || fault.Action != getAction {
			t.Errorf("%s: got %q of %+v, want %q", words, fault.DeniedBy, *fault, want)
		}
	}
}

// TestWhichPolicyRefusedTheRole: STS words its denials alike.
func TestWhichPolicyRefusedTheRole(t *testing.T) {
	t.Setenv("HOME", machine(t, assumesRole+staticKeys, ""))
	fault := ask(t, open(t, awsclient.Options{
		Profile: "acme",
		Transport: through(
			newScript(stsRefuses(403, "AccessDenied", "User: ana is not authorized to "+
				"perform: sts:AssumeRole on resource: "+roleARN+" with an explicit deny in a service "+
				"control policy")),
		),
	}))
	if fault.Kind != model.FaultAssumeRole || fault.DeniedBy != model.PolicyServiceControl {
		t.Errorf("got %+v", *fault)
	}
}
