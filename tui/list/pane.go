// Package list is the list pane: rows in sections, columns, filter, orders, and the cursor. It
// draws lines and answers verbs, and orders nothing.
package list

import (
	"slices"
	"time"

	"exportwatch/model/watch"
	"exportwatch/tui/cells"
)

// Pane is the pane of watched rows: it owns the cursor, which is what a row is about and never a
// row number, the filter and the order, the folds, and the scroll position. Only rows that can be
// seen are drawn.
type Pane struct {
	filter   filter
	sorting  sorting
	title    string        // of the order; "" where sections have their own
	reading  bool          // the cursor's row is being read: no filter hides it
	home     watch.Subject // where the cursor goes back to from the nearest row, once it isn't hidden
	ordered  []watch.Entry // all of them, in their order
	entries  []watch.Entry // those that the filter lets through
	kept     []watch.Entry // the same, where it hides any: memory to use again
	rows     []listRow
	sections []section
	open     map[*watch.Watched]bool // whose older runs are unfolded
	folds    bool                    // some export has older runs
	problems bool                    // some row needs somebody
	cursor   watch.Subject
	index    int // of the cursor in rows
	top      int // the first line in sight
	drawn    drawnRows
	height   int // lines in sight
	longest  int // of all names, where rows are so wide that it counts; 0 if not known
	named    int // of the survey: the names change with it
	spacious bool
	wanted   int       // lines that all rows would take
	oldest   time.Time // older runs must be younger, but for a few
	few      int       // how few
}

// listRow is an entry, or an older run beneath it.
type listRow struct {
	entry int
	older *watch.Run
	last  bool // of the older runs
	needs int  // how many entries need somebody up to this row
}

// FewOlder is how many older runs an unfolded export shows at least, as a rule. It shows mostOlder
// at most.
const (
	FewOlder  = 5
	mostOlder = 50
)

// ShowOlder has an unfolded export show so many older runs, however old they are.
func (l *Pane) ShowOlder(few int) { l.few = few }

// section is a run of entries that ask for the same attention, or all in another order.
type section struct {
	attention   watch.Attention
	title       string // of another order
	first, size int    // its rows
	entries     int    // its entries
	line        int    // of its head
}

// Set takes the rows in a new order, of which older runs are shown that were created since a time.
// The cursor stays on what it is about; where that is gone, on the row that took its place. While
// the row is being read, no filter hides it.
func (l *Pane) Set(survey watch.Survey, following bool, since time.Time, reading bool) {
	if l.oldest, l.reading = since, reading; reading {
		l.home = watch.Subject{} // who reads the nearest row stays there
	}
	l.title = l.sorting.order.title(l.sorting.reversed, following)
	l.ordered = l.sorting.sort(survey.Entries)
	if l.named != survey.Named {
		l.named, l.longest = survey.Named, 0
	}
	l.filter.read(l.ordered)
	l.narrow()
}

// fill makes the rows and sections of the entries.
func (l *Pane) fill() {
	l.sections, l.rows, l.folds = l.sections[:0], l.rows[:0], false
	needs := 0
	for i, entry := range l.entries {
		if i == 0 ||
			l.sorting.order == orderAttention && entry.Attention != l.entries[i-1].Attention {
			l.sections = append(l.sections, section{
				attention: entry.Attention, first: len(l.rows),
				title: l.title,
			})
		}
		s := &l.sections[len(l.sections)-1]
		before := len(l.rows)
		if entry.Attention == watch.AttentionNeedsYou {
			needs++
		}
		l.rows = append(l.rows, listRow{entry: i, needs: needs})
		l.folds = l.folds ||
			entry.Watched.Kind == watch.WatchedExport && len(entry.Watched.Runs()) > 1
		if l.open[entry.Watched] {
			l.unfold(i)
		}
		s.entries++
		s.size += len(l.rows) - before
	}
	l.problems = needs > 0
	if !l.filter.on() {
		l.wanted = len(l.rows) + len(l.sections)
	}
	l.arrange()
}

// unfold adds an entry's older runs.
func (l *Pane) unfold(entry int) {
	watched := l.entries[entry].Watched
	older := slices.DeleteFunc(slices.Clone(watched.Runs()), func(run *watch.Run) bool {
		return run == watched.Newest()
	})
	shown := 0
	for shown < min(len(older), mostOlder) && (shown < l.few || l.recent(older[shown])) {
		shown++
	}
	older = older[:shown]
	for i, run := range older {
		l.rows = append(l.rows, listRow{
			entry: entry, older: run, last: i == len(older)-1, needs: l.rows[len(l.rows)-1].needs,
		})
	}
}

// recent says whether a run is young enough to be shown.
func (l *Pane) recent(run *watch.Run) bool {
	execution, _ := run.Execution()
	return !execution.CreatedAt.Before(l.oldest)
}

func (l *Pane) subject(r listRow) watch.Subject {
	return watch.Subject{Row: l.entries[r.entry].Watched, Older: r.older}
}

// Fold shows or hides the older runs of the export under the cursor.
func (l *Pane) Fold() {
	watched := l.cursor.Row
	if watched == nil || watched.Kind != watch.WatchedExport {
		return
	}
	if l.open == nil {
		l.open = map[*watch.Watched]bool{}
	}
	l.open[watched] = !l.open[watched]
	l.cursor.Older = nil
	l.fill()
	l.find(l.cursor)
	l.revealOlder()
}

// Folds says whether some export has older runs to unfold.
func (l *Pane) Folds() bool { return l.folds }

// Problems says whether some row needs somebody.
func (l *Pane) Problems() bool { return l.problems }

// Fit takes the number of lines that are in sight, and how wide they are.
func (l *Pane) Fit(height, width int) {
	if l.longest == 0 && width >= reasonFrom {
		for _, entry := range l.ordered {
			l.longest = max(l.longest, cells.Width(entry.Watched.Title()))
		}
	}
	if height != l.height {
		l.height = height
		l.arrange()
		l.reveal()
	}
}

// Wanted returns how many lines all rows and heads would take without blank lines. A filter frees
// none, so that nothing jumps while one is typed.
func (l *Pane) Wanted() int { return max(l.wanted, len(l.rows)+len(l.sections)) }

// arrange gives the sections their lines: with blank lines between them only while every row
// still fits.
func (l *Pane) arrange() {
	blanks := max(0, len(l.sections)-1)
	l.spacious = len(l.rows)+len(l.sections)+blanks <= l.height
	line := 0
	for i := range l.sections {
		l.sections[i].line = line
		line += 1 + l.sections[i].size
		if l.spacious {
			line++
		}
	}
}

// Cursor returns what the cursor is on; the zero value if there is no row.
func (l *Pane) Cursor() watch.Subject { return l.cursor }

// Move moves the cursor by rows.
func (l *Pane) Move(rows int) { l.put(l.index + rows) }

// Page moves it by screens.
func (l *Pane) Page(pages int) { l.Move(pages * max(1, l.height-2)) }

// First and Last move it to the ends.
func (l *Pane) First() { l.put(0) }

// Last moves the cursor to the last row.
func (l *Pane) Last() { l.put(len(l.rows) - 1) }

// Problem moves the cursor to the next row that needs somebody, or to the previous one if step is
// -1; at the end it begins again.
func (l *Pane) Problem(step int) {
	count := len(l.rows)
	for i := 1; i <= count; i++ {
		at := ((l.index+i*step)%count + count) % count
		r := l.rows[at]
		if r.older == nil && l.entries[r.entry].Attention == watch.AttentionNeedsYou {
			l.put(at)
			return
		}
	}
}

// put moves the cursor because somebody wants it there.
func (l *Pane) put(index int) {
	if len(l.rows) > 0 {
		l.home = watch.Subject{}
	}
	l.moveTo(index)
}

func (l *Pane) moveTo(index int) {
	l.index = max(0, min(index, len(l.rows)-1))
	l.cursor = watch.Subject{}
	if len(l.rows) > 0 {
		l.cursor = l.subject(l.rows[l.index])
	}
	l.reveal()
}
