package words_test

import (
	"testing"

	"exportwatch/model"
	"exportwatch/model/words"
)

func TestStatusWord(t *testing.T) {
	t.Parallel()
	for status, want := range map[model.Status]string{
		model.InitiationInProcess: "Accepted",
		model.QueryQueued:         "Queued",
		model.QueryInProcess:      "Querying",
		model.QueryFailure:        "Query failed",
		model.DeliveryInProcess:   "Delivering",
		model.DeliverySuccess:     "Delivered",
		model.DeliveryFailure:     "Delivery failed",
		// What we don't know is shown as it came.
		"DELIVERY_PAUSED": "DELIVERY_PAUSED",
		"":                "",
	} {
		if got := words.Status(status); got != want {
			t.Errorf("%q is called %q, want %q", status, got, want)
		}
	}
}

func TestStationsAreNamedInOrder(t *testing.T) {
	t.Parallel()
	want := []string{"Accepted", "Queued", "Query", "Delivery", "Delivered"}
	stations := model.Stages()
	if len(stations) != len(want) {
		t.Fatalf("%d stations, want %d", len(stations), len(want))
	}
	for i, station := range stations {
		if words.Stage(station) != want[i] || int(station) != i+1 {
			t.Errorf("station %d is %q", i, words.Stage(station))
		}
	}
	if word := words.Stage(model.StageUnknown); word != "" {
		t.Errorf("no station is called %q", word)
	}
}
