package tui

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model/words"
	"exportwatch/theme"
)

// pen is what panes draw with: how things look, what time it is on AWS's clock, and a note of when
// the first text that was drawn will have changed.
type pen struct {
	theme *theme.Theme
	now   time.Time
	local *time.Location
	fresh time.Duration // until the first text changes; 0 if none will
}

// age returns the time since an instant in one unit, and notes when that changes.
func (p *pen) age(since time.Time) string {
	text, lasts := words.Age(p.now.Sub(since))
	if p.fresh == 0 || lasts < p.fresh {
		p.fresh = lasts
	}
	return text
}

// moment returns an instant in UTC: its time of day if it is of today, else its date.
func (p *pen) moment(t time.Time) string {
	t = t.UTC()
	if t.Format(time.DateOnly) == p.now.UTC().Format(time.DateOnly) {
		return hourMinute(t)
	}
	return t.Format("02 Jan")
}

// minute returns an instant in UTC to the minute, date first.
func minute(t time.Time) string { return t.UTC().Format("02 Jan 15:04") }

// hourMinute returns the hour and the minute of an instant in UTC.
func hourMinute(t time.Time) string { return t.UTC().Format("15:04") }

// clock returns the time of day of an instant in UTC.
func clock(t time.Time) string { return t.UTC().Format(time.TimeOnly) }

// line is one row of cells being drawn from left to right. Nothing is drawn past its width.
type line struct {
	pen    *pen
	width  int
	chosen bool // the row under the cursor
	column int
	cells  strings.Builder
}

func (p *pen) line(width int) *line { return &line{pen: p, width: width} }

// put draws a text, cut where the line ends.
func (l *line) put(look theme.Look, text string) *line { return l.putIn(l.width, look, text) }

// putIn draws a text, cut before the given column; a cut shows.
func (l *line) putIn(end int, look theme.Look, text string) *line {
	room := min(end, l.width) - l.column
	if room <= 0 || text == "" {
		return l
	}
	text = l.pen.plain(text)
	width := ansi.StringWidthWc(text)
	if width > room {
		text = cut(text, room, l.pen.theme.Signs.Cut)
		width = ansi.StringWidthWc(text)
	}
	look.Chosen = l.chosen
	l.cells.WriteString(l.pen.theme.Paint(look, text))
	l.column += width
	return l
}

// putWhole draws a text if there is room for all of it.
func (l *line) putWhole(look theme.Look, text string) {
	if l.column+ansi.StringWidthWc(l.pen.plain(text)) <= l.width {
		l.put(look, text)
	}
}

// to draws blanks up to a column.
func (l *line) to(column int) *line {
	if blanks := min(column, l.width) - l.column; blanks > 0 {
		l.cells.WriteString(l.pen.theme.Paint(theme.Look{Chosen: l.chosen}, spaces(blanks)))
		l.column += blanks
	}
	return l
}

// fill draws a sign again and again up to a column.
func (l *line) fill(column int, look theme.Look, sign string) *line {
	if count := min(column, l.width) - l.column; count > 0 {
		l.put(look, strings.Repeat(sign, count))
	}
	return l
}

// fits says whether a text has room before a column.
func (l *line) fits(text string, end int) bool {
	return l.column+ansi.StringWidthWc(l.pen.plain(text)) <= end
}

// before draws a text so that it ends before a column, if there is room for it.
func (l *line) before(column int, look theme.Look, text string) *line {
	start := min(column, l.width) - ansi.StringWidthWc(l.pen.plain(text))
	if start < l.column {
		return l
	}
	return l.to(start).put(look, text)
}

// painted returns what was drawn so far.
func (l *line) painted() string { return l.cells.String() }

// add draws what another line holds.
func (l *line) add(other *line) {
	l.cells.WriteString(other.painted())
	l.column += other.column
}

// String ends the line with blanks up to its width.
func (l *line) String() string {
	l.to(l.width)
	return l.cells.String()
}

// plain returns text as the terminal can show it: in ASCII where nothing else may reach it.
func (p *pen) plain(text string) string {
	if !p.theme.Signs.ASCII || isASCII(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '↑':
			return '^'
		case r == '↓':
			return 'v'
		case r == '→':
			return '>'
		case r == '←':
			return '<'
		case r == '·':
			return '-'
		case r > '~':
			return '?'
		}
		return r
	}, text)
}
