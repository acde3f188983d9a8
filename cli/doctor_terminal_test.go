package cli_test

import (
	"testing"

	"github.com/charmbracelet/colorprofile"

	"exportwatch/cli"
	"exportwatch/tui/terminal"
)

// What doctor says of terminals.
func TestDoctorOfTerminals(t *testing.T) {
	t.Parallel()
	const unknown = "; whether the terminal takes it can't be known"
	for _, test := range []struct {
		name   string
		around cli.Around
		want   map[string]string
	}{
		{
			"xterm in true colour",
			cli.Around{
				Env:    []string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=de_DE.UTF-8"},
				Screen: colorprofile.TrueColor, Width: 120, Height: 36,
			},
			map[string]string{
				"TERM":      "fine: xterm-256color",
				"colours":   "fine: all (24 bits): COLORTERM is truecolor",
				"signs":     "fine: UTF-8: LANG is de_DE.UTF-8",
				"size":      "fine: 120 columns, 36 lines",
				"inside":    "fine: neither tmux, GNU screen nor SSH",
				"clipboard": "fine: sent to the terminal (OSC 52)" + unknown,
				"notify":    "note: nobody is called; --notify calls",
				"background": "note: not asked here: the screen asks the terminal, and suits any " +
					"until it says",
			},
		},
		{
			"no colour, C locale, narrow",
			cli.Around{
				Env:    []string{"TERM=xterm", "NO_COLOR=1", "LANG=en_US.UTF-8", "LC_ALL=C"},
				Screen: colorprofile.ASCII, Width: 39, Height: 20, Theme: "light",
			},
			map[string]string{
				"colours": "fine: none: NO_COLOR is set",
				"signs": "look: ASCII: LC_ALL is C, not UTF-8 | Set LC_ALL to a UTF-8 locale, " +
					"such as C.UTF-8, if your terminal shows it.",
				"size": "look: 39 columns, 20 lines | Make it wider: from 40 columns on the screen " +
					"has room for a list.",
				"background": "fine: --theme says light",
			},
		},
		{
			"no locale, flags",
			cli.Around{
				Env: []string{"TERM=xterm"}, Screen: colorprofile.ANSI256, Width: 80, Height: 24,
				Color: terminal.ColorAlways, Theme: "terminal",
			},
			map[string]string{
				"colours": "fine: 256: --color always; --theme terminal uses 16",
				"signs": "look: ASCII: no LC_ALL, LC_CTYPE or LANG, not UTF-8 | Set LANG to a UTF-8 " +
					"locale, such as C.UTF-8, if your terminal shows it.",
				"size": "fine: 80 columns, 24 lines; list and detail stand side by side from 100 " +
					"columns",
			},
		},
		{
			"never, ASCII",
			cli.Around{
				Env: []string{"TERM=xterm", "LANG=C.UTF-8"}, Color: terminal.ColorNever, ASCII: true,
			},
			map[string]string{
				"colours": "fine: none: --color never", "size": "note: unknown",
				"signs": "note: ASCII, as --ascii wants it",
			},
		},
		{
			"Linux console",
			cli.Around{
				Env: []string{"TERM=linux", "LANG=C.UTF-8"}, Screen: colorprofile.ANSI, Width: 80,
				Height: 25, Notice: terminal.NoticeOSC9,
			},
			map[string]string{
				"colours":   "fine: 16: by TERM",
				"signs":     "note: ASCII: this terminal's font lacks others",
				"clipboard": "note: this terminal has none; w writes what is copied to a file",
				"notify":    "look: osc9: this terminal has no notifications, it rings",
			},
		},
		{
			"vt100",
			cli.Around{
				Env: []string{"TERM=vt100"}, Screen: colorprofile.ASCII, Width: 80, Height: 24,
				Notice: terminal.NoticeBell,
			},
			map[string]string{
				"colours": "fine: none: TERM names a terminal without", "notify": "fine: bell",
			},
		},
		{
			"dumb",
			cli.Around{
				Env: []string{"TERM=dumb"}, Width: 80, Height: 24, NoScreen: "TERM is dumb",
			},
			map[string]string{
				"TERM": "look: dumb; no screen here: TERM is dumb, so plain lines are printed | " +
					"Set TERM to what your terminal is, such as xterm-256color.",
			},
		},
		{
			"pipe",
			cli.Around{Env: nil, NoScreen: "standard output is not a terminal"},
			map[string]string{
				"TERM": "note: not set; no screen here: standard output is not a terminal",
			},
		},
		{
			"tmux over SSH, as it comes",
			cli.Around{
				Env: []string{
					"TERM=tmux-256color", "TMUX=/tmp/tmux-0/default,1,0", "LANG=C.UTF-8",
					"SSH_CONNECTION=10.0.0.1 22 10.0.0.2 22",
				},
				Screen: colorprofile.ANSI256, Width: 200, Height: 50, Clipboard: "external",
				Through: "off", Notice: terminal.NoticeOSC777,
			},
			map[string]string{
				"inside":  "fine: tmux, SSH",
				"colours": "fine: 256: by tmux and TERM",
				"clipboard": "look: tmux passes nothing on: set-clipboard is external | " +
					"In tmux.conf: set -g set-clipboard on",
				"notify": "look: osc777: tmux passes none on, allow-passthrough is off | " +
					"In tmux.conf: set -g allow-passthrough on",
			},
		},
		{
			"tmux as it should be",
			cli.Around{
				Env:    []string{"TERM=tmux", "TMUX=/tmp/x,1,0", "LANG=C.UTF-8"},
				Screen: colorprofile.ANSI, Clipboard: "on", Through: "all",
				Notice: terminal.NoticeOSC9,
			},
			map[string]string{
				"clipboard": "fine: tmux passes it on: set-clipboard is on" + unknown,
				"notify":    "fine: osc9",
			},
		},
		{
			"tmux passes through",
			cli.Around{
				Env: []string{"TERM=tmux", "TMUX=/tmp/x,1,0"}, Clipboard: "off", Through: "on",
			},
			map[string]string{
				"clipboard": "fine: tmux passes it on: allow-passthrough is on" + unknown,
			},
		},
		{
			"tmux is gone",
			cli.Around{
				Env: []string{"TERM=tmux", "TMUX=/tmp/x,1,0"}, TmuxAsked: "it didn't answer",
			},
			map[string]string{
				"clipboard": "note: tmux couldn't be asked for set-clipboard: it didn't answer",
			},
		},
		{
			"GNU screen",
			cli.Around{Env: []string{"TERM=screen", "STY=1.tty"}},
			map[string]string{"inside": "fine: GNU screen"},
		},
		{
			"hostile",
			cli.Around{Env: []string{"TERM=\x1b[2J", "LANG=C\x1b]0;x\a"}},
			map[string]string{
				"TERM": "fine: \uFFFD[2J",
				"signs": "look: ASCII: LANG is C\uFFFD]0;x\uFFFD, not UTF-8 | Set LANG to a UTF-8 " +
					"locale, such as C.UTF-8, if your terminal shows it.",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			said := cli.DoctorTerminal(test.around)
			for check, want := range test.want {
				if said[check] != want {
					t.Errorf("%s: it says\n%q, want\n%q", check, said[check], want)
				}
			}
		})
	}
}
