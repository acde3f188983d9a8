package tui

import (
	"slices"

	"exportwatch/model"
)

// list is the pane of watched rows: it owns the cursor, which is an execution and never a row
// number, and the scroll position. Only rows that can be seen are drawn.
type list struct {
	entries  []model.Entry
	sections []section
	cursor   model.Ref
	index    int // of the cursor in entries
	top      int // the first line in sight
	height   int // lines in sight
	spacious bool
}

// section is a run of entries that ask for the same attention.
type section struct {
	attention   model.Attention
	first, size int  // its entries
	line        int  // of its head
	repaired    bool // superseded runs are among them
}

// Set takes the rows in a new order. The cursor stays on its execution; where that is gone, on the
// row that took its place.
func (l *list) Set(survey model.Survey) {
	l.entries = survey.Entries
	l.sections = l.sections[:0]
	for i, entry := range l.entries {
		if i == 0 || entry.Attention != l.entries[i-1].Attention {
			l.sections = append(l.sections, section{attention: entry.Attention, first: i})
		}
		l.sections[len(l.sections)-1].size++
	}
	for i := range l.sections {
		l.sections[i].repaired = l.sections[i].attention == model.Settled && survey.Superseded > 0
	}
	at := slices.IndexFunc(l.entries, func(e model.Entry) bool {
		return e.Watched.Newest().Ref == l.cursor
	})
	if at < 0 {
		at = min(l.index, len(l.entries)-1)
	}
	l.arrange()
	l.moveTo(at)
}

// Fit takes the number of lines that are in sight.
func (l *list) Fit(height int) {
	if height != l.height {
		l.height = height
		l.arrange()
		l.reveal()
	}
}

// Wanted returns how many lines all rows and heads would take without blank lines.
func (l *list) Wanted() int { return len(l.entries) + len(l.sections) }

// arrange gives the sections their lines: with blank lines between them only while every row
// still fits.
func (l *list) arrange() {
	blanks := max(0, len(l.sections)-1)
	l.spacious = l.Wanted()+blanks <= l.height
	line := 0
	for i := range l.sections {
		l.sections[i].line = line
		line += 1 + l.sections[i].size
		if l.spacious {
			line++
		}
	}
}

// Chosen returns the row under the cursor, or nil if there is none.
func (l *list) Chosen() *model.Run {
	if l.index < 0 || l.index >= len(l.entries) {
		return nil
	}
	return l.entries[l.index].Watched.Newest()
}

// Move moves the cursor by rows.
func (l *list) Move(rows int) { l.moveTo(l.index + rows) }

// Page moves it by screens.
func (l *list) Page(pages int) { l.Move(pages * max(1, l.height-2)) }

// First and Last move it to the ends.
func (l *list) First() { l.moveTo(0) }

// Last moves the cursor to the last row.
func (l *list) Last() { l.moveTo(len(l.entries) - 1) }

// Problem moves the cursor to the next row that needs somebody, or to the previous one if step is
// -1; at the end it begins again.
func (l *list) Problem(step int) {
	count := len(l.entries)
	for i := 1; i <= count; i++ {
		at := ((l.index+i*step)%count + count) % count
		if l.entries[at].Attention == model.NeedsYou {
			l.moveTo(at)
			return
		}
	}
}

func (l *list) moveTo(index int) {
	l.index = max(0, min(index, len(l.entries)-1))
	if run := l.Chosen(); run != nil {
		l.cursor = run.Ref
	}
	l.reveal()
}

// reveal scrolls as little as it takes to see the cursor. The first line in sight is always a
// head, so the cursor must be below it.
func (l *list) reveal() {
	if len(l.entries) == 0 || l.height < 2 {
		l.top = 0
		return
	}
	line := l.lineOf(l.index)
	l.top = max(line-l.height+1, min(l.top, line-1))
	l.top = max(0, min(l.top, l.lineOf(len(l.entries)-1)-l.height+1))
}

// sectionOf returns the section of an entry.
func (l *list) sectionOf(index int) section {
	at := 0
	for i, s := range l.sections {
		if s.first <= index {
			at = i
		}
	}
	return l.sections[at]
}

func (l *list) lineOf(index int) int {
	s := l.sectionOf(index)
	return s.line + 1 + index - s.first
}

// item is what stands on a line: a section's head, an entry, or nothing.
type item struct {
	head  *section
	entry int // -1 for none
}

// at returns what stands on a line of the whole list.
func (l *list) at(line int) item {
	for i := range l.sections {
		s := &l.sections[i]
		switch {
		case line == s.line:
			return item{head: s, entry: -1}
		case line > s.line && line <= s.line+s.size:
			return item{entry: s.first + line - s.line - 1}
		}
	}
	return item{entry: -1}
}
