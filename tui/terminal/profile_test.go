package terminal_test

import (
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/creack/pty"

	"exportwatch/tui/terminal"
)

func TestProfile(t *testing.T) {
	t.Parallel()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = master.Close(); _ = tty.Close() })
	for _, test := range []struct {
		name string
		env  []string
		mode terminal.ColorMode
		want colorprofile.Profile
	}{
		{"ssh", []string{"TERM=xterm-256color"}, terminal.ColorAuto, colorprofile.ANSI256},
		{
			"true colour",
			[]string{"TERM=xterm", "COLORTERM=truecolor"},
			terminal.ColorAuto, colorprofile.TrueColor,
		},
		{"console", []string{"TERM=linux"}, terminal.ColorAuto, colorprofile.ANSI},
		{"VT100", []string{"TERM=vt100"}, terminal.ColorAuto, colorprofile.ASCII},
		{"VT220", []string{"TERM=vt220"}, terminal.ColorAuto, colorprofile.ASCII},
		{"always on a VT100", []string{"TERM=vt100"}, terminal.ColorAlways, colorprofile.ANSI},
		{"monochrome", []string{"TERM=xterm-mono"}, terminal.ColorAuto, colorprofile.ASCII},
		{"screen", []string{"TERM=screen"}, terminal.ColorAuto, colorprofile.ANSI256},
		{
			"screen knows no true colour",
			[]string{"TERM=screen-256color", "COLORTERM=truecolor"},
			terminal.ColorAuto, colorprofile.ANSI256,
		},
		{"NO_COLOR=1", []string{"TERM=xterm", "NO_COLOR=1"}, terminal.ColorAuto, colorprofile.ASCII},
		{
			"NO_COLOR of any value",
			[]string{"TERM=xterm", "NO_COLOR=yes"},
			terminal.ColorAuto, colorprofile.ASCII,
		},
		{"NO_COLOR empty", []string{"TERM=xterm", "NO_COLOR="}, terminal.ColorAuto, colorprofile.ANSI},
		{
			"always beats NO_COLOR",
			[]string{"TERM=xterm-256color", "NO_COLOR=1"},
			terminal.ColorAlways, colorprofile.ANSI256,
		},
		{"always on a dumb one", []string{"TERM=dumb"}, terminal.ColorAlways, colorprofile.ANSI},
		{
			"never",
			[]string{"TERM=xterm", "COLORTERM=truecolor"},
			terminal.ColorNever, colorprofile.ASCII,
		},
		{"dumb", []string{"TERM=dumb"}, terminal.ColorAuto, colorprofile.NoTTY},
	} {
		if got := terminal.Profile(tty, test.env, test.mode); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
	if got := terminal.Profile(nil, []string{"TERM=xterm"}, terminal.ColorAuto); got !=
		colorprofile.NoTTY {
		t.Errorf("into a pipe: got %v", got)
	}
}

func TestParseColorMode(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]terminal.ColorMode{
		"": terminal.ColorAuto, "auto": terminal.ColorAuto,
		"always": terminal.ColorAlways, "never": terminal.ColorNever,
	} {
		if got, err := terminal.ParseColorMode(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	if _, err := terminal.ParseColorMode("sometimes"); err == nil {
		t.Error("sometimes: want an error")
	}
}

func TestASCIISigns(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		env  []string
		want bool
	}{
		{[]string{"LANG=en_US.UTF-8"}, false},
		{[]string{"LANG=de_DE.utf8"}, false},
		{[]string{"LANG=C"}, true},
		{nil, true},
		{[]string{"LANG=en_US.UTF-8", "LC_ALL=C"}, true},
		{[]string{"LANG=en_US.UTF-8", "LC_ALL="}, false},
		{[]string{"LANG=C", "LC_CTYPE=C.UTF-8"}, false},
		{[]string{"LANG=en_US.UTF-8", "TERM=linux"}, true},
		{[]string{"LANG=en_US.UTF-8", "TERM=vt100"}, true},
		{[]string{"LANG=en_US.UTF-8", "TERM=screen"}, false},
	} {
		if got := terminal.ASCIISigns(test.env); got != test.want {
			t.Errorf("%v: got %v, want %v", test.env, got, test.want)
		}
	}
}
