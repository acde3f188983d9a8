package detail

import (
	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// tab is one page of the detail.
type tab struct {
	name  string
	draw  func(*canvas.Page, view)
	brief string // the name where there is little room, if it has another
}

// view is what a tab is drawn from.
type view struct {
	watch   *watch.List
	watched *watch.Watched
	run     *watch.Run // nil if none is known
	compact bool       // few lines: the most important first, no heads
	zoomed  bool       // the detail has all the room
	focused bool       // and the keys
	height  int        // lines of text in sight
	query   *queryText // as last laid out
	json    *jsonLayout
	runs    *runsLayout
	printed bool // to be pasted: no keys are named
}

// tabs lists the detail's pages in their order.
func tabs() []tab {
	return []tab{
		{name: "Overview", draw: ofRun(drawOverview)},
		{name: checksTab, draw: drawChecks},
		{name: runsTab, draw: ofRun(drawRuns)},
		{name: queryTab, draw: ofSnapshot(drawQuery), brief: "SQL"},
		{name: tablesTab, draw: ofSnapshot(drawTables), brief: "Table"},
		{name: "Output", draw: ofSnapshot(drawOutput), brief: "S3"},
		{name: "JSON", draw: ofRun(drawJSON)},
	}
}

// Tabs returns how many tabs there are.
func Tabs() int { return len(tabs()) }

// ofRun is a tab about a run, of which there may be none.
func ofRun(draw func(*canvas.Page, view)) func(*canvas.Page, view) {
	return func(p *canvas.Page, v view) {
		if v.run == nil {
			drawNoRun(p, v)
			return
		}
		draw(p, v)
	}
}

// ofSnapshot is a tab about the export's snapshot, which may not be known.
func ofSnapshot(draw func(*canvas.Page, view)) func(*canvas.Page, view) {
	return ofRun(func(p *canvas.Page, v view) {
		execution, answered := v.run.Execution()
		switch {
		case !answered && v.run.Fault() == nil, execution.Export == nil && v.run.Sketchy():
			drawAsking(p, v)
		case !answered:
			drawFault(p, v, v.run.Fault())
		case execution.Export == nil:
			p.Text(0, theme.Look{}, "AWS returned no export.")
		default:
			draw(p, v)
		}
	})
}

// drawAsking says that the details of a run are not yet known.
func drawAsking(p *canvas.Page, v view) {
	if fault := v.run.Fault(); fault != nil {
		drawFault(p, v, fault)
		return
	}
	p.Text(0, theme.Look{Role: theme.Muted}, "Loading the details.")
}

// loading says that AWS was asked and for how long.
func loading(p *canvas.Page, v view) string {
	return "Loading for " + p.Pen.Age(v.watch.AWSNow(v.watch.Started()))
}

// orNotSaid returns a value, or that AWS's answer doesn't hold it.
func orNotSaid(value string) (string, theme.Look) { return orWords(value, "not said") }

// orWords returns a value, or words for one that is empty.
func orWords(value, said string) (string, theme.Look) {
	if value == "" {
		return said, theme.Look{Role: theme.Muted}
	}
	return value, theme.Look{}
}
