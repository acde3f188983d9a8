package model_test

import (
	"testing"
	"time"

	"exportwatch/model"
)

func TestRefShowsItselfClean(t *testing.T) {
	t.Parallel()
	ref := model.Ref{ExportARN: "arn\x1b", ExecutionID: "id\u202e"}
	if ref.String() != "arn\uFFFD#id\uFFFD" || ref.ARN() != "arn\uFFFD" || ref.ID() != "id\uFFFD" {
		t.Errorf("shown as %q, %q, %q", ref, ref.ARN(), ref.ID())
	}
}

func TestExportNameAndAccountFromARN(t *testing.T) {
	t.Parallel()
	const uuid = "9f1c75f3-f982-4d9a-b994-1ecb845814b7"
	const head = "arn:aws:bcm-data-exports:us-east-1:111122223333:export/"
	for _, test := range []struct{ arn, name, account string }{
		{head + "CostUsageReport-" + uuid, "CostUsageReport", "111122223333"},
		{head + "a-b-" + uuid, "a-b", "111122223333"},
		{head + uuid, uuid, "111122223333"},
		{head + "-" + uuid, "-" + uuid, "111122223333"},
		{head + "plain", "plain", "111122223333"},
		{
			head + "plain-9f1c75f3-f982-4d9a-b994-1ecb845814bx", "plain-9f1c75f3-f982-4d9a-b994-1ecb845814bx",
			"111122223333",
		},
		{head, "", "111122223333"},
		// AWS's own samples.
		{"arn:aws:bcm-data-exports:::export:Example/837fcfce", "Example/837fcfce", ""},
		{"arn:aws:bcm-data-exports:::export/Example-" + uuid, "Example", ""},
		{"arn:aws:bcm-data-exports:us-east-1:1111:export/x", "x", ""},
		{"no arn at all", "no arn at all", ""},
		{"x:y", "y", ""},
		{head + "\x1b[31m-" + uuid, "\uFFFD[31m", "111122223333"},
		{head + "ü-" + uuid, "ü", "111122223333"},
	} {
		ref := model.Ref{ExportARN: test.arn}
		if ref.ExportName() != test.name || ref.Account() != test.account {
			t.Errorf("%q names export %q of account %q, want %q of %q", test.arn, ref.ExportName(),
				ref.Account(), test.name, test.account)
		}
	}
}

func TestNamePrefersTheSnapshot(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		export *model.Export
		want   string
	}{
		{nil, "daily"},
		{&model.Export{}, "daily"},
		{&model.Export{Name: "renamed"}, "renamed"},
	} {
		if got := (model.Execution{Ref: model.Ref{ExportARN: daily}, Export: test.export}).Name(); got != test.want {
			t.Errorf("%+v: %q, want %q", test.export, got, test.want)
		}
	}
}

func TestHowLongItTook(t *testing.T) {
	t.Parallel()
	created := time.Date(2026, 7, 10, 3, 36, 3, 858e6, time.UTC)
	after := func(d time.Duration) time.Time { return created.Add(d) }
	const unknown = -1
	for _, test := range []struct {
		name    string
		e       model.Execution
		took    time.Duration
		elapsed time.Duration // an hour after its creation
	}{
		{"delivered: until its last update", model.Execution{
			Status:    model.DeliverySuccess,
			CreatedAt: created, UpdatedAt: after(4 * time.Minute),
		}, 4 * time.Minute, unknown},
		{"CompletedAt is set for once", model.Execution{
			Status: model.QueryFailure, CreatedAt: created,
			UpdatedAt: after(4 * time.Minute), CompletedAt: after(3 * time.Minute),
		}, 3 * time.Minute, unknown},
		{"under way", model.Execution{
			Status: model.QueryInProcess, CreatedAt: created,
			UpdatedAt: after(4 * time.Minute),
		}, unknown, time.Hour},
		{"under way though CompletedAt is set", model.Execution{
			Status:    model.QueryQueued,
			CreatedAt: created, CompletedAt: after(time.Minute),
		}, unknown, time.Hour},
		{"unknown code", model.Execution{Status: "PAUSED", CreatedAt: created}, unknown, time.Hour},
		{
			"created after now",
			model.Execution{Status: model.QueryQueued, CreatedAt: after(2 * time.Hour)},
			unknown, 0,
		},
		{"ended before it was created", model.Execution{
			Status:    model.DeliverySuccess,
			CreatedAt: created, UpdatedAt: after(-time.Minute),
		}, unknown, unknown},
		{"delivered, no times", model.Execution{Status: model.DeliverySuccess}, unknown, unknown},
		{
			"delivered, no creation",
			model.Execution{Status: model.DeliverySuccess, UpdatedAt: created},
			unknown, unknown,
		},
		{"nothing at all", model.Execution{}, unknown, unknown},
	} {
		took, known := test.e.Took()
		if known != (test.took != unknown) || known && took != test.took {
			t.Errorf("%s: took %v, %v", test.name, took, known)
		}
		elapsed, known := test.e.Elapsed(after(time.Hour))
		if known != (test.elapsed != unknown) || known && elapsed != test.elapsed {
			t.Errorf("%s: elapsed %v, %v", test.name, elapsed, known)
		}
	}
}
