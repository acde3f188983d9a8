package detail

import (
	"math"
	"slices"
	"time"

	"charm.land/lipgloss/v2"
	grid "github.com/NimbleMarkets/ntcharts/v2/canvas"
	"github.com/NimbleMarkets/ntcharts/v2/canvas/graph"
	"github.com/NimbleMarkets/ntcharts/v2/canvas/runes"
	"github.com/NimbleMarkets/ntcharts/v2/linechart"

	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// column is a run in the chart. How high it is depends on how long the run took, or has taken so
// far.
type column struct {
	run  *watch.Run
	took time.Duration
	face columnFace
}

// columnFace is how a column looks.
type columnFace struct {
	role theme.Role               // of its cells
	cell string                   // of which it is made; "" for the eight heights
	sign func(theme.Signs) string // beneath it
	mark theme.Role               // of that
}

// chart is columns of runs over time, oldest first: their shapes, drawn when they change, while how
// they look is said anew in each frame. The scale puts the median in the middle of a cell, so that
// one line serves all columns.
type chart struct {
	drawn  shape
	bars   []bar
	cells  [][]rune // by rows: the columns, their signs' row, the dates'
	axis   int      // the cell of the value axis; -1 for none
	median int      // the row of its line; -1 for none
	dates  []span
}

// shape is what the shapes in a chart depend on.
type shape struct {
	width, height int // of the columns and their axis
	pitch         int // from one column to the next
	scale, median time.Duration
	top           time.Duration // the value at the top of the axis
	bare          bool          // without axis and dates
}

// bar is a column's shape: how high it is in eighths of a cell, 0 if that isn't known, and whether it
// would go on beyond the top.
type bar struct {
	run     *watch.Run
	eighths int
	beyond  bool
}

// span is where a text stands.
type span struct{ from, to int }

// widestPitch is the distance of columns where there is room for more.
const widestPitch = 5

// axisRoom is how many cells the value axis takes at most, with its values.
const axisRoom = 7

// pitchOf returns the distance of so many columns, and how many have room.
func pitchOf(count, width int) (pitch, shown int) {
	if count < 1 || width < 1 {
		return 1, 0
	}
	pitch = max(1, min(width/count, widestPitch))
	return pitch, min(count, width/pitch)
}

// columnRoom returns how many cells there are for columns.
func columnRoom(width int, bare bool) int {
	if bare {
		return width - canvas.Indent
	}
	return width - axisRoom
}

// beyond is how many times the median the axis goes up to, so that one long run doesn't make all
// others look alike.
const beyond = 3

// axisTop returns the value up to which the axis goes, for the longest run and the median.
func axisTop(longest, median time.Duration) time.Duration {
	if median > 0 {
		return min(longest, beyond*median)
	}
	return longest
}

// fit draws the shapes anew if they have changed.
func (c *chart) fit(columns []column, median time.Duration, width, height int, bare bool) {
	s := shape{width: max(1, width), height: max(1, height), median: median, bare: bare}
	s.pitch, _ = pitchOf(len(columns), columnRoom(width, bare))
	for _, column := range columns {
		s.top = max(s.top, column.took)
	}
	s.top = axisTop(s.top, median)
	s.scale = scaleOf(s.top, median, s.height)
	bars := make([]bar, 0, len(columns))
	for _, column := range columns {
		b := bar{column.run, eighths(column, s.scale), column.took > s.top}
		if b.beyond {
			b.eighths = 8 * s.height
		}
		bars = append(bars, b)
	}
	if s == c.drawn && slices.Equal(bars, c.bars) {
		return
	}
	c.drawn, c.bars = s, bars
	c.draw()
}

// scaleOf returns the span of time that a cell stands for: so that the longest fits, and the median
// ends in the middle of a cell, where that doesn't leave a quarter of the cells empty.
func scaleOf(top, median time.Duration, height int) time.Duration {
	scale := top/time.Duration(height) + 1
	if median <= 0 || median > top {
		return scale
	}
	row := math.Floor(float64(median)/float64(top)*float64(height) + 0.5)
	middle := max(scale, time.Duration(float64(median)/(row-0.5)))
	if row < 1 || float64(middle)*float64(height) > 1.25*float64(top) {
		return scale
	}
	return middle
}

// eighths returns how high a column is in eighths of a cell. What took no time at all can be seen,
// and what is drawn in whole cells takes one at least.
func eighths(c column, scale time.Duration) int {
	switch {
	case c.took < 0:
		return 0
	case c.face.cell != "":
		return 8 * max(1, int(float64(c.took)/float64(scale)+0.5))
	default:
		return max(1, int(8*float64(c.took)/float64(scale)))
	}
}

// row returns the row, counted from the axis, in which a span of time ends.
func (s shape) row(d time.Duration) int {
	return max(1, min(int(math.Ceil(float64(d)/float64(s.scale))), s.height))
}

// draw draws the shapes.
func (c *chart) draw() {
	s := c.drawn
	c.median = -1
	if s.median > 0 && s.median <= s.top {
		c.median = s.height - s.row(s.median)
	}
	c.dates = c.dates[:0]
	steps := 1
	if s.bare {
		steps = 0
	}
	lines := linechart.New(s.width, s.height+2, 0, 1, 0, float64(s.height),
		linechart.WithXYSteps(1, steps),
		linechart.WithYLabelFormatter(func(row int, _ float64) string { return s.value(row) }),
		linechart.WithXLabelFormatter(c.date(s)))
	c.axis = lines.Origin().X
	if s.bare {
		c.axis = canvas.Indent - 1
	}
	lines.DrawXYAxisAndLabel()
	wide := max(1, s.pitch-1)
	for i, bar := range c.bars {
		for at := range wide {
			foot := grid.Point{X: c.axis + 1 + i*s.pitch + at, Y: s.height - 1}
			graph.DrawColumnBottomToTop(&lines.Canvas, foot, float64(bar.eighths)/8,
				lipgloss.Style{})
		}
	}
	c.cells = make([][]rune, s.height+2)
	for y := range c.cells {
		c.cells[y] = make([]rune, s.width)
		for x := range c.cells[y] {
			if c.cells[y][x] = lines.Canvas.Cell(grid.Point{X: x, Y: y}).Rune; c.cells[y][x] == 0 {
				c.cells[y][x] = ' '
			}
		}
	}
}

// value returns what stands at the axis in a row, counted from its foot: the median, the longest, or
// nothing.
func (s shape) value(row int) string {
	switch {
	case row == 0:
		return "0"
	case s.median > 0 && s.median <= s.top && row == s.row(s.median):
		return valueText(s.median)
	case s.top > 0 && row == s.row(s.top):
		return valueText(s.top)
	}
	return ""
}

// valueText returns a span of time in few cells.
func valueText(d time.Duration) string {
	if d >= 10*time.Minute && d < time.Hour {
		return words.About(d)
	}
	return words.Span(d)
}

// date returns what writes the dates under the axis: where a day's first run stands, or an hour's if
// all are of one day, and the years where they take more than one.
func (c *chart) date(s shape) linechart.LabelFormatter {
	layout := "02 Jan"
	var first, last time.Time
	for _, bar := range c.bars {
		if created := execution(bar.run).CreatedAt; !created.IsZero() {
			last = created
			if first.IsZero() {
				first = created
			}
		}
	}
	switch spans := last.Sub(first); {
	case spans < 24*time.Hour:
		layout = "15:04"
	case spans > 330*24*time.Hour:
		layout = "Jan 2006"
	}
	said := ""
	return func(cell int, _ float64) string {
		i := (cell - 1) / s.pitch
		if s.bare || cell < 1 || (cell-1)%s.pitch != 0 || i >= len(c.bars) {
			return ""
		}
		e, _ := c.bars[i].run.Execution()
		if text := e.CreatedAt.UTC().Format(layout); text != said && !e.CreatedAt.IsZero() {
			said = text
			c.dates = append(c.dates, span{cell, cell + len(text)})
			return text
		}
		return ""
	}
}

// isColumn says whether a cell belongs to a column.
func isColumn(cell rune) bool { return runes.IsLowerBlockElement(cell) }

// rows adds the chart's rows to a page: the columns, their signs, and unless it is bare the dates,
// with a mark under the chosen column.
func (c *chart) rows(p *canvas.Page, columns []column, chosen int) {
	for y := range c.drawn.height {
		p.Row(func(out *canvas.Line) { c.drawRow(out, columns, y, chosen) })
	}
	p.Row(func(out *canvas.Line) { c.drawSigns(out, columns, chosen) })
	if !c.drawn.bare {
		p.Row(func(out *canvas.Line) { c.drawDates(out, chosen) })
	}
}
