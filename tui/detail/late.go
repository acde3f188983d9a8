package detail

import (
	"time"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// lateness is why a newest run needs somebody: nothing was delivered for too long, or it takes too
// long.
type lateness struct{ title, evidence, todo string }

func lateBy(p *canvas.Pen, v view) []lateness {
	if v.watched.Kind != watch.WatchedExport || v.run != v.watched.Newest() {
		return nil
	}
	if last, _ := v.watched.Failure(); last != nil {
		return nil // why is what matters
	}
	var late []lateness
	forecast := v.watched.Forecast()
	if since, overdue := v.watched.Overdue(); overdue {
		gap, _ := words.Age(forecast.Gap)
		late = append(late, lateness{
			title: "Nothing was delivered for " + p.Age(deliveredLast(v, since)),
			evidence: "As a rule a delivery comes every " + gap + ", " + gapEvidence(forecast) +
				".",
			todo: "See the AWS Health Dashboard; if it lasts, AWS Support. Nobody can start a run.",
		})
	}
	if from, ok := v.watched.SlowFrom(); ok && !p.Now.Before(from) {
		usual, _ := words.Age(forecast.Usual)
		late = append(late, lateness{
			title:    "Longer under way than usual",
			evidence: "Usually about " + usual + ", by the " + words.RunEvidence(forecast) + ".",
		})
	}
	return late
}

// drawLate says why a newest run needs somebody, and what that rests on; or that none will come.
func drawLate(p *canvas.Page, v view) {
	if v.watched.Gone {
		drawGone(p)
		p.Blank()
	}
	for _, late := range lateBy(p.Pen, v) {
		verdict(p, words.ToneWarn, late.title, "")
		p.Text(canvas.Indent, theme.Look{}, late.evidence)
		if late.todo != "" {
			p.Text(canvas.Indent, theme.Look{}, late.todo)
		}
		p.Blank()
	}
}

// drawLateBrief says the same in a line or two.
func drawLateBrief(p *canvas.Page, v view) {
	for _, late := range lateBy(p.Pen, v) {
		verdict(p, words.ToneWarn, late.title, "")
		p.Text(canvas.Indent, theme.Look{}, late.evidence)
	}
}

// drawNext says when the next delivery is due, or since when it is, and what that rests on.
func drawNext(p *canvas.Page, v view) {
	switch verb, at, look := nextDue(p.Pen, v); {
	case verb == "":
	case at == "":
		p.Text(canvas.Indent, look, "When the next delivery is due isn't known yet.")
	default:
		forecast := v.watched.Forecast()
		gap, _ := words.Age(forecast.Gap)
		p.Text(canvas.Indent, look, "The next delivery "+verb+" about "+at+": as a rule every "+
			gap+", "+gapEvidence(forecast)+".")
	}
}

// drawReadBrief says whether the data can be read, and when the next is due, in a line if both fit.
func drawReadBrief(p *canvas.Page, v view, read words.Remark) {
	first, next := short(p, read), ""
	verb, at, look := nextDue(p.Pen, v)
	if at != "" {
		next = "Next " + verb + " ~" + at + "."
	}
	if ansi.StringWidthWc(first+" "+next) > p.Width-canvas.Indent || next == "" {
		p.Text(canvas.Indent, theme.Look{}, first)
		if next != "" {
			p.Text(canvas.Indent, look, next)
		}
		return
	}
	p.Row(func(out *canvas.Line) {
		out.To(canvas.Indent).Put(theme.Look{}, first+" ").Put(look, next)
	})
}

// nextDue says that the export's next delivery is due, or was, and at which time, "" if that isn't
// known; it stands out once it is overdue. The verb is "" where none is to come.
func nextDue(p *canvas.Pen, v view) (verb, at string, look theme.Look) {
	if v.watched.Kind != watch.WatchedExport || v.watched.Gone {
		return "", "", theme.Look{}
	}
	next := v.watched.Forecast().Next
	if next.IsZero() {
		return "is due", "", theme.Look{Role: theme.Muted}
	}
	at = canvas.Minute(next)
	if !p.Passed(next) {
		return "is due", at, theme.Look{Role: theme.Muted}
	}
	if _, overdue := v.watched.Overdue(); overdue {
		look.Role = theme.Warn
	}
	return "was due", at, look
}

// deliveredLast returns when the export was delivered last; of one that never was, since when it
// is overdue.
func deliveredLast(v view, since time.Time) time.Time {
	if delivered := v.watched.Delivered(); delivered != nil {
		execution, _ := delivered.Execution()
		return execution.EndedAt()
	}
	return since
}

// gapEvidence says what the usual gap rests on.
func gapEvidence(f watch.Forecast) string {
	if f.ByDocuments {
		return words.GapEvidence(f)
	}
	return "by the " + words.GapEvidence(f)
}
