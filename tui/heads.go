package tui

import (
	"strconv"

	"exportwatch/model/watch"
	"exportwatch/theme"
)

// topHead returns the head for the first line in sight: that of the rows beneath it.
func (l *list) topHead(found item) section {
	if found.head != nil {
		return *found.head
	}
	return l.sectionOf(max(0, found.row))
}

func (l *list) head(p *pen, s section, cols columns, names []string) string {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	out := p.line(cols.width).to(1).
		put(theme.Look{Strong: true}, sectionTitle(s)+" "+strconv.Itoa(s.entries))
	if below := l.below(s); below > 0 {
		out.put(muted, " "+p.theme.Signs.Dot+" "+strconv.Itoa(below)+" below")
	}
	out.put(theme.Look{}, " ")
	if names != nil && cols.heads {
		if cols.short {
			names[len(names)-1] = "OK"
		}
		columnHeads(out, p, cols, names)
	}
	return out.fill(cols.ended, rule, p.theme.Signs.Rule).String()
}

// columnNames returns the heads of the columns in their order.
func columnNames(following bool) []string {
	last := "ENDED"
	if following {
		last = "LAST OK"
	}
	return []string{"RUN OF", "ACCT", "STATUS", "THIS RUN", last}
}

func columnHeads(out *line, p *pen, cols columns, names []string) {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	for i, at := range []span{cols.started, cols.account, cols.status, cols.run} {
		if at.width > 0 && out.column <= at.start {
			out.fill(at.start-1, rule, p.theme.Signs.Rule).to(at.start)
			out.putIn(at.end(), muted, names[i]).put(theme.Look{}, " ")
		}
	}
	last := names[len(names)-1]
	start := cols.ended - len(last)
	out.fill(start-1, rule, p.theme.Signs.Rule).to(start).put(muted, last)
}

// below returns how many of a section's entries stand below what is in sight; only the section that
// is cut there has any.
func (l *list) below(s section) int {
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
		return "ASKING"
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
