package terminal

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// ColorMode is the user's word on colours, as the flag --color takes it.
type ColorMode string

// The three answers to "colours?".
const (
	ColorAuto   ColorMode = "auto"
	ColorAlways ColorMode = "always"
	ColorNever  ColorMode = "never"
)

// ParseColorMode reads the value of --color. The empty text is ColorAuto.
func ParseColorMode(text string) (ColorMode, error) {
	switch mode := ColorMode(text); mode {
	case "":
		return ColorAuto, nil
	case ColorAuto, ColorAlways, ColorNever:
		return mode, nil
	default:
		return ColorAuto, fmt.Errorf("--color %q: want auto, always or never", text)
	}
}

// Profile says how many colours reach out: TrueColor, ANSI256, ANSI (16), ASCII (none, but bold and
// the like stay) or NoTTY (no attributes at all: out is a file or a pipe, or TERM is dumb).
// It reads the environment and, inside tmux, asks tmux; the terminal itself is asked nothing.
//
// ColorAuto follows no-color.org: NO_COLOR with any value but the empty one means none. So does a
// TERM that names a terminal without colours, whatever else the environment promises.
// ColorAlways means at least 16 colours, whatever NO_COLOR says and wherever out leads.
func Profile(out *os.File, env []string, mode ColorMode) colorprofile.Profile {
	switch {
	case mode == ColorNever:
		return min(colorprofile.Detect(out, env), colorprofile.ASCII)
	case mode == ColorAlways:
		env = ignoringNoColor(env)
		return max(colorprofile.Detect(out, env), colorprofile.Env(env), colorprofile.ANSI)
	case lookup(env, "NO_COLOR") != "" || colorless(lookup(env, "TERM")):
		return min(colorprofile.Detect(out, ignoringNoColor(env)), colorprofile.ASCII)
	default:
		return colorprofile.Detect(out, env)
	}
}

// EnvProfile says the same of a terminal that is elsewhere, from its environment alone: nothing here is
// looked at or asked.
func EnvProfile(env []string) colorprofile.Profile {
	if lookup(env, "NO_COLOR") != "" || colorless(lookup(env, "TERM")) {
		return min(colorprofile.Env(ignoringNoColor(env)), colorprofile.ASCII)
	}
	return colorprofile.Env(env)
}

// colorless reports whether a terminal is one of those that have no colours.
func colorless(term string) bool {
	return isVT(term) || strings.HasSuffix(term, "-mono") || strings.HasSuffix(term, "-m")
}

// isVT reports whether a terminal is one of DEC's, or says so: VT100 to VT525.
func isVT(term string) bool { return strings.HasPrefix(term, "vt") }

// isBasic reports whether a terminal prints what it doesn't know, the sequences of titles and
// colours (OSC) among it, and has no font for signs: DEC's, and the Linux console.
func isBasic(term string) bool { return term == "linux" || isVT(term) }

// ASCIISigns reports whether signs should be drawn in ASCII unless the user says otherwise: the
// locale (LC_ALL, else LC_CTYPE, else LANG; none means C) is not UTF-8, or the terminal is the
// Linux console or one of DEC's, whose fonts lack them.
func ASCIISigns(env []string) bool {
	if isBasic(lookup(env, "TERM")) {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(lookup(env, name)); locale != "" {
			return !strings.Contains(locale, "utf-8") && !strings.Contains(locale, "utf8")
		}
	}
	return true
}

// lookup returns the last value of a variable, as execve would pass it on; "" if there is none.
func lookup(env []string, name string) string {
	for _, entry := range slices.Backward(env) {
		if value, found := strings.CutPrefix(entry, name+"="); found {
			return value
		}
	}
	return ""
}

// ignoringNoColor returns an environment in which NO_COLOR isn't set.
func ignoringNoColor(env []string) []string {
	kept := make([]string, 0, len(env))
	for _, entry := range env {
		if !strings.HasPrefix(entry, "NO_COLOR=") {
			kept = append(kept, entry)
		}
	}
	return kept
}
