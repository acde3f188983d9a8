package words

import (
	"exportwatch/model"
	"exportwatch/model/watch"
)

// FaultAdviceOnce returns the most useful thing that a person can do about the fault, for a command
// that asks once and ends: nothing is retried.
func FaultAdviceOnce(f *model.Fault) string {
	switch f.Kind {
	case model.FaultLogin:
		return "Sign in again. Run: aws sso login" + profileFlag(f)
	case model.FaultExpiredKeys:
		return "Renew the keys at their source."
	case model.FaultTimeout, model.FaultDNS, model.FaultNetwork:
		return "Check the network, HTTPS_PROXY and --endpoint-url."
	case model.FaultThrottled:
		return "Try again later, or give AWS more time with --timeout."
	case model.FaultService:
		return "Try again later. If it persists: https://health.aws.amazon.com"
	case model.FaultNoStatus:
		return "Check --endpoint-url: an emulator may answer differently."
	case model.FaultOther, model.FaultCanceled:
		return "Try again; --debug-log FILE tells more."
	case model.FaultConfig, model.FaultNoCredentials, model.FaultBadKeys, model.FaultAssumeRole,
		model.FaultCredentialProcess, model.FaultTLS, model.FaultNotAWS, model.FaultClock,
		model.FaultDenied, model.FaultNotFound, model.FaultInvalid:
	}
	return FaultAdvice(f)[0]
}

// OverdueAdvice returns what a person can do about an export that is overdue; of one that was never
// delivered, what it takes.
func OverdueAdvice(row *watch.Watched) string {
	if row.Delivered() == nil {
		return "Check that the bucket exists, in the Region that the export names, and that its " +
			"policy lets bcm-data-exports.amazonaws.com write. See the AWS Health Dashboard; if " +
			"it lasts, AWS Support."
	}
	return "Check the AWS Health Dashboard. If it persists, contact AWS Support."
}
