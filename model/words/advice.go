package words

import "exportwatch/model"

// FaultAdvice returns what a person can do about the fault, a sentence each, the first the most
// useful. Commands stand alone in the sentences that end in a colon before them.
func FaultAdvice(f *model.Fault) []string {
	switch f.Kind {
	case model.Config:
		return []string{"Correct it, then start again."}
	case model.NoCredentials:
		return []string{
			"Sign in, or name a profile with --profile. Run: aws sso login" + profileFlag(f),
			"On an EC2 instance: attach a role to it.",
		}
	case model.Login:
		return []string{
			"Sign in again; this screen goes on by itself. Run: aws sso login" + profileFlag(f),
		}
	case model.ExpiredKeys:
		return []string{
			"Renew the keys where they came from; keys in the shared credentials file are " +
				"read again by themselves. Keys in the environment need a restart.",
		}
	case model.BadKeys:
		return []string{
			"Check the access key. See who you are: aws sts get-caller-identity" + profileFlag(f),
		}
	case model.AssumeRole:
		return []string{"Check that the role exists and trusts you. A role that asks for an MFA " +
			"code can't be used here: sign in first, and use the session's profile."}
	case model.CredentialProcess:
		return []string{"Run the command of credential_process by hand and see what it says. It " +
			"can't ask anything here: sign in first."}
	case model.Timeout, model.DNS, model.Network:
		return []string{
			"Check the network, HTTPS_PROXY and --endpoint-url. It is asked again by itself.",
		}
	case model.TLS:
		return []string{"If a proxy opens TLS here, give its certificate with --ca-bundle FILE."}
	case model.NotAWS:
		return []string{"Check HTTPS_PROXY, a sign-in page of the network, and --endpoint-url."}
	case model.Clock:
		return []string{"Set the clock: AWS refuses signatures that are minutes off."}
	case model.Denied:
		return deniedAdvice(f)
	case model.NotFound:
		return []string{
			"Check ARN and id. How long AWS keeps old executions isn't documented, " +
				"and neither is what it answers for a deleted export.",
			"Unless it is known to have ended, it is asked again once an hour.",
		}
	case model.Invalid:
		return []string{"Correct the ARN or the id; r asks again."}
	case model.Throttled:
		return []string{"Nothing to do: it is asked again more slowly."}
	case model.Service:
		return []string{
			"It is asked again by itself. Should it last: https://health.aws.amazon.com",
		}
	case model.NoStatus:
		return []string{"Check --endpoint-url: an emulator may answer in another shape. " +
			"It is asked again by itself."}
	case model.Other, model.Canceled:
	}
	return []string{"It is asked again by itself."}
}

func deniedAdvice(f *model.Fault) []string {
	action := f.Action
	if action == "" {
		action = "bcm-data-exports:GetExecution"
	}
	return []string{
		"Ask for the IAM action " + action + ". AWS's managed read-only policies held none of " +
			"these actions when last looked at (March 2026).",
		"In a payer account, access to billing must be activated for IAM users as well, as a rule.",
	}
}

// FaultCommand returns the command that most likely mends the fault, or "" where there is none.
func FaultCommand(f *model.Fault) string {
	switch f.Kind {
	case model.NoCredentials, model.Login:
		return "aws sso login" + profileFlag(f)
	case model.BadKeys:
		return "aws sts get-caller-identity" + profileFlag(f)
	case model.Other,
		model.Config,
		model.ExpiredKeys,
		model.AssumeRole,
		model.CredentialProcess,
		model.Timeout,
		model.DNS,
		model.TLS,
		model.Network,
		model.NotAWS,
		model.Clock,
		model.Denied,
		model.NotFound,
		model.Invalid,
		model.Throttled,
		model.Service,
		model.NoStatus,
		model.Canceled:
	}
	return ""
}
