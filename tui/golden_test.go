package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"exportwatch/model"
	"exportwatch/theme"
	"exportwatch/tui"
)

// size is the size of a terminal.
type size struct{ width, height int }

func (s size) String() string { return fmt.Sprintf("%dx%d", s.width, s.height) }

// state is something to look at: runs, and keys that lead there.
type state struct {
	name    string
	runs    []run
	cloud   func() *cloud // what is followed, in place of runs
	away    time.Duration // before noon: when the keys are pressed
	keys    []string
	between bool // worth a look at the sizes between as well

	tables  []model.ListedTable // as AWS lists them, once the keys are pressed
	refusal *model.Fault        // of that list
}

// sizes are those at which every state was looked at, and those between.
func (s state) sizes() []size {
	sizes := []size{{80, 24}, {120, 36}, {200, 50}, {40, 10}, {20, 5}, {1, 1}}
	if s.between {
		sizes = append(sizes, size{100, 30}, size{60, 20}, size{40, 12})
	}
	return sizes
}

// open returns the screen in this state.
func (s state) open(tb testing.TB, width, height int) *screen {
	tb.Helper()
	return s.openWith(tb, plain(), size{width, height})
}

// openWith returns it as it looks with these options.
func (s state) openWith(tb testing.TB, options tui.Options, at size) *screen {
	tb.Helper()
	if s.cloud == nil {
		screen := open(tb, watching(tb, s.runs...), options, at.width, at.height)
		screen.now = screen.now.Add(time.Second)
		screen.press(s.keys...)
		if s.tables != nil || s.refusal != nil {
			screen.explain(s.tables, s.refusal)
		}
		return screen
	}
	aws := s.cloud()
	screen := openAt(tb, aws.seen(tb, 5*hour, s.away), options, at, s.away)
	screen.press(s.keys...)
	if s.away > 0 {
		aws.pass(tb, screen.model.Watchlist(), noon().Add(-s.away), noon())
		screen.now = noon()
		screen.send(nil)
	}
	return screen
}

func states() []state {
	long := failed()
	long.change = func(e *model.Execution) { e.Export.Query = longQuery() }
	skewed := querying()
	skewed.looks = []look{{status: model.QueryInProcess, since: minute, ahead: -3 * minute}}
	quiet := settled()
	asking := []run{
		{export: "cur2-daily", account: amer},
		{export: "focus-1-2", account: amer},
		{export: "cur2-hourly", account: emea},
	}
	more := append(append(followedStates(), soughtStates()...), dictionaries()...)
	return append(more, []state{
		{name: "first_run", runs: asking, between: true},
		{name: "nothing_watched"},
		{name: "all_quiet", runs: quiet, between: true},
		{name: "mixed", runs: mixed(), between: true},
		{name: "running_chosen", runs: mixed(), keys: []string{"j", "j", "j", "j"}},
		{name: "access_denied", runs: []run{refused(model.Denied)}},
		{name: "not_found", runs: []run{refused(model.NotFound)}},
		{
			name: "login_expired", runs: loggedOut(true), keys: []string{"j"},
			between: true,
		},
		{name: "login_expired_no_data", runs: loggedOut(false)},
		{name: "unknown_code", runs: []run{unknown()}},
		{name: "fields_missing", runs: []run{empty(model.DeliveryFailure)}},
		{name: "fields_missing_running", runs: []run{empty(model.QueryInProcess)}},
		{name: "snapshot_empty", runs: []run{bare(model.DeliverySuccess)}},
		{name: "snapshot_empty_output", runs: []run{bare("")}, keys: []string{"4"}},
		{name: "superseded", runs: superseded(), keys: []string{"G"}},
		{name: "query", runs: mixed(), keys: []string{"2"}, between: true},
		{name: "tables", runs: mixed(), keys: []string{"3"}},
		{name: "output", runs: mixed(), keys: []string{"4"}},
		{name: "zoomed", runs: mixed(), keys: []string{"z"}, between: true},
		{name: "zoomed_query", runs: mixed(), keys: []string{"2", "z"}},
		{name: "narrow_entered", runs: mixed(), keys: []string{"enter"}, between: true},
		{
			name: "help", runs: mixed(), keys: []string{"?"},
			between: true,
		},
		{name: "help_end", runs: mixed(), keys: []string{"?", "G"}},
		{name: "copy_menu", runs: mixed(), keys: []string{"y", "j"}},
		{
			name: "copy_menu_fault", runs: []run{refused(model.Denied)}, keys: []string{"y"},
		},
		{name: "copy_page", runs: mixed(), keys: []string{"y", "p"}},
		{name: "copy_page_summary", runs: mixed(), keys: []string{"y", "t"}},
		{name: "copy_page_long", runs: []run{long}, keys: []string{"y", "q", "j"}},
		{name: "paused", runs: mixed(), keys: []string{"p"}, between: true},
		{name: "clock_skew", runs: []run{skewed}},
		{name: "hostile", runs: hostiles()},
		{name: "long_query", runs: []run{long}, keys: []string{"2", "enter", "G"}},
	}...)
}

// followedStates are those in which exports are followed.
func followedStates() []state {
	return []state{
		{name: "followed", cloud: organization, between: true},
		{name: "followed_one_account", cloud: single, between: true},
		{name: "followed_unfolded", cloud: organization, keys: []string{"space"}, between: true},
		{name: "followed_older", cloud: organization, keys: []string{"space", "j"}},
		{name: "followed_overdue", cloud: organization, keys: []string{"j"}, between: true},
		{name: "followed_slow", cloud: organization, keys: []string{"n", "n"}},
		{name: "followed_running", cloud: single, keys: []string{"j", "j"}},
		{name: "followed_quiet", cloud: quiet, between: true},
		{name: "followed_first_answers", cloud: firstAnswers, between: true},
		{name: "followed_no_exports", cloud: barren},
		{name: "followed_locked", cloud: odd},
		{name: "followed_deleted", cloud: odd, keys: []string{"j", "j"}},
		{name: "followed_no_runs", cloud: odd, keys: []string{"G"}},
		{
			name: "followed_since", cloud: organization, away: 2*hour + 27*minute,
			keys: []string{"j"}, between: true,
		},
		{
			name: "followed_changes", cloud: organization, keys: []string{"c"},
			between: true,
		},
		{
			name: "followed_changes_end", cloud: organization, keys: []string{"c", "G"},
		},
	}
}

// soughtStates are those in which something is filtered, ordered or searched for.
func soughtStates() []state {
	keys := func(parts ...[]string) []string { return slices.Concat(parts...) }
	query := []string{"2", "enter"}
	return []state{
		{name: "filter_open", runs: mixed(), keys: typing("cur2 !ho")},
		{name: "filter_kept", runs: mixed(), keys: typing("cur2", "enter")},
		{name: "filter_nothing", runs: mixed(), keys: typing("cur9 !apac")},
		{
			name: "filter_nothing_kept", cloud: quiet,
			keys: keys([]string{"f"}, typing("cur2", "enter")),
		},
		{
			name: "filter_long", runs: mixed(),
			keys: typing(strings.Repeat("cur2 !hourly ", 9)),
		},
		{
			name: "filter_in_detail",
			runs: mixed(),
			keys: typing("cur2", "enter", "enter"),
		},
		{name: "state_needs_you", cloud: organization, keys: []string{"f"}},
		{name: "state_running", cloud: organization, keys: []string{"f", "f"}},
		{name: "state_nothing", cloud: quiet, keys: []string{"f"}},
		{name: "order_reversed", cloud: organization, keys: []string{"S"}},
		{name: "order_name", cloud: organization, keys: []string{"s"}},
		{name: "order_name_reversed", cloud: organization, keys: []string{"s", "S"}},
		{name: "order_start", cloud: organization, keys: []string{"s", "s"}},
		{
			name:  "order_delivery",
			cloud: organization,
			keys:  []string{"s", "s", "s"},
		},
		{
			name: "order_account", cloud: organization, keys: []string{"s", "s", "s", "s", "space"},
		},
		{name: "search_open", runs: mixed(), keys: keys(query, typing("item_"))},
		{
			name: "search_kept", runs: mixed(), keys: keys(query, typing("item_", "enter", "n")),
		},
		{name: "search_nothing", runs: mixed(), keys: keys(query, typing("itemz"))},
		{
			name: "search_overview", runs: mixed(),
			keys: keys([]string{"enter"}, typing("data", "enter")),
		},
	}
}

func hostiles() []run {
	var runs []run
	for _, text := range poisons() {
		runs = append(runs, hostile(text))
	}
	return runs
}

// TestGolden holds every state at every size, and in ASCII at the usual one, as it was looked at and
// found good: the text alone, for colours are held by TestGoldenStyled.
func TestGolden(t *testing.T) {
	t.Parallel()
	usual := size{80, 24}
	for _, state := range states() {
		for _, size := range state.sizes() {
			if testing.Short() && size != usual {
				continue // the race detector learns nothing from another size
			}
			t.Run(state.name+"/"+size.String(), func(t *testing.T) {
				t.Parallel()
				golden.RequireEqual(t, textOf(state.open(t, size.width, size.height)))
			})
		}
		t.Run(state.name+"/ascii", func(t *testing.T) {
			t.Parallel()
			ascii := plain()
			ascii.ASCII = true
			golden.RequireEqual(t, textOf(state.openWith(t, ascii, usual)))
		})
	}
}

// textOf returns a screen's text without the blanks that end its lines.
func textOf(s *screen) string {
	var text strings.Builder
	for line := range strings.SplitSeq(s.text(), "\n") {
		text.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return text.String()
}

// TestGoldenStyled holds the colours on each kind of terminal of the states that show them all.
func TestGoldenStyled(t *testing.T) {
	t.Parallel()
	looks := map[string]tui.Options{
		"dark":     {Theme: theme.DarkBG, Depth: theme.TrueColor},
		"light":    {Theme: theme.LightBG, Depth: theme.TrueColor},
		"256":      {Theme: theme.Auto, Depth: theme.Colors256},
		"16":       {Theme: theme.Auto, Depth: theme.Colors16},
		"none":     {Theme: theme.Auto, Depth: theme.NoColor},
		"256ascii": {Theme: theme.DarkBG, Depth: theme.Colors256, ASCII: true},
	}
	shown := []string{
		"mixed", "followed", "followed_unfolded", "followed_quiet", "login_expired",
		"zoomed_query", "search_kept", "filter_open", "copy_menu", "help",
	}
	for _, state := range states() {
		if !slices.Contains(shown, state.name) {
			continue
		}
		for name, options := range looks {
			t.Run(state.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				options.Terminal, options.Local = &terminal{}, time.UTC
				golden.RequireEqual(t, state.openWith(t, options, size{80, 24}).styled())
			})
		}
	}
}
