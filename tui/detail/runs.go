package detail

import (
	"slices"
	"strings"
	"time"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
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
