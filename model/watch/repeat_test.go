package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// TestRepeat: a list that is told what another asked takes the same replies, and comes to know the
// same.
func TestRepeat(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	const arn = "arn:aws:bcm-data-exports:us-east-1:123456789012:export/e-1"
	exports := model.ExportList{
		Exports: []model.ListedExport{{ARN: arn, Name: "e"}}, Complete: true, Calls: 1,
	}
	executions := model.ExecutionList{Complete: true, NewestFirst: true, Calls: 1}
	for _, id := range []string{"new", "old"} {
		executions.Executions = append(executions.Executions, model.Execution{
			Ref: model.Ref{ExportARN: arn, ExecutionID: id}, Status: model.QueryInProcess,
			CreatedAt: began.Add(-time.Minute), UpdatedAt: began,
		})
	}
	replies := make(map[model.AskKind]model.Result) // evidence isn't a list's to ask for
	replies[model.AskExports], replies[model.AskExecutions] = exports, executions
	replies[model.AskExecution] = model.Answer{Execution: executions.Executions[0]}
	replies[model.AskTables] = model.TableList{Calls: 1}
	one, other := watch.NewList(15*time.Second, 8), watch.NewList(15*time.Second, 8)
	one.Follow("p", nil, began)
	other.Follow("p", nil, began)
	asked := make(map[model.AskKind]int, len(replies))
	for now := began; now.Before(began.Add(20 * time.Minute)); now = now.Add(time.Second) {
		if now.Equal(began.Add(time.Minute)) {
			one.AskTables(one.Accounts()[0], now)
		}
		for _, ask := range one.Due(now) {
			asked[ask.Kind]++
			repeated := ask
			repeated.Ticket += 1000
			if !other.Repeat(repeated) {
				t.Fatalf("%v isn't repeated", ask)
			}
			if other.Repeat(repeated) {
				t.Errorf("%v is repeated twice", ask)
			}
			for list, ask := range map[*watch.List]model.Ask{one: ask, other: repeated} {
				if !list.Take(model.Reply{Ask: ask, Result: replies[ask.Kind]}, now) {
					t.Fatalf("the reply to %v isn't taken", ask)
				}
			}
		}
	}
	if len(asked) != len(replies) {
		t.Errorf("only %v were asked", asked)
	}
	now := began.Add(20 * time.Minute)
	oneCalls, _ := one.CallsLastHour(now)
	otherCalls, _ := other.CallsLastHour(now)
	if oneCalls != otherCalls || len(one.Watched()) != len(other.Watched()) ||
		!one.AsOf().Equal(other.AsOf()) || one.Survey(now).Running != other.Survey(now).Running {
		t.Errorf("%d calls and %d rows became %d and %d", oneCalls, len(one.Watched()),
			otherCalls, len(other.Watched()))
	}
}

// TestRepeatOfWhatIsNew: what is asked about and isn't watched yet is watched from then on; a question
// that was never answered gives way to the next.
func TestRepeatOfWhatIsNew(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	const arn = "arn:aws:bcm-data-exports:us-east-1:123456789012:export/e-1"
	list := watch.NewList(15*time.Second, 8)
	list.Follow("p", nil, now)
	for ticket, ask := range []model.Ask{
		1: {Kind: model.AskExecutions, Ref: model.Ref{ExportARN: arn}},
		2: {Kind: model.AskExecutions, Ref: model.Ref{ExportARN: arn}},
		3: {Kind: model.AskExecution, Ref: model.Ref{ExportARN: arn, ExecutionID: "1"}},
		4: {Kind: model.AskExecution, Ref: model.Ref{ExportARN: arn + "0", ExecutionID: "1"}},
	} {
		ask.At, ask.Ticket = now, ticket
		if repeated := list.Repeat(ask); repeated != (ticket > 0) {
			t.Errorf("%+v: %v", ask, repeated)
		}
	}
	if rows := len(list.Watched()); rows != 3 {
		t.Errorf("%d rows: want the account's, the export's and the execution's", rows)
	}
	if list.Take(model.Reply{Ask: model.Ask{Ticket: 1}, Result: model.ExecutionList{}}, now) {
		t.Error("the reply is taken to a question that gave way")
	}
	if list.Repeat(model.Ask{Kind: model.AskExports, Profile: "nobody", Ticket: 9, At: now}) {
		t.Error("a question of a profile is repeated that isn't watched")
	}
}
