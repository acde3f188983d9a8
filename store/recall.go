package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// What is recalled of each export: the newest runs, so many that all exports' together make
// recalledRuns, within these bounds.
const (
	recalledRuns  = 10_000
	fewestRuns    = 16
	mostRuns      = 400
	recalledNotes = 500 // of what happened, the newest
)

// Recall returns what was observed before: the exports that AWS lists as far as is known, the newest
// runs of each, newest first, to which accounts profiles led, what happened, and when the user last
// looked at what is watched now.
func (s *Store) Recall(ctx context.Context, view View) (watch.Memory, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	memory, err := s.recall(ctx, view)
	if damaged(err) {
		if err = s.setAside(); err == nil {
			err = s.openWritable(ctx)
		}
		memory = watch.Memory{}
	}
	if err != nil {
		return watch.Memory{}, fmt.Errorf("reading %s: %w", s.path, err)
	}
	return memory, nil
}

func (s *Store) recall(ctx context.Context, view View) (memory watch.Memory, err error) {
	if s.db == nil {
		return memory, nil
	}
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return memory, err //nolint:wrapcheck // the caller names the file
	}
	defer func() { _ = tx.Rollback() }()
	r := newReader(tx)
	exports, err := r.exports(ctx, "")
	if err != nil {
		return memory, err
	}
	exports = slices.DeleteFunc(exports, func(e export) bool { return e.seen.Gone })
	limit := min(mostRuns, max(fewestRuns, recalledRuns/max(1, len(exports))))
	for _, e := range exports {
		memory.Exports = append(memory.Exports, e.seen)
		var runs []watch.SeenRun
		if runs, err = r.runs(ctx, e, time.Time{}, limit); err != nil {
			return memory, err
		}
		memory.Runs = append(memory.Runs, runs...)
		var seen watch.SeenEvidence
		if seen, err = r.evidence(ctx, e); err != nil {
			return memory, err
		}
		if seen.Manifests != nil || seen.Columns != nil {
			memory.Evidence = append(memory.Evidence, seen)
		}
	}
	if memory.Changes, err = r.changes(ctx); err != nil {
		return memory, err
	}
	if memory.Profiles, err = r.profiles(ctx, view.Doors); err != nil {
		return memory, err
	}
	if memory.Edits, err = r.edits(ctx, view.Looks); err != nil {
		return memory, err
	}
	memory.LookedAt, err = r.lookedAt(ctx, view.Looks)
	return memory, err
}

// changes returns what happened last, oldest first.
func (r *reader) changes(ctx context.Context) ([]watch.Happening, error) {
	rows, err := r.tx.QueryContext(ctx, `
		SELECT arn, execution, kind, c.status, at, told FROM
			(SELECT * FROM changes ORDER BY at DESC LIMIT ?) c
			JOIN runs ON runs.id = c.run JOIN exports ON exports.id = runs.export
		ORDER BY at`, recalledNotes)
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller names the file
	}
	defer func() { _ = rows.Close() }()
	var changes []watch.Happening
	for rows.Next() {
		var h watch.Happening
		var at sql.NullInt64
		var status string
		err := rows.Scan(&h.Ref.ExportARN, &h.Ref.ExecutionID, &h.Kind, &status, &at, &h.Told)
		if err != nil {
			return nil, err //nolint:wrapcheck // the caller names the file
		}
		h.Status, h.At = model.Status(status), instant(at)
		changes = append(changes, h)
	}
	return changes, rows.Err() //nolint:wrapcheck // the caller names the file
}

// profiles returns where the doors of profiles led.
func (r *reader) profiles(
	ctx context.Context, doors map[string]string,
) ([]watch.SeenProfile, error) {
	var profiles []watch.SeenProfile
	for profile, door := range doors {
		seen := watch.SeenProfile{Profile: profile}
		row := r.tx.QueryRowContext(ctx, `SELECT account FROM doors WHERE door = ?`, hash(door))
		known, err := found(row.Scan(&seen.Account))
		if err != nil {
			return nil, err
		}
		if known {
			profiles = append(profiles, seen)
		}
	}
	return profiles, nil
}

// lookedAt returns when the user last looked at what is watched; zero if never.
func (r *reader) lookedAt(ctx context.Context, looks string) (time.Time, error) {
	var at sql.NullInt64
	err := r.tx.QueryRowContext(ctx, `SELECT at FROM seen WHERE who = ?`, hash(looks)).Scan(&at)
	_, err = found(err)
	return instant(at), err
}
