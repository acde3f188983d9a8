package tui_test

import (
	"slices"
)

// narrowed is the organization of which only some exports are watched.
func narrowed() *cloud {
	c := organization()
	c.patterns = []string{"cur2-*"}
	return c
}

// editedStates are those in which something is added, removed or muted.
func editedStates() []state {
	keys := func(parts ...[]string) []string { return slices.Concat(parts...) }
	add := []string{"a"}
	arn := run{export: "focus-2-0", account: amer}.ref(1).ExportARN
	return []state{
		{
			name:     "picker",
			cloud:    narrowed,
			keys:     []string{"a", "down"},
			between:  true,
			coloured: true,
		},
		{
			name:     "picker_runs",
			cloud:    single,
			keys:     []string{"a", "enter", "down"},
			between:  true,
			coloured: true,
		},
		{name: "picker_narrowed", cloud: narrowed, keys: keys(add, letters("focus !1-0"))},
		{name: "picker_nothing", cloud: narrowed, keys: keys(add, letters("legacy"))},
		{name: "picker_arn", cloud: single, keys: keys(add, letters(arn+"#0a1b"))},
		{name: "picker_wrong", cloud: single, keys: keys(add, letters(arn+"#"))},
		{name: "picker_odd", cloud: single, keys: keys(add, letters("arn:aws:s3:::export/focus"))},
		{name: "picker_removed", cloud: single, keys: []string{"x", "x", "a"}},
		{name: "picker_pins", runs: mixed(), keys: []string{"a"}},
		{name: "picker_account", cloud: barren, keys: []string{"x", "a"}},
		{
			name:     "removed",
			cloud:    organization,
			keys:     []string{"j", "x"},
			between:  true,
			coloured: true,
		},
		{name: "removed_all", runs: settled()[:2], keys: []string{"x", "x"}},
		{name: "undone", cloud: organization, keys: []string{"j", "x", "u"}},
		{name: "muting", cloud: organization, keys: []string{"m"}, between: true},
		{
			name:     "muted",
			cloud:    organization,
			away:     3 * minute,
			keys:     []string{"j", "m", "k", "m"},
			between:  true,
			wide:     true,
			coloured: true,
		},
	}
}
