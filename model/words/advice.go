package words

import "exportwatch/model"

// FaultAdvice returns what a person can do about the fault, a sentence each, the first the most
// useful. Commands stand alone in the sentences that end in a colon before them.
func FaultAdvice(f *model.Fault) []string {
	if advice := servedAdvice(f); f.Served && advice != nil {
		return advice
	}
	return ownAdvice(f)
}

// ownAdvice is that of somebody who asks himself.
func ownAdvice(f *model.Fault) []string {
	switch f.Kind {
	case model.FaultConfig:
		return []string{"Correct it, then restart."}
	case model.FaultNoCredentials:
		return []string{
			"Sign in, or name a profile with --profile. Run: aws sso login" + profileFlag(f),
			"On an EC2 instance: attach a role to it.",
			"If the message names a file that can't be read, fix that file.",
		}
	case model.FaultLogin:
		return []string{
			"Sign in again; the screen resumes automatically. Run: aws sso login" + profileFlag(f),
		}
	case model.FaultExpiredKeys:
		return []string{
			"Renew the keys at their source. Keys in the shared credentials file are reloaded " +
				"automatically; keys in the environment need a restart.",
		}
	case model.FaultBadKeys:
		return []string{
			"Check the access key. See who you are: aws sts get-caller-identity" + profileFlag(f),
		}
	case model.FaultAssumeRole:
		return roleAdvice(f)
	case model.FaultCredentialProcess:
		return []string{"Run the credential_process command by hand to see its output. It can't " +
			"prompt here: sign in first."}
	case model.FaultTimeout, model.FaultDNS, model.FaultNetwork:
		return []string{"Check the network, HTTPS_PROXY and --endpoint-url. " + retrying}
	case model.FaultTLS:
		return []string{
			"If a proxy intercepts TLS here, pass its CA certificate with --ca-bundle FILE.",
			"If the certificate has expired or is for another host, check this machine's clock, " +
				"--endpoint-url and HTTPS_PROXY.",
		}
	case model.FaultNotAWS:
		return []string{
			"Check HTTPS_PROXY, --endpoint-url, and whether the network wants a sign-in.",
		}
	case model.FaultClock:
		return []string{"Set the clock: AWS rejects signatures that are minutes off."}
	case model.FaultDenied:
		return deniedAdvice(f)
	case model.FaultNotFound:
		return []string{
			"Check the ARN and the id. AWS documents neither how long it keeps executions nor " +
				"what it returns for a deleted export.",
			"Retrying hourly, unless the execution has ended.",
		}
	case model.FaultInvalid:
		return []string{"Correct the ARN or the id."}
	case model.FaultThrottled:
		return []string{"Nothing to do: retrying automatically, more slowly."}
	case model.FaultService:
		return []string{retrying + " If it persists: https://health.aws.amazon.com"}
	case model.FaultNoStatus:
		return []string{"Check --endpoint-url: an emulator may answer differently. " + retrying}
	case model.FaultOther, model.FaultCanceled:
	}
	return []string{retrying}
}

// retrying is said where nothing has to be done for the next try.
const retrying = "Retrying automatically."

// FaultCommand returns the command that most likely mends the fault, or "" where there is none.
func FaultCommand(f *model.Fault) string {
	if f.Served {
		return ""
	}
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
