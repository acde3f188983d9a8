package detail

import (
	"strings"

	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// at returns the number of the column whose cells a cell belongs to, or -1, and whether it is of
// the gap after it.
func (c *chart) at(x int) (number int, gap bool) {
	x -= c.axis + 1
	if x < 0 || x/c.drawn.pitch >= len(c.bars) {
		return -1, false
	}
	return x / c.drawn.pitch, c.drawn.pitch > 1 && x%c.drawn.pitch == c.drawn.pitch-1
}

// middle returns the cell in the middle of a column, where its signs stand.
func (c *chart) middle(number int) int {
	return c.axis + 1 + number*c.drawn.pitch + (max(1, c.drawn.pitch-1)-1)/2
}

// drawRow draws a row of the columns, with the axis before it.
func (c *chart) drawRow(out *canvas.Line, columns []column, y, chosen int) {
	signs := out.Pen.Theme.Signs
	heights := []rune(signs.Column)
	end := c.axis + 1 + len(c.bars)*c.drawn.pitch
	c.drawAxis(out, y)
	pencil := stroke{out: out.To(c.axis + 1)}
	defer pencil.end()
	for x := max(0, c.axis+1); x < min(end, c.drawn.width); x++ {
		number, gap := c.at(x)
		look := theme.Look{Chosen: number == chosen && !gap && out.Pen.Theme.Shades}
		text := " "
		switch cell := c.cells[y][x]; {
		case isColumn(cell) && y == 0 && c.bars[number].beyond:
			look.Role, look.Sign, text = columns[number].face.role, true, signs.Here
		case isColumn(cell):
			face := columns[number].face
			look.Role, look.Sign = face.role, true
			if text = face.cell; text == "" {
				text = string(heights[cell-'▁'])
			}
		case c.bars[number].eighths == 0 && y == c.drawn.height-1 && x == c.middle(number):
			look.Role, text = theme.Muted, "?"
		case y == c.median:
			look.Role, text = theme.Muted, signs.Rule
		}
		pencil.put(look, text)
	}
}

// drawAxis draws the value of a row, if it has one, and the axis.
func (c *chart) drawAxis(out *canvas.Line, y int) {
	if c.drawn.bare {
		return
	}
	value := string(c.cells[y][:c.axis])
	out.Put(theme.Look{Role: theme.Muted}, value)
	axis := out.Pen.Theme.Signs.Bar
	if value[len(value)-1] != ' ' {
		axis = out.Pen.Theme.Signs.Tick
	}
	out.Put(theme.Look{Role: theme.Rule}, axis)
}

// drawSigns draws how each run ended, under its column.
func (c *chart) drawSigns(out *canvas.Line, columns []column, chosen int) {
	signs := out.Pen.Theme.Signs
	if !c.drawn.bare {
		out.Put(theme.Look{Role: theme.Muted}, string(c.cells[c.drawn.height][:c.axis])).
			Put(theme.Look{Role: theme.Rule}, signs.LastBranch)
	}
	pencil := stroke{out: out.To(c.axis + 1)}
	defer pencil.end()
	for x := max(0, c.axis+1); x < c.drawn.width; x++ {
		number, gap := c.at(x)
		if number < 0 {
			break
		}
		look := theme.Look{Chosen: number == chosen && !gap && out.Pen.Theme.Shades}
		text := " "
		if face := columns[number].face; x == c.middle(number) {
			look.Role, look.Sign, text = face.mark, true, face.sign(signs)
		}
		pencil.put(look, text)
	}
}

// drawDates draws the dates, but for those that the mark under the chosen column would stand in.
func (c *chart) drawDates(out *canvas.Line, chosen int) {
	muted := theme.Look{Role: theme.Muted}
	here := -1
	if chosen >= 0 {
		here = c.middle(chosen)
	}
	marked := false
	mark := func(upTo int) {
		if here >= 0 && !marked && here < upTo {
			out.To(here).Put(theme.Look{Strong: true}, out.Pen.Theme.Signs.Here)
			marked = true
		}
	}
	for _, date := range c.dates {
		from, to := c.axis+date.from, c.axis+date.to
		if to > c.drawn.width || here >= from-1 && here <= to {
			continue
		}
		mark(from)
		out.To(from).Put(muted, string(c.cells[c.drawn.height+1][from:to]))
	}
	mark(c.drawn.width)
}

// stroke puts cells of one look into a line together.
type stroke struct {
	out  *canvas.Line
	look theme.Look
	text strings.Builder
}

func (s *stroke) put(look theme.Look, text string) {
	if look != s.look {
		s.end()
		s.look = look
	}
	s.text.WriteString(text)
}

func (s *stroke) end() {
	s.out.Chosen = s.look.Chosen
	s.out.Put(s.look, s.text.String())
	s.out.Chosen = false
	s.text.Reset()
}
