package store_test

import (
	"database/sql"
	"fmt"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/store"
)

const account = "111122223333"

func start() time.Time { return time.Date(2026, 7, 10, 3, 36, 3, 858e6, time.UTC) }

func arn(name string) string {
	return "arn:aws:bcm-data-exports:us-east-1:" + account + ":export/" + name +
		"-9f1c75f3-f982-4d9a-b994-1ecb845814b7"
}

func options(dir string) store.Options {
	return store.Options{
		Dir: dir, Keep: 400 * 24 * time.Hour, Now: start,
		Network: func(string) string { return "" },
	}
}

// view is who watches all exports of the account.
func view() store.View {
	return store.View{Doors: map[string]string{"": "the door"}, Looks: "all"}
}

// open opens a store that is closed at the test's end.
func open(tb testing.TB, options store.Options) *store.Store {
	tb.Helper()
	s, err := store.Open(tb.Context(), options)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

func snapshot(name string) *model.Export {
	return &model.Export{
		ARN: arn(name), Name: name, Query: "SELECT a,\n b FROM COST_AND_USAGE_REPORT",
		Tables: []model.TableConfiguration{{
			Table:      "COST_AND_USAGE_REPORT",
			Properties: []model.Property{{Key: "TIME_GRANULARITY", Value: "DAILY"}},
		}},
		Destination: model.Destination{Bucket: "bucket", Prefix: "p", Region: "us-east-1"},
		Frequency:   "SYNCHRONOUS",
	}
}

// delivered is a run that took ten minutes, so many hours before the start, with all its states.
func delivered(name string, number int, before time.Duration) watch.SeenRun {
	created := start().Add(-before)
	run := watch.SeenRun{
		Execution: model.Execution{
			Ref:    model.Ref{ExportARN: arn(name), ExecutionID: fmt.Sprintf("run-%06d", number)},
			Status: model.DeliverySuccess, CreatedAt: created,
			UpdatedAt: created.Add(10 * time.Minute), Export: snapshot(name),
		},
		AnsweredAt: created.Add(11 * time.Minute), Whole: true,
	}
	for i, status := range []model.Status{
		model.InitiationInProcess, model.QueryQueued, model.QueryInProcess, model.DeliveryInProcess,
		model.DeliverySuccess,
	} {
		at := created.Add(time.Duration(i) * 150 * time.Second)
		run.Transitions = append(run.Transitions, watch.Transition{
			Status: status, At: at, Found: i == 0, SeenAt: at.Add(time.Second),
			Gap: time.Duration(i%2) * 15 * time.Second,
		})
	}
	return run
}

// record records and fails the test if that fails.
func record(tb testing.TB, s *store.Store, observed watch.Observed) {
	tb.Helper()
	if err := s.Record(tb.Context(), view(), observed, time.Time{}); err != nil {
		tb.Fatal(err)
	}
}

func recall(tb testing.TB, s *store.Store) watch.Memory {
	tb.Helper()
	memory, err := s.Recall(tb.Context(), view())
	if err != nil {
		tb.Fatal(err)
	}
	return memory
}

// whole fails the test if a file isn't.
func whole(tb testing.TB, path string) {
	tb.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // it only reads
	var said string
	err = db.QueryRowContext(tb.Context(), "PRAGMA integrity_check").Scan(&said)
	if err != nil || said != "ok" {
		tb.Fatalf("integrity_check: %q, %v", said, err)
	}
}
