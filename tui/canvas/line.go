package canvas

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
	"exportwatch/tui/cells"
)

// Line is one row of cells being drawn from left to right. Nothing is drawn past its width.
type Line struct {
	Pen    *Pen
	Width  int
	Chosen bool // the row under the cursor
	Column int
	cells  strings.Builder
}

// Line begins a line.
func (p *Pen) Line(width int) *Line { return &Line{Pen: p, Width: width} }

// Put draws a text, cut where the line ends.
func (l *Line) Put(look theme.Look, text string) *Line { return l.PutIn(l.Width, look, text) }

// PutIn draws a text, cut before the given column; a cut shows.
func (l *Line) PutIn(end int, look theme.Look, text string) *Line {
	room := min(end, l.Width) - l.Column
	if room <= 0 || text == "" {
		return l
	}
	text = l.Pen.Plain(text)
	width := ansi.StringWidthWc(text)
	if width > room {
		text = cells.Cut(text, room, l.Pen.Theme.Signs.Cut)
		width = ansi.StringWidthWc(text)
	}
	look.Chosen = l.Chosen
	l.cells.WriteString(l.Pen.Theme.Paint(look, text))
	l.Column += width
	return l
}

// PutWhole draws a text if there is room for all of it.
func (l *Line) PutWhole(look theme.Look, text string) {
	if l.Column+ansi.StringWidthWc(l.Pen.Plain(text)) <= l.Width {
		l.Put(look, text)
	}
}

// PutFirst draws the first of some texts that there is room for before a column, or as much of the last
// as fits.
func (l *Line) PutFirst(end int, look theme.Look, texts []string) {
	for i, text := range texts {
		if l.Fits(text, min(end, l.Width)) || i == len(texts)-1 {
			l.PutIn(end, look, text)
			return
		}
	}
}

// To draws blanks up to a column.
func (l *Line) To(column int) *Line {
	if blanks := min(column, l.Width) - l.Column; blanks > 0 {
		l.cells.WriteString(l.Pen.Theme.Paint(theme.Look{Chosen: l.Chosen}, cells.Blanks(blanks)))
		l.Column += blanks
	}
	return l
}

// Fill draws a sign again and again up to a column.
func (l *Line) Fill(column int, look theme.Look, sign string) *Line {
	if count := min(column, l.Width) - l.Column; count > 0 {
		l.Put(look, strings.Repeat(sign, count))
	}
	return l
}

// Fits says whether a text has room before a column.
func (l *Line) Fits(text string, end int) bool {
	return l.Column+ansi.StringWidthWc(l.Pen.Plain(text)) <= end
}

// Before draws a text so that it ends before a column, if there is room for it.
func (l *Line) Before(column int, look theme.Look, text string) *Line {
	start := min(column, l.Width) - ansi.StringWidthWc(l.Pen.Plain(text))
	if start < l.Column {
		return l
	}
	return l.To(start).Put(look, text)
}

// Painted returns what was drawn so far.
func (l *Line) Painted() string { return l.cells.String() }

// Add draws what another line holds.
func (l *Line) Add(other *Line) {
	l.cells.WriteString(other.Painted())
	l.Column += other.Column
}

// String ends the line with blanks up to its width.
func (l *Line) String() string {
	l.To(l.Width)
	return l.cells.String()
}

// Plain returns text as the terminal can show it: in ASCII where nothing else may reach it.
func (p *Pen) Plain(text string) string {
	if !p.Theme.Signs.ASCII || cells.IsASCII(text) {
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
		case r == '·', r == '−':
			return '-'
		case r > '~':
			return '?'
		}
		return r
	}, text)
}
