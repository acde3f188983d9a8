package tui

import (
	"strconv"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
)

// thisRun draws how far the run is, how long it took, or how often the export failed in a row.
func (r row) thisRun(out *line, run *watch.Run, e model.Execution) {
	if r.cols.run.width == 0 {
		return
	}
	out.to(r.cols.run.start)
	muted := theme.Look{Role: theme.Muted}
	end := r.cols.run.end()
	took, known := e.Took()
	elapsed, underway := e.Elapsed(r.pen.now)
	last, inARow := r.entry.Watched.Failure()
	switch {
	case run.Stale() && underway:
		r.seen(out, run, e)
	case underway:
		r.elapsed(out, e, elapsed)
	case r.entry.Need == watch.NeedOverdue && run == r.entry.Watched.Newest():
		r.overdue(out, e)
	case last == run && inARow > 1:
		out.putIn(end, theme.Look{}, strconv.Itoa(inARow)+" in a row")
		dot := " " + r.pen.theme.Signs.Dot + " "
		if age := dot + r.pen.age(e.EndedAt()); out.fits(age, end) {
			out.put(theme.Look{}, age)
		}
	case known:
		span, _ := words.Age(took)
		out.putIn(end, muted, "took "+span)
	}
}

// overdue draws for how long there was no run.
func (r row) overdue(out *line, e model.Execution) {
	end := r.cols.run.end()
	if age := r.pen.age(e.EndedAt()); out.fits("no run for "+age, end) {
		out.put(theme.Look{}, "no run for ").put(theme.Look{Role: theme.Warn, Strong: true}, age)
		return
	}
	out.putIn(end, theme.Look{}, "no run")
}

// elapsed draws how far a run is: its station, and how long it takes of what is usual.
func (r row) elapsed(out *line, e model.Execution, elapsed time.Duration) {
	end := r.cols.run.end()
	track(out, r.pen.theme.Signs, e.Status)
	text := r.pen.age(r.pen.now.Add(-elapsed))
	look := theme.Look{}
	if r.entry.Need == watch.NeedSlow {
		look = theme.Look{Role: theme.Warn, Strong: true}
	}
	out.putIn(end, look, " "+spaces(max(0, 3-len(text)))+text)
	if usual := r.entry.Watched.Forecast().Usual; usual > 0 && r.following {
		about, _ := words.Age(usual)
		if about = " of ~" + about; out.fits(about, end) {
			out.putIn(end, theme.Look{Role: theme.Muted}, about)
		}
	}
}

// seen draws when a run was last seen under way that may no longer be.
func (r row) seen(out *line, run *watch.Run, e model.Execution) {
	seen := "seen " + hourMinute(run.AnsweredAt())
	if r.cols.run.width > len(seen)+len(model.Stages()) {
		track(out, r.pen.theme.Signs, e.Status)
		seen = " " + seen
	}
	out.putIn(r.cols.run.end(), theme.Look{Role: theme.Muted}, seen)
}
