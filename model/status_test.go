package model_test

import (
	"testing"

	"exportwatch/model"
)

func TestStatus(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status           model.Status
		word             string
		station          model.Station
		terminal, failed bool
	}{
		{"INITIATION_IN_PROCESS", "Accepted", model.Accepted, false, false},
		{"QUERY_QUEUED", "Queued", model.Queued, false, false},
		{"QUERY_IN_PROCESS", "Querying", model.Query, false, false},
		{"QUERY_FAILURE", "Query failed", model.Query, true, true},
		{"DELIVERY_IN_PROCESS", "Delivering", model.Delivery, false, false},
		{"DELIVERY_SUCCESS", "Delivered", model.Done, true, false},
		{"DELIVERY_FAILURE", "Delivery failed", model.Delivery, true, true},
		// What we don't know is shown as it came, and counts as not ended.
		{"DELIVERY_PAUSED", "DELIVERY_PAUSED", model.NoStation, false, false},
		{"delivery_success", "delivery_success", model.NoStation, false, false},
		{"", "", model.NoStation, false, false},
	} {
		s := test.status
		if model.StatusWord(s) != test.word || s.Station() != test.station || s.Terminal() != test.terminal ||
			s.Failed() != test.failed || s.Known() != (test.station != model.NoStation) {
			t.Errorf("%q: word %q, station %v, terminal %v, failed %v, known %v", s, model.StatusWord(s),
				s.Station(), s.Terminal(), s.Failed(), s.Known())
		}
	}
}

func TestStationsAreNamedInOrder(t *testing.T) {
	t.Parallel()
	want := []string{"Accepted", "Queued", "Query", "Delivery", "Delivered"}
	stations := model.Stations()
	if len(stations) != len(want) {
		t.Fatalf("%d stations, want %d", len(stations), len(want))
	}
	for i, station := range stations {
		if model.StationWord(station) != want[i] || int(station) != i+1 {
			t.Errorf("station %d is %q", i, model.StationWord(station))
		}
	}
	if word := model.StationWord(model.NoStation); word != "" {
		t.Errorf("no station is called %q", word)
	}
}
