package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"exportwatch/model/watch"
)

// Of an export's manifests the last that were looked at are kept, each once.
func TestLastManifestsAreKept(t *testing.T) {
	t.Parallel()
	now := start()
	o := options(t.TempDir())
	o.Now = func() time.Time { return now }
	s := open(t, o)
	record(t, s, watch.Observed{Exports: []watch.SeenExport{{ARN: arn("cur2"), Name: "cur2"}}})
	for n := range 12 {
		now = now.Add(time.Hour)
		seen := watch.SeenManifest{
			Key:   fmt.Sprintf("key-%d", n/2),
			ETag:  strconv.Itoa(n),
			Bytes: int64(n),
		}
		for range 2 {
			record(t, s, watch.Observed{Evidence: []watch.SeenEvidence{{
				ARN: arn("cur2"), Manifests: []watch.SeenManifest{seen},
			}}})
		}
	}
	var bytes []int64
	for _, seen := range recall(t, s).Evidence {
		for _, manifest := range seen.Manifests {
			bytes = append(bytes, manifest.Bytes)
		}
	}
	if want := []int64{4, 5, 6, 7, 8, 9, 10, 11}; !slices.Equal(bytes, want) {
		t.Errorf("kept %v, want %v", bytes, want)
	}
}

// A file of the version before evidence was remembered is brought up to date, and keeps what it has.
func TestFileOfTheFirstVersionIsMigrated(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, options(dir))
	record(t, s, watch.Observed{
		Exports: []watch.SeenExport{{ARN: arn("cur2"), Name: "cur2"}},
		Runs:    []watch.SeenRun{delivered("cur2", 1, time.Hour)},
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "memory.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"DROP TABLE manifests", "DROP TABLE table_columns", "PRAGMA user_version=1",
	} {
		if _, err := db.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, options(dir))
	record(t, again, watch.Observed{Evidence: []watch.SeenEvidence{{
		ARN: arn("cur2"), Columns: []string{"a"},
	}}})
	if got := recall(t, again); len(got.Runs) != 1 || len(got.Evidence) != 1 {
		t.Errorf("recalled %+v", got)
	}
}
