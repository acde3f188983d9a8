package words_test

import (
	"testing"

	"exportwatch/model"
	"exportwatch/model/words"
)

func TestRefreshByTable(t *testing.T) {
	t.Parallel()
	for table, want := range map[string]string{
		"COST_AND_USAGE_REPORT":             "as its source changes, up to three times a day",
		"FOCUS_1_2_AWS":                     "as its source changes, up to three times a day",
		"CARBON_EMISSIONS":                  "monthly",
		"COST_OPTIMIZATION_RECOMMENDATIONS": "at most daily",
	} {
		export := &model.Export{Query: "SELECT a FROM " + table, Frequency: "SYNCHRONOUS"}
		if said, code := words.Refresh(export); said != want || code != "SYNCHRONOUS" {
			t.Errorf("%s: %q, %q; want %q", table, said, code, want)
		}
	}
	if said, code := words.Refresh(
		&model.Export{Frequency: "WEEKLY"},
	); said != "WEEKLY" ||
		code != "" {
		t.Errorf("a cadence of tomorrow is told as %q, %q", said, code)
	}
}
