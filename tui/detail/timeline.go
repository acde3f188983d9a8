package detail

import (
	"slices"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// The columns before which the times of a stage end.
const (
	enteredEnd = 26
	spentEnd   = 36
	usualEnd   = 46
)

// drawTimeline lists the stages with the times at which they were entered: AWS's, and with "~"
// ours.
func drawTimeline(p *canvas.Page, v view, execution model.Execution) {
	muted := theme.Look{Role: theme.Muted}
	steps, seen := stepsOf(p, v, execution), "  ~ seen"
	unseen := endedUnseen(steps, execution)
	if unseen {
		seen, steps = "", slices.DeleteFunc(steps, func(step watch.Step) bool {
			return step.Entered.IsZero() && step.Mark != watch.MarkFailed
		})
	}
	usual := usualOf(v, steps)
	p.Blank()
	p.Row(func(out *canvas.Line) {
		out.Put(theme.Look{Strong: true}, "Timeline").Put(muted, seen).
			Before(enteredEnd, muted, "entered")
		if !unseen {
			out.Before(spentEnd, muted, "spent")
		}
		if len(usual) > 0 && p.Width >= usualEnd {
			out.Before(usualEnd, muted, "usually")
		}
	})
	for _, step := range steps {
		drawStep(p, v, step, usual, unseen)
	}
	drawUsual(p, v, steps, usual)
	if unseen {
		p.Text(canvas.Indent, muted, "It ended before it was watched.")
	}
	drawEnd(p, v, execution)
}

// drawStep draws a stage.
func drawStep(p *canvas.Page, v view, step watch.Step, usual usualStages, unseen bool) {
	p.Row(func(out *canvas.Line) {
		role, sign := stepLook(step.Mark)
		out.To(canvas.Indent).Put(theme.Look{Role: role, Sign: true}, sign(p.Pen.Theme.Signs))
		name := theme.Look{}
		if step.Mark == watch.MarkNotReached {
			name.Role = theme.Muted
		}
		out.To(canvas.Indent+2).PutIn(enteredEnd-9, name, words.Stage(step.Stage))
		if when, look := stepTime(step); !unseen || !step.Entered.IsZero() {
			out.Before(enteredEnd, look, when)
		}
		if step.Known {
			look := theme.Look{}
			if usual.slow(p.Pen, v, step) {
				look = theme.Look{Role: theme.Warn, Strong: true}
			}
			out.Before(spentEnd, look, spentText(p, v, step))
		}
		if stage, ok := usual[step.Stage]; ok && p.Width >= usualEnd {
			out.Before(usualEnd, theme.Look{Role: theme.Muted}, words.About(stage.Usual))
		}
	})
}

// endedUnseen says whether a run had ended before anybody looked, so that nothing is known of its
// stages but their order.
func endedUnseen(steps []watch.Step, execution model.Execution) bool {
	return execution.Status.Terminal() && !slices.ContainsFunc(steps, func(step watch.Step) bool {
		return step.Seen && step.Stage != model.StageDelivered
	})
}

// drawEnd adds what doesn't fit the stages: when a failed run ended, AWS's own time of
// completion, the way it took if that was strange, and local time.
func drawEnd(p *canvas.Page, v view, execution model.Execution) {
	muted := theme.Look{Role: theme.Muted}
	if ended := execution.EndedAt(); !ended.IsZero() {
		text := "ended " + canvas.Clock(ended) + " UTC"
		if took, ok := execution.Took(); ok {
			text += ", took " + words.Span(took)
		}
		p.Text(canvas.Indent, muted, text)
	}
	if last := newest(execution); !last.IsZero() && p.Pen.Local != nil {
		here := last.In(p.Pen.Local)
		if _, offset := here.Zone(); offset != 0 {
			p.Text(
				canvas.Indent,
				muted,
				canvas.Clock(last)+" UTC is "+here.Format("02 Jan 15:04:05")+" here",
			)
		}
	}
	for _, detour := range v.run.Timeline.Detours() {
		p.Text(
			canvas.Indent,
			theme.Look{Role: theme.Warn},
			"~"+canvas.Clock(
				detour.At,
			)+" went to "+words.Status(
				detour.Status,
			)+", against the usual order",
		)
	}
}

// newest returns the last instant that AWS named.
func newest(e model.Execution) time.Time {
	if e.UpdatedAt.After(e.CreatedAt) {
		return e.UpdatedAt
	}
	return e.CreatedAt
}

func stepLook(mark watch.Mark) (theme.Role, func(theme.Signs) string) {
	switch mark {
	case watch.MarkPassed:
		return theme.Good, canvas.GoodSign
	case watch.MarkCurrent:
		return theme.Busy, canvas.BusySign
	case watch.MarkFailed:
		return theme.Bad, canvas.FailedSign
	case watch.MarkNotReached:
	}
	return theme.Muted, canvas.PendingSign
}

func stepTime(step watch.Step) (string, theme.Look) {
	switch {
	case step.Entered.IsZero() && step.Mark == watch.MarkNotReached:
		return "", theme.Look{}
	case step.Entered.IsZero():
		return "not seen", theme.Look{Role: theme.Muted}
	case step.Seen:
		return "~" + canvas.Clock(step.Entered), theme.Look{}
	default:
		return canvas.Clock(step.Entered), theme.Look{}
	}
}

// stepsOf returns the run's stages, as of when AWS last answered where nobody knows what came then.
func stepsOf(p *canvas.Page, v view, execution model.Execution) []watch.Step {
	now := p.Pen.Now
	if v.run.Stale(now) {
		now = v.run.AnsweredAt()
	}
	return v.run.Timeline.Steps(execution, now)
}

// spentText returns how long a stage took; of the present one in one unit, so that it changes
// seldom.
func spentText(p *canvas.Page, v view, step watch.Step) string {
	switch {
	case step.Mark != watch.MarkCurrent:
		return words.Span(step.Spent)
	case v.run.Stale(p.Pen.Now):
		return words.Span(step.Spent) + "?"
	default:
		return p.Pen.Age(step.Entered)
	}
}

// stagesForm says what stands at stages but at the one where the run is, which has all.
type stagesForm struct{ names, times bool }

// drawStages puts the stages on one line, with what fits of their names and times.
func drawStages(p *canvas.Page, v view, execution model.Execution) {
	const endless = 1000
	forms := []stagesForm{{names: true, times: true}, {names: true}, {times: true}}
	fits := slices.IndexFunc(forms[:2], func(form stagesForm) bool {
		out := p.Pen.Line(endless)
		form.draw(out, p, v, execution)
		return out.Column <= p.Width
	})
	if fits < 0 {
		fits = len(forms) - 1
	}
	p.Row(func(out *canvas.Line) { forms[fits].draw(out, p, v, execution) })
}

func (f stagesForm) draw(out *canvas.Line, p *canvas.Page, v view, execution model.Execution) {
	out.To(canvas.Indent)
	for i, step := range stepsOf(p, v, execution) {
		if i > 0 {
			out.Put(theme.Look{Role: theme.Rule}, " "+p.Pen.Theme.Signs.Rule+" ")
		}
		if step.Mark == watch.MarkCurrent || step.Mark == watch.MarkFailed {
			stagesForm{names: true, times: true}.drawStage(p, out, v, step)
			continue
		}
		f.drawStage(p, out, v, step)
	}
}

// drawStage draws one of them: its sign, its name if wanted, and how long it took.
func (f stagesForm) drawStage(p *canvas.Page, out *canvas.Line, v view, step watch.Step) {
	role, sign := stepLook(step.Mark)
	out.Put(theme.Look{Role: role, Sign: true}, sign(p.Pen.Theme.Signs))
	look := theme.Look{}
	if step.Mark == watch.MarkNotReached {
		look.Role = theme.Muted
	}
	if f.names {
		out.Put(look, " "+words.Stage(step.Stage))
	}
	if !step.Known || !f.times {
		return
	}
	spent, _ := words.Age(step.Spent)
	if step.Mark == watch.MarkCurrent {
		spent = spentText(p, v, step)
		if usual, ok := v.run.UsualStage(step.Stage); ok {
			spent += " of ~" + words.About(usual.Usual)
		}
	}
	out.Put(theme.Look{Role: theme.Muted}, " "+spent)
}
