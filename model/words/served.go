package words

import "exportwatch/model"

// servedAdvice returns what somebody can do about a fault who looks at a service's screen, and could
// not mend it himself; nil where that is what anybody can do.
func servedAdvice(f *model.Fault) []string {
	switch f.Kind {
	case model.FaultNoCredentials, model.FaultLogin, model.FaultExpiredKeys, model.FaultBadKeys,
		model.FaultAssumeRole, model.FaultCredentialProcess:
		return []string{"The service on this host must sign in again: tell whoever runs it. " +
			"The screen resumes automatically."}
	case model.FaultConfig:
		return []string{"The service on this host has a wrong setting: tell whoever runs it."}
	case model.FaultTimeout, model.FaultDNS, model.FaultTLS, model.FaultNetwork, model.FaultNotAWS:
		return []string{"The service on this host can't reach AWS: if that goes on, tell whoever " +
			"runs it. " + retrying}
	case model.FaultClock:
		return []string{"The clock of the service's host is off: tell whoever runs it."}
	case model.FaultOther, model.FaultDenied, model.FaultNotFound, model.FaultInvalid,
		model.FaultThrottled, model.FaultService, model.FaultNoStatus, model.FaultCanceled:
	}
	return nil
}
