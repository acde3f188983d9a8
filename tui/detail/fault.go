package detail

import (
	"slices"
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// drawFault explains why there is no answer.
func drawFault(p *canvas.Page, v view, fault *model.Fault) {
	if v.compact {
		drawCompactFault(p, v, fault)
		return
	}
	codes := fault.Code
	if fault.Kind == model.FaultDenied && fault.Action != "" {
		codes = strings.TrimSpace(codes + " on " + fault.Action)
	}
	verdict(p, words.ToneWarn, words.FaultSentence(fault), codes)
	if since := heldSince(p.Pen, v, fault); since != "" {
		p.Text(canvas.Indent, theme.Look{}, "So "+since+".")
	}
	if fault.Principal != "" {
		p.Head("Who was denied")
		p.Text(canvas.Indent, theme.Look{}, fault.Principal)
	}
	p.Head("What to do")
	faultAdvice(p, v, fault)
	if v.run == nil && v.watched.Kind == watch.WatchedAccount && fault.Kind == model.FaultDenied {
		drawPolicy(p, fault)
	}
	if odd := model.CheckARN(v.watched.ExportARN); odd != nil && v.watched.ExportARN != "" {
		p.Text(canvas.Indent, theme.Look{}, "The ARN looks odd: "+odd.Error()+".")
	}
	if fault.Message != "" {
		p.Head("Error message")
		p.Text(canvas.Indent, theme.Look{Role: theme.Muted}, fault.Message)
	}
	if fault.RequestID != "" {
		p.Text(canvas.Indent, theme.Look{Role: theme.Muted}, "Request id "+fault.RequestID)
	}
}

// drawCompactFault puts the same into a few lines, what to do first.
func drawCompactFault(p *canvas.Page, v view, fault *model.Fault) {
	muted := theme.Look{Role: theme.Muted}
	verdict(p, words.ToneWarn, words.FaultSentence(fault), "")
	faultAdvice(p, v, fault)
	if fault.Principal != "" {
		p.Text(canvas.Indent, theme.Look{}, "Denied: "+fault.Principal)
	}
	p.Text(canvas.Indent, muted, strings.TrimSpace(fault.Code+"  "+fault.Message))
	if fault.RequestID != "" {
		p.Text(canvas.Indent, muted, "Request id "+fault.RequestID)
	}
}

// heldSince says since when a fault keeps AWS from telling about the row and when it is asked next;
// "" where another one does.
func heldSince(p *canvas.Pen, v view, fault *model.Fault) string {
	since, until, why := v.watched.Waiting(p.Now.Add(-v.watch.Offset()))
	if why != fault {
		return ""
	}
	if !until.IsZero() {
		until = v.watch.AWSNow(until)
	}
	return words.Held(v.watch.AWSNow(since), until, p.Now)
}

// faultAdvice says what to do; a command stands on a line of its own, so that it can be copied.
func faultAdvice(p *canvas.Page, v view, fault *model.Fault) {
	command := words.FaultCommand(fault)
	for i, advice := range words.FaultAdvice(fault) {
		text, found := strings.CutSuffix(advice, command)
		if key := p.Pen.Keys.Look; fault.Kind == model.FaultInvalid && key != "" && !v.printed {
			text += " " + key + " retries."
		}
		p.Text(canvas.Indent, theme.Look{}, strings.TrimSpace(text))
		if found && command != "" {
			p.Text(canvas.Indent*2, theme.Look{Strong: true}, command)
		}
		if hint := pasteHint(
			p.Pen,
			v,
			words.PasteCommand,
			words.PasteAccessPolicy,
		); i == 0 &&
			hint != "" {
			p.Text(canvas.Indent, theme.Look{}, hint)
		}
	}
}

// pasteHint says by which keys the text can be copied that helps, if that is of one of the kinds.
func pasteHint(p *canvas.Pen, v view, kinds ...words.PasteKind) string {
	cure := words.PasteFor(v.watched, v.run)
	if v.printed || !slices.Contains(kinds, cure.Kind) {
		return ""
	}
	what := map[words.PasteKind]string{
		words.PasteNothing:         "",
		words.PasteBucketStatement: "the statement to compare with",
		words.PasteAccessPolicy:    "the policy",
		words.PasteCommand:         "the command",
		words.PasteCondition:       "the condition",
	}
	if v.compact {
		what[words.PasteBucketStatement] = "the statement"
	}
	return p.Keys.Letter(PasteLetter) + " copies " + what[cure.Kind] + "."
}
