package detail

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// runsTab is the name of the tab with the export's runs.
const runsTab = "Runs"

// runsLayout is what the tab was laid out from last: it is made anew when that changes.
type runsLayout struct {
	row      *watch.Watched
	revision int          // of the watch list
	runs     []*watch.Run // that AWS answered for, newest first
	history  watch.History
	chart    chart

	longest       time.Duration // of those that ended
	growing       []*watch.Run  // those that didn't
	kept, unknown bool          // there are runs that only memory knows, of unknown times
}

// of makes the layout that of a row.
func (l *runsLayout) of(watchlist *watch.List, row *watch.Watched) {
	if l.row == row && l.revision == watchlist.Revision() {
		return
	}
	l.row, l.revision = row, watchlist.Revision()
	l.runs = slices.DeleteFunc(slices.Clone(row.Runs()), func(run *watch.Run) bool {
		_, answered := run.Execution()
		return !answered
	})
	l.history = watch.HistoryOf(l.runs)
	l.longest, l.growing, l.kept, l.unknown = 0, nil, false, false
	for _, run := range l.runs {
		e := execution(run)
		took, timed := e.Took()
		_, grows := e.Elapsed(time.Time{})
		if grows {
			l.growing = append(l.growing, run)
		}
		l.longest = max(l.longest, took)
		l.kept = l.kept || run.Remembered()
		l.unknown = l.unknown || !timed && !grows
	}
}

// beyond says whether some run takes longer than the chart shows.
func (l *runsLayout) beyond(p *canvas.Pen) bool {
	longest := l.longest
	for _, run := range l.growing {
		longest = max(longest, columnOf(p, run).took)
	}
	return l.history.Timed > 1 && longest > axisTop(longest, l.history.Median)
}

// The heights below which the tab takes its short form, and below which its facts do.
const (
	fewLines  = 12
	goodLines = 20
)

// drawRuns draws the export's runs: how long they took as a chart, what they say together, and a
// table in which one is chosen. All but the table's rows stay where they are.
func drawRuns(p *canvas.Page, v view) {
	if _, answered := v.run.Execution(); !answered {
		drawAsking(p, v)
		return
	}
	if v.compact || v.height < fewLines {
		drawRunsBrief(p, v)
	} else {
		drawRunsWhole(p, v)
	}
	p.Fixed = len(p.Lines)
	runs := v.runs.runs
	p.Position = func(first, last int) canvas.Position {
		return canvas.Position{Unit: "run", First: first + 1, Last: last + 1, Of: len(runs)}
	}
	cols := runColumnsOf(p.Width)
	var plain []string
	p.Rows(len(runs), &plain, func(i int, out *canvas.Line) { cols.draw(out, v, runs[i]) })
}

// drawRunsWhole draws what stands above the rows where there is room for all.
func drawRunsWhole(p *canvas.Page, v view) {
	const most, least = 16, 3
	p.Row(func(out *canvas.Line) { drawRunsHead(out, v) })
	facts := &canvas.Page{Pen: p.Pen, Width: p.Width}
	drawFacts(facts, v)
	rows := min(len(v.runs.runs), max(least, v.height/3))
	rest := v.height - len(p.Lines) - 2 - len(facts.Lines) - 1 - rows // signs and dates, heads
	blanks := 0
	for blanks < 3 && rest > least+1+4*(blanks/2) {
		blanks, rest = blanks+1, rest-1
	}
	if blanks > 2 {
		p.Blank()
	}
	if rest >= 1 && p.Width > 2*axisRoom {
		drawChart(p, v, min(rest, most), false)
	}
	if blanks > 0 {
		p.Blank()
	}
	p.Lines = append(p.Lines, facts.Lines...)
	if blanks > 1 {
		p.Blank()
	}
	p.Row(func(out *canvas.Line) { runColumnsOf(p.Width).heads(out) })
}

// drawRunsBrief draws the same into a few lines.
func drawRunsBrief(p *canvas.Page, v view) {
	p.Row(func(out *canvas.Line) {
		out.To(canvas.Indent)
		said := durations(v.runs.history)
		for _, f := range factsOf(v) {
			said = append(said, strings.ToLower(f.label)+" "+f.value)
		}
		for i, text := range said {
			if i > 0 {
				text = " " + p.Pen.Theme.Signs.Dot + " " + text
			}
			if !out.Fits(text, out.Width) {
				break
			}
			out.Put(theme.Look{}, text)
		}
	})
	const rows = 2
	if height := v.height - len(p.Lines) - 1 - min(rows, len(v.runs.runs)); height > 0 {
		drawChart(p, v, min(height, 3), true)
	}
}

// drawRunsHead draws the head of the chart, with what its line stands for.
func drawRunsHead(out *canvas.Line, v view) {
	muted := theme.Look{Role: theme.Muted}
	out.Put(theme.Look{Strong: true}, "Time taken").To(out.Column + 2)
	said := durations(v.runs.history)
	for len(said) > 0 {
		text := out.Pen.Theme.Signs.Rule + " " + strings.Join(said, ", ")
		if out.Fits(text, out.Width) {
			out.Before(out.Width, muted, text)
			return
		}
		said = said[:len(said)-1]
	}
}

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
	const labels, gap = 13, 4
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
	width := -gap
	for _, f := range facts {
		width += len(f.label) + 1 + len(f.value+f.more) + gap
	}
	if width <= p.Width {
		p.Row(func(out *canvas.Line) {
			for i, f := range facts {
				if i > 0 {
					out.To(out.Column + gap)
				}
				out.Put(muted, f.label+" ").Put(theme.Look{}, f.value+f.more)
			}
		})
	} else {
		for _, f := range facts {
			p.Pair(f.label, labels, theme.Look{}, f.value+f.more)
		}
	}
	drawJoined(p, muted, legend(p.Pen, v))
	if cut := words.CutRuns(v.watched); cut != "" {
		p.Text(0, theme.Look{}, cut)
	}
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
		said = append(said, signs.ColumnKept+" ~ remembered, not listed by AWS")
	}
	if v.runs.unknown {
		said = append(said, "? time not known")
	}
	if v.runs.beyond(p) {
		said = append(said, signs.Here+" longer than shown")
	}
	return said
}

// drawChart draws the newest runs that have room, or those around the chosen one.
func drawChart(p *canvas.Page, v view, height int, bare bool) {
	l := v.runs
	_, shown := pitchOf(len(l.runs), columnRoom(p.Width, bare))
	if shown < 1 {
		return
	}
	chosen := slices.Index(l.runs, v.run)
	first := max(0, min(max(0, chosen)/shown*shown, len(l.runs)-shown))
	columns := make([]column, 0, shown)
	for _, run := range slices.Backward(l.runs[first : first+shown]) {
		columns = append(columns, columnOf(p.Pen, run))
	}
	if chosen >= 0 {
		chosen = first + shown - 1 - chosen
	}
	median := l.history.Median
	if l.history.Timed < 2 {
		median = 0 // of one run there is none
	}
	l.chart.fit(columns, median, p.Width, height, bare)
	l.chart.rows(p, columns, chosen)
}

// columnOf returns a run's column: hollow while it grows, and where only memory knows of it.
func columnOf(p *canvas.Pen, run *watch.Run) column {
	e, _ := run.Execution()
	face := canvas.FaceOf(run)
	c := column{run: run, took: -1, face: columnFace{
		role: face.Role, mark: face.Role, sign: face.Sign,
	}}
	if e.Status.Delivered() {
		c.face.role = theme.Fill
	}
	if took, ok := e.Took(); ok {
		c.took = took
	} else if elapsed, ok := e.Elapsed(lastKnown(p, run)); ok {
		c.took, c.face.cell = elapsed, p.Theme.Signs.ColumnSoFar
		if elapsed > time.Minute {
			c.took = elapsed.Truncate(time.Minute) // so that the scale keeps still for a while
		}
	}
	if run.Remembered() {
		c.face.cell = p.Theme.Signs.ColumnKept
	}
	return c
}

// lastKnown returns until when it is known how a run stands.
func lastKnown(p *canvas.Pen, run *watch.Run) time.Time {
	if run.Stale(p.Now) {
		return run.AnsweredAt()
	}
	return p.Now
}
