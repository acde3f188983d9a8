package tui_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/theme"
	"exportwatch/tui"
)

// TestQueryPosition holds what the rule's end says: which columns are in sight, or lines where no
// column is.
func TestQueryPosition(t *testing.T) {
	t.Parallel()
	long := failed()
	long.change = func(e *model.Execution) {
		e.Export.Query = "SELECT " + strings.Repeat("a, ", 40) + "b FROM T WHERE c = 1" +
			strings.Repeat(" AND d = 2", 60)
	}
	odd := failed()
	odd.change = func(e *model.Execution) { e.Export.Query = strings.Repeat("DELETE\n", 99) }
	tests := map[string]struct {
		run  run
		size size
		keys string
		want string
	}{
		"at the top":        {long, size{120, 36}, "4", "─ columns 1-24 of 41"},
		"further down":      {long, size{120, 36}, "4 tab pgdown", "─ columns 24-41 of 41"},
		"in the conditions": {long, size{120, 36}, "4 tab G", "─ lines 80-107 of 107"},
		"zoomed":            {long, size{120, 36}, "4 z", "─ columns 1-25 of 41"},
		"one column":        {long, size{40, 10}, "4 enter", "─ 1 of 41"},
		"below the list":    {long, size{80, 24}, "4", "Query 4 of 7 · columns 1-10 of 41"},
		"not laid out":      {odd, size{120, 36}, "4 z", "─ lines 1-28 of 103"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, watching(t, test.run), plain(), test.size.width, test.size.height)
			s.press(strings.Fields(test.keys)...)
			if !strings.Contains(s.text(), test.want) {
				t.Errorf("doesn't say %q:\n%s", test.want, s.text())
			}
		})
	}
}

// TestQueryFollows holds that what is laid out once is not shown for another query, or at another
// width.
func TestQueryFollows(t *testing.T) {
	t.Parallel()
	other := delivered("focus-1-2", emea, time.Minute, time.Hour)
	other.change = func(e *model.Execution) { e.Export.Query = "SELECT other FROM FOCUS_1_2_AWS" }
	runs := []run{failed(), other}
	s := open(t, watching(t, runs...), plain(), 120, 36)
	s.press("4")
	for _, step := range []struct {
		width     int
		key, keys string // to get there from the step before, and from the start
	}{{120, "j", "j"}, {120, "k", ""}, {90, "", ""}, {200, "", ""}, {200, "z", "z"}} {
		s.resize(step.width, 36)
		s.press(strings.Fields(step.key)...)
		fresh := open(t, watching(t, runs...), plain(), step.width, 36)
		fresh.press(append([]string{"4"}, strings.Fields(step.keys)...)...)
		if s.text() != fresh.text() {
			t.Errorf("%d, %q:\n%s\nopened there:\n%s", step.width, step.key, s.text(),
				fresh.text())
		}
	}
}

// TestGoldenQueryStyled holds the colours of a query.
func TestGoldenQueryStyled(t *testing.T) {
	t.Parallel()
	looks := map[string]tui.Options{
		"dark": {Theme: theme.DarkBG, Depth: theme.TrueColor},
		"256":  {Theme: theme.Auto, Depth: theme.Colors256},
		"16":   {Theme: theme.Auto, Depth: theme.Colors16},
	}
	path := filepath.Join("testdata", "query_styled.txtar")
	archive := openArchive(t, path, slices.Sorted(maps.Keys(looks)), *update)
	for name, options := range looks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options.Terminal, options.Local = &terminal{}, time.UTC
			s := open(t, watching(t, mixed()...), options, 120, 36)
			s.press("4")
			archive.hold(t, name, s.styled())
		})
	}
}

// TestAnEndlessQueryIsCut: what is longer than AWS takes a query isn't laid out, and that is said.
func TestAnEndlessQueryIsCut(t *testing.T) {
	t.Parallel()
	endless := failed()
	endless.change = func(e *model.Execution) {
		e.Export.Query = "SELECT a" + strings.Repeat(", b", 1_000_000) + " FROM T"
	}
	s := open(t, watching(t, endless), plain(), 120, 36)
	s.press("4")
	s.row("Cut after 144000 bytes")
}
