package canvas

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
)

// StyledRun is a part of a painted line in one look.
type StyledRun struct {
	look string // the sequences before it; "" for the terminal's own
	text string
}

// Match is a part of a line: bytes of its plain text.
type Match struct{ Line, Start, End int }

// stylesOf takes a painted line apart.
func stylesOf(painted string) []StyledRun {
	var runs []StyledRun
	look := ""
	for painted != "" {
		if strings.HasPrefix(painted, ansi.ResetStyle) {
			look, painted = "", painted[len(ansi.ResetStyle):]
			continue
		}
		if strings.HasPrefix(painted, "\x1b[") {
			end := strings.IndexByte(painted, 'm') + 1
			look += painted[:end]
			painted = painted[end:]
			continue
		}
		text, _, _ := strings.Cut(painted, "\x1b")
		runs = append(runs, StyledRun{look, text})
		painted = painted[len(text):]
	}
	return runs
}

// Plain returns the text of a painted line.
func Plain(painted string) string {
	if !strings.Contains(painted, "\x1b") {
		return painted
	}
	var text strings.Builder
	for _, run := range stylesOf(painted) {
		text.WriteString(run.text)
	}
	return text.String()
}

// Mark paints parts of a painted line anew: they lose their own look and are marked, the one
// of the given number strongly. Parts are in order and don't overlap.
func Mark(t *theme.Theme, painted string, parts []Match, strong int) string {
	var out strings.Builder
	at, next := 0, 0 // bytes of text so far, and the part that comes next
	for _, run := range stylesOf(painted) {
		for rest := run.text; rest != ""; {
			for next < len(parts) && parts[next].End <= at {
				next++
			}
			size, inside := len(rest), false
			if next < len(parts) {
				inside = at >= parts[next].Start
				size = min(size, parts[next].Start-at)
				if inside {
					size = min(len(rest), parts[next].End-at)
				}
			}
			out.WriteString(run.piece(t, rest[:size], inside, next == strong))
			at, rest = at+size, rest[size:]
		}
	}
	return out.String()
}

// piece returns a piece of the run's text as it was painted, or marked.
func (r StyledRun) piece(t *theme.Theme, text string, marked, strong bool) string {
	switch {
	case marked:
		return t.Paint(theme.Look{Marked: true, Strong: strong}, text)
	case r.look == "":
		return text
	default:
		return r.look + text + ansi.ResetStyle
	}
}
