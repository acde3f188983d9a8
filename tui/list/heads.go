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

// head draws a section's head, which says what of it is out of sight; with the names of the columns
// it stands on the first line, and says which rows above need somebody.
func (l *Pane) head(p *canvas.Pen, s section, cols columns, names []string) string {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	dot := " " + p.Theme.Signs.Dot + " "
	out := p.Line(cols.width).To(1).
		Put(theme.Look{Strong: true}, sectionTitle(s)+" "+strconv.Itoa(s.entries))
	if above := l.needsAbove(); names != nil && above > 0 {
		said := needAbove(above)
		if s.title == "" && s.attention == watch.AttentionNeedsYou {
			said = strconv.Itoa(above) + " above"
		}
		out.Put(muted, dot).Put(theme.Look{Role: theme.Warn, Strong: true}, said)
	}
	if below := l.below(s); below > 0 {
		text := dot + strconv.Itoa(below) + " below"
		if names == nil || !cols.heads || out.Fits(text, cols.status.start-1) {
			out.PutWhole(muted, text)
		}
	}
	out.Put(theme.Look{}, " ")
	if names != nil && cols.heads {
		if cols.short {
			names[len(names)-1] = "OK"
		}
		columnHeads(out, p, cols, names)
	}
	return out.Fill(cols.edge, rule, p.Theme.Signs.Rule).String()
}

// needAbove says how many rows need somebody that are out of sight.
func needAbove(count int) string {
	if count == 1 {
		return "1 needs you above"
	}
	return strconv.Itoa(count) + " need you above"
}

// columnNames returns the heads of the columns in their order.
func columnNames(following bool) []string {
	last := "ENDED"
	if following {
		last = "LAST OK"
	}
	return []string{"RUN OF", "ACCT", "STATUS", "THIS RUN", "WHY", "NEXT DUE", last}
}

func columnHeads(out *canvas.Line, p *canvas.Pen, cols columns, names []string) {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	for i, at := range []span{cols.started, cols.account, cols.status, cols.run, cols.why, cols.next} {
		if at.width > 0 && out.Column <= at.start {
			out.Fill(at.start-1, rule, p.Theme.Signs.Rule).To(at.start)
			out.PutIn(at.end(), muted, names[i]).Put(theme.Look{}, " ")
		}
	}
	last := names[len(names)-1]
	start := cols.ended - len(last)
	out.Fill(start-1, rule, p.Theme.Signs.Rule).To(start).Put(muted, last)
	if cols.ended < cols.edge {
		out.Put(theme.Look{}, " ")
	}
	if cols.bucket.width > 0 {
		out.To(cols.bucket.start).Put(muted, "BUCKET").Put(theme.Look{}, " ")
	}
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

// sectionTitle returns the head of a section: of all that needs nobody the same one, whatever it is,
// so that heads don't change as rows come and go.
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
	return "QUIET"
}
