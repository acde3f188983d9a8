// Package detail is the pane about one row: its tabs, one file each, and the search in them. It
// draws lines and answers verbs, and orders nothing.
package detail

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// Pane is the pane about one row: it owns the tab in use, how far each tab is scrolled, and what
// is searched for in its text.
type Pane struct {
	tab    int
	scroll []int // by tab
	shown  watch.Subject
	search search
	height int // lines of text in sight
	length int // lines of the tab's text
	query  queryText
	json   jsonLayout
}

// Show takes what the pane is about. What is new is read from its top, and no longer searched,
// unless a search is being typed.
func (d *Pane) Show(about watch.Subject) {
	if about != d.shown {
		d.shown = about
		d.scroll = nil
		d.search.Leave()
	}
}

// Shown returns what the pane is about.
func (d *Pane) Shown() watch.Subject { return d.shown }

// Pick opens a tab by its number, from 0.
func (d *Pane) Pick(tab int) {
	if tab >= 0 && tab < len(tabs()) {
		d.tab = tab
		d.search.Seek(d.offset())
	}
}

// Turn goes on by tabs, round and round.
func (d *Pane) Turn(step int) {
	count := len(tabs())
	d.tab = (d.tab + step + count) % count
	d.search.Seek(d.offset())
}

// Move scrolls the text by lines.
func (d *Pane) Move(lines int) { d.scrollTo(d.offset() + lines) }

// Page scrolls it by screens.
func (d *Pane) Page(pages int) { d.Move(pages * max(1, d.height-1)) }

// First scrolls to the beginning.
func (d *Pane) First() { d.scrollTo(0) }

// Last scrolls to the end.
func (d *Pane) Last() { d.scrollTo(d.length) }

func (d *Pane) offset() int {
	if d.tab < len(d.scroll) {
		return d.scroll[d.tab]
	}
	return 0
}

func (d *Pane) scrollTo(line int) {
	if d.scroll == nil {
		d.scroll = make([]int, len(tabs()))
	}
	d.scroll[d.tab] = max(0, min(line, d.length-d.height))
}

// Place is how the pane stands on the screen.
type Place struct {
	canvas.Rect
	Compact bool // few lines: the most important first, no heads
	Zoomed  bool // it has all the room
	Focused bool // it has the keys
}

// Text is the text of a tab, laid out and measured.
type Text struct {
	view view
	body *canvas.Page
}

// Measure lays out the text of the tab in use, and fits the scroll position and the search to it.
func (d *Pane) Measure(p *canvas.Pen, watchlist *watch.List, at Place) Text {
	t := Text{
		view: view{
			watch: watchlist, watched: d.shown.Row, run: d.shown.Run(),
			compact: at.Compact, zoomed: at.Zoomed, query: &d.query, json: &d.json,
		},
		body: &canvas.Page{Pen: p, Width: at.Width},
	}
	if at.Height < 1 || d.shown.Row == nil {
		return t
	}
	tabs()[d.tab].draw(t.body, t.view)
	d.height, d.length = max(0, at.Height-headLines(at)), len(t.body.Lines)
	if d.scroll != nil {
		d.scrollTo(d.offset())
	}
	d.follow(t.body)
	return t
}

// headLines returns how many lines stand above the text.
func headLines(at Place) int {
	if at.Compact {
		return 1
	}
	return 3
}

// Draw returns the pane's lines: beside the list and zoomed with a title and a line of tabs, below
// it with both in one rule.
func (d *Pane) Draw(p *canvas.Pen, t Text, at Place) []string {
	if at.Height < 1 || d.shown.Row == nil {
		return canvas.BlankLines(p, at.Width, at.Height)
	}
	where := t.body.Where(d.offset(), min(d.offset()+d.height, d.length)-1)
	lines := d.heads(p, t.view, where, at)
	for i := range d.height {
		if line := d.offset() + i; line < d.length {
			lines = append(lines, d.search.mark(p, line, t.body.At(line)))
		} else {
			lines = append(lines, cells.Blanks(at.Width))
		}
	}
	return lines[:min(len(lines), at.Height)]
}

func (d *Pane) heads(p *canvas.Pen, v view, at canvas.Position, on Place) []string {
	width := on.Width
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	title := p.Line(width)
	drawTitle(title, v)
	if v.compact {
		where := fmt.Sprintf("%s %d of %d", tabs()[d.tab].name, d.tab+1, len(tabs()))
		position := ""
		switch {
		case d.search.text != "":
			position = " " + p.Theme.Signs.Dot + " " + d.search.position()
		case d.length > d.height:
			position = fmt.Sprintf(" %s %s %d of %d",
				p.Theme.Signs.Dot, at.Unit, at.First, at.Of)
		}
		if title.Column+len(where+position)+4 > width {
			position = ""
		}
		where += position
		title.Put(theme.Look{}, " ").
			Fill(width-ansi.StringWidthWc(where)-1, rule, p.Theme.Signs.Rule).
			Before(width, muted, where)
		return []string{title.String()}
	}
	return []string{title.String(), d.names(p, width), d.mark(p, at, width, on.Focused)}
}

// drawTitle says what the pane is about.
func drawTitle(out *canvas.Line, v view) {
	muted := theme.Look{Role: theme.Muted}
	dot := " " + out.Pen.Theme.Signs.Dot + " "
	const suffix = len(" - run of 02 Jan 15:04")
	out.PutIn(out.Width-suffix, theme.Look{Strong: true}, v.watched.Title())
	several := v.watch.Following() && len(v.watch.Accounts()) > 1
	end := out.Width - suffix
	if v.compact {
		end -= len(" - Overview 1 of 5")
	}
	if label := dot + v.watched.Account.Label(); several && v.run != nil && out.Fits(label, end) {
		out.Put(muted, label)
	}
	if v.run == nil {
		if id := v.watched.Account.Number(); id != "" {
			out.Put(muted, dot+"account "+id)
		}
		return
	}
	execution, answered := v.run.Execution()
	switch {
	case !execution.CreatedAt.IsZero():
		out.Put(muted, dot+"run of "+canvas.Minute(execution.CreatedAt))
	case answered:
		out.Put(muted, dot+"created at an unknown time")
	}
}

// gap returns how many blanks stand between the names of the tabs.
func gap(width int) int {
	if width < 46 {
		return 1
	}
	return 2
}

func (d *Pane) names(p *canvas.Pen, width int) string {
	out := p.Line(width)
	for i, t := range tabs() {
		look := theme.Look{Role: theme.Muted}
		if i == d.tab {
			look = theme.Look{Strong: true}
		}
		out.Put(look, t.name).To(out.Column + gap(width))
	}
	return out.String()
}

// mark draws the rule with its heavy part under the tab in use, and at its end the position in
// the text.
func (d *Pane) mark(p *canvas.Pen, at canvas.Position, width int, focused bool) string {
	rule, heavy := theme.Look{Role: theme.Rule}, theme.Look{Strong: focused}
	if !focused {
		heavy.Role = theme.Muted
	}
	start := 0
	for _, t := range tabs()[:d.tab] {
		start += len(t.name) + gap(width)
	}
	end := start + len(tabs()[d.tab].name)
	where := ""
	switch {
	case d.search.text != "":
		where = " " + d.search.position()
	case d.length > d.height && d.height > 0:
		where = at.Within(width - end)
	}
	return p.Line(width).
		Fill(start, rule, p.Theme.Signs.Rule).
		Fill(end, heavy, p.Theme.Signs.Mark).
		Fill(width-len(where), rule, p.Theme.Signs.Rule).
		Put(theme.Look{Role: theme.Muted}, where).String()
}
