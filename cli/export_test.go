package cli

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"exportwatch/model/check"
	"exportwatch/model/watch"
	"exportwatch/theme"
)

// VersionOf is versionOf, for tests.
func VersionOf(info *debug.BuildInfo) string { return versionOf(info) }

// Near is near, for tests.
func Near(typed string, names []string) []string { return near(typed, names) }

// SplitWords is splitWords, for tests.
func SplitWords(command string) ([]string, error) { return splitWords(command) }

// NewHook is a hook with limits of the test's own.
func NewHook(command []string, limit, grace time.Duration, log *slog.Logger) interface {
	Tell(text []byte) error
	Close()
} {
	h := newHook(command, log)
	h.limit, h.grace = limit, grace
	return h
}

// JSONFields are the names of all fields of the JSON of status, as paths in a document, and those
// of a line of --watch.
func JSONFields() (whole, line []string) {
	return fields(reflect.TypeFor[document](), ""), fields(reflect.TypeFor[change](), "")
}

// NewsFields are the names of the fields of a change that stand on top, in their order.
func NewsFields() []string {
	return slices.DeleteFunc(fields(reflect.TypeFor[jsonNews](), ""), func(name string) bool {
		return strings.Contains(name, ".")
	})
}

func fields(of reflect.Type, under string) []string {
	switch {
	case of == reflect.TypeFor[time.Time]():
		return nil
	case of.Kind() == reflect.Pointer:
		return fields(of.Elem(), under)
	case of.Kind() == reflect.Slice:
		return fields(of.Elem(), strings.TrimSuffix(under, ".")+"[].")
	case of.Kind() != reflect.Struct:
		return nil
	}
	var names []string
	for field := range of.Fields() {
		if field.Anonymous {
			names = append(names, fields(field.Type, under)...)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, under+name)
		names = append(names, fields(field.Type, under+name+".")...)
	}
	return names
}

// RowJSON is a row as status prints it, for tests.
func RowJSON(entry watch.Entry) (string, error) {
	text, err := json.Marshal(newJSONRow(entry))
	return string(text), err
}

// HistoryFields are the names of all fields of the JSON of history, sorted.
func HistoryFields() []string {
	names := fields(reflect.TypeFor[historyDocument](), "")
	slices.Sort(names)
	return names
}

// RecallRuns is recallRuns, for tests.
func RecallRuns(
	ctx context.Context, watchlist *watch.List, memory runMemory, since, now time.Time,
) error {
	return recallRuns(ctx, watchlist, memory, since, now)
}

// PrintHistory prints the runs of a watch list in a form.
func PrintHistory(out *os.File, watchlist *watch.List, form string) error {
	j := &job{
		watch: watchlist, streams: Streams{Out: out},
		flags: &watchFlags{theme: string(theme.Auto), color: "never"},
	}
	return j.writeHistory(form, time.Time{})
}

// CheckFields are the names of all fields of the JSON of check, sorted.
func CheckFields() []string {
	names := fields(reflect.TypeFor[checkDocument](), "")
	slices.Sort(names)
	return names
}

// PrintChecks prints what checks found of the exports of a watch list, by their names, in a form.
func PrintChecks(
	out *os.File, watchlist *watch.List, found map[string][]check.Section, form string, ascii bool,
) error {
	j := &job{
		watch: watchlist, streams: Streams{Out: out},
		flags: &watchFlags{theme: string(theme.Auto), color: "never", ascii: ascii},
	}
	return j.writeChecks(form, checkedOf(watchlist, found))
}

// CheckOutcome is the exit code for what was found.
func CheckOutcome(
	watchlist *watch.List, found map[string][]check.Section, only []string, failAt string,
) int {
	f := &checkFlags{only: only, failAt: failAt}
	if ended, ok := errors.AsType[exitError](f.outcome(checkedOf(watchlist, found), false)); ok {
		return ended.code
	}
	return exitDone
}

func checkedOf(watchlist *watch.List, found map[string][]check.Section) []checked {
	var all []checked
	for _, watched := range watchlist.Watched() {
		if sections, ok := found[watched.Title()]; ok {
			all = append(all, checked{watched: watched, run: watched.Newest(), sections: sections})
		}
	}
	sortChecked(all)
	return all
}
