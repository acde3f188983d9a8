package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/store"
)

// What is recorded comes back as it was, down to the microsecond, after the store was opened anew.
func TestWhatIsRecordedComesBack(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "exportwatch")
	s := open(t, options(dir))
	failed := delivered("focus", 2, 5*time.Hour)
	failed.Execution.Status, failed.Execution.Reason = model.DeliveryFailure, model.InternalFailure
	failed.Execution.CompletedAt = start()
	failed.Execution.Export, failed.Whole, failed.Transitions = nil, false, nil
	observed := watch.Observed{
		Profiles: []watch.SeenProfile{{Account: account}},
		Exports: []watch.SeenExport{{
			ARN: arn("cur2"), Name: "cur2", CreatedAt: start().Add(-time.Hour),
			Health: model.Health{
				Code: "UNHEALTHY", Reason: model.BillOwnerChanged, RefreshedAt: start(),
			},
			HealthAt: start(), ListedAt: start().Add(-time.Minute),
		}, {ARN: arn("focus"), Name: "focus"}},
		Runs: []watch.SeenRun{
			delivered("cur2", 2, time.Hour), delivered("cur2", 1, 25*time.Hour), failed,
		},
		Changes: []watch.Happening{{
			Ref: failed.Execution.Ref, At: start(), Kind: watch.ChangeEnded,
			Status: model.DeliveryFailure, Told: true,
		}},
		Evidence: []watch.SeenEvidence{{
			ARN: arn("cur2"), Columns: []string{"a", "b"},
			Manifests: []watch.SeenManifest{
				{
					Key:       "k/Manifest.json",
					ETag:      "e",
					DataKey:   "d",
					Written:   start().UTC(),
					Partition: "BILLING_PERIOD=2026-07",
					Bytes:     12,
					Columns:   []string{"a"},
					Matched:   true,
				},
			},
		}},
	}
	if err := s.Record(t.Context(), view(), observed, start()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	got := recall(t, open(t, options(dir)))
	if want := (watch.Memory{Observed: observed, LookedAt: start()}); !reflect.DeepEqual(
		got,
		want,
	) {
		t.Errorf("got\n%+v, want\n%+v", got, want)
	}
	if got.Runs[0].Execution.Export != got.Runs[1].Execution.Export {
		t.Error("the runs don't share their snapshot")
	}
	for name, mode := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "memory.db"): 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: mode %v, error %v", name, info.Mode(), err)
		}
	}
	memory, err := open(t, options(dir)).Recall(t.Context(), store.View{
		Doors: map[string]string{"": "another door"}, Looks: "one export",
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(memory.Profiles) > 0 || !memory.LookedAt.IsZero() || len(memory.Runs) != 3 {
		t.Errorf("by another door: %+v", memory)
	}
}

// A directory may be given as somebody types it, relative and with characters that mean something in an
// address.
func TestDirectoryAsItIsTyped(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, dir := range []string{"state", "./state", "a b/c?mode=ro#d%20&e", "a:b"} {
		s := open(t, options(dir))
		record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", 1, time.Hour)}})
		if _, err := os.Stat(filepath.Join(dir, "memory.db")); err != nil {
			t.Error(err)
		}
	}
}

// A file that is deleted, or set aside by another instance, while it is open begins anew: what is seen
// from then on is kept.
func TestFileThatIsDeletedBeginsAnew(t *testing.T) {
	t.Parallel()
	for name, remove := range map[string]func(path string) error{
		"the file":      os.Remove,
		"the directory": func(path string) error { return os.RemoveAll(filepath.Dir(path)) },
		"set aside":     func(path string) error { return os.Rename(path, path+".damaged") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "state")
			one, other := open(t, options(dir)), open(t, options(dir))
			for number, s := range []*store.Store{one, other} {
				record(t, s, watch.Observed{
					Runs: []watch.SeenRun{delivered("cur2", number, time.Hour)},
				})
			}
			if err := remove(one.Path()); err != nil {
				t.Fatal(err)
			}
			for number, s := range []*store.Store{one, other, one} {
				record(t, s, watch.Observed{
					Runs: []watch.SeenRun{delivered("cur2", 10+number, time.Hour)},
				})
			}
			memory := recall(t, open(t, options(dir)))
			if len(memory.Runs) != 3 || memory.Exports[0].Name != "cur2" {
				t.Errorf("recalled %d runs of %+v, want 3", len(memory.Runs), memory.Exports)
			}
			whole(t, one.Path())
		})
	}
}

// An older answer, which comes from another instance, changes nothing; what it saw counts.
func TestOlderAnswerChangesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one, other := open(t, options(dir)), open(t, options(dir))
	ended := delivered("cur2", 1, time.Hour)
	record(t, one, watch.Observed{Runs: []watch.SeenRun{ended}})
	before := ended
	before.Execution.Status = model.QueryInProcess
	before.AnsweredAt = ended.AnsweredAt.Add(-5 * time.Minute)
	before.Transitions = []watch.Transition{
		// The other saw it found in the state that this one saw begin, and begin a moment later.
		{Status: model.QueryQueued, At: ended.Transitions[1].At.Add(30 * time.Second), Found: true},
		{
			Status: model.DeliveryInProcess, At: ended.Transitions[3].At.Add(9 * time.Second),
			Gap: 15 * time.Second,
		},
	}
	record(t, other, watch.Observed{Runs: []watch.SeenRun{before}})
	if got := recall(t, one).Runs; len(got) != 1 || !reflect.DeepEqual(got[0], ended) {
		t.Errorf("got %+v, want %+v", got, ended)
	}
}

// A reason that came later is kept with the state.
func TestReasonThatComesLater(t *testing.T) {
	t.Parallel()
	s := open(t, options(t.TempDir()))
	run := delivered("cur2", 1, time.Hour)
	record(t, s, watch.Observed{Runs: []watch.SeenRun{run}})
	run.Transitions = run.Transitions[4:]
	run.Transitions[0].Reason = model.InternalFailure
	record(t, s, watch.Observed{Runs: []watch.SeenRun{run}})
	got := recall(t, s).Runs[0].Transitions
	if len(got) != 5 || got[4].Reason != model.InternalFailure {
		t.Errorf("got %+v", got)
	}
}

// What AWS no longer lists isn't recalled, but still is history.
func TestGoneExportIsHistory(t *testing.T) {
	t.Parallel()
	s := open(t, options(t.TempDir()))
	record(t, s, watch.Observed{
		Exports: []watch.SeenExport{{ARN: arn("old"), Name: "old", Gone: true}},
		Runs:    []watch.SeenRun{delivered("old", 1, time.Hour), delivered("old", 2, 3*time.Hour)},
	})
	if memory := recall(t, s); len(memory.Exports)+len(memory.Runs) > 0 {
		t.Errorf("recalled %+v", memory)
	}
	running := delivered("old", 3, time.Minute)
	running.Execution.Status = model.QueryInProcess
	record(t, s, watch.Observed{Runs: []watch.SeenRun{running}})
	for since, want := range map[time.Time]int{{}: 2, start().Add(-2 * time.Hour): 1, start(): 0} {
		runs, err := s.Runs(t.Context(), arn("old"), since)
		if err != nil || len(runs) != want {
			t.Errorf("since %v: %d runs, want %d; %v", since, len(runs), want, err)
		}
	}
	exports, err := s.Exports(t.Context())
	if err != nil || len(exports) != 1 || !exports[0].Gone {
		t.Errorf("exports %+v, %v", exports, err)
	}
	if runs, err := s.Runs(t.Context(), arn("unknown"), time.Time{}); len(runs) > 0 || err != nil {
		t.Errorf("of an unknown export: %v, %v", runs, err)
	}
}

// What is older than is to be kept is dropped with all that hangs on it, and the rest stays.
func TestPruning(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, options(dir))
	old := delivered("old", 1, 500*24*time.Hour)
	record(t, s, watch.Observed{
		Runs: []watch.SeenRun{old, delivered("cur2", 1, 300*24*time.Hour)},
		Changes: []watch.Happening{{
			Ref: old.Execution.Ref, At: old.Execution.CreatedAt, Kind: watch.ChangeStarted,
		}},
	})
	later := options(dir)
	later.Keep = 200 * 24 * time.Hour
	later.Now = func() time.Time { return start().Add(250 * 24 * time.Hour) }
	s = open(t, later)
	record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("new", 1, -249*24*time.Hour)}})
	memory := recall(t, s)
	if len(memory.Runs) != 1 || memory.Runs[0].Execution.Ref.ExportARN != arn("new") {
		t.Errorf("left are %+v", memory.Runs)
	}
	counts := map[string]int{
		"runs":        1,
		"exports":     1,
		"snapshots":   1,
		"transitions": 5,
		"changes":     0,
	}
	for table, want := range counts {
		if got := count(t, s, table); got != want {
			t.Errorf("%d rows of %s are left, want %d", got, table, want)
		}
	}
}

// A machine whose clock is wrong forgets nothing: by AWS's clock counts what is too old.
func TestWrongClockPrunesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	record(t, open(t, options(dir)), watch.Observed{
		Runs: []watch.SeenRun{delivered("cur2", 1, time.Hour)},
	})
	wrong := options(dir)
	wrong.Now = func() time.Time { return start().AddDate(10, 0, 0) }
	s := open(t, wrong)
	if err := s.Record(t.Context(), view(), watch.Observed{}, wrong.Now()); err != nil {
		t.Fatal(err)
	}
	record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", 2, time.Minute)}})
	if runs := recall(t, s).Runs; len(runs) != 2 {
		t.Errorf("%d runs are left, want 2", len(runs))
	}
}

// count counts the rows of a table, beside the store.
func count(tb testing.TB, s *store.Store, table string) int {
	tb.Helper()
	db, err := sql.Open("sqlite", s.Path())
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // it only reads
	var rows int
	counting := "SELECT count(*) FROM " + table
	if err := db.QueryRowContext(tb.Context(), counting).Scan(&rows); err != nil {
		tb.Fatal(err)
	}
	return rows
}

func TestEditsComeBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, options(dir))
	edits := []watch.Edit{
		{Kind: watch.EditAdded, Target: arn("a"), At: start(), Mark: "x"},
		{Kind: watch.EditMuted, Target: arn("a"), At: start().Add(time.Second)},
		{Kind: watch.EditRemoved, Target: arn("b"), At: start().Add(time.Minute)},
	}
	here, elsewhere := store.View{Looks: "here"}, store.View{Looks: "elsewhere"}
	record := func(view store.View, observed watch.Observed) {
		t.Helper()
		if err := s.Record(t.Context(), view, observed, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	want := func(view store.View, want []watch.Edit) {
		t.Helper()
		memory, err := open(t, options(dir)).Recall(t.Context(), view)
		if err != nil || !reflect.DeepEqual(memory.Edits, want) {
			t.Errorf("got %+v, %v; want %+v", memory.Edits, err, want)
		}
	}
	record(here, watch.Observed{Edits: edits})
	want(here, edits)
	want(elsewhere, nil)
	again := edits[1]
	again.Mark = "other"
	record(here, watch.Observed{Edits: []watch.Edit{again}, Undone: edits[:1]})
	record(elsewhere, watch.Observed{Undone: edits})
	want(here, []watch.Edit{again, edits[2]})
}

// On a network filesystem there is a rollback journal, and a notice.
func TestNetworkFilesystem(t *testing.T) {
	t.Parallel()
	onNFS := options(t.TempDir())
	onNFS.Network = func(string) string { return "NFS" }
	s := open(t, onNFS)
	record(t, s, watch.Observed{Runs: []watch.SeenRun{delivered("cur2", 1, time.Hour)}})
	if notice := s.Notice(); !strings.Contains(notice, "NFS") {
		t.Errorf("the notice is %q", notice)
	}
	if _, err := os.Stat(s.Path() + "-wal"); !os.IsNotExist(err) {
		t.Errorf("there is a write-ahead log: %v", err)
	}
	if local := open(t, options(t.TempDir())); local.Notice() != "" {
		t.Errorf("the notice on a local one is %q", local.Notice())
	}
}
