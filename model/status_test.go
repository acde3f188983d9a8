package model_test

import (
	"testing"

	"exportwatch/model"
)

func TestStatus(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status  model.Status
		station model.Station
		outcome model.Outcome
	}{
		{"INITIATION_IN_PROCESS", model.Accepted, model.OutcomeUnderway},
		{"QUERY_QUEUED", model.Queued, model.OutcomeUnderway},
		{"QUERY_IN_PROCESS", model.Query, model.OutcomeUnderway},
		{"QUERY_FAILURE", model.Query, model.OutcomeFailed},
		{"DELIVERY_IN_PROCESS", model.Delivery, model.OutcomeUnderway},
		{"DELIVERY_SUCCESS", model.Done, model.OutcomeDelivered},
		{"DELIVERY_FAILURE", model.Delivery, model.OutcomeFailed},
		// What we don't know counts as not ended.
		{"DELIVERY_PAUSED", model.NoStation, model.OutcomeUnknown},
		{"delivery_success", model.NoStation, model.OutcomeUnknown},
		{"", model.NoStation, model.OutcomeUnknown},
	} {
		s, ended := test.status, test.outcome >= model.OutcomeDelivered
		if s.Station() != test.station || s.Outcome() != test.outcome || s.Terminal() != ended ||
			s.Failed() != (test.outcome == model.OutcomeFailed) ||
			s.Known() != (test.outcome != model.OutcomeUnknown) {
			t.Errorf("%q: station %v, outcome %v, terminal %v, failed %v, known %v", s,
				s.Station(), s.Outcome(), s.Terminal(), s.Failed(), s.Known())
		}
	}
}
