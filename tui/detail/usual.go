package detail

import (
	"fmt"
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// usualStages is how long earlier runs stayed in each stage, where enough of them were seen.
type usualStages map[model.Stage]watch.StageTime

// usualOf returns it for the stages of a timeline.
func usualOf(v view, steps []watch.Step) usualStages {
	usual := make(usualStages, len(steps))
	for _, step := range steps {
		if stage, ok := v.run.UsualStage(step.Stage); ok {
			usual[step.Stage] = stage
		}
	}
	return usual
}

// slow says whether a run stays in its present stage for longer than usual, and notes when it will.
func (u usualStages) slow(p *canvas.Pen, v view, step watch.Step) bool {
	limit := u[step.Stage].SlowAfter
	if step.Mark != watch.MarkCurrent || !step.Known || limit == 0 || v.run.Stale(p.Now) {
		return false
	}
	return p.Passed(step.Entered.Add(limit))
}

// drawUsual says that the present stage takes longer than usual, how exact the times are that were
// seen, and what the usual ones rest on.
func drawUsual(p *canvas.Page, v view, steps []watch.Step, usual usualStages) {
	var exact, usuallyExact time.Duration
	fewest, most := 0, 0
	for _, step := range steps {
		exact = max(exact, step.Gap)
		stage, known := usual[step.Stage]
		if !known {
			continue
		}
		usuallyExact = max(usuallyExact, stage.Gap)
		most = max(most, stage.Runs)
		if fewest == 0 || stage.Runs < fewest {
			fewest = stage.Runs
		}
		if usual.slow(p.Pen, v, step) {
			p.Text(canvas.Indent, theme.Look{Role: theme.Warn}, words.Stage(step.Stage)+
				" takes longer than usual: the longest of "+runsSeen(stage.Runs, stage.Runs)+
				" took "+words.Span(stage.Longest)+".")
		}
	}
	var notes []string
	if exact > 0 {
		notes = append(notes, "~ seen to "+words.Span(exact)+".")
	}
	if most > 0 {
		note := "Usually: from " + runsSeen(fewest, most)
		if usuallyExact > 0 {
			note += ", to " + words.Span(usuallyExact)
		}
		notes = append(notes, note+".")
	}
	if len(notes) > 0 {
		p.Text(canvas.Indent, theme.Look{Role: theme.Muted}, strings.Join(notes, " "))
	}
}

// runsSeen says of how many earlier runs something was seen.
func runsSeen(fewest, most int) string {
	if fewest == most {
		return fmt.Sprintf("%d earlier runs seen", most)
	}
	return fmt.Sprintf("%d to %d earlier runs seen", fewest, most)
}
