package list_test

import (
	"maps"
	"slices"
	"testing"

	"exportwatch/model"
	"exportwatch/tui/cells"
	"exportwatch/tui/list"
)

// TestNamesAreCutWhereTheyAreAlike holds what is left of names that are too long for their column.
func TestNamesAreCutWhereTheyAreAlike(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]map[string]string{
		"at the end": {
			"cur2-hourly-with-resources": "cur2-hourly-with-…", "focus-1-2": "",
		},
		"inside": {
			"recommendations-team-042": "recommend…team-042",
			"recommendations-team-043": "recommend…team-043",
			"recommendations":          "",
		},
		"near the beginning": {
			"111111111111-3a52b3b4-0f1e-4b8e": "111111111111-3a52…",
			"111111111111-c0ffee00-0f1e-4b8e": "111111111111-c0ff…",
		},
		"far from both ends": {
			"recommendations-of-amer-for-the-whole-company": "reco…amer-for-the…",
			"recommendations-of-emea-for-the-whole-company": "reco…emea-for-the…",
		},
		"one of the other": {
			"recommendations-of-the-team":      "recommend…the-team",
			"recommendations-of-the-team-west": "recommend…eam-west",
		},
		"twice": {"recommendations-team-042": "recommendations-t…"},
		"wide": {
			"日本語日本語日本語日本語一": "日本語日…日本語一",
			"日本語日本語日本語日本語二": "日本語日…日本語二",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names := slices.Sorted(maps.Keys(want))
			short := list.Shorten(append(names, names[0]), 18, "…")
			for long, text := range want {
				if short[long] != text {
					t.Errorf("of %q is left %q, want %q", long, short[long], text)
				}
				if cells.Width(short[long]) > 18 {
					t.Errorf("%q is too wide", short[long])
				}
			}
		})
	}
}

// FuzzNames holds that no name is wider than its room, whatever stands beside it.
func FuzzNames(f *testing.F) {
	f.Add("recommendations-team-042", "recommendations-team-043", "reco", 18)
	f.Add("日本語日本語", "日本語日本", "e\u0301e\u0301e\u0301", 3)
	f.Fuzz(func(t *testing.T, a, b, c string, room int) {
		room = max(1, room%40)
		a, b, c = model.Clean(a), model.Clean(b), model.Clean(c)
		for name, short := range list.Shorten([]string{a, b, c, a + c, a + b}, room, "…") {
			if cells.Width(short) > room {
				t.Errorf("%q became %q, wider than %d", name, short, room)
			}
		}
	})
}
