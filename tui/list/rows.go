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
	if len(l.ordered) == 0 {
		return l.drawEmpty(p, watchlist.Undoable(), width)
	}
	names := NewLabels(watchlist)
	following := watchlist.Following()
	cols := divide(width, names.Width, l.longest, !following)
	short := l.shortened(p, cols)
	l.drawn.begin(p, watchlist, cols)
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
				cols: cols, short: short, labels: names, following: following,
				entry: l.entries[l.rows[found.row].entry],
			}
			lines = append(lines, l.drawRow(p, r, found.row, focused))
		default:
			lines = append(lines, p.Line(width).String())
		}
	}
	return lines
}

// drawRow returns a row, or one of an export's older runs.
func (l *Pane) drawRow(p *canvas.Pen, r row, number int, focused bool) string {
	at, chosen := l.rows[number], number == l.index
	key := drawnKey{
		entry: r.entry, older: at.older, last: at.last, chosen: chosen, focused: chosen && focused,
		name: r.short[p.Plain(r.entry.Watched.Title())],
	}
	if run := l.subject(l.rows[number]).Run(); run != nil {
		key.stale, key.unlisted = run.Stale(p.Now), run.Unlisted()
	}
	return l.drawn.draw(p, key, func(pen *canvas.Pen) string {
		r.pen = pen
		return r.draw(at, chosen, focused)
	})
}

// row draws one row.
type row struct {
	pen       *canvas.Pen
	cols      columns
	short     map[string]string // the names in sight that are too long
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
	if run != nil {
		mark(out, run, nameStart-1)
	}
	out.To(r.cols.name.start).PutIn(r.cols.name.end(), name, r.name(watched))
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
	r.why(out)
	r.due(out)
	r.age(out, run, looks)
	r.bucket(out)
	return out.String()
}

// name returns the name of a row, cut if it is too long.
func (r row) name(watched *watch.Watched) string {
	name := r.pen.Plain(watched.Title())
	if short, cut := r.short[name]; cut {
		return short
	}
	return name
}

// shortened returns what is shown of the names in sight that are too long.
func (l *Pane) shortened(p *canvas.Pen, cols columns) map[string]string {
	names := make([]string, 0, l.height)
	for i := 1; i < l.height; i++ {
		if found := l.at(l.top + i); found.row >= 0 {
			entry := l.entries[l.rows[found.row].entry]
			names = append(names, p.Plain(entry.Watched.Title()))
		}
	}
	return shorten(names, cols.name.width, p.Theme.Signs.Cut)
}

// withoutRun draws what there is to say of a row without a run: what was refused, or how old a new
// export is.
func (r row) withoutRun(out *canvas.Line, watched *watch.Watched) {
	look, fault := theme.Look{Role: theme.Muted}, watched.Unheard()
	denied := fault != nil && fault.Kind == model.FaultDenied
	fresh := !denied && !watched.CreatedAt.IsZero() && !watched.Looking() && !watched.Gone
	if r.entry.Need == watch.NeedOverdue {
		look = theme.Look{}
	}
	switch {
	case fresh:
		made := "made " + r.pen.Age(watched.CreatedAt)
		if long := made + " ago"; len(long) <= r.cols.run.width {
			made = long
		}
		drawIn(out, r.cols.run, look, made)
	case denied && r.cols.why.width == 0: // else that tells it
		_, operation, _ := strings.Cut(fault.Action, ":")
		drawIn(out, r.cols.run, look, operation)
	}
	r.why(out)
	r.due(out)
	if fresh {
		r.never(out, look)
	}
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
		Put(theme.Look{Role: looks.Role, Sign: true}, looks.Sign(signs))
	mark(out, at.older, nameStart+len("+ x"))
	when := "at an unknown time"
	if !execution.CreatedAt.IsZero() {
		when = canvas.Minute(execution.CreatedAt)
	}
	out.To(nameStart+len("+ x ")).
		PutIn(r.cols.status.start-1, muted, when)
		// older runs have no account
	looks.Role = theme.Muted
	r.status(out, at.older, looks, at.older.Stale(r.pen.Now) && !r.marked())
	r.thisRun(out, at.older, execution)
}

// mark marks a run behind its sign that AWS doesn't list any more.
func mark(out *canvas.Line, run *watch.Run, at int) {
	if run.Unlisted() {
		out.To(at).Put(theme.Look{Role: theme.Muted}, "~")
	}
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
	said := otherwise(r.entry, r.pen.Now)
	if r.cols.joined && said != nil && run == r.entry.Watched.Newest() {
		last := said[len(said)-1]
		looks.Role, looks.Word = r.needLook().Role, strings.ToUpper(last[:1])+last[1:]
	} else if elapsed, ok := execution.Elapsed(r.pen.Now); ok && r.cols.joined &&
		!run.Stale(r.pen.Now) && !r.entry.Quieted() {
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
