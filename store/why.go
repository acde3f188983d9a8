package store

import (
	"errors"
	"io/fs"
	"path/filepath"

	sqlite3 "modernc.org/sqlite/lib"
)

// Why says in a few words why the store in a directory can't be used, and behind them which file is
// meant: a narrow screen cuts the end. The error itself says more.
func Why(err error, dir string) string {
	if newer, ok := errors.AsType[newerError](err); ok {
		return newer.Error()
	}
	if failure, ok := errors.AsType[*fs.PathError](err); ok {
		return failure.Err.Error() + " (" + failure.Path + ")"
	}
	var reason string
	switch code(err) {
	case sqlite3.SQLITE_FULL:
		reason = "the disk is full"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		reason = "another program holds the file"
	case sqlite3.SQLITE_READONLY:
		reason = "the file can't be written"
	case sqlite3.SQLITE_CANTOPEN:
		reason = "the file can't be opened"
	case sqlite3.SQLITE_IOERR:
		reason = "the disk can't be read or written"
	default:
		return err.Error()
	}
	return reason + " (" + filepath.Join(dir, fileName) + ")"
}
