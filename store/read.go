package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// reader reads within one transaction.
type reader struct {
	tx        *sql.Tx
	snapshots map[string]*model.Export // by hash: runs share them
}

func newReader(tx *sql.Tx) *reader {
	return &reader{tx: tx, snapshots: map[string]*model.Export{}}
}

// export is an export with its id.
type export struct {
	id   int64
	seen watch.SeenExport
}

// found says whether a single row was there.
func found(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// exports returns the export of an ARN, or all where none is named, by name.
func (r *reader) exports(ctx context.Context, arn string) ([]export, error) {
	rows, err := r.tx.QueryContext(ctx, `SELECT id, arn, name, created, health, health_reason,
		refreshed, health_told, listed, gone FROM exports WHERE ?1 IN (arn, '')
		ORDER BY name, arn`, arn)
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller names the file
	}
	defer func() { _ = rows.Close() }()
	var exports []export
	for rows.Next() {
		var e export
		var reason string
		var created, refreshed, told, listed sql.NullInt64
		err := rows.Scan(&e.id, &e.seen.ARN, &e.seen.Name, &created, &e.seen.Health.Code, &reason,
			&refreshed, &told, &listed, &e.seen.Gone)
		if err != nil {
			return nil, err //nolint:wrapcheck // the caller names the file
		}
		e.seen.CreatedAt, e.seen.ListedAt = instant(created), instant(listed)
		e.seen.Health.Reason, e.seen.Health.RefreshedAt = model.Reason(reason), instant(refreshed)
		if told.Int64 != 0 {
			e.seen.HealthAt = instant(told)
		}
		exports = append(exports, e)
	}
	return exports, rows.Err() //nolint:wrapcheck // the caller names the file
}

// runs returns an export's newest runs since a time (zero for all), newest first, with the states
// that were seen of each.
func (r *reader) runs(
	ctx context.Context, e export, since time.Time, limit int,
) ([]watch.SeenRun, error) {
	from := int64(0)
	if !since.IsZero() {
		from = since.UnixMicro()
	}
	rows, err := r.tx.QueryContext(ctx, `SELECT id, execution, status, reason, created, updated,
		completed, answered, whole, snapshot FROM runs WHERE export = ? AND age >= ?
		ORDER BY age DESC LIMIT ?`, e.id, from, limit)
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller names the file
	}
	defer func() { _ = rows.Close() }()
	var runs []watch.SeenRun
	places := map[int64]int{}
	var hashes [][]byte
	for rows.Next() {
		var id int64
		var status, reason string
		var created, updated, completed, answered sql.NullInt64
		var snapshot []byte
		run := watch.SeenRun{}
		run.Execution.Ref.ExportARN = e.seen.ARN
		err = rows.Scan(&id, &run.Execution.Ref.ExecutionID, &status, &reason, &created, &updated,
			&completed, &answered, &run.Whole, &snapshot)
		if err != nil {
			return nil, err //nolint:wrapcheck // the caller names the file
		}
		run.Execution.Status, run.Execution.Reason = model.Status(status), model.Reason(reason)
		run.Execution.CreatedAt, run.Execution.UpdatedAt = instant(created), instant(updated)
		run.Execution.CompletedAt, run.AnsweredAt = instant(completed), instant(answered)
		places[id] = len(runs)
		runs, hashes = append(runs, run), append(hashes, snapshot)
	}
	if err = errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for i, key := range hashes {
		if runs[i].Execution.Export, err = r.snapshot(ctx, key); err != nil {
			return nil, err
		}
	}
	return runs, r.transitions(ctx, e, from, limit, func(run int64, t watch.Transition) {
		if place, known := places[run]; known {
			runs[place].Transitions = append(runs[place].Transitions, t)
		}
	})
}

// transitions hands over the states that were seen of an export's newest runs, each run's oldest
// first; a state that two instances saw begin counts once.
func (r *reader) transitions(
	ctx context.Context, e export, from int64, limit int, take func(int64, watch.Transition),
) error {
	rows, err := r.tx.QueryContext(ctx, `SELECT run, at, status, reason, seen, gap, found
		FROM (SELECT id FROM runs WHERE export = ? AND age >= ? ORDER BY age DESC LIMIT ?) newest
		CROSS JOIN transitions ON run = newest.id ORDER BY run, at`, e.id, from, limit)
	if err != nil {
		return err //nolint:wrapcheck // the caller names the file
	}
	defer func() { _ = rows.Close() }()
	var lastRun int64
	var last model.Status
	for rows.Next() {
		var run, gap int64
		var status, reason string
		var at, seen sql.NullInt64
		var t watch.Transition
		if err := rows.Scan(&run, &at, &status, &reason, &seen, &gap, &t.Found); err != nil {
			return err //nolint:wrapcheck // the caller names the file
		}
		t.Status, t.Reason = model.Status(status), model.Reason(reason)
		t.At, t.SeenAt = instant(at), instant(seen)
		t.Gap = time.Duration(gap) * time.Microsecond
		if run == lastRun && t.Status == last {
			continue
		}
		lastRun, last = run, t.Status
		take(run, t)
	}
	return rows.Err() //nolint:wrapcheck // the caller names the file
}

// snapshot returns what a hash stands for; nil of none.
func (r *reader) snapshot(ctx context.Context, key []byte) (*model.Export, error) {
	if key == nil || r.snapshots[string(key)] != nil {
		return r.snapshots[string(key)], nil
	}
	var body string
	err := r.tx.QueryRowContext(ctx, `SELECT body FROM snapshots WHERE hash = ?`, key).Scan(&body)
	if known, failure := found(err); !known {
		return nil, failure
	}
	var export model.Export
	if err := json.Unmarshal([]byte(body), &export); err != nil {
		return nil, fmt.Errorf("a snapshot: %w", err)
	}
	r.snapshots[string(key)] = &export
	return &export, nil
}
