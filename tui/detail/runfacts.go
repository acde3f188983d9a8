package detail

import (
	"fmt"
	"slices"

	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// durations says how long delivered runs took, the most telling first; nothing of a single one.
func durations(h watch.History) []string {
	if h.Timed < 2 {
		return nil
	}
	said := []string{"median " + words.Span(h.Median)}
	if h.P90 > 0 {
		said = append(said, "p90 "+words.Span(h.P90))
	}
	return said
}

// fact is something that the runs say together.
type fact struct{ label, value, more string }

// factsOf says how many runs were delivered, which took longest, and how long it was between two
// deliveries at most.
func factsOf(v view) []fact {
	h := v.runs.history
	delivered := "none has ended yet"
	if ended := h.Delivered + h.Failed; ended > 0 {
		delivered = fmt.Sprintf("%d of %d", h.Delivered, ended)
	}
	said := []fact{{label: "Delivered", value: delivered}}
	if h.Timed > 1 {
		e := execution(h.Slowest)
		took, _ := e.Took()
		said = append(said, fact{
			"Slowest", words.Span(took), ", run of " + canvas.Minute(e.CreatedAt),
		})
	}
	if h.Gap > 0 {
		said = append(said, fact{
			"Longest gap", words.Span(h.Gap), ", until " + canvas.Minute(h.GapUntil),
		})
	}
	return said
}

// drawFacts draws what the runs say together, what signs mean that aren't self-evident, and that
// some are missing.
func drawFacts(p *canvas.Page, v view) {
	const labels = 13
	muted := theme.Look{Role: theme.Muted}
	facts := factsOf(v)
	if v.height < goodLines {
		var said []string
		for _, f := range facts {
			said = append(said, f.label+" "+f.value)
		}
		drawJoined(p, theme.Look{}, append(said, legend(p.Pen, v)...))
		return
	}
	if !drawBeside(p, facts) {
		for _, f := range facts {
			p.Pair(f.label, labels, theme.Look{}, f.value+f.more)
		}
	}
	drawJoined(p, muted, legend(p.Pen, v))
	if cut := words.CutRuns(v.watched); cut != "" {
		p.Text(0, theme.Look{}, cut)
	}
}

// drawBeside draws facts in one line, and returns false if there is no room for that.
func drawBeside(p *canvas.Page, facts []fact) bool {
	const gap = 4
	width := -gap
	for _, f := range facts {
		width += len(f.label) + 1 + len(f.value+f.more) + gap
	}
	if width > p.Width {
		return false
	}
	p.Row(func(out *canvas.Line) {
		for i, f := range facts {
			if i > 0 {
				out.To(out.Column + gap)
			}
			out.Put(theme.Look{Role: theme.Muted}, f.label+" ").Put(theme.Look{}, f.value+f.more)
		}
	})
	return true
}

// drawJoined draws texts beside each other, and beneath where there is no room.
func drawJoined(p *canvas.Page, look theme.Look, texts []string) {
	const gap = "   "
	line := ""
	for i, text := range texts {
		joined := line + gap + text
		switch {
		case i == 0:
			line = text
		case cells.Width(p.Pen.Plain(joined)) <= p.Width:
			line = joined
		default:
			p.Text(0, look, line)
			line = text
		}
	}
	if line != "" {
		p.Text(0, look, line)
	}
}

// legend says what the signs mean that are in sight and not explained by a word beside them.
func legend(p *canvas.Pen, v view) []string {
	var said []string
	signs := p.Theme.Signs
	if slices.ContainsFunc(v.runs.growing, func(run *watch.Run) bool { return !run.Remembered() }) {
		said = append(said, signs.ColumnSoFar+" under way, so far")
	}
	if v.runs.kept {
		said = append(said, signs.ColumnKept+" ~ "+words.Remembered(v.watched))
	}
	if v.runs.unknown {
		said = append(said, "? time not known")
	}
	if v.runs.beyond(p) {
		said = append(said, signs.Here+" longer than shown")
	}
	return said
}
