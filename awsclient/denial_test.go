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
		"": model.NoPolicy,
		"because no identity-based policy allows the " + getAction + " action": model.NoPolicy,
		"with an explicit deny":                                                  model.NoPolicy,
		"with an explicit deny in a brand new policy":                            model.NoPolicy,
		"with an explicit deny in an identity-based policy":                      model.IdentityPolicyDeny,
		"with an explicit deny in an identity-based policy: arn:aws:iam::1:p/x":  model.IdentityPolicyDeny,
		"with an explicit deny in a service control policy":                      model.ServiceControlPolicy,
		"due to an explicit deny in a Service Control Policy":                    model.ServiceControlPolicy,
		"because no service control policy allows the " + getAction + " action":  model.ServiceControlPolicy,
		"with an explicit deny in a resource control policy":                     model.ResourceControlPolicy,
		"because no resource control policy allows the " + getAction + " action": model.ResourceControlPolicy,
		"with an explicit deny in a permissions boundary":                        model.PermissionsBoundary,
		"because no permissions boundary allows the " + getAction + " action":    model.PermissionsBoundary,
		"with an explicit deny in a session policy":                              model.SessionPolicy,
		"because no session policy allows the " + getAction + " action":          model.SessionPolicy,
		"with an explicit deny in a resource-based policy":                       model.ResourcePolicy,
		"because no resource-based policy allows the " + getAction + " action":   model.ResourcePolicy,
		"with an explicit deny in the role trust policy":                         model.ResourcePolicy,
		"because no role trust policy allows the sts:AssumeRole action":          model.ResourcePolicy,
		"with an explicit deny in a VPC endpoint policy":                         model.VPCEndpointPolicy,
		"because no VPC endpoint policy allows the " + getAction + " action":     model.VPCEndpointPolicy,
		"with an explicit deny in a service control policy: arn:aws:organizations::999988887777:" +
			"policy/o-exampleorg/service_control_policy/p-examplepol": model.ServiceControlPolicy,
		"with an explicit deny in a permissions boundary: arn:aws:iam::111122223333:policy/" +
			"no session policy": model.PermissionsBoundary,
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
	if fault.Kind != model.FaultAssumeRole || fault.DeniedBy != model.ServiceControlPolicy {
		t.Errorf("got %+v", *fault)
	}
}
