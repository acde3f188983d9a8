package words_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

func TestCut(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		count       int
		newestFirst bool
		runs        string
	}{
		{3, true, "The list of runs was cut after 3. Older runs aren't known here."},
		{
			30_000, false, "The list of runs was cut after 30,000. It doesn't come newest first: " +
				"newer runs may be missing, so nothing is judged overdue.",
		},
	} {
		list := watch.NewList(15*time.Second, 4)
		list.Follow("amer", nil, now)
		exports := make([]model.ListedExport, test.count)
		exports[0] = model.ListedExport{ARN: ref().ExportARN}
		for i := range exports[1:] {
			exports[i+1].ARN = ref().ExportARN
		}
		list.Take(
			model.Reply{Ask: list.Due(now)[0], Result: model.ExportList{Exports: exports}}, now,
		)
		list.Take(model.Reply{Ask: list.Due(now)[0], Result: model.ExecutionList{
			Executions: make([]model.Execution, test.count), NewestFirst: test.newestFirst,
		}}, now)
		if got := words.CutRuns(list.Watched()[0]); got != test.runs {
			t.Errorf("%s", got)
		}
		want := map[int]string{
			3:      "The list of exports was cut after 3; others may be missing.",
			30_000: "The list of exports was cut after 30,000; others may be missing.",
		}[test.count]
		if got := words.CutExports(list.Accounts()[0]); got != want {
			t.Errorf("%s", got)
		}
	}
}
