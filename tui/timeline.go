package tui

import (
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
)

// drawTimeline lists the stations with the times at which they were entered: AWS's, and with "~"
// ours.
func drawTimeline(p *page, v view, execution model.Execution) {
	muted := theme.Look{Role: theme.Muted}
	entered, spent := 26, 36
	p.blank()
	p.row(func(out *line) {
		out.put(theme.Look{Strong: true}, "Timeline").put(muted, "  ~ seen").
			before(entered, muted, "entered").before(spent, muted, "spent")
	})
	for _, step := range stepsOf(p, v, execution) {
		p.row(func(out *line) {
			role, sign := stepLook(step.Mark)
			out.to(indent).put(theme.Look{Role: role, Sign: true}, sign(p.pen.theme.Signs))
			name := theme.Look{}
			if step.Mark == watch.MarkNotReached {
				name = muted
			}
			out.to(indent+2).putIn(entered-9, name, words.Stage(step.Stage))
			when, look := stepTime(step)
			out.before(entered, look, when)
			if step.Known {
				out.before(spent, theme.Look{}, spentText(p, v, step))
			}
		})
	}
	drawEnd(p, v, execution)
}

// drawEnd adds what doesn't fit the stations: when a failed run ended, AWS's own time of
// completion, the way it took if that was strange, and local time.
func drawEnd(p *page, v view, execution model.Execution) {
	muted := theme.Look{Role: theme.Muted}
	if ended := execution.EndedAt(); !ended.IsZero() {
		text := "ended " + clock(ended) + " UTC"
		if took, ok := execution.Took(); ok {
			text += ", took " + words.Span(took)
		}
		p.text(indent, muted, text)
	}
	if last := newest(execution); !last.IsZero() && p.pen.local != nil {
		here := last.In(p.pen.local)
		if _, offset := here.Zone(); offset != 0 {
			p.text(indent, muted, clock(last)+" UTC is "+here.Format("02 Jan 15:04:05")+" here")
		}
	}
	for _, detour := range v.run.Timeline.Detours() {
		p.text(
			indent,
			theme.Look{Role: theme.Warn},
			"~"+clock(
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
		return theme.Good, goodSign
	case watch.MarkCurrent:
		return theme.Busy, busySign
	case watch.MarkFailed:
		return theme.Bad, failedSign
	case watch.MarkNotReached:
	}
	return theme.Muted, pendingSign
}

func stepTime(step watch.Step) (string, theme.Look) {
	switch {
	case step.Entered.IsZero() && step.Mark == watch.MarkNotReached:
		return "", theme.Look{}
	case step.Entered.IsZero():
		return "not seen", theme.Look{Role: theme.Muted}
	case step.Seen:
		return "~" + clock(step.Entered), theme.Look{}
	default:
		return clock(step.Entered), theme.Look{}
	}
}

// stepsOf returns the run's stations, as of when AWS last answered where nobody knows what came then.
func stepsOf(p *page, v view, execution model.Execution) []watch.Step {
	now := p.pen.now
	if v.run.Stale() {
		now = v.run.AnsweredAt()
	}
	return v.run.Timeline.Steps(execution, now)
}

// spentText returns how long a stage took; of the present one in one unit, so that it changes seldom.
func spentText(p *page, v view, step watch.Step) string {
	switch {
	case step.Mark != watch.MarkCurrent:
		return words.Span(step.Spent)
	case v.run.Stale():
		return words.Span(step.Spent) + "?"
	default:
		return p.pen.age(step.Entered)
	}
}

// drawStations puts the stations on one line, without names where they don't fit.
func drawStations(p *page, v view, execution model.Execution) {
	named := p.width >= 76
	p.row(func(out *line) {
		out.to(indent)
		for i, step := range stepsOf(p, v, execution) {
			if i > 0 {
				out.put(theme.Look{Role: theme.Rule}, " "+p.pen.theme.Signs.Rule+" ")
			}
			here := step.Mark == watch.MarkCurrent || step.Mark == watch.MarkFailed
			drawStage(p, out, v, step, named || here)
		}
	})
}

// drawStage draws one of them: its sign, its name if wanted, and how long it took.
func drawStage(p *page, out *line, v view, step watch.Step, named bool) {
	role, sign := stepLook(step.Mark)
	out.put(theme.Look{Role: role, Sign: true}, sign(p.pen.theme.Signs))
	look := theme.Look{}
	if step.Mark == watch.MarkNotReached {
		look.Role = theme.Muted
	}
	if named {
		out.put(look, " "+words.Stage(step.Stage))
	}
	if step.Known {
		spent, _ := words.Age(step.Spent)
		if step.Mark == watch.MarkCurrent {
			spent = spentText(p, v, step)
		}
		out.put(theme.Look{Role: theme.Muted}, " "+spent)
	}
}
