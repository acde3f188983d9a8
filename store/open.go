package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// How long is tried to open a file that other instances are making, and how often. (The switch to
// WAL heeds no busy_timeout.)
const (
	openFor   = 5 * time.Second
	firstWait = time.Millisecond
	mostWait  = 50 * time.Millisecond
)

// open opens the file as well as it can be. The caller holds the lock.
func (s *Store) open(ctx context.Context) error {
	err := s.openWritable(ctx)
	switch {
	case err == nil:
		return nil
	case damaged(err):
		if err = s.setAside(); err != nil {
			return err
		}
		return s.openWritable(ctx)
	case unwritable(err):
		if s.openReadOnly(ctx) == nil {
			s.notice = "Nothing new is remembered: " + s.options.Dir + " can't be written."
			return nil
		}
	}
	return err
}

// openWritable makes directory and file where they are missing, and opens the file.
func (s *Store) openWritable(ctx context.Context) error {
	if err := os.MkdirAll(s.options.Dir, 0o700); err != nil {
		return err //nolint:wrapcheck // it names the directory
	}
	// SQLite gives its other files the mode of this one.
	file, err := os.OpenFile(s.path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err //nolint:wrapcheck // it names the file
	}
	s.file, err = file.Stat()
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	journal := "wal"
	if kind := s.options.Network(s.options.Dir); kind != "" {
		journal = "delete"
		s.notice = "The memory is on a network filesystem (" + kind + "): --state-dir with a local " +
			"directory is faster and safer."
	}
	limit := s.options.Now().Add(openFor)
	for wait := firstWait; ; wait = min(2*wait, mostWait) {
		err = s.connect(ctx, journal)
		if err == nil || !busy(err) || s.options.Now().After(limit) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.NewTimer(wait).C:
		}
	}
}

// follow opens the file that has the name now, if that isn't the one that is open: it was deleted, or
// another instance set it aside.
func (s *Store) follow(ctx context.Context) error {
	now, err := os.Stat(s.path)
	gone := errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(now, s.file)
	if s.db != nil && !gone {
		return nil
	}
	if s.db != nil {
		_ = s.db.Close()
		s.db = nil
	}
	return s.openWritable(ctx)
}

// connect opens the file and brings it up to date.
func (s *Store) connect(ctx context.Context, journal string) error {
	db, err := sql.Open("sqlite", s.address(url.Values{
		"_pragma": {"busy_timeout(5000)", "synchronous(full)", "foreign_keys(on)"},
		"_txlock": {"immediate"},
	}))
	if err != nil {
		return fmt.Errorf("opening %s: %w", s.path, err)
	}
	db.SetMaxOpenConns(1)
	if err := s.prepare(ctx, db, journal); err != nil {
		_ = db.Close()
		return err
	}
	s.db, s.readOnly = db, false
	return nil
}

// prepare refuses a newer version, and brings an older one up to date.
func (s *Store) prepare(ctx context.Context, db *sql.DB, journal string) error {
	version, err := versionOf(ctx, db)
	if err != nil {
		return fmt.Errorf("reading %s: %w", s.path, err)
	}
	if version > latest() {
		return newerError{s.path}
	}
	var mode string
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode="+journal).Scan(&mode); err != nil {
		return fmt.Errorf("preparing %s: %w", s.path, err)
	}
	if version == latest() {
		return nil
	}
	if err := migrate(ctx, db); err != nil {
		return fmt.Errorf("preparing %s: %w", s.path, err)
	}
	return nil
}

// openReadOnly opens a file that can't be written; where not even its directory can, what other
// instances haven't brought into the file itself isn't seen.
func (s *Store) openReadOnly(ctx context.Context) error {
	var err error
	for _, way := range []string{"0", "1"} {
		var db *sql.DB
		db, err = sql.Open("sqlite", s.address(url.Values{"mode": {"ro"}, "immutable": {way}}))
		if err != nil {
			return fmt.Errorf("opening %s: %w", s.path, err)
		}
		db.SetMaxOpenConns(1)
		var version int
		if version, err = versionOf(ctx, db); err == nil && version == latest() {
			s.db, s.readOnly = db, true
			return nil
		}
		_ = db.Close()
	}
	return errors.Join(err, errors.New("it can't be read as it is"))
}

// address returns the file with settings, as the driver reads them.
func (s *Store) address(settings url.Values) string {
	return (&url.URL{
		Scheme: "file", OmitHost: true, Path: s.path, RawQuery: settings.Encode(),
	}).String()
}

// newerError says that a file is of a version that this program doesn't know.
type newerError struct{ path string }

func (e newerError) Error() string {
	return "a newer exportwatch wrote " + e.path + ", which is left alone; " +
		"update this one, or name another directory with --state-dir"
}

// code returns SQLite's primary code of an error, 0 if it has none.
func code(err error) int {
	if failure, ok := errors.AsType[*sqlite.Error](err); ok {
		return failure.Code() & 0xff
	}
	return 0
}

func busy(err error) bool {
	return code(err) == sqlite3.SQLITE_BUSY || code(err) == sqlite3.SQLITE_LOCKED
}

func damaged(err error) bool {
	return code(err) == sqlite3.SQLITE_CORRUPT || code(err) == sqlite3.SQLITE_NOTADB
}

// unwritable says whether a file can't be made or written, but perhaps read.
func unwritable(err error) bool {
	switch code(err) {
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL,
		sqlite3.SQLITE_IOERR:
		return true
	}
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) ||
		errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
