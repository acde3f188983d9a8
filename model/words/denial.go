package words

import "exportwatch/model"

// deniedAdvice says what to do about a denial: ask for the action, or where a policy refuses that no
// allow in one's own policies overrules, whose move it is.
func deniedAdvice(f *model.Fault) []string {
	if move := overruling(f.DeniedBy); move != "" {
		return []string{move + " An allow in your own policies doesn't help."}
	}
	action := f.Action
	if action == "" {
		action = "bcm-data-exports:GetExecution"
	}
	return []string{
		"Ask for the IAM action " + action + ". AWS managed read-only policies included none of " +
			"these actions as of March 2026.",
		"In a payer account, IAM access to billing usually has to be activated as well.",
	}
}

// roleAdvice says what to do about a role that couldn't be assumed.
func roleAdvice(f *model.Fault) []string {
	if move := overruling(f.DeniedBy); move != "" {
		return []string{move}
	}
	return []string{"Check that the role exists and trusts you. A role that requires an MFA " +
		"code can't be used here: sign in first, and use the session's profile."}
}

// overruling says whose move it is where a kind of policy refuses, or "" where an allow helps.
// Source: the policy evaluation logic of the IAM user guide.
func overruling(kind model.PolicyKind) string {
	switch kind {
	case model.PolicyIdentityDeny:
		return "A policy attached to you denies this explicitly: whoever manages your role or user " +
			"must change it."
	case model.PolicyServiceControl:
		return "A service control policy denies this: the administrator of the AWS organization must " +
			"change it."
	case model.PolicyResourceControl:
		return "A resource control policy denies this: the administrator of the AWS organization " +
			"must change it."
	case model.PolicyPermissionsBoundary:
		return "The permissions boundary of your role or user doesn't allow this: whoever set it " +
			"must change it."
	case model.PolicySession:
		return "The session policy of your login doesn't allow this: sign in to a session without " +
			"it, or ask whoever set it, such as the owner of the permission set."
	case model.PolicyResource:
		return "The policy of the resource denies this: the resource's owner must change it."
	case model.PolicyVPCEndpoint:
		return "The policy of the VPC endpoint denies this: the network's administrator must change " +
			"it, or use another endpoint."
	case model.PolicyNone:
	}
	return ""
}
