package words_test

import (
	"fmt"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

const account = "111122223333"

// start is the instant at which every story begins: no multiple of any interval.
func start() time.Time { return time.Date(2026, 7, 10, 3, 36, 3, 858e6, time.UTC) }

func run(number int) model.Ref {
	return model.Ref{
		ExportARN: "arn:aws:bcm-data-exports:us-east-1:" + account + ":export/" +
			"daily-9f1c75f3-f982-4d9a-b994-1ecb845814b7",
		ExecutionID: fmt.Sprintf("run-%05d", number),
	}
}

// says is what AWS answers: the status, when the run was created and when it was last updated.
func says(status model.Status, created, updated time.Time) model.Answer {
	return model.Answer{Execution: model.Execution{
		Status: status, CreatedAt: created, UpdatedAt: updated,
	}}
}

// ago is what AWS answers of a run that was created and last updated so many minutes ago.
func ago(status model.Status, created, updated int) model.Answer {
	return says(status, start().Add(-time.Duration(created)*time.Minute),
		start().Add(-time.Duration(updated)*time.Minute))
}

// observed is a watch list on which each answer was taken in turn, a second apart.
func observed(t *testing.T, ref model.Ref, answers ...model.Answer) *watch.List {
	t.Helper()
	list := watch.NewList(15*time.Second, 1)
	list.Pin(ref, start())
	for i, answer := range answers {
		tell(t, list, ref, answer, start().Add(time.Duration(i)*time.Second))
	}
	return list
}

// tell lets AWS answer the question about one run, and asks it first.
func tell(t *testing.T, list *watch.List, ref model.Ref, answer model.Answer, now time.Time) {
	t.Helper()
	list.AskNow(ref, now)
	asks := list.Due(now)
	if len(asks) != 1 || asks[0].Ref != ref {
		t.Fatalf("due are %v, want %v alone", asks, ref)
	}
	if !list.Take(model.Reply{Ask: asks[0], Result: answer}, now) {
		t.Fatalf("the answer about %v was dropped", ref)
	}
}
