package awsclient

import (
	"strings"

	"exportwatch/model"
)

// deniedBy returns which kind of policy refused, if AWS's words say so: "with an explicit deny in a
// KIND", or "because no KIND allows the ACTION action".
func deniedBy(message string) model.PolicyKind {
	message = strings.ToLower(message)
	if _, rest, denied := strings.Cut(message, " explicit deny in "); denied {
		name, _, _ := strings.Cut(rest, ":") // the policy's ARN may follow
		return policyKind(name)
	}
	_, rest, _ := strings.Cut(message, " because no ")
	name, _, missing := strings.Cut(rest, " allows ")
	kind := policyKind(name)
	if !missing || kind == model.PolicyIdentityDeny {
		return model.PolicyNone
	}
	return kind
}

// policyKind returns the kind of policy that is named in small letters.
func policyKind(name string) model.PolicyKind {
	if strings.Contains(name, "trust policy") {
		return model.PolicyResource
	}
	for kind := model.PolicyIdentityDeny; kind.String() != ""; kind++ {
		if strings.Contains(name, strings.ToLower(kind.String())) {
			return kind
		}
	}
	return model.PolicyNone
}
