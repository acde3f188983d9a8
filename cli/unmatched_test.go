package cli_test

import (
	"slices"
	"strings"
	"testing"

	"exportwatch/cli"
)

// What was typed is near what it may have been meant for.
func TestNear(t *testing.T) {
	t.Parallel()
	names := []string{"carbon-monthly", "cur2-daily", "cur2-hourly", "focus-1-0", "focus-1-2", "x"}
	for typed, want := range map[string][]string{
		"cur2-dayly":  {"cur2-daily"},
		"CUR2-DAILY":  {"cur2-daily"},
		"cur2":        {"cur2-daily", "cur2-hourly"},
		"carbon-*-*":  {"carbon-monthly"},
		"fcous-1-2":   {"focus-1-2", "focus-1-0"},
		"focus-1-2-x": {"focus-1-2", "focus-1-0"},
		"nope":        {},
		"":            {},
		"*":           {},
		"xy":          {"x"},
	} {
		if got := cli.Near(typed, names); !slices.Equal(got, want) {
			t.Errorf("near %q are %q, want %q", typed, got, want)
		}
	}
	many := []string{"focus-1", "focus-2", "focus-3", "focus-4", "focus-5"}
	if got := cli.Near("focus", many); len(got) != 3 {
		t.Errorf("%q, want three", got)
	}
}

// Each target that no export matches is named with the names that are near, in the JSON too.
func TestStatusNamesUnmatchedTargets(t *testing.T) {
	t.Parallel()
	args := []string{"status", "--demo", "cur2-dayly", "nope", "focus-1-2", "carb[x]*"}
	got := run(t, nil, "", args...)
	got.wants(t, 3, `no export is called "cur2-dayly"; did you mean cur2-daily`,
		`no export is called "nope"`, `no export is called "carb[x]*"`, "out: focus-1-2")
	if strings.Contains(got.errs, `"focus-1-2"`) || strings.Contains(got.errs, `"nope";`) {
		t.Errorf("it names what matches, or proposes what isn't near:\n%s", got.errs)
	}
	inJSON := run(t, nil, "", append(args, "-o", "json")...)
	inJSON.wants(t, 3, `no export is called "nope"`)
	doc := inJSON.parse(t)
	if len(doc.Unmatched) != 3 || doc.Unmatched[0].Target != "cur2-dayly" ||
		len(doc.Unmatched[0].Near) == 0 || doc.Unmatched[0].Near[0] != "cur2-daily" ||
		len(doc.Unmatched[1].Near) != 0 {
		t.Errorf("%+v", doc.Unmatched)
	}
}
