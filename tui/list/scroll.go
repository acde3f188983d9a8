package list

// Scroll moves the rows in sight by lines, and the cursor as far as it takes to keep it in sight.
func (l *Pane) Scroll(lines int) {
	if len(l.rows) == 0 || l.height < 2 {
		return
	}
	l.top = max(0, min(l.top+lines, l.lastTop()))
	at := l.index
	for at < len(l.rows)-1 && l.lineOf(at) <= l.top {
		at++
	}
	for at > 0 && l.lineOf(at) >= l.top+l.height {
		at--
	}
	if at != l.index {
		l.put(at)
	}
}

// lastTop returns which line is the first in sight where the last row is in sight.
func (l *Pane) lastTop() int { return max(0, l.lineOf(len(l.rows)-1)-l.height+1) }

// reveal scrolls as little as it takes to see the cursor. The first line in sight is always a
// head, so the cursor must be below it.
func (l *Pane) reveal() {
	if len(l.rows) == 0 || l.height < 2 {
		l.top = 0
		return
	}
	line := l.lineOf(l.index)
	l.top = max(line-l.height+1, min(l.top, line-1))
	l.top = min(l.top, l.lastTop())
}

// revealOlder scrolls down as far as it takes to see the older runs beneath the cursor, and the
// cursor with them.
func (l *Pane) revealOlder() {
	last := l.index
	for last+1 < len(l.rows) && l.rows[last+1].older != nil {
		last++
	}
	if last > l.index && l.height > 1 {
		below := l.lineOf(last) - l.height + 1
		l.top = max(l.top, min(below, l.lineOf(l.index)-1))
	}
}

// needsAbove returns how many entries need somebody above what is in sight. The head that stands on
// the first line hides the row that would be there.
func (l *Pane) needsAbove() int {
	hidden := -1
	for _, s := range l.sections {
		if s.line >= l.top {
			break
		}
		hidden = s.first + min(l.top-s.line, s.size) - 1
	}
	if hidden < 0 {
		return 0
	}
	return l.rows[hidden].needs
}

// sectionOf returns the section of a row.
func (l *Pane) sectionOf(index int) section {
	at := 0
	for i, s := range l.sections {
		if s.first <= index {
			at = i
		}
	}
	return l.sections[at]
}

func (l *Pane) lineOf(index int) int {
	s := l.sectionOf(index)
	return s.line + 1 + index - s.first
}

// item is what stands on a line: a section's head, a row, or nothing.
type item struct {
	head *section
	row  int // -1 for none
}

// at returns what stands on a line of the whole list.
func (l *Pane) at(line int) item {
	for i := range l.sections {
		s := &l.sections[i]
		switch {
		case line == s.line:
			return item{head: s, row: -1}
		case line > s.line && line <= s.line+s.size:
			return item{row: s.first + line - s.line - 1}
		}
	}
	return item{row: -1}
}
