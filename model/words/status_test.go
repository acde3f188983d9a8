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

func TestStagesAreNamedInOrder(t *testing.T) {
	t.Parallel()
	want := []string{"Accepted", "Queued", "Query", "Delivery", "Delivered"}
	stages := model.Stages()
	if len(stages) != len(want) {
		t.Fatalf("%d stages, want %d", len(stages), len(want))
	}
	for i, stage := range stages {
		if words.Stage(stage) != want[i] || int(stage) != i+1 {
			t.Errorf("stage %d is %q", i, words.Stage(stage))
		}
	}
	if word := words.Stage(model.StageUnknown); word != "" {
		t.Errorf("no stage is called %q", word)
	}
}
