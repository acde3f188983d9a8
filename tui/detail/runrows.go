package detail

import (
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// runColumns are the columns of the table of runs: where each begins; 0 where there is no room.
type runColumns struct{ created, status, took, ended, reason, id int }

// The widths from which the table has a column.
const (
	endedFrom  = 62
	reasonFrom = 78 // in two words, if not by its code
	idFrom     = 130
)

// runColumnsOf returns the columns at a width.
func runColumnsOf(width int) runColumns {
	cols := runColumns{created: 3, status: 18, took: 36}
	if width < 46 {
		cols.status, cols.took = 16, max(30, width-7)
	}
	if width >= endedFrom {
		cols.ended = 48
	}
	if width >= reasonFrom {
		cols.reason = 63
	}
	if width >= idFrom {
		cols.id = 90
	}
	return cols
}

// heads draws the names of the columns in a rule.
func (c runColumns) heads(out *canvas.Line) {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	for _, head := range []struct {
		at   int
		name string
	}{
		{1, "CREATED"},
		{c.status, "STATUS"},
		{c.took, "TOOK"},
		{c.ended, "ENDED"},
		{c.reason, "REASON"},
		{c.id, "EXECUTION"},
	} {
		if head.at == 0 {
			continue
		}
		if out.Column > 0 {
			out.Put(theme.Look{}, " ").Fill(head.at-1, rule, out.Pen.Theme.Signs.Rule)
		}
		out.To(head.at).PutIn(out.Width, muted, head.name)
	}
	out.Put(theme.Look{}, " ").Fill(out.Width, rule, out.Pen.Theme.Signs.Rule)
}

// draw draws a run's row.
func (c runColumns) draw(out *canvas.Line, v view, run *watch.Run) {
	e := execution(run)
	face := canvas.FaceOf(run)
	plain := theme.Look{}
	if e.Status.Delivered() || run.Superseded() {
		plain.Role = theme.Muted
	}
	if out.Chosen = run == v.run && v.focused; out.Chosen {
		out.Put(theme.Look{Strong: true}, out.Pen.Theme.Signs.Cursor)
	}
	out.To(1).Put(theme.Look{Role: face.Role, Sign: true}, face.Sign(out.Pen.Theme.Signs))
	if run.Remembered() {
		out.Put(theme.Look{Role: theme.Muted}, "~")
	}
	created := plain
	created.Strong = out.Chosen
	out.To(c.created).PutIn(c.status-1, created, minuteOr(e.CreatedAt.IsZero(), "not said",
		canvas.Minute(e.CreatedAt)))
	status := theme.Look{Role: face.Role}
	if e.Status.Delivered() {
		status = plain
	}
	out.To(c.status).PutIn(c.took-1, status, face.Word)
	c.drawTook(out, run, e)
	if ended := e.EndedAt(); c.ended > 0 && !ended.IsZero() {
		out.To(c.ended).Put(plain, canvas.Minute(ended))
	}
	if c.reason > 0 {
		end := out.Width
		if c.id > 0 {
			end = c.id - 2
		}
		out.To(c.reason).PutFirst(end, plain, words.Reason(e.Reason))
	}
	if c.id > 0 {
		out.To(c.id).Put(theme.Look{Role: theme.Muted}, run.Ref.ID())
	}
}

// drawTook draws how long a run took, or has taken so far.
func (c runColumns) drawTook(out *canvas.Line, run *watch.Run, e model.Execution) {
	text, look := "not known", theme.Look{Role: theme.Muted}
	if took, ok := e.Took(); ok {
		text, look.Role = words.Span(took), theme.Text
	} else if elapsed, ok := e.Elapsed(lastKnown(out.Pen, run)); ok {
		text, look.Role = c.soFar(out, run, elapsed), theme.Text
	}
	out.To(c.took).Put(look, text)
}

// soFar says for how long a run is under way, as far as that is known.
func (c runColumns) soFar(out *canvas.Line, run *watch.Run, elapsed time.Duration) string {
	if run.Stale(out.Pen.Now) {
		return words.Span(elapsed) + "?"
	}
	const more = " so far"
	text := out.Pen.Age(execution(run).CreatedAt)
	if c.took+len(text+more) <= out.Width {
		text += more
	}
	return text
}

// minuteOr returns a text, or words where it isn't known.
func minuteOr(unknown bool, said, text string) string {
	if unknown {
		return said
	}
	return text
}

// execution returns what AWS last said of a run.
func execution(run *watch.Run) model.Execution {
	e, _ := run.Execution()
	return e
}
