package detail

import (
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// drawCut says that the list of the export's runs wasn't read to its end.
func drawCut(p *canvas.Page, v view) {
	if cut := words.CutRuns(v.watched); cut != "" {
		p.Text(canvas.Indent, theme.Look{}, cut)
	}
}

// drawUnanswered says why AWS's last word on the run isn't up to date, or isn't its own.
func drawUnanswered(p *canvas.Page, v view) {
	fault := v.run.Fault()
	switch old := outdated(p.Pen, v); {
	case old != "":
		p.Head("Not up to date")
		p.Text(canvas.Indent, theme.Look{}, old)
		if fault = v.watched.Fault(); fault != nil {
			faultAdvice(p, v, fault)
		}
	case v.run.Unlisted():
		p.Head("From memory")
		p.Text(canvas.Indent, theme.Look{}, lastTold(v))
	case v.run.Listed():
		p.Head("Only from the list")
		p.Text(
			canvas.Indent,
			theme.Look{},
			words.FaultSentence(fault)+"; its status is as the export's "+
				"list has it, asked for every "+words.Span(v.watch.Cadence().Listed)+" while it runs.",
		)
		faultAdvice(p, v, fault)
	}
}

// lastTold says that AWS doesn't list the run any more, and when it last told of it; "" where it
// does.
func lastTold(v view) string {
	if v.run == nil || !v.run.Unlisted() {
		return ""
	}
	return "AWS doesn't list this run any more; it last told of it on " +
		canvas.Minute(v.run.AnsweredAt()) + " UTC."
}

// outdated says as of when the run, or the list of its export's runs, is known, and what keeps AWS
// from answering; "" where both are up to date.
func outdated(p *canvas.Pen, v view) string {
	var text string
	fault := v.watched.Fault()
	if v.run != nil {
		fault = v.run.Fault()
	}
	switch newest := v.run == v.watched.Newest(); {
	case v.run != nil && v.run.Remembered() && v.run.Stale(p.Now):
		text = "From memory: AWS last answered on " + canvas.Minute(v.run.AnsweredAt()) + " UTC."
	case v.run != nil && v.run.Stale(p.Now):
		text = "AWS last answered at " + canvas.Clock(v.run.AnsweredAt()) + "."
	case newest && v.watched.Recalled() && v.watched.ListStale(p.Now):
		text = "From memory: the export's runs were last listed on " +
			canvas.Minute(v.watched.ListedAt()) + " UTC; newer ones may be missing."
		fault = v.watched.Fault()
	case newest && v.watched.ListStale(p.Now):
		text = "The export's runs were last listed at " + canvas.Clock(v.watched.ListedAt()) +
			"; newer ones may be missing."
		fault = v.watched.Fault()
	default:
		return ""
	}
	if fault == nil {
		return text
	}
	text += " " + words.FaultSentence(fault)
	if since := heldSince(p, v, fault); since != "" {
		text += " (" + since + ")"
	}
	return text + "."
}
