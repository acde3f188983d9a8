package list

import (
	"time"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// drawnRows are rows as they were drawn, kept for as long as they show the same: a key changes two
// rows, and an age one.
type drawnRows struct {
	of   drawnOf
	rows map[drawnKey]drawnRow
}

// drawnOf is what all rows are drawn from.
type drawnOf struct {
	revision  int // of the watch list
	theme     *theme.Theme
	cols      columns
	following bool
	year, day int
}

// drawnKey is what one row is drawn from.
type drawnKey struct {
	entry                 watch.Entry
	older                 *watch.Run
	last, chosen, focused bool
	stale, unlisted       bool   // the run
	name                  string // where it is cut; "" where it isn't
}

// drawnRow is a row with when it was drawn and for how long it shows the same; 0 is for ever.
type drawnRow struct {
	text  string
	at    time.Time
	fresh time.Duration
}

// mostDrawn is how many rows are kept, more than are in sight.
const mostDrawn = 300

// Forget has all rows drawn anew.
func (l *Pane) Forget() { l.drawn = drawnRows{} }

// begin forgets what was drawn from something else.
func (d *drawnRows) begin(p *canvas.Pen, watchlist *watch.List, cols columns) {
	now := p.Now.UTC()
	of := drawnOf{
		revision: watchlist.Revision(), theme: p.Theme, cols: cols,
		following: watchlist.Following(), year: now.Year(), day: now.YearDay(),
	}
	switch {
	case d.rows == nil:
		d.rows = map[drawnKey]drawnRow{}
	case d.of != of || len(d.rows) > mostDrawn:
		clear(d.rows)
	}
	d.of = of
}

// draw returns a row, drawn only if it shows something else by now, and notes when it will.
func (d *drawnRows) draw(
	p *canvas.Pen, key drawnKey, draw func(*canvas.Pen) string,
) string {
	kept, found := d.rows[key]
	age := p.Now.Sub(kept.at)
	if !found || age < 0 || kept.fresh > 0 && age >= kept.fresh {
		pen := *p
		pen.Fresh = 0
		kept = drawnRow{text: draw(&pen), at: p.Now, fresh: pen.Fresh}
		d.rows[key] = kept
	}
	left := kept.fresh - p.Now.Sub(kept.at)
	if kept.fresh > 0 && (p.Fresh == 0 || left < p.Fresh) {
		p.Fresh = left
	}
	return kept.text
}
