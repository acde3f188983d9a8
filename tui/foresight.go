package tui

import (
	"time"

	"exportwatch/model"
	"exportwatch/theme"
)

// drawLate says of a newest run that nothing was delivered for too long, or that it takes too
// long, and what that rests on.
func drawLate(p *page, v view) {
	if v.watched.Kind != model.WatchedExport || v.run != v.watched.Newest() {
		return
	}
	if last, _ := v.watched.Failure(); last != nil {
		return // why is what matters
	}
	forecast := v.watched.Forecast()
	if since, overdue := v.watched.Overdue(); overdue {
		title := "Nothing was delivered for " + p.pen.age(deliveredLast(v, since))
		verdict(p, model.Warn, title, "")
		gap, _ := model.Age(forecast.Gap)
		p.text(indent, theme.Look{}, "As a rule a delivery comes every "+gap+", "+
			gapEvidence(forecast)+".")
		p.text(indent, theme.Look{}, "See the AWS Health Dashboard; if it lasts, AWS Support. "+
			"Nobody can start a run.")
		p.blank()
	}
	if from, ok := v.watched.SlowFrom(); ok && !p.pen.now.Before(from) {
		usual, _ := model.Age(forecast.Usual)
		verdict(p, model.Warn, "Longer under way than usual", "")
		p.text(indent, theme.Look{}, "Usually about "+usual+", by the "+forecast.RunEvidence()+".")
		p.blank()
	}
}

// drawNext says when the next run is likely to come.
func drawNext(p *page, v view) {
	forecast := v.watched.Forecast()
	if v.watched.Kind != model.WatchedExport || forecast.Next.IsZero() || v.watched.Gone ||
		forecast.Next.Before(p.pen.now) {
		return
	}
	gap, _ := model.Age(forecast.Gap)
	when := forecast.Next.UTC().Format("02 Jan 15:04")
	p.text(indent, theme.Look{Role: theme.Muted}, "The next delivery is due about "+when+
		": as a rule every "+gap+", "+gapEvidence(forecast)+".")
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
func gapEvidence(f model.Forecast) string {
	if f.ByDocuments {
		return f.GapEvidence()
	}
	return "by the " + f.GapEvidence()
}
