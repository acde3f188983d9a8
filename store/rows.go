package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// writeExport writes an export as AWS's lists told of it. What isn't known leaves what was.
func (w *writer) writeExport(ctx context.Context, e watch.SeenExport) error {
	id, err := w.number(ctx, `
		INSERT INTO exports (arn, account, name, created, health, health_reason, refreshed,
			health_told, listed, gone, kept)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
		ON CONFLICT (arn) DO UPDATE SET
			name = iif(?3 = '', name, ?3),
			created = coalesce(?4, created),
			health = iif(coalesce(?8, 0) >= coalesce(health_told, 0), ?5, health),
			health_reason = iif(coalesce(?8, 0) >= coalesce(health_told, 0), ?6, health_reason),
			refreshed = iif(coalesce(?8, 0) >= coalesce(health_told, 0), ?7, refreshed),
			health_told = max(coalesce(?8, 0), coalesce(health_told, 0)),
			listed = nullif(max(coalesce(?9, 0), coalesce(listed, 0)), 0),
			gone = ?10,
			kept = max(kept, ?11)
		RETURNING id`,
		e.ARN, model.ARNAccount(e.ARN), e.Name, micros(e.CreatedAt),
		e.Health.Code, string(e.Health.Reason), micros(e.Health.RefreshedAt), micros(e.HealthAt),
		micros(e.ListedAt), e.Gone, micros(w.options.Now()))
	if err != nil {
		return fmt.Errorf("an export: %w", err)
	}
	w.exports[e.ARN] = id
	return nil
}

// exportOf returns the id of an export, which is added where only a run tells of it.
func (w *writer) exportOf(ctx context.Context, arn string) (int64, error) {
	if id, known := w.exports[arn]; known {
		return id, nil
	}
	id, err := w.number(ctx, `SELECT id FROM exports WHERE arn = ?`, arn)
	if errors.Is(err, sql.ErrNoRows) {
		name := model.Ref{ExportARN: arn}.ExportName()
		if err = w.writeExport(ctx, watch.SeenExport{ARN: arn, Name: name}); err != nil {
			return 0, err
		}
		return w.exports[arn], nil
	}
	w.exports[arn] = id
	return id, err
}

// writeRun writes a run as AWS last told of it, unless a later answer is known, and what was seen of
// it.
func (w *writer) writeRun(ctx context.Context, r watch.SeenRun) error {
	export, err := w.exportOf(ctx, r.Execution.Ref.ExportARN)
	if err != nil {
		return err
	}
	snapshot, err := w.writeSnapshot(ctx, r.Execution.Export)
	if err != nil {
		return err
	}
	e := r.Execution
	age := e.CreatedAt
	if age.IsZero() {
		age = r.AnsweredAt
	}
	id, err := w.number(ctx, `
		INSERT INTO runs (export, execution, status, reason, created, updated, completed, answered,
			whole, snapshot, age)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (export, execution) DO UPDATE SET
			status = iif(excluded.answered >= answered, excluded.status, status),
			reason = iif(excluded.answered >= answered, excluded.reason, reason),
			created = iif(excluded.answered >= answered, excluded.created, created),
			updated = iif(excluded.answered >= answered, excluded.updated, updated),
			completed = iif(excluded.answered >= answered, excluded.completed, completed),
			age = iif(excluded.answered >= answered, excluded.age, age),
			whole = max(whole, excluded.whole),
			snapshot = coalesce(excluded.snapshot, snapshot),
			answered = max(answered, excluded.answered)
		RETURNING id`,
		export, e.Ref.ExecutionID, string(e.Status), string(e.Reason), micros(e.CreatedAt),
		micros(e.UpdatedAt), micros(e.CompletedAt), micros(r.AnsweredAt), r.Whole, snapshot,
		micros(age))
	if err != nil {
		return fmt.Errorf("a run: %w", err)
	}
	for _, t := range r.Transitions {
		if err := w.writeTransition(ctx, id, t); err != nil {
			return err
		}
	}
	return nil
}

// writeTransition writes a state that was seen begin, unless another instance saw the same: the same
// state within the time between two looks, or any time ago if this one only found it.
func (w *writer) writeTransition(ctx context.Context, run int64, t watch.Transition) error {
	err := w.run(ctx, `
		INSERT INTO transitions (run, at, status, reason, seen, gap, found)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
		WHERE NOT EXISTS (SELECT 1 FROM transitions WHERE run = ?1 AND status = ?3 AND at <> ?2 AND
			(?7 OR found OR abs(at - ?2) <= max(gap, ?6)))
		ON CONFLICT (run, at, status) DO UPDATE SET reason = excluded.reason`,
		run, micros(t.At), string(t.Status), string(t.Reason), micros(t.SeenAt),
		t.Gap.Microseconds(), t.Found)
	if err != nil {
		return fmt.Errorf("a state: %w", err)
	}
	return nil
}

// writeChange writes that something happened to a run that is known.
func (w *writer) writeChange(ctx context.Context, c watch.Happening) error {
	export, err := w.exportOf(ctx, c.Ref.ExportARN)
	if err != nil {
		return err
	}
	err = w.run(ctx, `
		INSERT INTO changes (run, kind, status, at, told)
		SELECT id, ?3, ?4, ?5, ?6 FROM runs WHERE export = ?1 AND execution = ?2
		ON CONFLICT DO NOTHING`,
		export, c.Ref.ExecutionID, int(c.Kind), string(c.Status), micros(c.At), c.Told)
	if err != nil {
		return fmt.Errorf("what happened: %w", err)
	}
	return nil
}

// writeSnapshot writes a snapshot, once for all runs that share it, and returns its hash.
func (w *writer) writeSnapshot(ctx context.Context, export *model.Export) ([]byte, error) {
	if export == nil {
		return nil, nil
	}
	if known := w.snapshots[export]; known != nil {
		return known, nil
	}
	body, err := json.Marshal(export)
	if err != nil {
		return nil, fmt.Errorf("a snapshot: %w", err)
	}
	key := hash(string(body))
	err = w.run(ctx, `INSERT INTO snapshots (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING`,
		key, string(body))
	if err != nil {
		return nil, fmt.Errorf("a snapshot: %w", err)
	}
	if w.snapshots == nil {
		w.snapshots = map[*model.Export][]byte{}
	}
	w.snapshots[export] = key
	return key, nil
}
