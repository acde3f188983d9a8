package words_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// pinnedRun returns the one row of a watch list that was told one answer or fault.
func pinnedRun(
	t *testing.T, e model.Execution, fault *model.Fault,
) (*watch.Watched, *watch.Run) {
	t.Helper()
	now := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
	list := watch.NewList(15*time.Second, 4)
	list.Pin(e.Ref, now)
	asks := list.Due(now)
	if len(asks) != 1 {
		t.Fatalf("asks %d questions", len(asks))
	}
	if fault != nil {
		list.Take(model.Reply{Ask: asks[0], Result: fault}, now)
	} else {
		list.Take(model.Reply{Ask: asks[0], Result: model.Answer{Execution: e}}, now)
	}
	watched := list.Watched()[0]
	return watched, watched.Newest()
}

func ref() model.Ref {
	return model.Ref{
		ExportARN:   "arn:aws:bcm-data-exports:us-east-1:222222222222:export/cur2-daily",
		ExecutionID: "4d2c",
	}
}

// lacksPermission is a delivery that failed for want of a permission.
func lacksPermission(bucket string) model.Execution {
	return model.Execution{
		Ref: ref(), Status: model.DeliveryFailure, Reason: model.InsufficientPermission,
		CreatedAt: time.Date(2026, time.November, 24, 10, 4, 10, 0, time.UTC),
		UpdatedAt: time.Date(2026, time.November, 24, 10, 21, 40, 0, time.UTC),
		Export:    &model.Export{Destination: model.Destination{Bucket: bucket}},
	}
}

func TestCure(t *testing.T) {
	t.Parallel()
	denied := func(action string) *model.Fault {
		return &model.Fault{Kind: model.FaultDenied, Action: "bcm-data-exports:" + action}
	}
	china := lacksPermission("acme-cur")
	china.Ref.ExportARN = "arn:aws-cn:bcm-data-exports:cn-northwest-1:222222222222:export/cur2-daily"
	query := lacksPermission("acme")
	query.Status = model.QueryFailure
	for name, test := range map[string]struct {
		execution model.Execution
		fault     *model.Fault
		kind      words.PasteKind
		parts     []string
	}{
		"bucket": {
			lacksPermission("acme-cur"), nil, words.PasteBucketStatement,
			[]string{
				"s3:PutObject", "arn:aws:s3:::acme-cur/*", `"aws:SourceAccount": "222222222222"`,
				"arn:aws:bcm-data-exports:us-east-1:222222222222:export/*",
			},
		},
		"bucket not said":   {lacksPermission(""), nil, words.PasteNothing, nil},
		"bucket with quote": {lacksPermission(`a","Principal":"*`), nil, words.PasteNothing, nil},
		"bucket in China":   {china, nil, words.PasteNothing, nil}, // no document has its statement
		"query failed":      {query, nil, words.PasteNothing, nil},
		"delivered": {
			model.Execution{Ref: ref(), Status: model.DeliverySuccess}, nil, words.PasteNothing, nil,
		},
		"no right to list exports": {
			model.Execution{Ref: ref()},
			denied("ListExports"), words.PasteAccessPolicy,
			[]string{"ListExports", "ListExecutions", "GetExecution"},
		},
		"no right to list executions": {
			model.Execution{Ref: ref()},
			denied("ListExecutions"), words.PasteAccessPolicy,
			[]string{"ListExecutions", "GetExecution"},
		},
		"no right to get one": {
			model.Execution{Ref: ref()},
			denied("GetExecution"), words.PasteAccessPolicy,
			[]string{"GetExecution"},
		},
		"login": {
			model.Execution{Ref: ref()},
			&model.Fault{Kind: model.FaultLogin, Profile: "amer"},
			words.PasteCommand,
			[]string{"aws sso login --profile amer"},
		},
		"network": {
			model.Execution{Ref: ref()}, &model.Fault{Kind: model.FaultNetwork}, words.PasteNothing, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			watched, run := pinnedRun(t, test.execution, test.fault)
			cure := words.PasteFor(watched, run)
			if cure.Kind != test.kind || (cure.Kind == words.PasteNothing) != (cure.Text == "") {
				t.Errorf("got %+v", cure)
			}
			for _, part := range test.parts {
				if !strings.Contains(cure.Text, part) {
					t.Errorf("%q lacks %q", cure.Text, part)
				}
			}
			jsonText := cure.Kind == words.PasteBucketStatement ||
				cure.Kind == words.PasteAccessPolicy
			if jsonText && !json.Valid([]byte(cure.Text)) {
				t.Errorf("no JSON: %s", cure.Text)
			}
			for line := range strings.SplitSeq(cure.Text, "\n") {
				if len(line) > 78 {
					t.Errorf("%q doesn't fit a small screen", line)
				}
			}
		})
	}
}

func TestStatusLine(t *testing.T) {
	t.Parallel()
	denied := &model.Fault{
		Kind: model.FaultDenied, Code: "AccessDeniedException", Message: "no", RequestID: "0a1b",
	}
	for name, test := range map[string]struct {
		execution model.Execution
		fault     *model.Fault
		want      string
	}{
		"failed": {
			lacksPermission("acme"), nil,
			"cur2-daily, account 222222222222, run 4d2c of 2026-11-24 10:04:10 UTC: " +
				"DELIVERY_FAILURE INSUFFICIENT_PERMISSION (AWS could not write to the bucket), " +
				"ended 2026-11-24 10:21:40 UTC",
		},
		"under way, nothing else said": {
			model.Execution{Ref: ref(), Status: model.QueryInProcess},
			nil,
			"cur2-daily, account 222222222222, run 4d2c: QUERY_IN_PROCESS (The query is running)",
		},
		"refused": {
			model.Execution{Ref: ref()},
			denied,
			"cur2-daily, account 222222222222, run 4d2c: AccessDeniedException, " +
				"Access denied: no, request id 0a1b",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			watched, run := pinnedRun(t, test.execution, test.fault)
			if got := words.StatusLine(watched, run); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestStatusLineWithoutRun is about rows of which no run is known.
func TestStatusLineWithoutRun(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
	list := watch.NewList(15*time.Second, 4)
	list.Follow("amer", nil, now)
	account := list.Watched()[0]
	if got := words.StatusLine(account, nil); got != "amer: not answered yet" {
		t.Errorf("before any answer: %s", got)
	}
	list.Take(model.Reply{Ask: list.Due(now)[0], Result: model.ExportList{
		Complete: true,
		Exports:  []model.ListedExport{{ARN: ref().ExportARN, Name: "cur2-daily"}},
	}}, now)
	export := list.Watched()[0]
	list.Take(model.Reply{Ask: list.Due(now)[0], Result: model.ExecutionList{Complete: true}}, now)
	const want = "cur2-daily, account 222222222222: no run yet"
	if got := words.StatusLine(export, nil); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	export.CreatedAt = now.Add(-30 * time.Hour)
	const since = "cur2-daily, account 222222222222: never delivered, no run yet; the export was " +
		"made 2026-11-23 06:00:00 UTC"
	if got := words.StatusLine(export, nil); got != since {
		t.Errorf("got %s, want %s", got, since)
	}
}
