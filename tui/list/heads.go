package list

import (
	"strconv"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// topHead returns the head for the first line in sight: that of the rows beneath it.
func (l *Pane) topHead(found item) section {
	if found.head != nil {
		return *found.head
	}
	return l.sectionOf(max(0, found.row))
}

func (l *Pane) head(p *canvas.Pen, s section, cols columns, names []string) string {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	out := p.Line(cols.width).To(1).
		Put(theme.Look{Strong: true}, sectionTitle(s)+" "+strconv.Itoa(s.entries))
	if below := l.below(s); below > 0 {
		out.Put(muted, " "+p.Theme.Signs.Dot+" "+strconv.Itoa(below)+" below")
	}
	out.Put(theme.Look{}, " ")
	if names != nil && cols.heads {
		if cols.short {
			names[len(names)-1] = "OK"
		}
		columnHeads(out, p, cols, names)
	}
	return out.Fill(cols.ended, rule, p.Theme.Signs.Rule).String()
}

// columnNames returns the heads of the columns in their order.
func columnNames(following bool) []string {
	last := "ENDED"
	if following {
		last = "LAST OK"
	}
	return []string{"RUN OF", "ACCT", "STATUS", "THIS RUN", last}
}

func columnHeads(out *canvas.Line, p *canvas.Pen, cols columns, names []string) {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	for i, at := range []span{cols.started, cols.account, cols.status, cols.run} {
		if at.width > 0 && out.Column <= at.start {
			out.Fill(at.start-1, rule, p.Theme.Signs.Rule).To(at.start)
			out.PutIn(at.end(), muted, names[i]).Put(theme.Look{}, " ")
		}
	}
	last := names[len(names)-1]
	start := cols.ended - len(last)
	out.Fill(start-1, rule, p.Theme.Signs.Rule).To(start).Put(muted, last)
}

// below returns how many of a section's entries stand below what is in sight; only the section that
// is cut there has any.
func (l *Pane) below(s section) int {
	last := l.top + l.height - 1
	if end := s.line + s.size; s.line > last || end <= last {
		return 0
	}
	hidden := l.rows[s.first+last-s.line : s.first+s.size]
	if s.entries == s.size {
		return len(hidden)
	}
	entries := 0
	for _, r := range hidden {
		if r.older == nil {
			entries++
		}
	}
	return entries
}

func sectionTitle(s section) string {
	if s.title != "" {
		return s.title
	}
	switch s.attention {
	case watch.AttentionNeedsYou:
		return "NEEDS YOU"
	case watch.AttentionAsking:
		return "LOADING"
	case watch.AttentionUnderway:
		return "RUNNING"
	case watch.AttentionFinished:
	}
	switch {
	case s.idle:
		return "IDLE"
	case s.repaired:
		return "FINISHED"
	}
	return "DELIVERED"
}
