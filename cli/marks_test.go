package cli_test

import (
	"fmt"
	"html"
	"image/color"
	"io"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
)

// The measures of a picture, in pixels.
const (
	cellWidth  = 9
	cellHeight = 19
	fontSize   = 15
	baseline   = 14 // of a text, below the top of its cell
	margin     = 16
)

// paint is the terminal's own colours, and that of the picture's edge.
type paint struct{ paper, ink, edge string }

func darkPaint() paint { return paint{paper: "#1e1e2e", ink: "#cdd6f4", edge: "#30334a"} }

func lightPaint() paint { return paint{paper: "#ffffff", ink: "#1e1e2e", edge: "#d8dbe3"} }

// look is how a cell is drawn.
type look struct {
	paper, ink  string
	bold, faint bool
}

// look returns how cells of a style are drawn. It knows what the screen uses, and fails for more.
func (p paint) look(t *testing.T, style uv.Style) look {
	t.Helper()
	const known = uv.AttrBold | uv.AttrFaint | uv.AttrReverse
	if style.Attrs&^known != 0 || style.Underline != 0 {
		t.Errorf("pictures don't show the style %+v", style)
	}
	l := look{
		paper: hex(style.Bg, p.paper), ink: hex(style.Fg, p.ink),
		bold: style.Attrs&uv.AttrBold != 0, faint: style.Attrs&uv.AttrFaint != 0,
	}
	if style.Attrs&uv.AttrReverse != 0 {
		l.paper, l.ink = l.ink, l.paper
	}
	return l
}

// hex writes a colour as SVG does; nil is the terminal's own.
func hex(c color.Color, own string) string {
	if c == nil {
		return own
	}
	rgb := color.NRGBAModel.Convert(c).(color.NRGBA) //nolint:errcheck,forcetypeassert // it is one
	return fmt.Sprintf("#%02x%02x%02x", rgb.R, rgb.G, rgb.B)
}

// marks are the elements of SVG that draw a screen: what lies under the text, and the rest.
type marks struct{ under, over []string }

func (p paint) marks(t *testing.T, screen [][]uv.Cell) marks {
	t.Helper()
	var m marks
	for y, row := range screen {
		looks := make([]look, len(row))
		for x := range row {
			looks[x] = p.look(t, row[x].Style)
		}
		m.under = append(m.under, p.papers(y, looks)...)
		m.over = append(m.over, p.inks(y, row, looks)...)
	}
	return m
}

// at is the pixel of a cell's upper left corner.
func at(x, y int) (left, top int) { return margin + x*cellWidth, margin + y*cellHeight }

// papers draws the backgrounds of a row, each as far as it goes.
func (p paint) papers(y int, looks []look) []string {
	var drawn []string
	for x := 0; x < len(looks); {
		from, paper := x, looks[x].paper
		for x < len(looks) && looks[x].paper == paper {
			x++
		}
		if paper == p.paper {
			continue
		}
		left, top := at(from, y)
		drawn = append(drawn, fmt.Sprintf(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`,
			left, top, (x-from)*cellWidth, cellHeight, paper))
	}
	return drawn
}

// inks draws the lines and texts of a row: a text as far as it looks the same, comes from the same
// font and has no more than one blank in a row. So no column depends on how wide a font is.
func (p paint) inks(y int, row []uv.Cell, looks []look) []string {
	var drawn []string
	for x := 0; x < len(row); {
		if blank(row[x]) {
			x++
			continue
		}
		from := x
		var text strings.Builder
		goesOn := func(x int) bool {
			return x < len(row) && !blank(row[x]) && looks[x] == looks[from] &&
				origin(row[x]) == origin(row[from])
		}
		for goesOn(x) {
			text.WriteString(row[x].Content)
			x += row[x].Width
			if origin(row[from]) == letters && goesOn(x+1) && blank(row[x]) {
				text.WriteByte(' ')
				x++
			}
		}
		left, top := at(from, y)
		if lines := bars(row[from].Content); lines != nil {
			drawn = append(drawn, p.lines(left, top, lines, looks[from], x-from))
			continue
		}
		drawn = append(drawn, p.text(left, top, text.String(), looks[from], x-from))
	}
	return drawn
}

func blank(cell uv.Cell) bool { return strings.TrimSpace(cell.Content) == "" }

const (
	letters = "letters" // that every monospaced font has
	signs   = "signs"   // that may come from another
)

// origin is where the picture of a cell comes from; a line comes from itself.
func origin(cell uv.Cell) string {
	switch {
	case bars(cell.Content) != nil:
		return cell.Content
	case plain(cell.Content):
		return letters
	}
	return signs
}

func plain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > '~' })
}

// text writes what takes so many cells. The width is said, as fonts differ in it.
func (p paint) text(left, top int, text string, l look, cells int) string {
	width := fmt.Sprintf(` textLength="%d"`, cells*cellWidth)
	if !plain(text) {
		width += ` lengthAdjust="spacingAndGlyphs"`
	}
	return fmt.Sprintf(`<text x="%d" y="%d"%s%s>%s</text>`, left, top+baseline, width,
		p.attributes(l), html.EscapeString(text))
}

func (p paint) lines(left, top int, lines []bar, l look, cells int) string {
	var d strings.Builder
	for _, b := range lines {
		width, times := b.w, cells
		if b.w == cellWidth {
			width, times = b.w*float64(cells), 1
		}
		for i := range times {
			fmt.Fprintf(&d, "M%g %gh%gv%gh%gz", float64(left+i*cellWidth)+b.x, float64(top)+b.y,
				width, b.h, -width)
		}
	}
	return fmt.Sprintf(`<path d="%s"%s/>`, d.String(), p.attributes(l))
}

func (p paint) attributes(l look) string {
	text := ""
	if l.ink != p.ink {
		text += fmt.Sprintf(` fill="%s"`, l.ink)
	}
	if l.bold {
		text += ` font-weight="bold"`
	}
	if l.faint {
		text += ` opacity="0.5"`
	}
	return text
}

// bar is a filled part of a cell, in pixels.
type bar struct{ x, y, w, h float64 }

// bars are what a line or block is made of, nil for other characters: drawn like that they join,
// whatever the font.
func bars(content string) []bar {
	const w, h, midX, midY = cellWidth, cellHeight, cellWidth / 2, cellHeight / 2
	down := bar{midX, 0, 1, h}
	right, left := bar{midX, midY, w - midX, 1}, bar{0, midY, midX + 1, 1}
	switch content {
	case "─":
		return []bar{{0, midY, w, 1}}
	case "━":
		return []bar{{0, midY, w, 2}}
	case "│":
		return []bar{down}
	case "├":
		return []bar{down, right}
	case "┤":
		return []bar{down, left}
	case "└":
		return []bar{{midX, 0, 1, midY + 1}, right}
	case "▌":
		return []bar{{0, 0, w / 2.0, h}}
	}
	if i := strings.Index("▁▂▃▄▅▆▇█", content); i >= 0 && content != "" {
		eighths := float64(i/len("▁") + 1)
		return []bar{{0, h - h*eighths/8, w, h * eighths / 8}}
	}
	return nil
}

// What the pictures are drawn of, a line of a screen at a time.
func TestMarks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, line, under, over string }{
		{
			"words and gaps", "\x1b[1mA B\x1b[m  <c>", "",
			`<text x="16" y="30" textLength="27" font-weight="bold">A B</text>` +
				`<text x="61" y="30" textLength="27">&lt;c&gt;</text>`,
		},
		{
			"signs, wide ones too", "a✓✓ 中b", "",
			`<text x="16" y="30" textLength="9">a</text>` +
				`<text x="25" y="30" textLength="18" lengthAdjust="spacingAndGlyphs">✓✓</text>` +
				`<text x="52" y="30" textLength="18" lengthAdjust="spacingAndGlyphs">中</text>` +
				`<text x="70" y="30" textLength="9">b</text>`,
		},
		{
			"lines", "──├▌▁", "",
			`<path d="M16 25h18v1h-18z"/><path d="M38 16h1v19h-1zM38 25h5v1h-5z"/>` +
				`<path d="M43 16h4.5v19h-4.5z"/><path d="M52 32.625h9v2.375h-9z"/>`,
		},
		{
			"colours", "\x1b[2;38;2;1;2;3;48;2;255;0;16m a\x1b[m",
			`<rect x="16" y="16" width="18" height="19" fill="#ff0010"/>`,
			`<text x="25" y="30" textLength="9" fill="#010203" opacity="0.5">a</text>`,
		},
		{
			"reverse", "\x1b[7ma",
			`<rect x="16" y="16" width="9" height="19" fill="#cdd6f4"/>`,
			`<text x="16" y="30" textLength="9" fill="#1e1e2e">a</text>`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			m := darkPaint().marks(t, written(t, test.line))
			under, over := strings.Join(m.under, ""), strings.Join(m.over, "")
			if under != test.under || over != test.over {
				t.Errorf("under\n%s\nwant\n%s\nover\n%s\nwant\n%s",
					under, test.under, over, test.over)
			}
		})
	}
}

// written is a screen of one row with a text.
func written(t *testing.T, line string) [][]uv.Cell {
	t.Helper()
	e := newEmulator(10, 1, io.Discard)
	defer e.close()
	if _, err := e.Write([]byte(line)); err != nil {
		t.Fatal(err)
	}
	return e.screen()
}
