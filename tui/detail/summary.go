package detail

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model/watch"
	"exportwatch/tui/canvas"
)

// Summary returns the Overview of a subject without colours, at a width that fits a mail or a
// ticket.
func Summary(p *canvas.Pen, watchlist *watch.List, about watch.Subject) string {
	const width = 78
	v := view{watch: watchlist, watched: about.Row, run: about.Run(), printed: true}
	plain := *p
	plain.Local = nil // the reader may be elsewhere
	body := &canvas.Page{Pen: &plain, Width: width}
	body.Row(func(out *canvas.Line) { drawTitle(out, v) })
	ofRun(drawOverview)(body, v)
	lines := make([]string, 0, len(body.Lines)+3)
	for _, text := range body.Lines {
		lines = append(lines, strings.TrimRight(ansi.Strip(text), " "))
	}
	if v.run != nil { // unbroken, so that they can be copied on
		lines = append(lines, "", "Execution "+v.run.Ref.ID(), v.run.Ref.ARN())
	}
	lines = append(lines, "Shown at "+p.Now.UTC().Format("2006-01-02 15:04")+"; all times are UTC.")
	return strings.Join(lines, "\n")
}

// Title returns the head of the pane about a subject, without colours.
func Title(p *canvas.Pen, watchlist *watch.List, about watch.Subject, width int) string {
	out := p.Line(width)
	drawTitle(out, view{watch: watchlist, watched: about.Row, run: about.Run()})
	return ansi.Strip(out.Painted())
}
