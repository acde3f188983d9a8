// Package store keeps what was observed beyond the program's end: exports, their runs with the
// states that were seen, what happened, what the user has seen and changed. It is a SQLite file that
// several instances of the program share.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"exportwatch/model/watch"
)

// fileName is the database's in its directory.
const fileName = "memory.db"

// Options say where a store is and what it keeps.
type Options struct {
	Dir  string        // made, for its owner alone, where it is missing
	Keep time.Duration // what is older is dropped; 0 keeps all
	Now  func() time.Time
	// Network says of which kind the filesystem of a directory is, if it is one on the network, where
	// instances can't share memory. Nil asks the system.
	Network func(dir string) string
}

// Store is an open database. Its methods may be called from several goroutines at once; they take
// turns.
type Store struct {
	options Options
	path    string

	mu       sync.Mutex
	db       *sql.DB
	file     os.FileInfo // the file that was opened
	readOnly bool
	closed   bool
	notice   string
	backlog  []round   // what couldn't be written yet, oldest first
	pruned   time.Time // when what is too old was last dropped
}

// round is what is recorded together.
type round struct {
	view     View
	observed watch.Observed
	lookedAt time.Time
}

// Open opens the store, and makes it where it is missing. A file that is damaged is set aside, with a
// notice; one of a newer version is left alone, with an error. Opening waits up to five seconds while
// other instances make the file.
func Open(ctx context.Context, options Options) (*Store, error) {
	s := &Store{options: options, path: filepath.Join(options.Dir, fileName)}
	if s.options.Network == nil {
		s.options.Network = networkOf
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.open(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// View is what a user of the store watches.
type View struct {
	// Doors name by which door each profile goes to AWS: the same text leads to the same account as
	// far as that can be told without asking. They are kept as hashes.
	Doors map[string]string
	// Looks names what is watched: when the user last looked is kept for each apart. It is kept as a
	// hash.
	Looks string
}

// Notice returns what the user should know of the store, in a sentence: that it was set aside, can't
// be written, or is on a network; "" if there is nothing.
func (s *Store) Notice() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.notice
}

// Path returns the name of its file.
func (s *Store) Path() string { return s.path }

// Close tries once more to write what is left, and closes it.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.db == nil {
		return nil
	}
	var err error
	if len(s.backlog) > 0 {
		err = s.flush(context.Background())
	}
	if closing := s.db.Close(); err == nil && closing != nil {
		err = fmt.Errorf("closing %s: %w", s.path, closing)
	}
	s.db = nil
	return err
}
