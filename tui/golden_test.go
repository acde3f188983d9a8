package tui_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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
	cloud   func() *cloud       // what is followed, in place of runs
	away    time.Duration       // before noon: when the keys are pressed
	other   map[string][]string // keys of actions, as configured
	keys    []string
	then    []string // keys once somebody is back
	between bool     // worth a look at the sizes between as well
	wide    bool     // and at those of wide screens

	coloured bool // shows colours worth a look on each kind of terminal

	tables  []model.ListedTable // as AWS lists them, once the keys are pressed
	refusal *model.Fault        // of that list
}

// sizes are those at which every state was looked at, and those between.
func (s state) sizes() []size {
	sizes := []size{{80, 24}, {120, 36}, {200, 50}, {40, 10}, {20, 5}, {1, 1}}
	if s.between {
		sizes = append(sizes, size{100, 30}, size{60, 20}, size{40, 12})
	}
	if s.wide {
		sizes = append(sizes, size{140, 30}, size{180, 30}, size{300, 30})
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
	options.Keys = s.other
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
		screen.press(s.then...)
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
	more = append(more, runsStates()...)
	more = append(more, editedStates()...)
	return append(more, []state{
		{name: "first_run", runs: asking, between: true},
		{name: "nothing_watched"},
		{name: "all_quiet", runs: quiet, between: true},
		{name: "mixed", runs: mixed(), between: true, coloured: true},
		{name: "running_chosen", runs: mixed(), keys: []string{"j", "j", "j", "j"}},
		{name: "access_denied", runs: []run{refused(model.FaultDenied)}},
		{name: "not_found", runs: []run{refused(model.FaultNotFound)}},
		{
			name: "login_expired", runs: loggedOut(true), keys: []string{"j"},
			between: true, coloured: true,
		},
		{name: "login_expired_no_data", runs: loggedOut(false)},
		{name: "unknown_code", runs: []run{unknown()}},
		{name: "fields_missing", runs: []run{empty(model.DeliveryFailure)}},
		{name: "fields_missing_running", runs: []run{empty(model.QueryInProcess)}},
		{name: "snapshot_empty", runs: []run{bare(model.DeliverySuccess)}},
		{name: "snapshot_empty_output", runs: []run{bare("")}, keys: []string{"6"}},
		{name: "superseded", runs: superseded(), keys: []string{"G"}},
		{name: "query", runs: mixed(), keys: []string{"4"}, between: true},
		{name: "tables", runs: mixed(), keys: []string{"5"}},
		{name: "output", runs: mixed(), keys: []string{"6"}},
		{name: "zoomed", runs: mixed(), keys: []string{"z"}, between: true},
		{name: "zoomed_query", runs: mixed(), keys: []string{"4", "z"}, coloured: true},
		{name: "narrow_entered", runs: mixed(), keys: []string{"enter"}, between: true},
		{
			name: "help", runs: mixed(), keys: []string{"?"},
			between: true, coloured: true,
		},
		{name: "help_end", runs: mixed(), keys: []string{"?", "G"}},
		{name: "other_keys", runs: mixed(), other: otherKeys(), between: true},
		{name: "other_keys_help", runs: mixed(), other: otherKeys(), keys: []string{"f1"}},
		{
			name: "other_keys_query", runs: mixed(), other: otherKeys(),
			keys: []string{"alt+4", "enter"},
		},
		{
			name: "other_keys_no_match", runs: mixed(), other: otherKeys(),
			keys: []string{"ctrl+f", "%", "%", "enter"},
		},
		{name: "copy_menu", runs: mixed(), keys: []string{"y", "j"}, coloured: true},
		{
			name: "copy_menu_fault", runs: []run{refused(model.FaultDenied)}, keys: []string{"y"},
		},
		{name: "copy_page", runs: mixed(), keys: []string{"y", "p"}},
		{name: "copy_page_summary", runs: mixed(), keys: []string{"y", "t"}},
		{name: "copy_page_long", runs: []run{long}, keys: []string{"y", "s", "j"}},
		{name: "paused", runs: mixed(), keys: []string{"p"}, between: true},
		{name: "clock_skew", runs: []run{skewed}},
		{name: "hostile", runs: hostiles()},
		{name: "long_query", runs: []run{long}, keys: []string{"4", "enter", "G"}},
	}...)
}

// followedStates are those in which exports are followed.
func followedStates() []state {
	return []state{
		{name: "followed", cloud: organization, between: true, wide: true, coloured: true},
		{name: "followed_reseller", cloud: reseller, between: true, wide: true},
		{name: "followed_one_account", cloud: single, between: true},
		{
			name:     "followed_unfolded",
			cloud:    organization,
			keys:     []string{"space"},
			between:  true,
			coloured: true,
		},
		{name: "followed_older", cloud: organization, keys: []string{"space", "j"}},
		{name: "followed_overdue", cloud: organization, keys: []string{"j"}, between: true},
		{name: "configured", cloud: configured, keys: []string{"j"}, between: true, wide: true},
		{
			name:  "configured_muted",
			cloud: configured,
			keys:  []string{"/", "d", "a", "i", "enter"},
		},
		{name: "followed_slow", cloud: organization, keys: []string{"n", "n"}},
		{name: "followed_running", cloud: single, keys: []string{"j", "j"}},
		{name: "followed_quiet", cloud: quiet, between: true, coloured: true},
		{name: "followed_first_answers", cloud: firstAnswers, between: true},
		{name: "followed_unmatched", cloud: misnamed, between: true},
		{
			name: "followed_throttled", cloud: heldBack(&model.Fault{
				Kind: model.FaultThrottled, Code: "ThrottlingException", Message: "Rate exceeded",
			}), keys: []string{"G"}, between: true, coloured: true,
		},
		{
			name: "followed_throttled_running", keys: []string{"j", "j"},
			cloud: heldBack(&model.Fault{Kind: model.FaultThrottled}),
		},
		{name: "followed_stage_slow", cloud: staged, between: true},
		{name: "followed_stage_usual", cloud: staged, keys: []string{"j"}},
		{name: "followed_cut_off", cloud: cutOff, keys: []string{"G"}},
		{name: "followed_cut_off_in_part", cloud: cutOffInPart, keys: []string{"G"}},
		{name: "followed_new", cloud: fresh, keys: []string{"j", "j", "j"}},
		{name: "followed_new_overdue", cloud: fresh, keys: []string{"g"}, between: true},
		{name: "followed_new_running_overdue", cloud: fresh, keys: []string{"j"}},
		{name: "followed_new_throttled", cloud: freshHeldBack, keys: []string{"G"}},
		{name: "followed_new_running", cloud: fresh, keys: []string{"j", "j"}},
		{name: "followed_cut_lists", cloud: endless, keys: []string{"G"}},
		{name: "followed_no_exports", cloud: barren},
		{name: "followed_locked", cloud: odd},
		{name: "followed_unhealthy", cloud: ailing},
		{name: "followed_unhealthy_delivered", cloud: ailing, keys: []string{"j"}},
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
			name: "followed_back", cloud: organization, away: 2*hour + 27*minute,
			keys: []string{"j"}, then: []string{"c", "j"}, between: true,
		},
		{
			name: "followed_changes_end", cloud: organization, keys: []string{"c", "G"},
		},
	}
}

// soughtStates are those in which something is filtered, ordered or searched for.
func soughtStates() []state {
	keys := func(parts ...[]string) []string { return slices.Concat(parts...) }
	query := []string{"4", "enter"}
	return []state{
		{name: "filter_open", runs: mixed(), keys: typing("cur2 !ho"), coloured: true},
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
			name:     "search_kept",
			runs:     mixed(),
			keys:     keys(query, typing("item_", "enter", "n")),
			coloured: true,
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

// usual is the size at which a state is looked at in every form.
var usual = size{80, 24}

// form is one way to draw a state: a section of its archive, and a subtest of that name.
type form struct {
	name    string
	size    size
	options tui.Options
	draw    func(*screen) string
}

// forms are all of a state: its text at every size, its text in ASCII, and its colours.
func (s state) forms() []form {
	var forms []form
	for _, size := range s.sizes() {
		forms = append(forms, form{size.String(), size, plain(), textOf})
	}
	ascii := plain()
	ascii.ASCII = true
	forms = append(forms, form{usual.String() + "-ascii", usual, ascii, textOf})
	if !s.coloured {
		return forms
	}
	for _, look := range []struct {
		name    string
		options tui.Options
	}{
		{"dark", tui.Options{Theme: theme.DarkBG, Depth: theme.TrueColor}},
		{"light", tui.Options{Theme: theme.LightBG, Depth: theme.TrueColor}},
		{"256", tui.Options{Theme: theme.Auto, Depth: theme.Colors256}},
		{"16", tui.Options{Theme: theme.Auto, Depth: theme.Colors16}},
		{"none", tui.Options{Theme: theme.Auto, Depth: theme.NoColor}},
		{"256ascii", tui.Options{Theme: theme.DarkBG, Depth: theme.Colors256, ASCII: true}},
	} {
		look.options.Terminal, look.options.Local = &terminal{}, time.UTC
		look.options.Files = &files{}
		name := usual.String() + "-" + look.name
		forms = append(forms, form{name, usual, look.options, (*screen).styled})
	}
	return forms
}

// TestGolden holds every state in every form as it was looked at and found good, in one archive for
// each state. To take over how a state looks now, and to see what that changes:
//
//	go test ./tui -run 'TestGolden/^mixed$' -update
//	git diff tui/testdata
func TestGolden(t *testing.T) {
	t.Parallel()
	var paths []string
	for _, state := range states() {
		path := filepath.Join("testdata", "golden", state.name+".txtar")
		paths = append(paths, path)
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			forms := state.forms()
			var sections []string
			for _, form := range forms {
				sections = append(sections, form.name)
			}
			archive := openArchive(t, path, sections, *update)
			for _, form := range forms {
				if testing.Short() && form.size != usual {
					continue // the race detector learns nothing from another size
				}
				t.Run(form.name, func(t *testing.T) {
					t.Parallel()
					screen := state.openWith(t, form.options, form.size)
					archive.hold(t, form.name, form.draw(screen))
				})
			}
		})
	}
	found, err := filepath.Glob(filepath.Join("testdata", "golden", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range found {
		if !slices.Contains(paths, path) {
			t.Errorf("%s belongs to no state: delete it", path)
		}
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
