package words

import "exportwatch/model"

// FaultAdvice returns what a person can do about the fault, a sentence each, the first the most
// useful. Commands stand alone in the sentences that end in a colon before them.
func FaultAdvice(f *model.Fault) []string {
	switch f.Kind {
	case model.FaultConfig:
		return []string{"Correct it, then start again."}
	case model.FaultNoCredentials:
		return []string{
			"Sign in, or name a profile with --profile. Run: aws sso login" + profileFlag(f),
			"On an EC2 instance: attach a role to it.",
		}
	case model.FaultLogin:
		return []string{
			"Sign in again; this screen goes on by itself. Run: aws sso login" + profileFlag(f),
		}
	case model.FaultExpiredKeys:
		return []string{
			"Renew the keys where they came from; keys in the shared credentials file are " +
				"read again by themselves. Keys in the environment need a restart.",
		}
	case model.FaultBadKeys:
		return []string{
			"Check the access key. See who you are: aws sts get-caller-identity" + profileFlag(f),
		}
	case model.FaultAssumeRole:
		return []string{"Check that the role exists and trusts you. A role that asks for an MFA " +
			"code can't be used here: sign in first, and use the session's profile."}
	case model.FaultCredentialProcess:
		return []string{"Run the command of credential_process by hand and see what it says. It " +
			"can't ask anything here: sign in first."}
	case model.FaultTimeout, model.FaultDNS, model.FaultNetwork:
		return []string{
			"Check the network, HTTPS_PROXY and --endpoint-url. It is asked again by itself.",
		}
	case model.FaultTLS:
		return []string{"If a proxy opens TLS here, give its certificate with --ca-bundle FILE."}
	case model.FaultNotAWS:
		return []string{"Check HTTPS_PROXY, a sign-in page of the network, and --endpoint-url."}
	case model.FaultClock:
		return []string{"Set the clock: AWS refuses signatures that are minutes off."}
	case model.FaultDenied:
		return deniedAdvice(f)
	case model.FaultNotFound:
		return []string{
			"Check ARN and id. How long AWS keeps old executions isn't documented, " +
				"and neither is what it answers for a deleted export.",
			"Unless it is known to have ended, it is asked again once an hour.",
		}
	case model.FaultInvalid:
		return []string{"Correct the ARN or the id; r asks again."}
	case model.FaultThrottled:
		return []string{"Nothing to do: it is asked again more slowly."}
	case model.FaultService:
		return []string{
			"It is asked again by itself. Should it last: https://health.aws.amazon.com",
		}
	case model.FaultNoStatus:
		return []string{"Check --endpoint-url: an emulator may answer in another shape. " +
			"It is asked again by itself."}
	case model.FaultOther, model.FaultCanceled:
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
	case model.FaultNoCredentials, model.FaultLogin:
		return "aws sso login" + profileFlag(f)
	case model.FaultBadKeys:
		return "aws sts get-caller-identity" + profileFlag(f)
	case model.FaultOther,
		model.FaultConfig,
		model.FaultExpiredKeys,
		model.FaultAssumeRole,
		model.FaultCredentialProcess,
		model.FaultTimeout,
		model.FaultDNS,
		model.FaultTLS,
		model.FaultNetwork,
		model.FaultNotAWS,
		model.FaultClock,
		model.FaultDenied,
		model.FaultNotFound,
		model.FaultInvalid,
		model.FaultThrottled,
		model.FaultService,
		model.FaultNoStatus,
		model.FaultCanceled:
	}
	return ""
}
