package list

import (
	"fmt"
	"slices"
	"strconv"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// OpenFilter begins to type the filter, and returns what it was. What rows are found by is read by
// the Set that must follow.
func (l *Pane) OpenFilter() string {
	l.filter.typing = true
	return l.filter.text
}

// Filter shows what holds the words of what was typed so far.
func (l *Pane) Filter(text string) {
	l.filter.Want(text)
	l.narrow()
}

// KeepFilter ends typing it.
func (l *Pane) KeepFilter() { l.filter.typing = false }

// Filtering says whether rows may be hidden.
func (l *Pane) Filtering() bool { return l.filter.on() }

// Typed returns the words of the filter.
func (l *Pane) Typed() string { return l.filter.text }

// StateWord says how rows must stand to be shown, in a word or two, or "".
func (l *Pane) StateWord() string { return l.filter.state.word() }

// Shown says how many rows the filter leaves.
func (l *Pane) Shown() string { return fmt.Sprintf("%d of %d", len(l.entries), len(l.ordered)) }

// ClearFilter shows all rows.
func (l *Pane) ClearFilter() {
	l.filter.Clear()
	l.narrow()
}

// NextState goes on to the next state filter, round and round.
func (l *Pane) NextState() {
	l.filter.state = (l.filter.state + 1) % stateFilterCount
	l.narrow()
}

// NextOrder goes on to the next order, round and round, and Reverse turns it about. A Set must
// follow.
func (l *Pane) NextOrder() { l.sorting.Next() }

// Reverse turns the order about.
func (l *Pane) Reverse() { l.sorting.Reverse() }

// GoTo puts the cursor on the row of a run, which no filter hides any longer; it returns false if
// there is no such row.
func (l *Pane) GoTo(run *watch.Run) bool {
	return l.goTo(func(e watch.Entry) bool { return slices.Contains(e.Watched.Runs(), run) })
}

// GoToRow does the same with a row.
func (l *Pane) GoToRow(row *watch.Watched) bool {
	return l.goTo(func(e watch.Entry) bool { return e.Watched == row })
}

func (l *Pane) goTo(has func(watch.Entry) bool) bool {
	at := slices.IndexFunc(l.ordered, has)
	if at < 0 {
		return false
	}
	if !slices.ContainsFunc(l.entries, has) {
		l.ClearFilter()
	}
	l.find(watch.Subject{Row: l.ordered[at].Watched})
	return true
}

// narrow takes the entries that the filter lets through, in one plain pass. The cursor stays on
// its subject; while that is hidden, it is on the nearest row.
func (l *Pane) narrow() {
	want := l.cursor
	if l.home != (watch.Subject{}) {
		want = l.home
	}
	l.entries = l.ordered
	if l.filter.on() {
		l.entries = l.kept[:0]
		for i, entry := range l.ordered {
			if l.filter.lets(i, entry) || l.reading && entry.Watched == want.Row {
				l.entries = append(l.entries, entry)
			}
		}
		l.kept = l.entries
	}
	l.fill()
	l.find(want)
}

// find puts the cursor on its subject's row, or on the nearest to it, or where the subject is gone,
// on the row that took its place.
func (l *Pane) find(want watch.Subject) {
	l.home = watch.Subject{}
	at := slices.IndexFunc(l.rows, func(r listRow) bool { return l.subject(r) == want })
	if at < 0 {
		at = min(l.index, len(l.rows)-1)
		entry, hidden := l.nearest(want.Row)
		if entry >= 0 {
			at = slices.IndexFunc(l.rows, func(r listRow) bool { return r.entry == entry })
		}
		if hidden {
			l.home = want
		}
	}
	l.moveTo(at)
}

// nearest returns the entry that stands nearest to a row's, -1 if there is none; and whether the
// filter hides the row itself.
func (l *Pane) nearest(watched *watch.Watched) (entry int, hidden bool) {
	is := func(e watch.Entry) bool { return e.Watched == watched }
	place := slices.IndexFunc(l.ordered, is)
	if place < 0 {
		return -1, false
	}
	entry, distance := -1, len(l.ordered)
	shown := 0
	for i, e := range l.ordered {
		if shown == len(l.entries) {
			break
		}
		if e.Watched != l.entries[shown].Watched {
			continue
		}
		if away := max(i-place, place-i); away < distance {
			entry, distance = shown, away
		}
		shown++
	}
	return entry, distance > 0
}

// drawNothing says that the filter hides all rows, and how they come back.
func (l *Pane) drawNothing(p *canvas.Pen, width int) []string {
	hidden := "All " + strconv.Itoa(len(l.ordered)) + " rows are hidden; " + p.Keys.Back +
		" shows them."
	if len(l.ordered) == 1 {
		hidden = "The only row is hidden; " + p.Keys.Back + " shows it."
	}
	return l.drawNotes(p, width, "NO MATCH", l.filter.nothing(), hidden)
}

// drawEmpty says that nothing is watched, and how to change that.
func (l *Pane) drawEmpty(p *canvas.Pen, undoable bool, width int) []string {
	undo := ""
	if undoable {
		undo = p.Keys.Undo + " brings back what you removed last."
	}
	return l.drawNotes(
		p,
		width,
		"NOTHING IS WATCHED",
		p.Keys.Add+" adds an export, or one of its runs.",
		undo,
	)
}

// drawNotes draws a head, and sentences beneath it.
func (l *Pane) drawNotes(p *canvas.Pen, width int, head, text, aside string) []string {
	body := &canvas.Page{Pen: p, Width: width}
	body.Row(func(out *canvas.Line) {
		out.To(1).Put(theme.Look{Strong: true}, head).Put(theme.Look{}, " ").
			Fill(width-1, theme.Look{Role: theme.Rule}, p.Theme.Signs.Rule)
	})
	say := func(look theme.Look, text string) {
		for _, part := range cells.Wrap(text, width-2) {
			body.Row(func(out *canvas.Line) { out.To(1).Put(look, part) })
		}
	}
	say(theme.Look{}, text)
	if aside != "" {
		say(theme.Look{Role: theme.Muted}, aside)
	}
	lines := append(body.Lines, canvas.BlankLines(p, width, l.height-len(body.Lines))...)
	return lines[:l.height]
}

// nothing says what no row is.
func (f *filter) nothing() string {
	state := f.state.word()
	if f.state == stateRunning {
		state = "is running"
	}
	switch {
	case f.text == "":
		return "Nothing " + state + "."
	case state == "":
		return "Nothing matches \"" + f.text + "\"."
	default:
		return "Nothing that " + state + " matches \"" + f.text + "\"."
	}
}
