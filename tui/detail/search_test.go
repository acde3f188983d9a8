package detail_test

import (
	"strings"
	"testing"

	"exportwatch/theme"
	"exportwatch/tui/detail"
)

// TestMarkedParts holds where a painted line is marked.
func TestMarkedParts(t *testing.T) {
	t.Parallel()
	const bold, reset = "\x1b[1m", "\x1b[m"
	for _, test := range []struct{ painted, find, want string }{
		{"plain text", "text", "plain <text>"},
		{"plain text", "x", "plain te<x>t"},
		{"aaaa", "aa", "<aa>(aa)"},
		{bold + "SELECT" + reset + " a", "select", "<SELECT> a"},
		{bold + "SELECT" + reset + " a", "lec", bold + "SE" + reset + "<LEC>" + bold + "T" + reset + " a"},
		{bold + "SEL" + reset + "ECTION", "lec", bold + "SE" + reset + "<L><EC>TION"},
		{"\x1b[1m\x1b[7mab" + reset + "c", "b", "\x1b[1m\x1b[7ma" + reset + "<b>c"},
		{"ÄÖ日本", "ö日", "Ä<Ö日>本"},
		{"İx", "x", "İ<x>"},
		{"blanks   ", "  ", "blanks   "},
		{"nothing", "x", "nothing"},
		{"", "x", ""},
	} {
		look := theme.New(theme.None, theme.NoColor, theme.Unknown, false)
		want := test.want
		for _, mark := range []struct{ open, close, on string }{
			{"<", ">", "\x1b[1;7m"}, {"(", ")", "\x1b[1m"},
		} {
			want = strings.ReplaceAll(want, mark.open, mark.on)
			want = strings.ReplaceAll(want, mark.close, reset)
		}
		if got := detail.Marked(look, test.painted, test.find); got != want {
			t.Errorf("%q in %q: got %q, want %q", test.find, test.painted, got, want)
		}
	}
}
