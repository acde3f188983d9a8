package detail

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// drawOverview says what happened, what to do, whether the data can be read, and what that rests
// on.
func drawOverview(p *canvas.Page, v view) {
	execution, answered := v.run.Execution()
	drawMuted(p, v)
	switch {
	case !answered && v.run.Fault() == nil:
		verdict(p, words.ToneBusy, loading(p, v), "")
		drawIdentity(p, v)
		return
	case !answered:
		drawFault(p, v, v.run.Fault())
		drawIdentity(p, v)
		return
	}
	explanation := words.Explain(v.run)
	title := explanation.Title
	if ended := execution.EndedAt(); execution.Status.Delivered() && !ended.IsZero() {
		title += " " + p.Pen.Age(ended) + " ago"
	}
	if v.compact {
		drawCompact(p, v, explanation, title)
		return
	}
	drawHealth(p, v)
	drawLate(p, v)
	verdict(p, explanation.Tone, title, explanation.Codes)
	drawUnanswered(p, v)
	drawCut(p, v)
	if last := failedBefore(v); last != nil {
		before := words.Explain(last)
		p.Head("The run before failed")
		p.Text(canvas.Indent, theme.Look{Role: theme.Bad}, before.Title+".")
		if !drawCauses(p, v) {
			p.Remarks(before.Todo[:1])
			statementHint(p, v)
		}
	}
	drawTodo(p, v, explanation)
	drawRead(p, v, explanation)
	drawNext(p, v)
	drawTimeline(p, v, execution)
	drawLastRuns(p, v)
	if execution.Export == nil && v.run.Sketchy() {
		p.Blank()
		drawAsking(p, v)
	} else {
		drawBrief(p, execution)
	}
	drawIdentity(p, v)
}

// drawTodo says what to do about a run, and how to copy what that needs.
func drawTodo(p *canvas.Page, v view, explanation words.Explanation) {
	if len(explanation.Todo) == 0 {
		return
	}
	p.Head("What to do")
	if failedBefore(v) != nil || !drawCauses(p, v) {
		p.Remarks(explanation.Todo[:1])
		if explanation.Tone == words.ToneBad {
			statementHint(p, v)
		}
	}
	p.Remarks(explanation.Todo[1:])
}

// statementHint says how to copy the statement that the remedy is about.
func statementHint(p *canvas.Page, v view) {
	if hint := pasteHint(p.Pen, v, words.PasteBucketStatement); hint != "" {
		p.Text(canvas.Indent, theme.Look{}, hint)
	}
}

// drawLastRuns shows how the export's last runs ended, the newest at the right.
func drawLastRuns(p *canvas.Page, v view) {
	const most = 12
	runs := v.watched.Runs()
	runs = runs[:min(len(runs), most)]
	if v.watched.Kind != watch.WatchedExport || len(runs) < 2 {
		return
	}
	usually, whole := usualSpan(v.watched.Forecast()), true
	p.Blank()
	p.Row(func(out *canvas.Line) {
		out.Put(theme.Look{Strong: true}, fmt.Sprintf("Last %d runs", len(runs))).To(out.Column + 2)
		for _, run := range slices.Backward(runs) {
			looks := canvas.FaceOf(run)
			out.Put(theme.Look{Role: looks.Role, Sign: true}, looks.Sign(p.Pen.Theme.Signs))
		}
		if whole = out.Fits("  "+usually, p.Width); whole {
			out.Put(theme.Look{Role: theme.Muted}, "  "+usually)
		}
	})
	if !whole {
		p.Text(canvas.Indent, theme.Look{Role: theme.Muted}, usually)
	}
}

// usualSpan says how long the export's runs usually take; "" where that isn't known.
func usualSpan(f watch.Forecast) string {
	switch {
	case f.Usual == 0:
		return ""
	case f.Low == f.High:
		return "usually " + words.Span(f.Low)
	default:
		return "usually " + words.Span(f.Low) + "-" + words.Span(f.High)
	}
}

// failedBefore returns the run before the newest, if that failed and nothing was delivered since.
func failedBefore(v view) *watch.Run {
	if last, _ := v.watched.Failure(); last != v.run && v.run == v.watched.Newest() {
		return last
	}
	return nil
}

// drawCompact puts the same into a few lines, the most important first.
func drawCompact(p *canvas.Page, v view, explanation words.Explanation, title string) {
	execution, _ := v.run.Execution()
	if v.watched.Gone {
		calm(p, "AWS no longer lists this export")
	}
	drawHealth(p, v)
	drawLateBrief(p, v)
	role, sign := canvas.RoleOf(explanation.Tone)
	p.Row(func(out *canvas.Line) {
		out.Put(theme.Look{Role: role, Sign: true}, sign(p.Pen.Theme.Signs)).To(canvas.Indent).
			Put(theme.Look{Role: role, Strong: true}, title).Put(theme.Look{}, "  ")
		codes := []string{explanation.Codes}
		if execution.Reason != "" {
			codes = words.Reason(execution.Reason)
		}
		out.PutFirst(p.Width, theme.Look{Role: theme.Muted}, codes)
	})
	if old := outdated(p.Pen, v); old != "" {
		p.Text(canvas.Indent, theme.Look{}, "Not up to date: "+old)
	}
	if kept := lastTold(v); kept != "" {
		p.Text(canvas.Indent, theme.Look{}, kept)
	}
	drawCut(p, v)
	if last := failedBefore(v); last != nil {
		p.Text(canvas.Indent, theme.Look{Role: theme.Bad}, "The run before failed: "+
			words.Explain(last).Title+".")
	}
	if explanation.Brief != "" {
		brief := explanation.Brief
		hint := pasteHint(p.Pen, v, words.PasteBucketStatement)
		if both := brief + " " + hint; ansi.StringWidthWc(both) <= p.Width-canvas.Indent {
			brief = both
		}
		p.Text(canvas.Indent, theme.Look{}, brief)
	}
	drawReadBrief(p, v, readRemark(v, explanation))
	drawStages(p, v, execution)
	if e := execution.Export; e != nil && e.DataRoot() != "" {
		p.Row(func(out *canvas.Line) {
			out.To(canvas.Indent).
				Put(theme.Look{Role: theme.Muted}, "To ").
				Put(theme.Look{}, e.DataRoot()).
				PutWhole(theme.Look{Role: theme.Muted}, "  "+form(e.Destination))
		})
	}
}

// short returns what fits into a line of a remark's sentences, the first in any case.
func short(p *canvas.Page, remark words.Remark) string {
	text, mark := remark.Text, ""
	if remark.Guess {
		mark = " (Inferred.)"
	}
	for ansi.StringWidthWc(text+mark) > p.Width-canvas.Indent {
		end := strings.LastIndex(text, ". ")
		if end < 0 {
			break
		}
		text = text[:end+1]
	}
	return text + mark
}

// verdict is the first line of a page: what is so, and beneath it AWS's codes.
func verdict(p *canvas.Page, tone words.Tone, title, codes string) {
	role, sign := canvas.RoleOf(tone)
	for i, part := range cells.Wrap(title, p.Width-canvas.Indent) {
		p.Row(func(out *canvas.Line) {
			if i == 0 {
				out.Put(theme.Look{Role: role, Sign: true, Strong: true}, sign(p.Pen.Theme.Signs))
			}
			out.To(canvas.Indent).Put(theme.Look{Role: role, Strong: true}, part)
		})
	}
	if codes != "" {
		p.Text(canvas.Indent, theme.Look{Role: theme.Muted}, codes)
	}
}

// drawBrief says in brief where the data comes from and goes to.
func drawBrief(p *canvas.Page, execution model.Execution) {
	e := execution.Export
	if e == nil {
		p.Blank()
		p.Text(0, theme.Look{Role: theme.Muted}, "AWS returned no export.")
		return
	}
	const labels = 6
	p.Blank()
	from := e.Table()
	if grain, ok := e.Property(from, "TIME_GRANULARITY"); ok {
		from += ", " + grain
	}
	value, look := orNotSaid(from)
	p.Pair("From", labels, look, value)
	value, look = orNotSaid(e.DataRoot())
	p.Pair("To", labels, look, value)
	if text := form(e.Destination); text != "" {
		p.Pair("", labels, theme.Look{Role: theme.Muted}, text)
	}
	if e.Description != "" {
		p.Pair("About", labels, theme.Look{Role: theme.Muted}, e.Description)
	}
}

// form says how files are written, in a few words.
func form(d model.Destination) string {
	var said []string
	switch d.Format {
	case "PARQUET":
		said = append(said, "Parquet")
	case "TEXT_OR_CSV":
		said = append(said, strings.TrimSpace("CSV "+strings.ToLower(d.Compression)))
	case "":
	default:
		said = append(said, d.Format)
	}
	switch d.Overwrite {
	case model.OverwriteReport:
		said = append(said, "replaces earlier files")
	case model.CreateNewReport:
		said = append(said, "new files each run")
	}
	return strings.Join(said, ", ")
}

// drawIdentity names the run and its export in full.
func drawIdentity(p *canvas.Page, v view) {
	if v.printed {
		return
	}
	muted := theme.Look{Role: theme.Muted}
	p.Blank()
	p.Text(0, muted, "Execution "+v.run.Ref.ID())
	p.Text(0, muted, v.run.Ref.ARN())
}
