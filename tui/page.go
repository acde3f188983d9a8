package tui

import (
	"strings"

	"exportwatch/model/words"
	"exportwatch/theme"
)

// page is the text of a tab being written from top to bottom, at the width of the pane.
type page struct {
	pen   *pen
	width int
	lines []string // those that are drawn later are ""
	later []later

	// position says what of the text stands between two lines; nil counts lines.
	position func(first, last int) position
}

// later are lines that are drawn when they come into sight.
type later struct {
	from, to int
	plain    *[]string // their text, kept with their layout; none until it is asked for
	draw     func(i int, out *line)
}

// position is where one is in a text, in units that mean something there.
type position struct {
	unit            string
	first, last, of int
}

// plain returns the texts of the lines, without the blanks that end them.
func (p *page) plain() []string {
	texts := make([]string, len(p.lines))
	for i, painted := range p.lines {
		texts[i] = plainLine(painted)
	}
	for _, l := range p.later {
		copy(texts[l.from:l.to], p.plainLater(l))
	}
	return texts
}

// plainLater returns the texts of lines that are drawn later, which are made only once for a
// layout.
func (p *page) plainLater(l later) []string {
	if len(*l.plain) == 0 {
		for i := range l.to - l.from {
			*l.plain = append(*l.plain, plainLine(p.at(l.from+i)))
		}
	}
	return *l.plain
}

// plainLine returns the text of a painted line, without the blanks that end it.
func plainLine(painted string) string { return strings.TrimRight(unpaint(painted), " ") }

// indent is how far text stands to the right of its head.
const indent = 2

// blank leaves a line free.
func (p *page) blank() { p.lines = append(p.lines, spaces(p.width)) }

// row adds one line that the caller draws.
func (p *page) row(draw func(*line)) {
	out := p.pen.line(p.width)
	draw(out)
	p.lines = append(p.lines, out.String())
}

// rows adds so many lines that the caller draws, each when it comes into sight. Their text is kept
// in plain, which the caller empties whenever they change.
func (p *page) rows(count int, plain *[]string, draw func(i int, out *line)) {
	from := len(p.lines)
	p.lines = append(p.lines, make([]string, count)...)
	p.later = append(p.later, later{from: from, to: len(p.lines), plain: plain, draw: draw})
}

// at returns a line of the text, drawn.
func (p *page) at(number int) string {
	for _, l := range p.later {
		if number >= l.from && number < l.to {
			out := p.pen.line(p.width)
			l.draw(number-l.from, out)
			return out.String()
		}
	}
	return p.lines[number]
}

// where returns what stands between two lines, counted in lines where nothing else can be.
func (p *page) where(first, last int) position {
	if p.position != nil {
		if at := p.position(first, last); at.first > 0 {
			return at
		}
	}
	return position{unit: "line", first: first + 1, last: last + 1, of: len(p.lines)}
}

// head begins a new part, a blank line apart from the one before.
func (p *page) head(text string) { p.headWith(text, "") }

// headWith does it with a note behind the head, where there is room for that.
func (p *page) headWith(text, note string) {
	if len(p.lines) > 0 {
		p.blank()
	}
	p.row(func(out *line) {
		out.put(theme.Look{Strong: true}, text)
		if note != "" {
			out.put(theme.Look{}, "  ").putWhole(theme.Look{Role: theme.Muted}, note)
		}
	})
}

// text adds a text at an indent, broken between words; what is too long for a line is broken
// where an address or an ARN has its joints.
func (p *page) text(at int, look theme.Look, text string) {
	for _, part := range wrap(text, p.width-at) {
		p.row(func(out *line) { out.to(at).put(look, part) })
	}
}

// remarks adds sentences; guesses are marked, and asides are muted.
func (p *page) remarks(remarks []words.Remark) {
	for _, remark := range remarks {
		text, look := remark.Text, theme.Look{}
		if remark.Aside {
			look.Role = theme.Muted
		}
		if remark.Guess {
			text += " (Our guess.)"
		}
		p.text(indent, look, text)
	}
}

// pair adds a label and its value, which may take several lines.
func (p *page) pair(label string, labelWidth int, look theme.Look, value string) {
	for i, part := range wrap(value, p.width-labelWidth) {
		p.row(func(out *line) {
			if i == 0 {
				out.putIn(labelWidth-1, theme.Look{Role: theme.Muted}, label)
			}
			out.to(labelWidth).put(look, part)
		})
	}
}

// blankLines returns so many empty lines.
func blankLines(p *pen, width, count int) []string {
	lines := make([]string, max(0, count))
	for i := range lines {
		lines[i] = p.line(width).String()
	}
	return lines
}
