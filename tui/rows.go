package tui

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/theme"
)

// Draw returns the list's lines, exactly as many as are in sight.
func (l *list) Draw(p *pen, watchlist *watch.List, width int, focused bool) []string {
	if len(l.rows) == 0 && l.filter.on() {
		return l.drawNothing(p, width)
	}
	names := newLabels(watchlist)
	following := watchlist.Following()
	cols := divide(width, names.width, !following)
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
			lines = append(lines, p.line(width).String())
		}
	}
	return lines
}

// row draws one row.
type row struct {
	pen       *pen
	cols      columns
	labels    labels
	following bool
	entry     watch.Entry
}

func (r row) draw(at listRow, chosen, focused bool) string {
	out := r.pen.line(r.cols.width)
	if chosen {
		bar := theme.Look{Strong: focused}
		if !focused {
			bar.Role = theme.Muted
		}
		out.put(bar, r.pen.theme.Signs.Cursor)
		out.chosen = true
	}
	if at.older != nil {
		r.older(out, at)
		return out.String()
	}
	watched := r.entry.Watched
	run := watched.Newest()
	looks := faceOfRow(r.entry, r.cols.joined)
	out.to(1).put(theme.Look{Role: looks.signRole(), Sign: true}, looks.sign(r.pen.theme.Signs))
	name := theme.Look{Strong: chosen}
	if r.entry.Attention == watch.AttentionFinished && !chosen {
		name = theme.Look{Role: theme.Muted}
	}
	out.to(r.cols.name.start).putIn(r.cols.name.end(), name, watched.Title())
	if run == nil {
		r.account(out, watched)
		r.word(out, looks, false)
		if fault := watched.Fault(); fault != nil && fault.Kind == model.Denied {
			_, operation, _ := strings.Cut(fault.Action, ":")
			drawIn(out, r.cols.run, theme.Look{Role: theme.Muted}, operation)
		}
		return out.String()
	}
	execution, _ := run.Execution()
	if !execution.CreatedAt.IsZero() {
		drawIn(out, r.cols.started, theme.Look{Role: theme.Muted}, r.started(execution))
	}
	r.account(out, watched)
	r.status(out, run, looks)
	r.thisRun(out, run, execution)
	r.age(out, run, looks)
	return out.String()
}

// older draws one of an export's older runs beneath it.
func (r row) older(out *line, at listRow) {
	execution, _ := at.older.Execution()
	looks := faceOf(at.older)
	signs := r.pen.theme.Signs
	branch, muted := signs.Branch, theme.Look{Role: theme.Muted}
	if at.last {
		branch = signs.LastBranch
	}
	out.to(nameStart).put(theme.Look{Role: theme.Rule}, branch).put(theme.Look{}, " ").
		put(theme.Look{Role: looks.role, Sign: true}, looks.sign(signs)).put(theme.Look{}, " ")
	when := "at an unknown time"
	if !execution.CreatedAt.IsZero() {
		when = minute(execution.CreatedAt)
	}
	out.putIn(r.cols.name.end(), muted, when)
	looks.role = theme.Muted
	r.status(out, at.older, looks)
	r.thisRun(out, at.older, execution)
}

// account draws the account's label, marked where it doesn't answer.
func (r row) account(out *line, watched *watch.Watched) {
	if r.cols.account.width == 0 {
		return
	}
	drawIn(out, r.cols.account, theme.Look{Role: theme.Muted}, r.labels.of(watched.Account))
	if r.marked() {
		out.put(theme.Look{Strong: true}, "?")
	}
}

// marked says whether the account's column says already that the row may be old.
func (r row) marked() bool {
	return r.following && r.cols.account.width > 0 && r.entry.Watched.Account.Fault != nil
}

// age draws how long ago the export was last delivered; where rows are about runs, how long ago
// the run ended.
func (r row) age(out *line, run *watch.Run, looks face) {
	look := theme.Look{Role: theme.Muted}
	if role := looks.signRole(); role == theme.Bad || r.entry.Need == watch.NeedOverdue {
		look = theme.Look{Role: role, Strong: true}
	}
	if r.following && r.entry.Watched.Kind == watch.WatchedExport {
		if run = r.entry.Watched.Delivered(); run == nil {
			never := "never"
			if r.cols.short {
				never = "no"
			}
			out.before(r.cols.ended, look, never)
			return
		}
	}
	execution, _ := run.Execution()
	if ended := execution.EndedAt(); !ended.IsZero() {
		out.before(r.cols.ended, look, r.pen.age(ended))
	}
}

// drawIn draws in a column, if the row has it.
func drawIn(out *line, at span, look theme.Look, text string) {
	if at.width > 0 {
		out.to(at.start).putIn(at.end(), look, text)
	}
}

func (r row) started(e model.Execution) string {
	if r.cols.started.width >= len("02 Jan 15:04") {
		return minute(e.CreatedAt)
	}
	return r.pen.moment(e.CreatedAt)
}

// status draws the word, with what marks it as old.
func (r row) status(out *line, run *watch.Run, looks face) {
	execution, _ := run.Execution()
	if elapsed, ok := execution.Elapsed(r.pen.now); ok && r.cols.joined && !run.Stale() {
		looks.word += " " + r.pen.age(r.pen.now.Add(-elapsed))
	}
	r.word(out, looks, run.Stale() && !r.marked())
}

func (r row) word(out *line, looks face, stale bool) {
	look := theme.Look{Role: looks.role}
	if looks.role == theme.Good {
		look.Role = theme.Muted
	}
	end := r.cols.status.end()
	if stale {
		end--
	}
	out.to(r.cols.status.start).putIn(end, look, looks.word)
	if stale {
		out.put(theme.Look{Strong: true}, "?")
	}
}
