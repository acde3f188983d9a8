package canvas

import (
	"fmt"
	"strconv"
	"strings"

	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/cells"
)

// Page is the text of a tab being written from top to bottom, at the width of the pane.
type Page struct {
	Pen   *Pen
	Width int
	Lines []string // those that are drawn later are ""
	later []later
	Fixed int // so many lines at the top stay where they are while the others scroll

	// position says what of the text stands between two lines; nil counts lines.
	Position func(first, last int) Position
}

// later are lines that are drawn when they come into sight.
type later struct {
	from, to int
	plain    *[]string // their text, kept with their layout; none until it is asked for
	draw     func(i int, out *Line)
}

// Position is where one is in a text, in units that mean something there.
type Position struct {
	Unit            string
	First, Last, Of int
}

// Plain returns the texts of the lines, without the blanks that end them.
func (p *Page) Plain() []string {
	texts := make([]string, len(p.Lines))
	for i, painted := range p.Lines {
		texts[i] = plainLine(painted)
	}
	for _, l := range p.later {
		copy(texts[l.from:l.to], p.plainLater(l))
	}
	return texts
}

// plainLater returns the texts of lines that are drawn later, which are made only once for a
// layout.
func (p *Page) plainLater(l later) []string {
	if len(*l.plain) == 0 {
		for i := range l.to - l.from {
			*l.plain = append(*l.plain, plainLine(p.At(l.from+i)))
		}
	}
	return *l.plain
}

// plainLine returns the text of a painted line, without the blanks that end it.
func plainLine(painted string) string { return strings.TrimRight(Plain(painted), " ") }

// Indent is how far text stands to the right of its head.
const Indent = 2

// Blank leaves a line free.
func (p *Page) Blank() { p.Lines = append(p.Lines, cells.Blanks(p.Width)) }

// Row adds one line that the caller draws.
func (p *Page) Row(draw func(*Line)) {
	out := p.Pen.Line(p.Width)
	draw(out)
	p.Lines = append(p.Lines, out.String())
}

// Rows adds so many lines that the caller draws, each when it comes into sight. Their text is kept
// in plain, which the caller empties whenever they change.
func (p *Page) Rows(count int, plain *[]string, draw func(i int, out *Line)) {
	from := len(p.Lines)
	p.Lines = append(p.Lines, make([]string, count)...)
	p.later = append(p.later, later{from: from, to: len(p.Lines), plain: plain, draw: draw})
}

// At returns a line of the text, drawn.
func (p *Page) At(number int) string {
	for _, l := range p.later {
		if number >= l.from && number < l.to {
			out := p.Pen.Line(p.Width)
			l.draw(number-l.from, out)
			return out.String()
		}
	}
	return p.Lines[number]
}

// Where returns what stands between two lines, counted in lines where nothing else can be.
func (p *Page) Where(first, last int) Position {
	if p.Position != nil {
		if at := p.Position(first, last); at.First > 0 {
			return at
		}
	}
	return Position{Unit: "line", First: first + 1, Last: last + 1, Of: len(p.Lines)}
}

// Head begins a new part, a blank line apart from the one before.
func (p *Page) Head(text string) { p.HeadWith(text, "") }

// HeadWith does it with a note behind the head, where there is room for that.
func (p *Page) HeadWith(text, note string) {
	if len(p.Lines) > 0 {
		p.Blank()
	}
	p.Row(func(out *Line) {
		out.Put(theme.Look{Strong: true}, text)
		if note != "" {
			out.Put(theme.Look{}, "  ").PutWhole(theme.Look{Role: theme.Muted}, note)
		}
	})
}

// Text adds a text at an indent, broken between words; what is too long for a line is broken
// where an address or an ARN has its joints.
func (p *Page) Text(at int, look theme.Look, text string) {
	for _, part := range cells.Wrap(text, p.Width-at) {
		p.Row(func(out *Line) { out.To(at).Put(look, part) })
	}
}

// Remarks adds sentences; guesses are marked, and asides are muted.
func (p *Page) Remarks(remarks []words.Remark) {
	for _, remark := range remarks {
		text, look := remark.Text, theme.Look{}
		if remark.Aside {
			look.Role = theme.Muted
		}
		if remark.Guess {
			text += words.Inferred
		}
		p.Text(Indent, look, text)
	}
}

// Pair adds a label and its value, which may take several lines.
func (p *Page) Pair(label string, labelWidth int, look theme.Look, value string) {
	for i, part := range cells.Wrap(value, p.Width-labelWidth) {
		p.Row(func(out *Line) {
			if i == 0 {
				out.PutIn(labelWidth-1, theme.Look{Role: theme.Muted}, label)
			}
			out.To(labelWidth).Put(look, part)
		})
	}
}

// BlankLines returns so many empty lines.
func BlankLines(p *Pen, width, count int) []string {
	lines := make([]string, max(0, count))
	for i := range lines {
		lines[i] = p.Line(width).String()
	}
	return lines
}

// Whole says whether all is in sight, or nothing.
func (at Position) Whole() bool {
	return at.Last < at.First || at.First <= 1 && at.Last >= at.Of
}

// Within says what is in sight in the longest form that there is room for, or "" where there is no
// room, or all is in sight.
func (at Position) Within(room int) string {
	if at.Whole() {
		return ""
	}
	unit, shown := at.Unit, strconv.Itoa(at.First)
	if at.Last > at.First {
		unit, shown = unit+"s", shown+"-"+strconv.Itoa(at.Last)
	}
	for _, text := range []string{
		fmt.Sprintf(" %s %s of %d", unit, shown, at.Of),
		fmt.Sprintf(" %s of %d", shown, at.Of),
		fmt.Sprintf(" %s/%d", shown, at.Of),
		fmt.Sprintf(" %d/%d", at.Last, at.Of),
	} {
		if len(text) <= room {
			return text
		}
	}
	return ""
}
