package terminal

import "github.com/charmbracelet/colorprofile"

// PrintsSequences reports whether the terminal that an environment names prints sequences that it
// doesn't know: it gets none for the clipboard, and for notifications it rings.
func PrintsSequences(env []string) bool { return isBasic(lookup(env, "TERM")) }

// Likely says how many colours a screen would have whose terminal an environment names, where
// standard output leads elsewhere.
func Likely(env []string, mode ColorMode) colorprofile.Profile {
	switch {
	case mode == ColorNever || mode != ColorAlways && lookup(env, "NO_COLOR") != "",
		colorless(lookup(env, "TERM")):
		return colorprofile.ASCII
	}
	return colorprofile.Env(ignoringNoColor(env))
}
