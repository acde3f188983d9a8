package detail

import (
	"time"

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
	switch _, overdue := v.watched.Overdue(); {
	case overdue && v.watched.Delivered() == nil:
		late = append(late, neverDelivered(p, v))
	case overdue:
		gap := words.About(forecast.Gap)
		late = append(late, lateness{
			title: "Nothing was delivered for " + p.Age(deliveredLast(v)),
			evidence: "Usually delivers every " + gap + ", " + gapEvidence(forecast) +
				".",
			todo: "Check the AWS Health Dashboard. If it persists, contact AWS Support.",
		})
	}
	if v.watched.Slow(p.Now) {
		usual := words.About(forecast.Usual)
		late = append(late, lateness{
			title: "Longer under way than usual",
			evidence: "Usually about " + usual + ", based on the " + words.RunEvidence(
				forecast,
			) + ".",
		})
	}
	return late
}

// neverDelivered is the lateness of an export whose first delivery is overdue.
func neverDelivered(p *canvas.Pen, v view) lateness {
	return lateness{
		title:    "Never delivered; made " + p.Age(v.watched.CreatedAt) + " ago",
		evidence: firstDelivery,
		todo: "Check that the bucket exists, in the Region that the export names, and that its " +
			"policy lets bcm-data-exports.amazonaws.com write. See the AWS Health Dashboard; if " +
			"it lasts, AWS Support. Nobody can start a run.",
	}
}

// firstDelivery is what AWS promises of a new export.
const firstDelivery = "The first delivery can take 24 hours, per AWS documentation."

// drawLate says why a newest run needs somebody, and what that rests on; or that none will come.
func drawLate(p *canvas.Page, v view) {
	if v.watched.Gone {
		drawGone(p)
		p.Blank()
	}
	for _, late := range lateBy(p.Pen, v) {
		late.draw(p)
		p.Blank()
	}
}

func (l lateness) draw(p *canvas.Page) {
	verdict(p, words.ToneWarn, l.title, "")
	p.Text(canvas.Indent, theme.Look{}, l.evidence)
	if l.todo != "" {
		p.Text(canvas.Indent, theme.Look{}, l.todo)
	}
}

// drawLateBrief says the same in a line or two.
func drawLateBrief(p *canvas.Page, v view) {
	for _, late := range lateBy(p.Pen, v) {
		verdict(p, words.ToneWarn, late.title, "")
		p.Text(canvas.Indent, theme.Look{}, late.evidence)
	}
}

// drawNext says when the next run is likely to come; after a failure, when that time has passed,
// how often one comes.
func drawNext(p *canvas.Page, v view) {
	forecast := v.watched.Forecast()
	if v.watched.Kind != watch.WatchedExport || forecast.Next.IsZero() || v.watched.Gone {
		return
	}
	gap := words.About(forecast.Gap)
	if forecast.Next.Before(p.Pen.Now) {
		if last, _ := v.watched.Failure(); last != nil {
			p.Text(
				canvas.Indent,
				theme.Look{Role: theme.Muted},
				"Usually delivers every "+gap+
					", "+gapEvidence(forecast)+".",
			)
		}
		return
	}
	if v.watched.Delivered() == nil {
		p.Text(canvas.Indent, theme.Look{Role: theme.Muted}, firstDelivery)
		return
	}
	when := forecast.Next.UTC().Format("02 Jan 15:04")
	p.Text(canvas.Indent, theme.Look{Role: theme.Muted}, "Next delivery due about "+when+
		": usually every "+gap+", "+gapEvidence(forecast)+".")
}

// deliveredLast returns when the export was delivered last. It must have been.
func deliveredLast(v view) time.Time {
	execution, _ := v.watched.Delivered().Execution()
	return execution.EndedAt()
}

// gapEvidence says what the usual gap rests on.
func gapEvidence(f watch.Forecast) string {
	if f.ByDocuments {
		return words.GapEvidence(f)
	}
	return "based on the " + words.GapEvidence(f)
}
