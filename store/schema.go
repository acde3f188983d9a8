package store

import (
	"context"
	"database/sql"
	"fmt"
)

// migrations returns what brings a file from each version to the next. Those that were released
// never change.
//
// Times are microseconds of Unix time, NULL where they aren't known.
func migrations() []string { return []string{firstSchema, evidenceSchema} }

// firstSchema is of what AWS said, what was seen, and what the user did.
const firstSchema = `
CREATE TABLE exports (
	id INTEGER PRIMARY KEY,
	arn TEXT NOT NULL UNIQUE,
	account TEXT NOT NULL, -- the 12 digits in the ARN
	name TEXT NOT NULL,
	created INTEGER,
	health TEXT NOT NULL,
	health_reason TEXT NOT NULL,
	refreshed INTEGER,
	health_told INTEGER,
	listed INTEGER,        -- when AWS last listed its runs
	gone INTEGER NOT NULL, -- AWS no longer lists it
	kept INTEGER NOT NULL  -- when this row was written
);
CREATE TABLE snapshots (
	hash BLOB PRIMARY KEY, -- of the body
	body TEXT NOT NULL     -- JSON
) WITHOUT ROWID;
CREATE TABLE runs (
	id INTEGER PRIMARY KEY,
	export INTEGER NOT NULL REFERENCES exports(id),
	execution TEXT NOT NULL,
	status TEXT NOT NULL,
	reason TEXT NOT NULL,
	created INTEGER,
	updated INTEGER,
	completed INTEGER,
	answered INTEGER NOT NULL, -- when AWS last told of it
	whole INTEGER NOT NULL,    -- AWS answered for it itself
	snapshot BLOB,
	age INTEGER NOT NULL,      -- created, or answered where that isn't known
	UNIQUE (export, execution)
);
CREATE INDEX runs_of_exports ON runs(export, age);
CREATE INDEX runs_by_age ON runs(age);
CREATE INDEX runs_by_snapshot ON runs(snapshot);
CREATE TABLE transitions (
	run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
	at INTEGER NOT NULL,
	status TEXT NOT NULL,
	reason TEXT NOT NULL,
	seen INTEGER,
	gap INTEGER NOT NULL, -- microseconds
	found INTEGER NOT NULL,
	PRIMARY KEY (run, at, status)
) WITHOUT ROWID;
CREATE TABLE changes (
	run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
	kind INTEGER NOT NULL, -- 0 started, 1 ended
	status TEXT NOT NULL,
	at INTEGER NOT NULL,
	told INTEGER NOT NULL,
	PRIMARY KEY (run, kind, status)
) WITHOUT ROWID;
CREATE INDEX changes_by_time ON changes(at);
CREATE TABLE doors (
	door BLOB PRIMARY KEY, -- a hash
	account TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE edits (
	who BLOB NOT NULL, -- a hash of what is watched
	target TEXT NOT NULL,
	kind TEXT NOT NULL,
	at INTEGER NOT NULL,
	mark TEXT NOT NULL,
	PRIMARY KEY (who, target, kind)
) WITHOUT ROWID;
CREATE TABLE seen (
	who BLOB PRIMARY KEY, -- a hash of what is watched
	at INTEGER NOT NULL
) WITHOUT ROWID;
`

// evidenceSchema is of what looks at the evidence found.
const evidenceSchema = `
CREATE TABLE manifests (
	export INTEGER NOT NULL REFERENCES exports(id) ON DELETE CASCADE,
	key TEXT NOT NULL,
	etag TEXT NOT NULL,
	body TEXT NOT NULL,    -- JSON
	looked INTEGER NOT NULL,
	PRIMARY KEY (export, key, etag)
) WITHOUT ROWID;
CREATE TABLE table_columns (
	export INTEGER PRIMARY KEY REFERENCES exports(id) ON DELETE CASCADE,
	names TEXT NOT NULL    -- JSON
);
`

// latest is the version that this program writes.
func latest() int { return len(migrations()) }

// versionOf returns the version of a file, 0 of a new one.
func versionOf(ctx context.Context, db *sql.DB) (int, error) {
	var version int
	err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err //nolint:wrapcheck // the caller names the file
}

// migrate brings a file up to date, in one transaction, unless another instance has.
func migrate(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err //nolint:wrapcheck // the caller names the file
	}
	defer func() { _ = tx.Rollback() }()
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err //nolint:wrapcheck // the caller names the file
	}
	for _, step := range migrations()[min(version, latest()):] {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return fmt.Errorf("version %d: %w", version+1, err)
		}
		version++
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version=%d", version)); err != nil {
		return err //nolint:wrapcheck // the caller names the file
	}
	return tx.Commit() //nolint:wrapcheck // the caller names the file
}
