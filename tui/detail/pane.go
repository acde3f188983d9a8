// Package detail is the pane about one row: its tabs, one file each, and the search in them. It
// draws lines and answers verbs, and orders nothing.
package detail

import (
	"exportwatch/model/watch"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// Pane is the pane about one row: it owns the tab in use, how far each tab is scrolled, what is
// searched for in its text, and which of the row's runs is chosen.
type Pane struct {
	tab    int
	scroll []int // by tab
	shown  watch.Subject
	search search
	chosen choice
	fixed  int // lines of text at the top that don't scroll
	height int // lines of text in sight beneath them
	length int // lines of the tab's text that scroll
	query  queryText
	json   jsonLayout
	runs   runsLayout
}

// Show takes what the pane is about. What is new is read from its top, and no longer searched,
// unless a search is being typed.
func (d *Pane) Show(about watch.Subject) {
	if about != d.shown {
		d.shown = about
		d.scroll, d.chosen = nil, choice{}
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

// Move scrolls the text by lines, or chooses another run where one can be chosen.
func (d *Pane) Move(lines int) {
	if d.choosing() {
		d.choose(d.chosenAt() + lines)
		return
	}
	d.scrollTo(d.offset() + lines)
}

// Page does the same by screens.
func (d *Pane) Page(pages int) { d.Move(pages * max(1, d.height-1)) }

// Scroll does the same as Move.
func (d *Pane) Scroll(lines int) { d.Move(lines) }

// First goes to the beginning.
func (d *Pane) First() { d.Move(-d.length) }

// Last goes to the end.
func (d *Pane) Last() { d.Move(d.length) }

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
	view  view
	title []string // the lines that say what it is about
	body  *canvas.Page
}

// Measure lays out the text of the tab in use, and fits the scroll position and the search to it.
func (d *Pane) Measure(p *canvas.Pen, watchlist *watch.List, at Place) Text {
	t := Text{
		view: view{
			watch: watchlist, watched: d.shown.Row, run: d.About().Run(),
			compact: at.Compact, zoomed: at.Zoomed, focused: at.Focused,
			query: &d.query, json: &d.json, runs: &d.runs,
		},
		body: &canvas.Page{Pen: p, Width: at.Width},
	}
	if at.Height < 1 || d.shown.Row == nil {
		d.height = 0
		return t
	}
	t.title = titleLines(p, t.view, at)
	heads := len(t.title) + 2 // the tabs, and the rule below them
	if at.Compact {
		heads = 1
	}
	t.view.height = max(0, at.Height-heads)
	if d.choosing() {
		d.runs.of(watchlist, d.shown.Row)
	}
	tabs()[d.tab].draw(t.body, t.view)
	d.fixed = min(t.body.Fixed, t.view.height)
	d.height, d.length = t.view.height-d.fixed, len(t.body.Lines)-t.body.Fixed
	if d.choosing() {
		d.revealChosen()
	}
	if d.scroll != nil {
		d.scrollTo(d.offset())
	}
	before := d.chosen.run
	if d.revealMatch(t.body); d.chosen.run != before {
		return d.Measure(p, watchlist, at)
	}
	return t
}

// Draw returns the pane's lines: beside the list and zoomed with a title and a line of tabs, below
// it with both in one rule.
func (d *Pane) Draw(p *canvas.Pen, t Text, at Place) []string {
	if at.Height < 1 || d.shown.Row == nil {
		return canvas.BlankLines(p, at.Width, at.Height)
	}
	where := t.body.Where(d.offset(), min(d.offset()+d.height, d.length)-1)
	lines := d.heads(p, t, where, at)
	for line := range d.fixed {
		lines = append(lines, d.search.mark(p, line, t.body.At(line)))
	}
	for i := range d.height {
		if line := d.offset() + i; line < d.length {
			line += t.body.Fixed
			lines = append(lines, d.search.mark(p, line, t.body.At(line)))
		} else {
			lines = append(lines, cells.Blanks(at.Width))
		}
	}
	return lines[:min(len(lines), at.Height)]
}
