package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"exportwatch/model/watch"
)

const (
	pruneEvery = 24 * time.Hour
	pruneBatch = 2000 // runs in one transaction, so that other instances don't wait long
)

// lastAnswer returns when AWS last answered of what was observed, by its clock; zero if it didn't.
func lastAnswer(observed watch.Observed) time.Time {
	var last time.Time
	for _, run := range observed.Runs {
		if run.AnsweredAt.After(last) {
			last = run.AnsweredAt
		}
	}
	return last
}

// prune drops what is older than is to be kept: runs by when they were created, with all that was
// seen of them, and then snapshots and exports that no run names any more. It does so once a day. Now
// is by AWS's clock, for this machine's may be years off; zero if it isn't known.
func (s *Store) prune(ctx context.Context, now time.Time) error {
	if s.options.Keep <= 0 || now.IsZero() || now.Sub(s.pruned) < pruneEvery {
		return nil
	}
	s.pruned = now
	before := micros(now.Add(-s.options.Keep))
	for {
		result, err := s.db.ExecContext(ctx, `DELETE FROM runs WHERE id IN
			(SELECT id FROM runs WHERE age < ? ORDER BY age LIMIT ?)`, before, pruneBatch)
		if err != nil {
			return fmt.Errorf("dropping old runs from %s: %w", s.path, err)
		}
		if dropped, _ := result.RowsAffected(); dropped < pruneBatch {
			break
		}
	}
	var all error
	for _, text := range []string{
		`DELETE FROM changes WHERE at < ?`,
		`DELETE FROM seen WHERE at < ?`,
		`DELETE FROM exports WHERE kept < ? AND
			NOT EXISTS (SELECT 1 FROM runs WHERE export = exports.id)`,
	} {
		_, err := s.db.ExecContext(ctx, text, before)
		all = errors.Join(all, err)
	}
	_, err := s.db.ExecContext(ctx, `DELETE FROM snapshots WHERE
		NOT EXISTS (SELECT 1 FROM runs WHERE snapshot = hash)`)
	if all = errors.Join(all, err); all != nil {
		return fmt.Errorf("dropping what is old from %s: %w", s.path, all)
	}
	return nil
}
