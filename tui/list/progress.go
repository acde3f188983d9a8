package list

import (
	"strconv"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// thisRun draws how far the run is, how long it took, or how often the export failed in a row.
func (r row) thisRun(out *canvas.Line, run *watch.Run, e model.Execution) {
	if r.cols.run.width == 0 {
		return
	}
	out.To(r.cols.run.start)
	muted := theme.Look{Role: theme.Muted}
	end := r.cols.run.end()
	took, known := e.Took()
	elapsed, underway := e.Elapsed(r.pen.Now)
	last, inARow := r.entry.Watched.Failure()
	switch {
	case r.instead(out, run):
	case run.Stale(r.pen.Now) && underway:
		r.seen(out, run, e)
	case underway:
		r.elapsed(out, e, elapsed)
	case r.entry.Need == watch.NeedOverdue && run == r.entry.Watched.Newest():
		r.overdue(out, e)
	case last == run && inARow > 1:
		out.PutIn(end, theme.Look{}, strconv.Itoa(inARow)+" in a row")
		dot := " " + r.pen.Theme.Signs.Dot + " "
		if age := dot + r.pen.Age(e.EndedAt()); out.Fits(age, end) {
			out.Put(theme.Look{}, age)
		}
	case known:
		span := "took " + words.Span(took)
		if !out.Fits(span, end) {
			span = "took " + words.About(took)
		}
		out.PutIn(end, muted, span)
	}
}

// overdue draws for how long there was no run.
func (r row) overdue(out *canvas.Line, e model.Execution) {
	end := r.cols.run.end()
	if age := r.pen.Age(e.EndedAt()); out.Fits("no run for "+age, end) {
		out.Put(theme.Look{}, "no run for ").Put(theme.Look{Role: theme.Warn, Strong: true}, age)
		return
	}
	out.PutIn(end, theme.Look{}, "no run")
}

// elapsed draws how far a run is: its stage, and how long it takes of what is usual.
func (r row) elapsed(out *canvas.Line, e model.Execution, elapsed time.Duration) {
	end := r.cols.run.end()
	canvas.Track(out, r.pen.Theme.Signs, e.Status)
	text := r.pen.Age(r.pen.Now.Add(-elapsed))
	look := theme.Look{}
	if r.entry.Need == watch.NeedSlow {
		look = theme.Look{Role: theme.Warn, Strong: true}
	}
	out.PutIn(end, look, " "+cells.Blanks(max(0, 3-len(text)))+text)
	if usual := r.entry.Watched.Forecast().Usual; usual > 0 && r.following {
		if about := " of ~" + words.About(usual); out.Fits(about, end) {
			out.PutIn(end, theme.Look{Role: theme.Muted}, about)
		}
	}
}

// seen draws when a run was last seen under way that may no longer be.
func (r row) seen(out *canvas.Line, run *watch.Run, e model.Execution) {
	seen := "seen " + canvas.HourMinute(run.AnsweredAt())
	if r.cols.run.width > len(seen)+len(model.Stages()) {
		canvas.Track(out, r.pen.Theme.Signs, e.Status)
		seen = " " + seen
	}
	out.PutIn(r.cols.run.end(), theme.Look{Role: theme.Muted}, seen)
}
