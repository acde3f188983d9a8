package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"exportwatch/model/watch"
	"exportwatch/store"
)

// A damaged file is set aside, not deleted, and the store begins anew; with a notice.
func TestDamagedFileIsSetAside(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func([]byte) []byte{
		"text":      func([]byte) []byte { return []byte("no database at all, but some text\n") },
		"header":    func(file []byte) []byte { return append([]byte("x"), file[1:]...) },
		"first":     func(file []byte) []byte { clear(file[100:4096]); return file },
		"all pages": func(file []byte) []byte { clear(file[4096:]); return file },
		"cut":       func(file []byte) []byte { return file[:5000] },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := open(t, options(dir))
			record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", 1, time.Hour)}})
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			file, err := os.ReadFile(s.Path())
			if err != nil {
				t.Fatal(err)
			}
			broken := damage(file)
			if err = os.WriteFile(s.Path(), broken, 0o600); err != nil {
				t.Fatal(err)
			}
			s = open(t, options(dir))
			if runs := recall(t, s).Runs; len(runs) > 0 {
				t.Errorf("recalled %+v", runs)
			}
			record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", 2, time.Hour)}})
			if runs := recall(t, s).Runs; len(runs) != 1 {
				t.Errorf("recalled %d runs of the new one", len(runs))
			}
			aside, err := filepath.Glob(s.Path() + ".damaged-20260710T033603Z*")
			if err != nil || len(aside) != 1 {
				t.Fatalf("set aside: %v, %v", aside, err)
			}
			if kept, err := os.ReadFile(
				aside[0],
			); err != nil ||
				!bytes.HasPrefix(kept, broken[:24]) {
				t.Errorf("what is set aside isn't what was there: %v", err)
			}
			if !strings.Contains(s.Notice(), filepath.Base(aside[0])) {
				t.Errorf("the notice is %q", s.Notice())
			}
		})
	}
}

// A file of a later version is left as it is.
func TestLaterVersionIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, options(dir))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", s.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"PRAGMA journal_mode=delete", "PRAGMA user_version=9", "DROP TABLE runs",
		"CREATE TABLE runs (something INTEGER)",
	} {
		if _, err = db.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	if err = db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	if _, err = store.Open(t.Context(), options(dir)); err == nil ||
		!strings.HasPrefix(store.Why(err, dir), "a newer exportwatch wrote "+s.Path()) ||
		!strings.Contains(err.Error(), "--state-dir") {
		t.Errorf("the error is %v", err)
	}
	if after, err := os.ReadFile(s.Path()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file has changed: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("beside it are %v, %v", entries, err)
	}
}

// mounted returns a small filesystem of its own; the test is skipped where none can be made.
func mounted(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("NOT TESTED: no filesystem can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// On a full disk nothing stops: what can't be written is held back, and written once there is room.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	dir := mounted(t, "1m")
	s := open(t, options(dir))
	record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", 0, time.Hour)}})
	ballast := filepath.Join(dir, "ballast")
	_ = os.WriteFile(ballast, make([]byte, 2<<20), 0o600) // as much as there is room for
	refused, last := 0, 0
	for ; refused < 3 && last < 5000; last++ {
		err := s.Record(t.Context(), view(), watch.Observed{
			Runs: []watch.SeenRun{delivered("cur2", last+1, time.Hour)},
		}, time.Time{})
		if err == nil {
			continue
		}
		refused++
		if why := store.Why(err, dir); why != "the disk is full ("+s.Path()+")" {
			t.Errorf("it says %q of the error %v", why, err)
		}
	}
	if refused < 3 {
		t.Fatalf("%d rounds were written on a full disk", last)
	}
	if runs := recall(t, s).Runs; len(runs) == 0 {
		t.Error("a full disk can't be read")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", last+1, time.Hour)}})
	if got := count(t, s, "runs"); got != last+2 {
		t.Errorf("%d runs are kept, want %d: something was lost", got, last+2)
	}
	whole(t, s.Path())
}

// Where the directory can't be made, it says first why not.
func TestFileInPlaceOfTheDirectory(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), options(file))
	if err == nil || store.Why(err, file) != "not a directory ("+file+")" {
		t.Errorf("the error is %v", err)
	}
}

// A disk without any room is an error, and no more.
func TestFullDiskFromTheStart(t *testing.T) {
	t.Parallel()
	dir := mounted(t, "64k")
	_ = os.WriteFile(filepath.Join(dir, "ballast"), make([]byte, 1<<20), 0o600)
	if s, err := store.Open(t.Context(), options(dir)); err == nil {
		defer s.Close() //nolint:errcheck // it holds nothing
		t.Error("a store on a full disk was opened")
	}
}

// seal makes a mounted directory read-only. A child that another test starts holds this process's
// files for a moment, until it runs its own program: the kernel then says that the directory is busy.
func seal(t *testing.T, dir string) {
	t.Helper()
	var err error
	for range 100 {
		err = syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
		if !errors.Is(err, syscall.EBUSY) {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A directory that can't be written still is recalled from, with a notice.
func TestReadOnlyDirectory(t *testing.T) {
	t.Parallel()
	dir := mounted(t, "4m")
	s := open(t, options(dir))
	record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", 1, time.Hour)}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	seal(t, dir)
	s = open(t, options(dir))
	if runs := recall(t, s).Runs; len(runs) != 1 {
		t.Errorf("recalled %d runs, want 1", len(runs))
	}
	record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", 2, time.Hour)}})
	if !strings.Contains(s.Notice(), "can't be written") {
		t.Errorf("the notice is %q", s.Notice())
	}
	empty := mounted(t, "64k")
	seal(t, empty)
	_, err := store.Open(t.Context(), options(filepath.Join(empty, "exportwatch")))
	if err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("the error is %v", err)
	}
}
