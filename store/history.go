package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"time"

	"exportwatch/model/watch"
)

// Runs returns all runs of an export that have ended and were created since a time (zero for all),
// newest first, with the states that were seen of each.
func (s *Store) Runs(
	ctx context.Context, exportARN string, since time.Time,
) ([]watch.SeenRun, error) {
	var runs []watch.SeenRun
	err := s.read(ctx, func(r *reader) error {
		exports, err := r.exports(ctx, exportARN)
		if err != nil || len(exports) == 0 {
			return err
		}
		runs, err = r.runs(ctx, exports[0], since, math.MaxInt32)
		runs = slices.DeleteFunc(runs, func(run watch.SeenRun) bool {
			return !run.Execution.Status.Terminal()
		})
		return err
	})
	return runs, err
}

// Exports returns all exports that were seen, those that are gone too, by name.
func (s *Store) Exports(ctx context.Context) ([]watch.SeenExport, error) {
	var seen []watch.SeenExport
	err := s.read(ctx, func(r *reader) error {
		exports, err := r.exports(ctx, "")
		for _, e := range exports {
			seen = append(seen, e.seen)
		}
		return err
	})
	return seen, err
}

// read reads in one transaction; of a store that couldn't be opened again there is nothing.
func (s *Store) read(ctx context.Context, body func(*reader) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db == nil {
		return nil
	}
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("reading %s: %w", s.path, err)
	}
	defer func() { _ = tx.Rollback() }()
	if err := body(newReader(tx)); err != nil {
		return fmt.Errorf("reading %s: %w", s.path, err)
	}
	return nil
}
