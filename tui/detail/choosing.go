package detail

import (
	"slices"

	"exportwatch/model/watch"
)

// choice is the run that is chosen in the tab of runs; its zero value is the one that the row shows.
type choice struct {
	run    *watch.Run
	opened bool // the other tabs are about it, too
}

// About returns what the tab in use is about: what is shown, or another run of the same row that was
// chosen among its runs.
func (d *Pane) About() watch.Subject {
	about := d.shown
	if d.chosen.run != nil && (d.chosen.opened || d.choosing()) {
		about.Older = d.chosen.run
		if about.Row.Newest() == d.chosen.run {
			about.Older = nil
		}
	}
	return about
}

// choosing says whether the tab is open in which a run is chosen.
func (d *Pane) choosing() bool { return d.shown.Row != nil && tabs()[d.tab].name == runsTab }

// Choosing says whether the keys that move choose a run.
func (d *Pane) Choosing() bool { return d.choosing() && d.shown.Run() != nil }

// Opened says whether the tabs are about a run that was opened among the runs.
func (d *Pane) Opened() bool { return d.chosen.opened && !d.choosing() }

// Open has the other tabs show the run that is chosen, and opens the first of them. It returns false
// where no run is being chosen.
func (d *Pane) Open() bool {
	if !d.Choosing() {
		return false
	}
	d.chosen.opened = d.chosen.run != nil
	d.scroll = nil
	d.Pick(0)
	return true
}

// Close ends that: the tabs are about what is shown again, and the runs are there to choose another.
// It returns false where none was opened.
func (d *Pane) Close() bool {
	if !d.Opened() {
		return false
	}
	d.chosen.opened = false
	d.scroll = nil
	d.tab = slices.IndexFunc(tabs(), func(t tab) bool { return t.name == runsTab })
	return true
}

// chosenAt returns the number of the chosen run in the table.
func (d *Pane) chosenAt() int {
	return max(0, slices.Index(d.runs.runs, d.About().Run()))
}

// choose moves the cursor to a run by its number in the table.
func (d *Pane) choose(number int) {
	if count := len(d.runs.runs); count > 0 {
		d.chosen.run = d.runs.runs[max(0, min(number, count-1))]
	}
}

// revealChosen scrolls as little as it takes to see the chosen run.
func (d *Pane) revealChosen() {
	at := d.chosenAt()
	d.scrollTo(max(at-d.height+1, min(d.offset(), at)))
}
