package theme_test

import (
	"image/color"
	"strings"
	"testing"

	"exportwatch/theme"
)

func TestPaint(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		name       theme.Name
		depth      theme.Depth
		background theme.Background
		look       theme.Look
		want       string
	}{
		"dark bad": {
			theme.Auto, theme.Colors256, theme.Dark,
			theme.Look{Role: theme.Bad},
			"\x1b[38;5;203mx\x1b[m",
		},
		"forced light beats what the terminal says": {
			theme.LightBG, theme.Colors256, theme.Dark,
			theme.Look{Role: theme.Bad},
			"\x1b[38;5;88mx\x1b[m",
		},
		"unknown background in true colour uses the set for any": {
			theme.Auto, theme.TrueColor, theme.Unknown,
			theme.Look{Role: theme.Busy},
			"\x1b[38;5;33mx\x1b[m",
		},
		"sixteen colours paint no letters": {
			theme.Terminal, theme.TrueColor, theme.Dark, theme.Look{Role: theme.Busy}, "x",
		},
		"but signs": {
			theme.Terminal, theme.TrueColor, theme.Dark,
			theme.Look{Role: theme.Busy, Sign: true},
			"\x1b[36mx\x1b[m",
		},
		"no colour keeps bold": {
			theme.None, theme.TrueColor, theme.Dark,
			theme.Look{Role: theme.Bad},
			"\x1b[1mx\x1b[m",
		},
		"no colour has no badge": {
			theme.Auto, theme.NoColor, theme.Dark,
			theme.Look{Role: theme.Badge},
			"\x1b[1mx\x1b[m",
		},
		"the chosen row without colour": {
			theme.Auto, theme.NoColor, theme.Dark,
			theme.Look{Chosen: true},
			"\x1b[1;7mx\x1b[m",
		},
		"a column of a chart is duller than its sign": {
			theme.Auto, theme.Colors256, theme.Light,
			theme.Look{Role: theme.Fill, Sign: true},
			"\x1b[38;5;65mx\x1b[m",
		},
		"SQL has colours of its own": {
			theme.Auto, theme.Colors256, theme.Dark,
			theme.Look{Role: theme.SQLAttr},
			"\x1b[38;5;116mx\x1b[m",
		},
		"SQL is all letters: sixteen colours paint none of it": {
			theme.Terminal, theme.TrueColor, theme.Dark, theme.Look{Role: theme.SQLText}, "x",
		},
		"but make its words bold": {
			theme.Terminal, theme.TrueColor, theme.Dark,
			theme.Look{Role: theme.SQLWord},
			"\x1b[1mx\x1b[m",
		},
		"what is marked": {
			theme.Auto, theme.Colors256, theme.Dark,
			theme.Look{Marked: true},
			"\x1b[48;5;236mx\x1b[m",
		},
		"what is marked where no row has a background": {
			theme.Auto, theme.Colors256, theme.Unknown,
			theme.Look{Marked: true},
			"\x1b[1mx\x1b[m",
		},
		"the mark at which one is": {
			theme.Auto, theme.Colors256, theme.Dark,
			theme.Look{Marked: true, Strong: true},
			"\x1b[1;7mx\x1b[m",
		},
		"what is marked without colour": {
			theme.Auto, theme.NoColor, theme.Dark,
			theme.Look{Marked: true, Strong: true},
			"\x1b[1;7mx\x1b[m",
		},
		"plain text is the terminal's own": {
			theme.Auto, theme.TrueColor, theme.Dark, theme.Look{}, "x",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			painter := theme.New(test.name, test.depth, test.background, false)
			if got := painter.Paint(test.look, "x"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestASCIISignsAreASCII(t *testing.T) {
	t.Parallel()
	signs := theme.New(theme.Auto, theme.NoColor, theme.Unknown, true).Signs
	all := signs.Failed + signs.Attention + signs.Busy + signs.Good + signs.Pending + signs.Track +
		signs.TrackHead + signs.Cursor + signs.Rule + signs.Bar + signs.Mark + signs.Dot +
		signs.Cut + signs.Column + signs.ColumnSoFar + signs.ColumnKept + signs.Here + signs.Tick
	if strings.ContainsFunc(all, func(r rune) bool { return r < ' ' || r > '~' }) {
		t.Errorf("not ASCII: %q", all)
	}
}

// A part of a drawing can be shown by a background alone where the palette has one.
func TestShades(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		depth      theme.Depth
		background theme.Background
		want       bool
	}{
		{theme.TrueColor, theme.Dark, true},
		{theme.Colors256, theme.Light, true},
		{theme.TrueColor, theme.Unknown, false},
		{theme.Colors16, theme.Dark, false},
		{theme.NoColor, theme.Dark, false},
	} {
		if got := theme.New(
			theme.Auto,
			test.depth,
			test.background,
			false,
		).Shades; got != test.want {
			t.Errorf("depth %d on background %d: %v", test.depth, test.background, got)
		}
	}
}

func TestBackgroundOf(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		gray uint8
		want theme.Background
	}{
		"black": {0, theme.Dark}, "dark": {0x30, theme.Dark}, "between": {0x90, theme.Unknown},
		"light": {0xc0, theme.Light}, "white": {0xff, theme.Light},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := theme.BackgroundOf(color.Gray{Y: test.gray}); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestParseName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"auto", "dark", "light", "terminal", "none"} {
		if got, err := theme.ParseName(name); err != nil || string(got) != name {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	if _, err := theme.ParseName("solarized"); err == nil ||
		!strings.Contains(err.Error(), "terminal or none") {
		t.Errorf("a wrong name gave %v", err)
	}
}
