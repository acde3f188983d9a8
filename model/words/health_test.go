package words_test

import (
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// TestHealthIsExplained: AWS's reason, and what to do, for an export without any run.
func TestHealthIsExplained(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		reason model.Reason
		part   string
	}{
		{model.InsufficientPermission, "bucket"},
		{model.BillOwnerChanged, "Create a new export"},
		{"", "gives no reason"},
	} {
		reason, part := test.reason, test.part
		list := watch.NewList(15*time.Second, 4)
		list.Follow("", nil, start())
		list.Take(model.Reply{Ask: list.Due(start())[0], Result: model.ExportList{
			Complete: true, Calls: 1,
			Exports: []model.ListedExport{{
				ARN: run(1).ExportARN, Name: "daily",
				Health: model.Health{Code: "UNHEALTHY", Reason: reason},
			}},
		}}, start())
		got := words.ExplainHealth(list.Watched()[0])
		if first := got.Todo[0].Text; !strings.HasPrefix(first, "Check ") &&
			!strings.HasPrefix(first, "Create ") {
			t.Errorf("%s: %q doesn't begin with what to do", reason, first)
		}
		if todo := joined(got.Todo); !strings.Contains(todo, part) || got.Brief == "" ||
			!strings.Contains(
				got.Codes,
				"UNHEALTHY",
			) || !strings.Contains(got.Codes, string(reason)) {
			t.Errorf("%s: %+v lacks %q", reason, got, part)
		}
	}
}
