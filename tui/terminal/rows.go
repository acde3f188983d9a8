package terminal

import (
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// pen is what text is drawn with: a row that doesn't end its style or link hands them to the next.
type pen struct {
	style uv.Style
	link  uv.Link
}

// String is the sequence that takes the pen up.
func (p pen) String() string {
	sequence := p.style.String()
	if !p.link.IsZero() {
		sequence += ansi.SetHyperlink(p.link.URL, p.link.Params)
	}
	return sequence
}

// row is a row of a frame as it was read.
type row struct {
	text          string
	before, after pen
}

// rows reads frames into cells, and of each frame only the rows that differ from the frame before.
type rows struct {
	read  []row           // the frame before; shorter than the screen if rows weren't read yet
	sheet uv.ScreenBuffer // holds the row that was read last, and below it what shows its pen
}

// forget has all rows of the next frame read. From now on they are so wide.
func (r *rows) forget(width int) {
	r.read = r.read[:0]
	r.sheet = uv.NewScreenBuffer(width, 2)
}

// each calls changed with the cells of each row of a frame that differs, from the top. They are
// valid during the call.
func (r *rows) each(content string, height int, changed func(y int, cells uv.Line)) {
	var now pen
	for y := range height {
		var text string
		text, content, _ = strings.Cut(content, "\n")
		text = strings.TrimSuffix(text, "\r")
		if y >= len(r.read) {
			r.read = append(r.read, r.parse(text, now))
			changed(y, r.sheet.Lines[0])
		} else if was := &r.read[y]; was.text != text || was.before != now {
			*was = r.parse(text, now)
			changed(y, r.sheet.Lines[0])
		}
		now = r.read[y].after
	}
}

// parse reads a row onto the sheet. The letter that follows on a row of its own shows the pen that
// the row leaves.
func (r *rows) parse(text string, before pen) row {
	start := before.String()
	// A text of its own: cells are pieces of it, and would otherwise hold the whole frame.
	whole := start + text + "\nx"
	uv.NewStyledString(whole).Draw(r.sheet, r.sheet.Bounds())
	pin(r.sheet.Lines[0])
	last := r.sheet.CellAt(0, 1)
	return row{
		text:   whole[len(start) : len(start)+len(text)],
		before: before,
		after:  pen{style: last.Style, link: last.Link},
	}
}
