package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
)

// paintedRun is a part of a painted line in one look.
type paintedRun struct {
	look string // the sequences before it; "" for the terminal's own
	text string
}

// match is a part of a line: bytes of its plain text.
type match struct{ line, start, end int }

// runsOf takes a painted line apart.
func runsOf(painted string) []paintedRun {
	var runs []paintedRun
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
		runs = append(runs, paintedRun{look, text})
		painted = painted[len(text):]
	}
	return runs
}

// unpaint returns the text of a painted line.
func unpaint(painted string) string {
	if !strings.Contains(painted, "\x1b") {
		return painted
	}
	var text strings.Builder
	for _, run := range runsOf(painted) {
		text.WriteString(run.text)
	}
	return text.String()
}

// markParts paints parts of a painted line anew: they lose their own look and are marked, the one
// of the given number strongly. Parts are in order and don't overlap.
func markParts(t *theme.Theme, painted string, parts []match, strong int) string {
	var out strings.Builder
	at, next := 0, 0 // bytes of text so far, and the part that comes next
	for _, run := range runsOf(painted) {
		for rest := run.text; rest != ""; {
			for next < len(parts) && parts[next].end <= at {
				next++
			}
			size, inside := len(rest), false
			if next < len(parts) {
				inside = at >= parts[next].start
				size = min(size, parts[next].start-at)
				if inside {
					size = min(len(rest), parts[next].end-at)
				}
			}
			out.WriteString(run.piece(t, rest[:size], inside, next == strong))
			at, rest = at+size, rest[size:]
		}
	}
	return out.String()
}

// piece returns a piece of the run's text as it was painted, or marked.
func (r paintedRun) piece(t *theme.Theme, text string, marked, strong bool) string {
	switch {
	case marked:
		return t.Paint(theme.Look{Marked: true, Strong: strong}, text)
	case r.look == "":
		return text
	default:
		return r.look + text + ansi.ResetStyle
	}
}
