package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Edit is a change of the watch list that was made on the screen. What its texts mean is its
// writer's to know.
type Edit struct {
	Target string // an export's ARN, or ARN#ID
	Kind   string
	At     time.Time
	Mark   string
}

// Edits returns the edits that were saved, oldest first.
func (s *Store) Edits(ctx context.Context) ([]Edit, error) {
	var edits []Edit
	err := s.read(ctx, func(r *reader) error {
		rows, err := r.tx.QueryContext(ctx,
			`SELECT target, kind, at, mark FROM edits ORDER BY at, target, kind`)
		if err != nil {
			return err //nolint:wrapcheck // read names the file
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var edit Edit
			var at sql.NullInt64
			if err := rows.Scan(&edit.Target, &edit.Kind, &at, &edit.Mark); err != nil {
				return err //nolint:wrapcheck // read names the file
			}
			edit.At = instant(at)
			edits = append(edits, edit)
		}
		return rows.Err()
	})
	return edits, err
}

// SaveEdits replaces the edits by others, in one transaction.
func (s *Store) SaveEdits(ctx context.Context, edits []Edit) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db == nil || s.readOnly {
		return nil
	}
	if err := s.saveEdits(context.WithoutCancel(ctx), edits); err != nil {
		return fmt.Errorf("writing %s: %w", s.path, err)
	}
	return nil
}

func (s *Store) saveEdits(ctx context.Context, edits []Edit) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err //nolint:wrapcheck // the caller names the file
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, `DELETE FROM edits`); err != nil {
		return err //nolint:wrapcheck // the caller names the file
	}
	for _, edit := range edits {
		_, err := tx.ExecContext(
			ctx,
			`INSERT INTO edits (target, kind, at, mark) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET at = excluded.at, mark = excluded.mark`,
			edit.Target,
			edit.Kind,
			micros(edit.At),
			edit.Mark,
		)
		if err != nil {
			return err //nolint:wrapcheck // the caller names the file
		}
	}
	return tx.Commit() //nolint:wrapcheck // the caller names the file
}
