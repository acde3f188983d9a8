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
	if _, muted := v.watched.MutedHours(p.Now); muted {
		return nil
	}
	var late []lateness
	forecast := v.watched.Forecast()
	switch _, overdue := v.watched.Overdue(); {
	case overdue && v.watched.Delivered() == nil:
		late = append(late, neverDelivered(p, v))
	case overdue:
		late = append(late, lateness{
			title:    "Nothing was delivered for " + p.Age(deliveredLast(v)),
			evidence: gapSentence(forecast),
			todo:     words.OverdueAdvice(v.watched),
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
	evidence := firstDelivery
	if v.watched.Undescribed() {
		evidence = "The first delivery can take 24 hours, per AWS documentation; that of carbon " +
			"emissions a month. Its first run will tell which table it reads."
	}
	if forecast := v.watched.Forecast(); forecast.Configured {
		evidence = gapSentence(forecast)
	}
	return lateness{
		title:    "Never delivered; made " + p.Age(v.watched.CreatedAt) + " ago",
		evidence: evidence,
		todo:     words.OverdueAdvice(v.watched) + " Nobody can start a run.",
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
	if said := mutedNow(p.Pen, v); said != "" {
		p.Text(0, theme.Look{Role: theme.Muted}, said)
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
	if said := mutedNow(p.Pen, v); said != "" {
		p.Text(0, theme.Look{Role: theme.Muted}, said)
	}
	for _, late := range lateBy(p.Pen, v) {
		verdict(p, words.ToneWarn, late.title, "")
		p.Text(canvas.Indent, theme.Look{}, late.evidence)
	}
}

// drawNext says when the next delivery is due, or since when it is, and what that rests on; of an
// export that was never delivered, the first, of which AWS's documents tell.
func drawNext(p *canvas.Page, v view) {
	verb, at, look := nextDue(p.Pen, v)
	if verb == "" {
		return
	}
	forecast := v.watched.Forecast()
	var said string
	switch first := v.watched.Delivered() == nil && forecast.ByDocuments; {
	case forecast.Gap == 0 && v.watched.Delivered() == nil:
		said = "When the first delivery is due isn't known: it has no reliable schedule."
	case forecast.Gap == 0:
		said = "When the next delivery is due isn't known: it has no reliable schedule."
	case first && at == "":
		said = firstDelivery
	case first && p.Pen.Passed(forecast.Next):
		said = "The first delivery was due about " + at + "."
	case first:
		said = "The first delivery is due about " + at +
			": it can take 24 hours, per AWS documentation."
	case at == "":
		said = "When the next delivery is due isn't known yet."
	default:
		said = "Next delivery " + verb + " about " + at + ": " + words.Every(forecast) + ", " +
			gapEvidence(forecast) + "."
	}
	p.Text(canvas.Indent, look, said)
}

// drawReadBrief says whether the data can be read, and when the next is due, in a line if both fit.
func drawReadBrief(p *canvas.Page, v view, read words.Remark) {
	first, next := short(p, read), ""
	verb, at, look := nextDue(p.Pen, v)
	switch {
	case at == "":
	case v.watched.Delivered() == nil:
		next = "First " + verb + " ~" + at + "."
	default:
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
		return "due", "", theme.Look{Role: theme.Muted}
	}
	at = canvas.Minute(next)
	if !p.Passed(next) {
		return "due", at, theme.Look{Role: theme.Muted}
	}
	_, muted := v.watched.MutedHours(p.Now)
	if _, overdue := v.watched.Overdue(); overdue && !muted {
		look.Role = theme.Warn
	}
	return "was due", at, look
}

// deliveredLast returns when the export was delivered last. It must have been.
func deliveredLast(v view) time.Time {
	execution, _ := v.watched.Delivered().Execution()
	return execution.EndedAt()
}

// gapSentence says how often deliveries are to be expected, and what that rests on.
func gapSentence(f watch.Forecast) string {
	if f.Configured {
		return "Expected every " + words.About(f.Gap) + ", " + gapEvidence(f) + "."
	}
	return "Usually delivers every " + words.About(f.Gap) + ", " + gapEvidence(f) + "."
}

// mutedNow says that the export needs nobody now, whatever is so; "" outside of muted hours.
func mutedNow(p *canvas.Pen, v view) string {
	if v.watched.Kind != watch.WatchedExport || v.run != v.watched.Newest() {
		return ""
	}
	until, muted := v.watched.MutedHours(p.Now)
	if !muted || p.Passed(until) {
		return ""
	}
	said := "As configured, " + words.MutedUntil(until, p.Now)[0]
	if words.AlwaysMuted(until, p.Now) {
		return said + ": it needs nobody."
	}
	return said + " UTC: until then it needs nobody."
}

// gapEvidence says what the usual gap rests on.
func gapEvidence(f watch.Forecast) string {
	if f.ByDocuments || f.Configured {
		return words.GapEvidence(f)
	}
	return "based on the " + words.GapEvidence(f)
}
