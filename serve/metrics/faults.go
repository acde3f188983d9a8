package metrics

import "exportwatch/model"

// faultLabel returns a kind of fault as a label. Alert rules name them: they never change.
func faultLabel(kind model.FaultKind) string {
	return map[model.FaultKind]string{
		model.FaultOther:             "other",
		model.FaultConfig:            "wrong_setting",
		model.FaultNoCredentials:     "no_credentials",
		model.FaultLogin:             "login_expired",
		model.FaultExpiredKeys:       "keys_expired",
		model.FaultBadKeys:           "keys_refused",
		model.FaultAssumeRole:        "role_refused",
		model.FaultCredentialProcess: "credential_process_failed",
		model.FaultTimeout:           "timeout",
		model.FaultDNS:               "name_not_resolved",
		model.FaultTLS:               "tls_failed",
		model.FaultNetwork:           "no_connection",
		model.FaultNotAWS:            "not_aws",
		model.FaultClock:             "clock_off",
		model.FaultDenied:            "access_denied",
		model.FaultNotFound:          "not_found",
		model.FaultInvalid:           "invalid",
		model.FaultThrottled:         "throttled",
		model.FaultService:           "aws_failed",
		model.FaultNoStatus:          "no_status",
		model.FaultCanceled:          "canceled",
	}[kind]
}
