package detail

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// heads returns what stands above the text.
func (d *Pane) heads(p *canvas.Pen, t Text, at canvas.Position, on Place) []string {
	if t.view.compact {
		return []string{d.rule(p, t.view, at, on.Width)}
	}
	return append(t.title, d.names(p, on.Width), d.mark(p, at, on.Width, on.Focused))
}

// rule returns title, tab and position in one line, as far as there is room for them.
func (d *Pane) rule(p *canvas.Pen, v view, at canvas.Position, width int) string {
	muted, rule := theme.Look{Role: theme.Muted}, theme.Look{Role: theme.Rule}
	where := fmt.Sprintf("%s %d of %d", tabs()[d.tab].name, d.tab+1, len(tabs()))
	title := p.Line(width - len(where) - 2)
	drawTitle(title, v)
	position := ""
	switch room := width - title.Column - len(where) - 6; {
	case d.search.text != "":
		position = " " + p.Theme.Signs.Dot + " " + d.search.position()
	case d.length > d.height:
		if position = at.Within(room); position != "" {
			position = " " + p.Theme.Signs.Dot + position
		}
	}
	if title.Column+len(where+position)+4 > width {
		position = ""
	}
	where += position
	title.Width = width
	return title.Put(theme.Look{}, " ").
		Fill(width-ansi.StringWidthWc(where)-1, rule, p.Theme.Signs.Rule).
		Before(width, muted, where).String()
}

// titleLines returns the lines that say what the pane is about: one, or more where a name is so
// long that it would be cut.
func titleLines(p *canvas.Pen, v view, at Place) []string {
	out := p.Line(at.Width)
	name, notes := v.watched.Title(), titleNotes(p, v)
	if last := notes[max(0, len(notes)-1):]; out.Fits(name+strings.Join(last, ""), at.Width) {
		drawTitle(out, v)
		return []string{out.String()}
	}
	var lines []string
	for _, part := range cells.Wrap(p.Plain(name), at.Width) {
		lines = append(lines, p.Line(at.Width).Put(theme.Look{Strong: true}, part).String())
	}
	dot := " " + p.Theme.Signs.Dot + " "
	rest := strings.TrimPrefix(strings.Join(notes, ""), dot)
	if rest == "" {
		return lines
	}
	return append(lines, p.Line(at.Width).Put(theme.Look{Role: theme.Muted}, rest).String())
}

// drawTitle says in one line what the pane is about: the name, and of the rest what there is room
// for, the run before the account.
func drawTitle(out *canvas.Line, v view) {
	muted := theme.Look{Role: theme.Muted}
	notes := titleNotes(out.Pen, v)
	name := v.watched.Title()
	for len(notes) > 0 && !out.Fits(name+strings.Join(notes, ""), out.Width) {
		notes = notes[1:]
	}
	out.Put(theme.Look{Strong: true}, name).Put(muted, strings.Join(notes, ""))
}

// titleNotes returns what is said behind the name, the least needed first.
func titleNotes(p *canvas.Pen, v view) []string {
	dot := " " + p.Theme.Signs.Dot + " "
	if v.run == nil {
		if id := v.watched.Account.Number(); id != "" {
			return []string{dot + "account " + id}
		}
		return nil
	}
	var notes []string
	if v.watch.Following() && len(v.watch.Accounts()) > 1 {
		notes = append(notes, dot+v.watched.Account.Label())
	}
	execution, answered := v.run.Execution()
	switch {
	case !execution.CreatedAt.IsZero():
		notes = append(notes, dot+"run of "+canvas.Minute(execution.CreatedAt))
	case answered:
		notes = append(notes, dot+"created at an unknown time")
	}
	return notes
}

// labels returns what the tabs are called in a line of a width, and how many blanks stand between: by
// short names where the whole ones have no room.
func labels(width int) (labels []string, gap int) {
	names, briefs := make([]string, 0, Tabs()), make([]string, 0, Tabs())
	for _, t := range tabs() {
		names, briefs = append(names, t.name), append(briefs, cmp.Or(t.brief, t.name))
	}
	for gap = 2; gap > 0; gap-- {
		if len(strings.Join(names, ""))+gap*(len(names)-1) <= width {
			return names, gap
		}
	}
	return briefs, 1
}

func (d *Pane) names(p *canvas.Pen, width int) string {
	out := p.Line(width)
	called, gap := labels(width)
	for i, label := range called {
		look := theme.Look{Role: theme.Muted}
		if i == d.tab {
			look = theme.Look{Strong: true}
		}
		out.Put(look, label).To(out.Column + gap)
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
	called, gap := labels(width)
	start := len(strings.Join(called[:d.tab], "")) + gap*d.tab
	end := start + len(called[d.tab])
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
