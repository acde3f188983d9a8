package model_test

import (
	"slices"
	"testing"

	"exportwatch/model"
)

// kinds are all kinds of faults. Canceled is the last of them.
func kinds() []model.FaultKind {
	var all []model.FaultKind
	for kind := model.FaultOther; kind <= model.FaultCanceled; kind++ {
		all = append(all, kind)
	}
	return all
}

func TestFaultsAreOfTheAccountOrOfTheRun(t *testing.T) {
	t.Parallel()
	ofAccount := []model.FaultKind{
		model.FaultConfig,
		model.FaultNoCredentials,
		model.FaultLogin,
		model.FaultExpiredKeys,
		model.FaultBadKeys,
		model.FaultAssumeRole,
		model.FaultCredentialProcess,
		model.FaultTimeout,
		model.FaultDNS,
		model.FaultTLS,
		model.FaultNetwork,
		model.FaultNotAWS,
		model.FaultClock,
	}
	final := []model.FaultKind{model.FaultConfig, model.FaultInvalid}
	for _, kind := range kinds() {
		fault := &model.Fault{Kind: kind}
		if fault.OfAccount() != slices.Contains(ofAccount, kind) {
			t.Errorf("kind %d is of the account: %v", kind, fault.OfAccount())
		}
		if fault.Final() != slices.Contains(final, kind) {
			t.Errorf("kind %d is final: %v", kind, fault.Final())
		}
	}
}

func TestFaultAsAnError(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault model.Fault
		want  string
	}{
		{model.Fault{Kind: model.FaultDenied}, "access denied"},
		{model.Fault{Kind: model.FaultDenied, Message: "not authorized"}, "access denied: not authorized"},
		{model.Fault{}, "error"},
	} {
		if got := test.fault.Error(); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
