package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// mostRounds bounds what is held back while it can't be written.
const mostRounds = 1000

// Record writes what was observed, and when the user last looked (zero if he hasn't since), in one
// transaction: all of it or nothing. What can't be written is held back and tried again with what
// comes next. What is older than what another instance wrote changes nothing.
func (s *Store) Record(
	ctx context.Context, view View, observed watch.Observed, lookedAt time.Time,
) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.readOnly || observed.Empty() && lookedAt.IsZero() {
		return nil
	}
	s.backlog = append(s.backlog, round{view, observed, lookedAt})
	s.backlog = s.backlog[max(0, len(s.backlog)-mostRounds):]
	ctx = context.WithoutCancel(ctx)
	err := s.follow(ctx)
	if err == nil {
		err = s.flush(ctx)
	}
	if damaged(err) {
		if err = s.setAside(); err == nil {
			if err = s.openWritable(ctx); err == nil {
				err = s.flush(ctx)
			}
		}
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", s.path, err)
	}
	return s.prune(ctx, lastAnswer(observed))
}

// flush writes what was held back.
func (s *Store) flush(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err //nolint:wrapcheck // the caller names the file
	}
	w := writer{tx: tx, options: s.options, exports: map[string]int64{}}
	for _, r := range s.backlog {
		if err := w.write(ctx, r); err != nil {
			return errors.Join(err, tx.Rollback(), w.close())
		}
	}
	if err := errors.Join(w.close(), tx.Commit()); err != nil {
		return err
	}
	s.backlog = nil
	return nil
}

// writer writes within one transaction.
type writer struct {
	tx         *sql.Tx
	options    Options
	exports    map[string]int64 // their ids by ARN
	snapshots  map[*model.Export][]byte
	statements map[string]*sql.Stmt
}

// run runs a statement, which is prepared once.
func (w *writer) run(ctx context.Context, text string, values ...any) error {
	statement, err := w.statement(ctx, text)
	if err != nil {
		return err
	}
	_, err = statement.ExecContext(ctx, values...)
	return err //nolint:wrapcheck // the caller names the file
}

// number runs a statement that returns a number, or sql.ErrNoRows.
func (w *writer) number(ctx context.Context, text string, values ...any) (int64, error) {
	statement, err := w.statement(ctx, text)
	if err != nil {
		return 0, err
	}
	var number int64
	err = statement.QueryRowContext(ctx, values...).Scan(&number)
	return number, err //nolint:wrapcheck // the caller names the file
}

func (w *writer) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if w.statements[text] == nil {
		statement, err := w.tx.PrepareContext(ctx, text)
		if err != nil {
			return nil, err //nolint:wrapcheck // the caller names the file
		}
		if w.statements == nil {
			w.statements = map[string]*sql.Stmt{}
		}
		w.statements[text] = statement
	}
	return w.statements[text], nil
}

func (w *writer) close() error {
	var all error
	for _, statement := range w.statements {
		all = errors.Join(all, statement.Close())
	}
	return all
}

// writeDoors writes where the doors of profiles led.
func (w *writer) writeDoors(ctx context.Context, r round) error {
	for _, profile := range r.observed.Profiles {
		door, known := r.view.Doors[profile.Profile]
		if !known {
			continue
		}
		err := w.run(ctx, `INSERT INTO doors (door, account) VALUES (?, ?)
			ON CONFLICT (door) DO UPDATE SET account = excluded.account`,
			hash(door), profile.Account)
		if err != nil {
			return err
		}
	}
	return nil
}

// write writes a round.
func (w *writer) write(ctx context.Context, r round) error {
	if err := w.writeDoors(ctx, r); err != nil {
		return err
	}
	for _, export := range r.observed.Exports {
		if err := w.writeExport(ctx, export); err != nil {
			return err
		}
	}
	for _, run := range r.observed.Runs {
		if err := w.writeRun(ctx, run); err != nil {
			return err
		}
	}
	for _, change := range r.observed.Changes {
		if err := w.writeChange(ctx, change); err != nil {
			return err
		}
	}
	for _, seen := range r.observed.Evidence {
		if err := w.writeEvidence(ctx, seen); err != nil {
			return err
		}
	}
	if err := w.writeEdits(ctx, r); err != nil || r.lookedAt.IsZero() {
		return err
	}
	return w.run(ctx, `INSERT INTO seen (who, at) VALUES (?, ?)
		ON CONFLICT (who) DO UPDATE SET at = max(at, excluded.at)`,
		hash(r.view.Looks), micros(r.lookedAt))
}
