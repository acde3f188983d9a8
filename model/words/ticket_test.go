package words_test

import (
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

const console = "Console         https://us-east-1.console.aws.amazon.com/costmanagement/home" +
	"#/bcm-data-exports"

// TestTicket holds what a ticket is told of a pinned run.
func TestTicket(t *testing.T) {
	t.Parallel()
	denied := &model.Fault{
		Kind: model.FaultDenied, Code: "AccessDeniedException", Message: "no", RequestID: "0a1b",
	}
	full := lacksPermission("acme")
	full.Export = &model.Export{Name: "cur2-daily", Destination: model.Destination{
		Bucket: "acme", Owner: "333333333333", Region: "eu-west-1", Prefix: "cur2",
	}}
	const arn = "Export ARN      arn:aws:bcm-data-exports:us-east-1:222222222222:export/cur2-daily"
	for name, test := range map[string]struct {
		execution model.Execution
		fault     *model.Fault
		want      []string
	}{
		"failed": {full, nil, []string{
			"cur2-daily, account 222222222222: AWS could not write to the bucket",
			"Status          DELIVERY_FAILURE INSUFFICIENT_PERMISSION",
			"Run created     2026-11-24 10:04:10 UTC",
			"Run ended       2026-11-24 10:21:40 UTC",
			"Execution id    4d2c", arn,
			"Bucket          acme, owner 333333333333, eu-west-1",
			"Data            s3://acme/cur2/cur2-daily/data/",
			console,
		}},
		"under way, nothing else said": {
			model.Execution{Ref: ref(), Status: model.QueryInProcess}, nil, []string{
				"cur2-daily, account 222222222222: The query is running",
				"Status          QUERY_IN_PROCESS", "Execution id    4d2c", arn, console,
			},
		},
		"refused": {model.Execution{Ref: ref()}, denied, []string{
			"cur2-daily, account 222222222222: AccessDeniedException, Access denied: no, request id 0a1b",
			"Execution id    4d2c", arn, console,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			watched, run := pinnedRun(t, test.execution, test.fault)
			if got, want := words.Ticket(watched, run), strings.Join(test.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestTicketOfAnExport holds what a ticket is told of an export before it has a run, and once its
// runs fail: since when, how often in a row, and the last good delivery.
func TestTicketOfAnExport(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
	list := watch.NewList(15*time.Second, 4)
	list.Follow("amer", nil, now)
	account := list.Watched()[0]
	if got := words.Ticket(account, nil); got != "amer: not answered yet" {
		t.Errorf("before any answer: %s", got)
	}
	list.Take(model.Reply{Ask: list.Due(now)[0], Result: model.ExportList{
		Complete: true,
		Exports:  []model.ListedExport{{ARN: ref().ExportARN, Name: "cur2-daily"}},
	}}, now)
	export := list.Watched()[0]
	executions := model.ExecutionList{Complete: true, NewestFirst: true}
	ask := list.Due(now)[0]
	list.Take(model.Reply{Ask: ask, Result: executions}, now)
	want := "cur2-daily, account 222222222222: no run yet\n" +
		"Export ARN      " + ref().ExportARN + "\n" + console
	if got := words.Ticket(export, nil); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for i, status := range []model.Status{
		model.QueryInProcess, model.DeliveryFailure, model.DeliveryFailure, model.DeliverySuccess,
	} {
		created := now.Add(-time.Duration(i) * 8 * time.Hour)
		run := model.Ref{ExportARN: ref().ExportARN, ExecutionID: string(rune('a' + i))}
		executions.Executions = append(executions.Executions, model.Execution{
			Ref: run, Status: status, CreatedAt: created, UpdatedAt: created.Add(time.Minute),
		})
	}
	now = now.Add(time.Hour)
	for _, ask := range list.Due(now) {
		if ask.Kind == model.AskExecutions {
			list.Take(model.Reply{Ask: ask, Result: executions}, now)
		}
	}
	got := words.Ticket(export, export.Newest())
	for _, line := range []string{
		"cur2-daily, account 222222222222: The query is running; the run before failed: " +
			"Delivery failed; AWS gives no reason\n",
		"\nFailing since   2026-11-23 20:01:00 UTC, 2 in a row\n",
		"\nLast delivered  2026-11-23 12:01:00 UTC\n",
		"\nExecution id    a\n",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("lacks %q:\n%s", line, got)
		}
	}
}

// A ticket about an export that AWS calls unhealthy says so, whatever its newest run says.
func TestTicketTellsHealth(t *testing.T) {
	t.Parallel()
	list := watch.NewList(15*time.Second, 4)
	list.Follow("amer", nil, start())
	list.Take(model.Reply{Ask: list.Due(start())[0], Result: model.ExportList{
		Complete: true,
		Exports: []model.ListedExport{{
			ARN: run(1).ExportARN, Name: "daily",
			Health: model.Health{Code: "UNHEALTHY", Reason: model.BillOwnerChanged},
		}},
	}}, start())
	const want = "\nHealth          UNHEALTHY BILL_OWNER_CHANGED\n"
	if got := words.Ticket(list.Watched()[0], nil); !strings.Contains(got, want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
}
