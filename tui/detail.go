package tui

import (
	"fmt"
	"strconv"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model/watch"
	"exportwatch/theme"
)

// detail is the pane about one row: it owns the tab in use, how far each tab is scrolled, and what
// is searched for in its text.
type detail struct {
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
func (d *detail) Show(about watch.Subject) {
	if about != d.shown {
		d.shown = about
		d.scroll = nil
		d.search.Leave()
	}
}

// Shown returns what the pane is about.
func (d *detail) Shown() watch.Subject { return d.shown }

// Pick opens a tab by its number, from 0.
func (d *detail) Pick(tab int) {
	if tab >= 0 && tab < len(tabs()) {
		d.tab = tab
		d.search.Seek(d.offset())
	}
}

// Turn goes on by tabs, round and round.
func (d *detail) Turn(step int) {
	count := len(tabs())
	d.tab = (d.tab + step + count) % count
	d.search.Seek(d.offset())
}

// Move scrolls the text by lines.
func (d *detail) Move(lines int) { d.scrollTo(d.offset() + lines) }

// Page scrolls it by screens.
func (d *detail) Page(pages int) { d.Move(pages * max(1, d.height-1)) }

// First scrolls to the beginning.
func (d *detail) First() { d.scrollTo(0) }

// Last scrolls to the end.
func (d *detail) Last() { d.scrollTo(d.length) }

func (d *detail) offset() int {
	if d.tab < len(d.scroll) {
		return d.scroll[d.tab]
	}
	return 0
}

func (d *detail) scrollTo(line int) {
	if d.scroll == nil {
		d.scroll = make([]int, len(tabs()))
	}
	d.scroll[d.tab] = max(0, min(line, d.length-d.height))
}

// place is how the pane stands on the screen.
type place struct {
	rect
	compact bool // few lines: the most important first, no heads
	zoomed  bool // it has all the room
	focused bool // it has the keys
}

// text is the text of a tab, laid out and measured.
type text struct {
	view view
	body *page
}

// Measure lays out the text of the tab in use, and fits the scroll position and the search to it.
func (d *detail) Measure(p *pen, list *watch.List, at place) text {
	t := text{
		view: view{
			watch: list, watched: d.shown.Row, run: d.shown.Run(),
			compact: at.compact, zoomed: at.zoomed, query: &d.query, json: &d.json,
		},
		body: &page{pen: p, width: at.width},
	}
	if at.height < 1 || d.shown.Row == nil {
		return t
	}
	tabs()[d.tab].draw(t.body, t.view)
	d.height, d.length = max(0, at.height-headLines(at)), len(t.body.lines)
	if d.scroll != nil {
		d.scrollTo(d.offset())
	}
	d.follow(t.body)
	return t
}

// headLines returns how many lines stand above the text.
func headLines(at place) int {
	if at.compact {
		return 1
	}
	return 3
}

// Draw returns the pane's lines: beside the list and zoomed with a title and a line of tabs, below
// it with both in one rule.
func (d *detail) Draw(p *pen, t text, at place) []string {
	if at.height < 1 || d.shown.Row == nil {
		return blankLines(p, at.width, at.height)
	}
	where := t.body.where(d.offset(), min(d.offset()+d.height, d.length)-1)
	lines := d.heads(p, t.view, where, at)
	for i := range d.height {
		if line := d.offset() + i; line < d.length {
			lines = append(lines, d.search.mark(p, line, t.body.at(line)))
		} else {
			lines = append(lines, spaces(at.width))
		}
	}
	return lines[:min(len(lines), at.height)]
}

func (d *detail) heads(p *pen, v view, at position, on place) []string {
	width := on.width
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	title := p.line(width)
	drawTitle(title, v)
	if v.compact {
		where := fmt.Sprintf("%s %d of %d", tabs()[d.tab].name, d.tab+1, len(tabs()))
		position := ""
		switch {
		case d.search.text != "":
			position = " " + p.theme.Signs.Dot + " " + d.search.position()
		case d.length > d.height:
			position = fmt.Sprintf(" %s %s %d of %d",
				p.theme.Signs.Dot, at.unit, at.first, at.of)
		}
		if title.column+len(where+position)+4 > width {
			position = ""
		}
		where += position
		title.put(theme.Look{}, " ").
			fill(width-ansi.StringWidthWc(where)-1, rule, p.theme.Signs.Rule).
			before(width, muted, where)
		return []string{title.String()}
	}
	return []string{title.String(), d.names(p, width), d.mark(p, at, width, on.focused)}
}

// drawTitle says what the pane is about.
func drawTitle(out *line, v view) {
	muted := theme.Look{Role: theme.Muted}
	dot := " " + out.pen.theme.Signs.Dot + " "
	const suffix = len(" - run of 02 Jan 15:04")
	out.putIn(out.width-suffix, theme.Look{Strong: true}, v.watched.Title())
	several := v.watch.Following() && len(v.watch.Accounts()) > 1
	end := out.width - suffix
	if v.compact {
		end -= len(" - Overview 1 of 5")
	}
	if label := dot + v.watched.Account.Label(); several && v.run != nil && out.fits(label, end) {
		out.put(muted, label)
	}
	if v.run == nil {
		if id := v.watched.Account.Number(); id != "" {
			out.put(muted, dot+"account "+id)
		}
		return
	}
	execution, answered := v.run.Execution()
	switch {
	case !execution.CreatedAt.IsZero():
		out.put(muted, dot+"run of "+minute(execution.CreatedAt))
	case answered:
		out.put(muted, dot+"created at an unknown time")
	}
}

// gap returns how many blanks stand between the names of the tabs.
func gap(width int) int {
	if width < 46 {
		return 1
	}
	return 2
}

func (d *detail) names(p *pen, width int) string {
	out := p.line(width)
	for i, t := range tabs() {
		look := theme.Look{Role: theme.Muted}
		if i == d.tab {
			look = theme.Look{Strong: true}
		}
		out.put(look, t.name).to(out.column + gap(width))
	}
	return out.String()
}

// mark draws the rule with its heavy part under the tab in use, and at its end the position in
// the text.
func (d *detail) mark(p *pen, at position, width int, focused bool) string {
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
		where = at.within(width - end)
	}
	return p.line(width).
		fill(start, rule, p.theme.Signs.Rule).
		fill(end, heavy, p.theme.Signs.Mark).
		fill(width-len(where), rule, p.theme.Signs.Rule).
		put(theme.Look{Role: theme.Muted}, where).String()
}

// within says what is in sight in the longest form that there is room for, or "".
func (at position) within(room int) string {
	unit, shown := at.unit, strconv.Itoa(at.first)
	if at.last > at.first {
		unit, shown = unit+"s", shown+"-"+strconv.Itoa(at.last)
	}
	for _, text := range []string{
		fmt.Sprintf(" %s %s of %d", unit, shown, at.of),
		fmt.Sprintf(" %s of %d", shown, at.of),
		fmt.Sprintf(" %s/%d", shown, at.of),
	} {
		if len(text) <= room {
			return text
		}
	}
	return ""
}
