package cli

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/adrg/xdg"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/store"
	"exportwatch/tui"
)

// journal keeps what was observed beyond the program's end. The store is opened beside all else.
type journal struct {
	log   *slog.Logger
	dir   string            // of the store
	view  func() store.View // takes a while with thousands of targets
	start func()            // begins to recall, once

	opened   chan struct{} // closed once it is
	store    *store.Store  // nil where it can't be opened
	openErr  error
	recalled chan memory // what was observed before, once

	mu   sync.Mutex
	told map[string]bool // notices that were given
}

// memory is what was observed before, and what there is to say of it.
type memory struct {
	watch.Memory

	notice string
}

// openJournal begins to open the journal; nil where nothing is to be kept.
func openJournal(ctx context.Context, f *watchFlags, log *slog.Logger) *journal {
	if f.noState || f.demo {
		return nil
	}
	j := &journal{
		log:      log,
		dir:      stateDir(f.stateDir),
		opened:   make(chan struct{}),
		recalled: make(chan memory, 1),
		told:     map[string]bool{},
	}
	options := store.Options{
		Dir: j.dir, Keep: time.Duration(f.keep), Now: time.Now,
	}
	go func() {
		defer close(j.opened)
		j.store, j.openErr = store.Open(ctx, options)
	}()
	return j
}

// stateDir returns where the state is: the directory that was given, or that of the XDG rules.
func stateDir(given string) string {
	if given != "" {
		return given
	}
	return filepath.Join(xdg.StateHome, "exportwatch")
}

// recallFor begins to recall what was observed before of what is watched now: at once, or with many
// targets, which would hold the first frame up, when it is asked for.
func (j *journal) recallFor(ctx context.Context, view func() store.View, many bool) {
	if j == nil {
		return
	}
	j.view = sync.OnceValue(view)
	j.start = sync.OnceFunc(func() { go j.read(ctx) })
	if !many {
		j.start()
	}
}

// read recalls it.
func (j *journal) read(ctx context.Context) {
	<-j.opened
	var all memory
	err := j.openErr
	if err == nil {
		all.Memory, err = j.store.Recall(ctx, j.view())
	}
	all.notice = j.notice(err)
	j.recalled <- all
}

// Recall returns what was observed before the program was started, once.
func (j *journal) Recall() (watch.Memory, string) {
	j.start()
	all := <-j.recalled
	return all.Memory, all.notice
}

// Record keeps what was observed, and when the user last looked.
func (j *journal) Record(observed watch.Observed, lookedAt time.Time) string {
	<-j.opened
	if j.store == nil {
		return ""
	}
	return j.notice(j.store.Record(context.Background(), j.view(), observed, lookedAt))
}

// notice returns what the user should know, each once, and logs it.
func (j *journal) notice(err error) string {
	text := ""
	switch {
	case err != nil:
		text = "Nothing is remembered: " + model.Clean(store.Why(err, j.dir)) + "."
	case j.store != nil:
		text = j.store.Notice()
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if text == "" || j.told[text] {
		return ""
	}
	j.told[text] = true
	j.log.Warn("the journal", "notice", text, "error", err)
	return text
}

// patience is how long the end of the program waits for the store: another instance may hold it.
const patience = 400 * time.Millisecond

// within does something, and waits for that no longer than patience.
func within(body func()) {
	limit := time.NewTimer(patience)
	defer limit.Stop()
	done := make(chan struct{})
	go func() { defer close(done); body() }()
	select {
	case <-done:
	case <-limit.C:
	}
}

// close closes the store.
func (j *journal) close() {
	if j == nil {
		return
	}
	within(func() {
		<-j.opened
		if j.store != nil {
			_ = j.store.Close() // what couldn't be written was said
		}
	})
}

// recordLast records what the screen had not.
func (j *journal) recordLast(observed []watch.Observed, lookedAt time.Time) {
	if j == nil {
		return
	}
	within(func() {
		for _, each := range observed {
			_ = j.Record(each, lookedAt) // the screen is gone
		}
	})
}

// Runs returns what is remembered of the runs of an export that have ended and were created since a
// time, zero for all of them.
func (j *journal) Runs(
	ctx context.Context, exportARN string, since time.Time,
) ([]watch.SeenRun, error) {
	<-j.opened
	if j.store == nil {
		return nil, nil // it was said why
	}
	return j.store.Runs(ctx, exportARN, since)
}

// Exports returns the exports that were seen, those that are gone too.
func (j *journal) Exports(ctx context.Context) ([]watch.SeenExport, error) {
	<-j.opened
	if j.store == nil {
		return nil, nil // it was said why
	}
	return j.store.Exports(ctx)
}

// runMemory returns the journal as history takes it: none is nil.
func (j *job) runMemory() runMemory {
	if j.journal == nil {
		return nil
	}
	return j.journal
}

// screenJournal returns the journal as the screen takes it: none is nil.
func (j *job) screenJournal() tui.Journal {
	if j.journal == nil {
		return nil
	}
	return j.journal
}

// viewOf says how what is watched is known again: by the doors of its profiles, and its targets.
func viewOf(f *watchFlags, profiles []string, named targets) store.View {
	view := store.View{Doors: map[string]string{}}
	for _, profile := range profiles {
		view.Doors[profile] = doorOf(f, profile)
	}
	parts := slices.Sorted(maps.Values(view.Doors))
	for _, pin := range named.pins {
		parts = append(parts, pin.String())
	}
	parts = append(append(parts, named.arns...), named.patterns...)
	slices.Sort(parts)
	view.Looks = strings.Join(parts, "\n")
	return view
}

// doorOf returns what decides to which account a profile leads, as far as that can be told without
// asking.
func doorOf(f *watchFlags, profile string) string {
	names := []string{"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}
	if profile == "" {
		names = append(names, "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID",
			"AWS_ROLE_ARN", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
	}
	names = append(names, "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_BCM_DATA_EXPORTS")
	parts := []string{profile, f.endpointURL}
	for _, name := range names {
		parts = append(parts, name+"="+os.Getenv(name))
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(parts, "\x00"))))
}
