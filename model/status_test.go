package model_test

import (
	"testing"

	"exportwatch/model"
)

func TestStatus(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status  model.Status
		stage   model.Stage
		outcome model.Outcome
	}{
		{"INITIATION_IN_PROCESS", model.StageAccepted, model.OutcomeUnderway},
		{"QUERY_QUEUED", model.StageQueued, model.OutcomeUnderway},
		{"QUERY_IN_PROCESS", model.StageQuery, model.OutcomeUnderway},
		{"QUERY_FAILURE", model.StageQuery, model.OutcomeFailed},
		{"DELIVERY_IN_PROCESS", model.StageDelivery, model.OutcomeUnderway},
		{"DELIVERY_SUCCESS", model.StageDelivered, model.OutcomeDelivered},
		{"DELIVERY_FAILURE", model.StageDelivery, model.OutcomeFailed},
		// What we don't know counts as not ended.
		{"DELIVERY_PAUSED", model.StageUnknown, model.OutcomeUnknown},
		{"delivery_success", model.StageUnknown, model.OutcomeUnknown},
		{"", model.StageUnknown, model.OutcomeUnknown},
	} {
		s, ended := test.status, test.outcome >= model.OutcomeDelivered
		if s.Stage() != test.stage || s.Outcome() != test.outcome || s.Terminal() != ended ||
			s.Failed() != (test.outcome == model.OutcomeFailed) ||
			s.Known() != (test.outcome != model.OutcomeUnknown) {
			t.Errorf("%q: stage %v, outcome %v, terminal %v, failed %v, known %v", s,
				s.Stage(), s.Outcome(), s.Terminal(), s.Failed(), s.Known())
		}
	}
}
