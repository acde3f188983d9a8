package recording

import (
	"time"

	"exportwatch/model"
)

// fromAsk returns a question as a line has it.
func fromAsk(from model.Ask) *ask {
	return &ask{
		Operation: from.Kind.String(), Profile: from.Profile,
		ExportARN: from.Ref.ExportARN, ExecutionID: from.Ref.ExecutionID, All: from.All,
	}
}

// model returns the question, with its number as its ticket; false if it is of no kind that this
// program knows.
func (a *ask) model(number int, at time.Time) (model.Ask, bool) {
	for _, kind := range []model.AskKind{
		model.AskExecution, model.AskExports, model.AskExecutions, model.AskTables,
	} {
		if kind.String() == a.Operation {
			ref := model.Ref{ExportARN: a.ExportARN, ExecutionID: a.ExecutionID}
			return model.Ask{
				Kind: kind, Profile: a.Profile, Ref: ref, All: a.All, At: at, Ticket: number,
			}, true
		}
	}
	return model.Ask{}, false
}

func fromFault(from *model.Fault) *fault {
	return &fault{
		Kind: from.Kind.String(), Code: from.Code, Message: from.Message,
		RequestID: from.RequestID, Profile: from.Profile, Action: from.Action,
		Principal: from.Principal, DeniedBy: from.DeniedBy.String(),
	}
}

// model returns the fault; of a kind that this program doesn't know it is FaultOther. Its texts are
// cleaned, for a file is outside text.
func (f *fault) model() *model.Fault {
	to := &model.Fault{
		Code: model.Clean(f.Code), Message: model.Clean(f.Message),
		RequestID: model.Clean(f.RequestID), Profile: model.Clean(f.Profile),
		Action: model.Clean(f.Action), Principal: model.Clean(f.Principal),
	}
	for kind := model.FaultOther; kind <= model.FaultCanceled; kind++ {
		if kind.String() == f.Kind {
			to.Kind = kind
		}
	}
	for policy := model.PolicyNone; policy <= model.PolicyVPCEndpoint; policy++ {
		if policy.String() == f.DeniedBy {
			to.DeniedBy = policy
		}
	}
	return to
}

// beforeAnswer says whether a fault of this kind comes from anything but AWS's answer: the
// credentials, or the way to AWS.
func beforeAnswer(kind model.FaultKind) bool {
	switch kind {
	case model.FaultConfig,
		model.FaultNoCredentials,
		model.FaultLogin,
		model.FaultAssumeRole,
		model.FaultCredentialProcess,
		model.FaultTimeout,
		model.FaultDNS,
		model.FaultTLS,
		model.FaultNetwork,
		model.FaultCanceled:
		return true
	case model.FaultOther,
		model.FaultExpiredKeys,
		model.FaultBadKeys,
		model.FaultNotAWS,
		model.FaultClock,
		model.FaultDenied,
		model.FaultNotFound,
		model.FaultInvalid,
		model.FaultThrottled,
		model.FaultService,
		model.FaultNoStatus:
	}
	return false
}
