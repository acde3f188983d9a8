package tui_test

import (
	"slices"
	"strings"
	"testing"
)

// No words of the screen's own are cut at the usual sizes: names, queries and addresses may be.
func TestOwnWordsAreNotCut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		state string
		at    size
		want  string // of one line
	}{
		{"muted", size{60, 20}, "Muted until its next change; m ends that."},
		{"muted", size{100, 30}, "Muted until its next change; m ends"},
		{"mixed", size{60, 20}, "AWS could not write to the bucket  no permission"},
		{"mixed", size{80, 24}, "AWS could not write to the bucket  INSUFFICIENT_PERMISSION"},
		{"followed_stage_usual", size{80, 24}, "✓ Accepted ─ ✓ Queued ─ ► Query 12m of ~32m ─ · Delivery ─ · Delivered"},
		{"followed_changes", size{120, 36}, "17m28s  no permission"},
		{"followed_changes", size{200, 50}, "17m28s  INSUFFICIENT_PERMISSION"},
		{"runs_zoomed", size{80, 24}, "no permission"},
		{"runs_zoomed", size{120, 36}, "INSUFFICIENT_PERMISSION"},
		{"picker_arn", size{80, 24}, "of focus-2-0, account 222222222222"},
	} {
		all := append(states(), state{
			name: "runs_zoomed", cloud: organization, keys: []string{"3", "z"},
		})
		at := slices.IndexFunc(all, func(s state) bool { return s.name == test.state })
		text := all[at].open(t, test.at.width, test.at.height).text()
		if !strings.Contains(text, test.want) {
			t.Errorf("%s, %v: %q isn't whole in\n%s", test.state, test.at, test.want, text)
		}
		if strings.Contains(text, "· Deliver…") {
			t.Errorf("%s, %v: a stage is cut:\n%s", test.state, test.at, text)
		}
	}
}
