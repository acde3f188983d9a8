package cli

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"exportwatch/theme"
	"exportwatch/tui/terminal"
)

// DoctorFields are the names of the fields of doctor's JSON, sorted.
func DoctorFields() []string {
	return slices.Sorted(slices.Values(fields(reflect.TypeFor[doctorDocument](), "")))
}

// Around is a terminal as doctor finds it, for tests.
type Around struct {
	Env                []string
	Screen             colorprofile.Profile
	Width, Height      int
	NoScreen           string
	Clipboard, Through string // of tmux
	TmuxAsked          string // why it couldn't be asked
	Theme              string // "" is auto
	Color              terminal.ColorMode
	ASCII              bool
	Notice             terminal.NoticeKind
}

// DoctorTerminal returns what doctor says of a terminal: by its checks, each verdict, text and remedy.
func DoctorTerminal(a Around) map[string]string {
	s := surroundings{
		env: a.Env, screen: a.Screen, width: a.Width, height: a.Height, ascii: a.ASCII,
		tmux:  tmuxSettings{setClipboard: a.Clipboard, passthrough: a.Through},
		theme: theme.Name(a.Theme), color: a.Color, notice: a.Notice,
	}
	if a.Theme == "" {
		s.theme = theme.Auto
	}
	if a.NoScreen != "" {
		s.noScreen = &terminal.NoScreenError{Reason: a.NoScreen}
	}
	if a.TmuxAsked != "" {
		s.tmux.asked = errors.New(a.TmuxAsked)
	}
	said := map[string]string{}
	for _, f := range s.findings() {
		said[f.check] = strings.Trim(f.verdict.String()+": "+f.text+" | "+f.remedy, " |")
	}
	return said
}
