package terminal_test

import (
	"encoding/binary"
	"hash/fnv"
	"image/color"
	"math/rand/v2"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// frame is a screenful that knows both what a model would return for it and what must then be seen.
type frame struct {
	cells [][]uv.Cell
	runs  bool // content changes the style only where it differs, also over the ends of rows
}

// content is the frame as styled text, trailing blanks left out: each cell for itself, or in runs.
func (f frame) content() string {
	lines := make([]string, 0, len(f.cells))
	var style uv.Style
	for _, row := range f.cells {
		end := len(row)
		for end > 0 && row[end-1].Equal(&uv.EmptyCell) {
			end--
		}
		var b strings.Builder
		for _, cell := range row[:end] {
			switch {
			case cell.Width == 0:
			case !f.runs:
				b.WriteString(cell.Style.String() + cell.Content + ansi.ResetStyle)
			case cell.Style.Equal(&style):
				b.WriteString(cell.Content)
			default:
				b.WriteString(ansi.ResetStyle + cell.Style.String() + cell.Content)
				style = cell.Style
			}
		}
		lines = append(lines, b.String())
	}
	return strings.Join(lines, "\n")
}

// look is what must be seen, in the words of emulated.look.
func (f frame) look() string {
	var b strings.Builder
	for _, row := range f.cells {
		for x := range row {
			b.WriteString(describe(&row[x]))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// generator makes frames as a watcher's screen would: rows that stay, change and move by some
// lines, with or without a pane beside them.
type generator struct {
	rand          *rand.Rand
	pane, wide    bool
	runs          bool
	colors        int // how many indexed ones
	width, height int
	rows          [][]uv.Cell // of the list, more than fit
	top           int
	detail        uint64
}

// seeded is chance that can be had again.
func seeded(seeds ...uint64) *rand.Rand {
	mix := fnv.New64()
	for _, seed := range seeds {
		_, _ = mix.Write(binary.BigEndian.AppendUint64(nil, seed))
	}
	return rand.New(rand.NewPCG(mix.Sum64(), 1)) //nolint:gosec // no secret
}

func (g *generator) next() frame {
	if len(g.rows) < g.height+20 {
		g.rows = append(g.rows, g.line(200))
		return g.next()
	}
	g.rows = g.rows[:min(len(g.rows), 200)]
	g.top = min(g.top, len(g.rows)-g.height)
	switch g.rand.IntN(8) {
	case 0, 1: // scroll
		g.top = min(max(0, g.top+g.rand.IntN(9)-4), len(g.rows)-g.height)
	case 2: // a row comes, the others move
		at := g.top + g.rand.IntN(g.height)
		g.rows = append(g.rows[:at], append([][]uv.Cell{g.line(200)}, g.rows[at:]...)...)
	case 3: // a row goes
		at := g.top + g.rand.IntN(g.height)
		g.rows = append(g.rows[:at], g.rows[at+1:]...)
		g.top = min(g.top, max(0, len(g.rows)-g.height))
	case 4: // everything is new
		for i := range g.rows {
			g.rows[i] = g.line(200)
		}
	case 5: // the pane shows something else
		g.detail++
	default: // a few cells change
		for range 1 + g.rand.IntN(4) {
			row := g.rows[g.top+g.rand.IntN(g.height)]
			copy(row[g.rand.IntN(100):], g.line(1+g.rand.IntN(12)))
		}
	}
	return g.draw()
}

func (g *generator) draw() frame {
	f := frame{cells: make([][]uv.Cell, g.height), runs: g.runs}
	split := g.width
	if g.pane {
		split = g.width * 3 / 5
	}
	pane := generator{
		rand:   seeded(g.detail),
		wide:   g.wide,
		colors: g.colors,
	}
	for y := range f.cells {
		row := g.rows[(g.top+y)%len(g.rows)]
		f.cells[y] = whole(row, split)
		if g.pane {
			f.cells[y] = append(f.cells[y], whole(pane.line(g.width), g.width-split)...)
		}
	}
	return f
}

// whole cuts a line to a width, with blanks for the halves of wide runes that don't fit.
func whole(line []uv.Cell, width int) []uv.Cell {
	cut := make([]uv.Cell, width)
	for x := range cut {
		cut[x] = uv.EmptyCell
	}
	for x := 0; x < min(width, len(line)); x++ {
		cell := line[x]
		switch {
		case cell.Width == 1:
			cut[x] = cell
		case cell.Width == 2 && x+1 < min(width, len(line)) && line[x+1].Width == 0:
			cut[x], cut[x+1] = cell, uv.Cell{}
			x++
		}
	}
	return cut
}

// line is random text in runs of one style each, with gaps, of so many cells.
func (g *generator) line(width int) []uv.Cell {
	var cells []uv.Cell
	for len(cells) < width {
		style := g.style()
		for range 1 + g.rand.IntN(12) {
			switch pick := g.rand.IntN(12); {
			case pick < 2:
				cells = append(
					cells,
					uv.Cell{Content: " ", Width: 1, Style: uv.Style{Bg: style.Bg}},
				)
			case pick < 4 && g.wide:
				wide := []string{"漢", "字", "表", "한", "글"}[g.rand.IntN(5)]
				cells = append(cells, uv.Cell{Content: wide, Width: 2, Style: style}, uv.Cell{})
			case pick < 6:
				sign := []string{"✓", "●", "│", "─", "…", "◷", "é"}[g.rand.IntN(7)]
				cells = append(cells, uv.Cell{Content: sign, Width: 1, Style: style})
			default:
				letter := string("abcdefghijklmnopqrstuvwxyz"[g.rand.IntN(26)])
				cells = append(cells, uv.Cell{Content: letter, Width: 1, Style: style})
			}
		}
		if g.rand.IntN(3) == 0 {
			for range g.rand.IntN(30) {
				cells = append(cells, uv.EmptyCell)
			}
		}
	}
	return cells[:width]
}

func (g *generator) style() uv.Style {
	var style uv.Style
	if g.rand.IntN(2) == 0 {
		style.Fg = g.color()
	}
	if g.rand.IntN(5) == 0 {
		style.Bg = g.color()
	}
	for _, attr := range []uint8{
		uv.AttrBold, uv.AttrFaint, uv.AttrItalic, uv.AttrReverse, uv.AttrStrikethrough,
	} {
		if g.rand.IntN(8) == 0 {
			style.Attrs |= attr
		}
	}
	if g.rand.IntN(10) == 0 {
		style.Underline = uv.UnderlineSingle
	}
	return style
}

func (g *generator) color() color.Color {
	n := byte(g.rand.IntN(g.colors)) //nolint:gosec // at most 256
	if n >= 16 {
		return ansi.IndexedColor(n)
	}
	return ansi.BasicColor(n)
}
