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
	name  string
	runs  []run
	cloud func() *cloud // what is followed, in place of runs
	away  time.Duration // before noon: when the keys are pressed
	keys  []string
	sizes []size
	ascii bool

	tables  []model.Table // as AWS lists them, once the keys are pressed
	refusal *model.Fault  // of that list
}

// open returns the screen in this state.
func (s state) open(tb testing.TB, width, height int) *screen {
	tb.Helper()
	options := plain()
	options.ASCII = s.ascii
	if s.cloud == nil {
		screen := open(tb, watching(tb, s.runs...), options, width, height)
		screen.now = screen.now.Add(time.Second)
		screen.press(s.keys...)
		if s.tables != nil || s.refusal != nil {
			screen.explain(s.tables, s.refusal)
		}
		return screen
	}
	aws := s.cloud()
	screen := openAt(tb, aws.seen(tb, 5*hour, s.away), options, size{width, height}, s.away)
	screen.press(s.keys...)
	if s.away > 0 {
		aws.pass(tb, screen.model.Watchlist(), noon().Add(-s.away), noon())
		screen.now = noon()
		screen.send(nil)
	}
	return screen
}

func states() []state {
	usual := []size{{80, 24}, {120, 36}}
	every := []size{{80, 24}, {120, 36}, {200, 50}, {100, 30}, {60, 20}, {40, 12}, {20, 5}, {1, 1}}
	pages := []size{{80, 24}, {120, 36}, {40, 10}, {200, 50}}
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
		{name: "first_run", runs: asking, sizes: every},
		{name: "nothing_watched", sizes: usual},
		{name: "all_quiet", runs: quiet, sizes: every},
		{name: "mixed", runs: mixed(), sizes: every},
		{name: "mixed_ascii", runs: mixed(), sizes: usual, ascii: true},
		{name: "running_chosen", runs: mixed(), keys: []string{"j", "j", "j", "j"}, sizes: usual},
		{name: "access_denied", runs: []run{refused(model.Denied)}, sizes: usual},
		{name: "not_found", runs: []run{refused(model.NotFound)}, sizes: usual},
		{
			name: "login_expired", runs: loggedOut(true), keys: []string{"j"},
			sizes: []size{{80, 24}, {120, 36}, {60, 20}, {40, 12}},
		},
		{name: "login_expired_no_data", runs: loggedOut(false), sizes: usual},
		{name: "unknown_code", runs: []run{unknown()}, sizes: usual},
		{name: "fields_missing", runs: []run{empty(model.DeliveryFailure)}, sizes: usual},
		{name: "fields_missing_running", runs: []run{empty(model.QueryInProcess)}, sizes: usual},
		{name: "snapshot_empty", runs: []run{bare(model.DeliverySuccess)}, sizes: usual},
		{name: "snapshot_empty_output", runs: []run{bare("")}, keys: []string{"4"}, sizes: usual},
		{name: "superseded", runs: superseded(), keys: []string{"G"}, sizes: usual},
		{name: "query", runs: mixed(), keys: []string{"2"}, sizes: every[:6]},
		{name: "tables", runs: mixed(), keys: []string{"3"}, sizes: usual},
		{name: "output", runs: mixed(), keys: []string{"4"}, sizes: usual},
		{name: "zoomed", runs: mixed(), keys: []string{"z"}, sizes: every[:6]},
		{name: "narrow_entered", runs: mixed(), keys: []string{"enter"}, sizes: every[4:6]},
		{
			name: "help", runs: mixed(), keys: []string{"?"},
			sizes: append([]size{{40, 10}}, every[:6]...),
		},
		{name: "help_ascii", runs: mixed(), keys: []string{"?"}, sizes: usual, ascii: true},
		{name: "help_end", runs: mixed(), keys: []string{"?", "G"}, sizes: pages},
		{name: "copy_menu", runs: mixed(), keys: []string{"y", "j"}, sizes: pages},
		{name: "copy_menu_ascii", runs: mixed(), keys: []string{"y"}, sizes: usual, ascii: true},
		{
			name: "copy_menu_fault", runs: []run{refused(model.Denied)}, keys: []string{"y"},
			sizes: usual,
		},
		{name: "copy_page", runs: mixed(), keys: []string{"y", "p"}, sizes: pages},
		{name: "copy_page_summary", runs: mixed(), keys: []string{"y", "t"}, sizes: usual},
		{name: "copy_page_long", runs: []run{long}, keys: []string{"y", "q", "j"}, sizes: pages},
		{name: "paused", runs: mixed(), keys: []string{"p"}, sizes: every[:6]},
		{name: "clock_skew", runs: []run{skewed}, sizes: usual},
		{name: "hostile", runs: hostiles(), sizes: usual},
		{name: "long_query", runs: []run{long}, keys: []string{"2", "enter", "G"}, sizes: usual},
	}...)
}

// followedStates are those in which exports are followed.
func followedStates() []state {
	usual := []size{{80, 24}, {120, 36}}
	every := []size{{120, 36}, {80, 24}, {100, 30}, {60, 20}, {40, 12}, {200, 50}}
	return []state{
		{name: "followed", cloud: organization, sizes: every},
		{name: "followed_ascii", cloud: organization, sizes: usual[:1], ascii: true},
		{name: "followed_one_account", cloud: single, sizes: every},
		{name: "followed_unfolded", cloud: organization, keys: []string{"space"}, sizes: every[:5]},
		{name: "followed_older", cloud: organization, keys: []string{"space", "j"}, sizes: usual},
		{name: "followed_overdue", cloud: organization, keys: []string{"j"}, sizes: every[:5]},
		{name: "followed_slow", cloud: organization, keys: []string{"n", "n"}, sizes: usual},
		{name: "followed_running", cloud: single, keys: []string{"j", "j"}, sizes: usual},
		{name: "followed_quiet", cloud: quiet, sizes: every[:5]},
		{name: "followed_first_answers", cloud: firstAnswers, sizes: every[:5]},
		{name: "followed_no_exports", cloud: barren, sizes: usual},
		{name: "followed_locked", cloud: odd, sizes: usual},
		{name: "followed_deleted", cloud: odd, keys: []string{"j", "j"}, sizes: usual},
		{name: "followed_no_runs", cloud: odd, keys: []string{"G"}, sizes: usual},
		{
			name: "followed_since", cloud: organization, away: 2*hour + 27*minute,
			keys: []string{"j"}, sizes: every[:5],
		},
		{
			name: "followed_changes", cloud: organization, keys: []string{"c"},
			sizes: append([]size{{40, 10}}, every...),
		},
		{
			name: "followed_changes_end", cloud: organization, keys: []string{"c", "G"},
			sizes: usual,
		},
	}
}

// soughtStates are those in which something is filtered, ordered or searched for.
func soughtStates() []state {
	three := []size{{80, 24}, {120, 36}, {40, 10}}
	keys := func(parts ...[]string) []string { return slices.Concat(parts...) }
	query := []string{"2", "enter"}
	return []state{
		{name: "filter_open", runs: mixed(), keys: typing("cur2 !ho"), sizes: three},
		{name: "filter_kept", runs: mixed(), keys: typing("cur2", "enter"), sizes: three},
		{name: "filter_nothing", runs: mixed(), keys: typing("cur9 !apac"), sizes: three},
		{
			name: "filter_nothing_kept", cloud: quiet,
			keys: keys([]string{"f"}, typing("cur2", "enter")), sizes: three,
		},
		{
			name: "filter_long", runs: mixed(), sizes: three,
			keys: typing(strings.Repeat("cur2 !hourly ", 9)),
		},
		{name: "filter_ascii", runs: mixed(), keys: typing("cur2"), sizes: three, ascii: true},
		{
			name:  "filter_in_detail",
			runs:  mixed(),
			keys:  typing("cur2", "enter", "enter"),
			sizes: three,
		},
		{name: "state_needs_you", cloud: organization, keys: []string{"f"}, sizes: three},
		{name: "state_running", cloud: organization, keys: []string{"f", "f"}, sizes: three},
		{name: "state_nothing", cloud: quiet, keys: []string{"f"}, sizes: three},
		{name: "order_reversed", cloud: organization, keys: []string{"S"}, sizes: three[:2]},
		{name: "order_name", cloud: organization, keys: []string{"s"}, sizes: three},
		{name: "order_name_reversed", cloud: organization, keys: []string{"s", "S"}, sizes: three},
		{name: "order_start", cloud: organization, keys: []string{"s", "s"}, sizes: three[:2]},
		{
			name:  "order_delivery",
			cloud: organization,
			keys:  []string{"s", "s", "s"},
			sizes: three[:2],
		},
		{
			name: "order_account", cloud: organization, keys: []string{"s", "s", "s", "s", "space"},
			sizes: three[:2],
		},
		{name: "search_open", runs: mixed(), keys: keys(query, typing("item_")), sizes: three},
		{
			name: "search_kept", runs: mixed(), keys: keys(query, typing("item_", "enter", "n")),
			sizes: three,
		},
		{name: "search_nothing", runs: mixed(), keys: keys(query, typing("itemz")), sizes: three},
		{
			name: "search_overview", runs: mixed(), sizes: three,
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

// TestGolden holds every state at several sizes as it was looked at and found good: the text
// alone, for colours are held by TestGoldenStyled.
func TestGolden(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		for _, size := range state.sizes {
			t.Run(state.name+"/"+size.String(), func(t *testing.T) {
				t.Parallel()
				s := state.open(t, size.width, size.height)
				var text strings.Builder
				for line := range strings.SplitSeq(s.text(), "\n") {
					text.WriteString(strings.TrimRight(line, " ") + "\n")
				}
				golden.RequireEqual(t, text.String())
			})
		}
	}
}

// TestGoldenStyled holds the colours of one screen on each kind of terminal.
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
	for name, options := range looks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options.Terminal, options.Local = &terminal{}, time.UTC
			s := open(t, watching(t, mixed()...), options, 80, 24)
			golden.RequireEqual(t, s.styled())
		})
	}
}
