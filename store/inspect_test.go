package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exportwatch/store"
)

// What there is of a store, from outside.
func TestInspect(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "deep", "state")
	missing := store.Inspect(dir)
	if missing.Exists || missing.Failure != nil || missing.Bytes != 0 ||
		missing.Path != filepath.Join(dir, "memory.db") {
		t.Errorf("missing: %+v", missing)
	}
	if _, err := os.Stat(filepath.Dir(dir)); !os.IsNotExist(err) {
		t.Errorf("looking made the directory: %v", err)
	}
	s, err := store.Open(t.Context(), options(dir))
	if err != nil {
		t.Fatal(err)
	}
	if inUse := store.Inspect(dir); !inUse.Exists || inUse.Failure != nil || inUse.Bytes == 0 {
		t.Errorf("in use: %+v", inUse)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	closed := store.Inspect(dir)
	if closed.Version != closed.Latest || closed.Latest == 0 || closed.Failure != nil {
		t.Errorf("closed: %+v", closed)
	}
	patch(t, closed.Path, 60, "\x00\x00\x01\x00")
	if newer := store.Inspect(dir); newer.Failure == nil ||
		!strings.Contains(newer.Failure.Error(), "newer exportwatch") {
		t.Errorf("newer: %+v", newer)
	}
	patch(t, closed.Path, 0, "something else.")
	if other := store.Inspect(dir); other.Failure == nil ||
		!strings.Contains(other.Failure.Error(), "it is no database") {
		t.Errorf("no database: %+v", other)
	}
	if err := os.WriteFile(closed.Path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if empty := store.Inspect(dir); empty.Failure != nil || empty.Version != 0 || !empty.Exists {
		t.Errorf("empty: %+v", empty)
	}
	if file := store.Inspect(closed.Path); file.Failure == nil ||
		!strings.Contains(file.Failure.Error(), "not a directory") {
		t.Errorf("a file in place of the directory: %+v", file)
	}
	if err := os.Remove(closed.Path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(closed.Path, 0o700); err != nil {
		t.Fatal(err)
	}
	if folder := store.Inspect(dir); folder.Failure == nil {
		t.Errorf("a directory in place of the file: %+v", folder)
	}
}

// patch writes a text into a file at a place.
func patch(t *testing.T, path string, at int64, text string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt([]byte(text), at); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
