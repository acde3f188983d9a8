package watch_test

import (
	"fmt"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// A watch list is driven by two calls: Due gives the questions whose turn it is, Take takes what
// each ended with.
func ExampleList() {
	now := time.Date(2026, time.November, 24, 14, 0, 0, 0, time.UTC)
	list := watch.NewList(15*time.Second, 8)
	list.Pin(model.Ref{ExportARN: "arn", ExecutionID: "id"}, now)

	for _, ask := range list.Due(now) {
		fmt.Println("asks", ask.Kind, "of", ask.Ref)
		list.Take(model.Reply{Ask: ask, Result: model.Answer{Execution: model.Execution{
			Status: model.QueryInProcess, CreatedAt: now.Add(-4 * time.Minute),
		}}}, now)
	}
	entry := list.Survey(now).Entries[0]
	execution, _ := entry.Watched.Newest().Execution()
	next, _ := list.NextDue(now)
	fmt.Println(entry.Attention, execution.Status, "asks again in", next.Sub(now))
	// Output:
	// asks GetExecution of arn#id
	// running QUERY_IN_PROCESS asks again in 15s
}
