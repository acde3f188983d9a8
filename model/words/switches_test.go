package words_test

import (
	"slices"
	"testing"

	"exportwatch/model"
	"exportwatch/model/words"
)

func TestSwitches(t *testing.T) {
	t.Parallel()
	got := words.BuiltInTables().Switches(model.TableConfiguration{
		Table: "COST_AND_USAGE_REPORT", Properties: []model.Property{
			{
				Key:   "INCLUDE_SOMETHING_NEW",
				Value: "TRUE",
			},
			{Key: "TIME_GRANULARITY", Value: "DAILY"},
		},
	})
	want := []string{
		"INCLUDE_RESOURCES", "INCLUDE_SPLIT_COST_ALLOCATION_DATA",
		"INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY", "INCLUDE_CAPACITY_RESERVATION_DATA",
		"INCLUDE_IAM_PRINCIPAL_DATA", "INCLUDE_SOMETHING_NEW",
	}
	if !slices.Equal(got, want) {
		t.Errorf("switches are %q, want %q", got, want)
	}
}
