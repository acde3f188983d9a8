package tui

import (
	"strconv"

	"exportwatch/model"
	"exportwatch/theme"
)

// draw returns the list's lines, exactly as many as are in sight.
func (l *list) draw(p *pen, watch *model.Watchlist, width int, focused bool) []string {
	cols := divide(width, len(watch.Accounts()) > 1)
	lines := make([]string, 0, l.height)
	for i := range l.height {
		found := l.at(l.top + i)
		switch {
		case i == 0 && len(l.entries) > 0:
			head := l.topHead(found)
			lines = append(lines, l.head(p, head, cols, true))
		case found.head != nil:
			lines = append(lines, l.head(p, *found.head, cols, false))
		case found.entry >= 0:
			r := row{pen: p, watch: watch, cols: cols, entry: l.entries[found.entry]}
			lines = append(lines, r.draw(found.entry == l.index, focused))
		default:
			lines = append(lines, p.line(width).String())
		}
	}
	return lines
}

// topHead returns the head for the first line in sight: that of the rows beneath it.
func (l *list) topHead(found item) section {
	if found.head != nil {
		return *found.head
	}
	return l.sectionOf(max(0, found.entry))
}

func (l *list) head(p *pen, s section, cols columns, first bool) string {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	out := p.line(cols.width).to(1).
		put(theme.Look{Strong: true}, sectionTitle(s)+" "+strconv.Itoa(s.size))
	if below := l.below(s); below > 0 {
		out.put(muted, " "+p.theme.Signs.Dot+" "+strconv.Itoa(below)+" below")
	}
	out.put(theme.Look{}, " ")
	if first && cols.heads {
		columnHeads(out, p, cols)
	}
	return out.fill(cols.ended, rule, p.theme.Signs.Rule).String()
}

func columnHeads(out *line, p *pen, cols columns) {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	heads := []struct {
		at   span
		text string
	}{
		{cols.started, "RUN OF"},
		{cols.account, "ACCT"},
		{cols.status, "STATUS"},
		{cols.run, "THIS RUN"},
	}
	for _, head := range heads {
		if head.at.width > 0 && out.column <= head.at.start {
			out.fill(head.at.start-1, rule, p.theme.Signs.Rule).to(head.at.start)
			out.putIn(head.at.end(), muted, head.text).put(theme.Look{}, " ")
		}
	}
	start := cols.ended - len("ENDED")
	out.fill(start-1, rule, p.theme.Signs.Rule).to(start).put(muted, "ENDED")
}

// below returns how many rows of a section stand below what is in sight; only the section that is
// cut there has any.
func (l *list) below(s section) int {
	last := l.top + l.height - 1
	if end := s.line + s.size; s.line <= last && end > last {
		return len(l.entries) - s.first - (last - s.line)
	}
	return 0
}

func sectionTitle(s section) string {
	switch s.attention {
	case model.NeedsYou:
		return "NEEDS YOU"
	case model.Asking:
		return "ASKING"
	case model.Underway:
		return "RUNNING"
	case model.Settled:
	}
	if s.repaired {
		return "FINISHED"
	}
	return "DELIVERED"
}

// row draws one watched row.
type row struct {
	pen   *pen
	watch *model.Watchlist
	cols  columns
	entry model.Entry
}

func (r row) draw(chosen, focused bool) string {
	run := r.entry.Watched.Newest()
	execution, answered := run.Execution()
	looks := faceOf(r.watch, run)
	out := r.pen.line(r.cols.width)
	if chosen {
		bar := theme.Look{Strong: focused}
		if !focused {
			bar.Role = theme.Muted
		}
		out.put(bar, r.pen.theme.Signs.Cursor)
		out.chosen = true
	}
	out.to(1).put(theme.Look{Role: looks.role, Sign: true}, looks.sign(r.pen.theme.Signs))
	quiet := theme.Look{Role: theme.Muted}
	name := theme.Look{Strong: chosen}
	if r.entry.Attention == model.Settled && !chosen {
		name = quiet
	}
	out.to(r.cols.name.start).putIn(r.cols.name.end(), name, execution.Name())
	if !execution.CreatedAt.IsZero() {
		r.fill(out, r.cols.started, quiet, r.started(execution))
	}
	r.fill(out, r.cols.account, quiet, account(run))
	r.status(out, run, looks)
	if r.cols.run.width > 0 {
		out.to(r.cols.run.start)
		r.thisRun(out, run, execution, answered)
	}
	if ended := execution.EndedAt(); !ended.IsZero() {
		look := theme.Look{Strong: looks.role == theme.Bad, Role: looks.role}
		if looks.role != theme.Bad {
			look.Role = theme.Muted
		}
		out.before(r.cols.ended, look, r.pen.age(ended))
	}
	return out.String()
}

// fill draws a column if the row has it.
func (r row) fill(out *line, at span, look theme.Look, text string) {
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
func (r row) status(out *line, run *model.Run, looks face) {
	look := theme.Look{Role: looks.role}
	if looks.role == theme.Good {
		look.Role = theme.Muted
	}
	word := looks.word
	execution, _ := run.Execution()
	if elapsed, ok := execution.Elapsed(r.pen.now); ok && r.cols.joined && !run.Stale() {
		word += " " + r.pen.age(r.pen.now.Add(-elapsed))
	}
	end := r.cols.status.end()
	if run.Stale() {
		out.to(r.cols.status.start).putIn(end-1, look, word)
		out.put(theme.Look{Strong: true}, "?")
		return
	}
	out.to(r.cols.status.start).putIn(end, look, word)
}

// thisRun draws how far the run is or how long it took.
func (r row) thisRun(out *line, run *model.Run, e model.Execution, answered bool) {
	muted := theme.Look{Role: theme.Muted}
	end := r.cols.run.end()
	took, known := e.Took()
	elapsed, underway := e.Elapsed(r.pen.now)
	switch {
	case !answered:
	case run.Stale() && underway:
		seen := "seen " + clock(run.AnsweredAt())[:len("15:04")]
		if r.cols.run.width > len(seen)+len(model.Stations()) {
			track(out, r.pen.theme.Signs, e.Status)
			seen = " " + seen
		}
		out.putIn(end, muted, seen)
	case underway:
		track(out, r.pen.theme.Signs, e.Status)
		text := r.pen.age(r.pen.now.Add(-elapsed))
		out.putIn(end, theme.Look{}, " "+spaces(max(0, 3-len(text)))+text)
	case known:
		span, _ := model.Age(took)
		out.putIn(end, muted, "took "+span)
	}
}

// track draws the stations as five cells.
func track(out *line, signs theme.Signs, status model.Status) {
	busy, muted := theme.Look{Role: theme.Busy, Sign: true}, theme.Look{Role: theme.Muted}
	for _, station := range model.Stations() {
		switch {
		case station < status.Station():
			out.put(busy, signs.Track)
		case station == status.Station():
			out.put(busy, signs.TrackHead)
		default:
			out.put(muted, signs.Pending)
		}
	}
}

// account returns the last four digits of a run's account.
func account(run *model.Run) string {
	id := run.Account.ID
	return id[max(0, len(id)-4):]
}
