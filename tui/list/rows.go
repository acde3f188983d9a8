package list

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// Draw returns the list's lines, exactly as many as are in sight.
func (l *Pane) Draw(p *canvas.Pen, watchlist *watch.List, width int, focused bool) []string {
	if len(l.rows) == 0 && l.filter.on() {
		return l.drawNothing(p, width)
	}
	names := NewLabels(watchlist)
	following := watchlist.Following()
	cols := divide(width, names.Width, !following)
	lines := make([]string, 0, l.height)
	for i := range l.height {
		found := l.at(l.top + i)
		switch {
		case i == 0 && len(l.rows) > 0:
			lines = append(lines, l.head(p, l.topHead(found), cols, columnNames(following)))
		case found.head != nil:
			lines = append(lines, l.head(p, *found.head, cols, nil))
		case found.row >= 0:
			r := row{
				pen: p, cols: cols, labels: names, following: following,
				entry: l.entries[l.rows[found.row].entry],
			}
			lines = append(lines, r.draw(l.rows[found.row], found.row == l.index, focused))
		default:
			lines = append(lines, p.Line(width).String())
		}
	}
	return lines
}

// row draws one row.
type row struct {
	pen       *canvas.Pen
	cols      columns
	labels    Labels
	following bool
	entry     watch.Entry
}

func (r row) draw(at listRow, chosen, focused bool) string {
	out := r.pen.Line(r.cols.width)
	if chosen {
		bar := theme.Look{Strong: focused}
		if !focused {
			bar.Role = theme.Muted
		}
		out.Put(bar, r.pen.Theme.Signs.Cursor)
		out.Chosen = true
	}
	if at.older != nil {
		r.older(out, at)
		return out.String()
	}
	watched := r.entry.Watched
	run := watched.Newest()
	looks := canvas.FaceOfRow(r.entry, r.cols.joined)
	out.To(1).Put(theme.Look{Role: looks.SignRole(), Sign: true}, looks.Sign(r.pen.Theme.Signs))
	name := theme.Look{Strong: chosen}
	if r.entry.Attention == watch.AttentionFinished && !chosen {
		name = theme.Look{Role: theme.Muted}
	}
	out.To(r.cols.name.start).PutIn(r.cols.name.end(), name, watched.Title())
	if run == nil {
		r.account(out, watched)
		r.word(out, looks, r.entry.Stale && !r.marked())
		r.withoutRun(out, watched)
		return out.String()
	}
	execution, _ := run.Execution()
	if !execution.CreatedAt.IsZero() {
		drawIn(out, r.cols.started, theme.Look{Role: theme.Muted}, r.started(execution))
	}
	r.account(out, watched)
	r.status(out, run, looks, r.entry.Stale && !r.marked())
	r.thisRun(out, run, execution)
	r.age(out, run, looks)
	return out.String()
}

// withoutRun draws what there is to say of a row without a run: what was refused, or how old a new
// export is.
func (r row) withoutRun(out *canvas.Line, watched *watch.Watched) {
	look := theme.Look{Role: theme.Muted}
	if fault := watched.Unheard(); fault != nil && fault.Kind == model.FaultDenied {
		_, operation, _ := strings.Cut(fault.Action, ":")
		drawIn(out, r.cols.run, look, operation)
		return
	}
	if watched.CreatedAt.IsZero() || watched.Looking() || watched.Gone {
		return
	}
	if r.entry.Need == watch.NeedOverdue {
		look = theme.Look{}
	}
	made := "made " + r.pen.Age(watched.CreatedAt)
	if long := made + " ago"; len(long) <= r.cols.run.width {
		made = long
	}
	drawIn(out, r.cols.run, look, made)
	r.never(out, look)
}

// older draws one of an export's older runs beneath it.
func (r row) older(out *canvas.Line, at listRow) {
	execution, _ := at.older.Execution()
	looks := canvas.FaceOf(at.older)
	signs := r.pen.Theme.Signs
	branch, muted := signs.Branch, theme.Look{Role: theme.Muted}
	if at.last {
		branch = signs.LastBranch
	}
	out.To(nameStart).Put(theme.Look{Role: theme.Rule}, branch).Put(theme.Look{}, " ").
		Put(theme.Look{Role: looks.Role, Sign: true}, looks.Sign(signs)).Put(theme.Look{}, " ")
	when := "at an unknown time"
	if !execution.CreatedAt.IsZero() {
		when = canvas.Minute(execution.CreatedAt)
	}
	out.PutIn(r.cols.name.end(), muted, when)
	looks.Role = theme.Muted
	r.status(out, at.older, looks, at.older.Stale(r.pen.Now) && !r.marked())
	r.thisRun(out, at.older, execution)
}

// account draws the account's label, marked where the row isn't up to date for it doesn't answer.
func (r row) account(out *canvas.Line, watched *watch.Watched) {
	if r.cols.account.width == 0 {
		return
	}
	drawIn(out, r.cols.account, theme.Look{Role: theme.Muted}, r.labels.Of(watched.Account))
	if r.marked() {
		out.Put(theme.Look{Strong: true}, "?")
	}
}

// marked says whether the account's column says already that the row may be old.
func (r row) marked() bool {
	return r.following && r.cols.account.width > 0 && r.entry.Stale &&
		r.entry.Watched.Account.Silent()
}

// age draws how long ago the export was last delivered; where rows are about runs, how long ago
// the run ended.
func (r row) age(out *canvas.Line, run *watch.Run, looks canvas.Face) {
	look := theme.Look{Role: theme.Muted}
	if role := looks.SignRole(); role == theme.Bad || r.entry.Need == watch.NeedOverdue {
		look = theme.Look{Role: role, Strong: true}
	}
	if r.following && r.entry.Watched.Kind == watch.WatchedExport {
		if run = r.entry.Watched.Delivered(); run == nil {
			r.never(out, look)
			return
		}
	}
	execution, _ := run.Execution()
	if ended := execution.EndedAt(); !ended.IsZero() {
		out.Before(r.cols.ended, look, r.pen.Age(ended))
	}
}

// never draws that the export was never delivered.
func (r row) never(out *canvas.Line, look theme.Look) {
	never := "never"
	if r.cols.short {
		never = "no"
	}
	out.Before(r.cols.ended, look, never)
}

// drawIn draws in a column, if the row has it.
func drawIn(out *canvas.Line, at span, look theme.Look, text string) {
	if at.width > 0 {
		out.To(at.start).PutIn(at.end(), look, text)
	}
}

func (r row) started(e model.Execution) string {
	if r.cols.started.width >= len("02 Jan 15:04") {
		return canvas.Minute(e.CreatedAt)
	}
	return r.pen.Moment(e.CreatedAt)
}

// status draws the word, with what marks it as old.
func (r row) status(out *canvas.Line, run *watch.Run, looks canvas.Face, stale bool) {
	execution, _ := run.Execution()
	if elapsed, ok := execution.Elapsed(r.pen.Now); ok && r.cols.joined && !run.Stale(r.pen.Now) {
		looks.Word += " " + r.pen.Age(r.pen.Now.Add(-elapsed))
	}
	r.word(out, looks, stale)
}

func (r row) word(out *canvas.Line, looks canvas.Face, stale bool) {
	look := theme.Look{Role: looks.Role}
	if looks.Role == theme.Good {
		look.Role = theme.Muted
	}
	end := r.cols.status.end()
	if stale {
		end--
	}
	out.To(r.cols.status.start).PutIn(end, look, looks.Word)
	if stale {
		out.Put(theme.Look{Strong: true}, "?")
	}
}
