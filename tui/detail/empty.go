package detail

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// drawNoRun is the page about a row without a run: an account, or an export of which none is
// known.
func drawNoRun(p *canvas.Page, v view) {
	fault := v.watched.Unheard()
	gap, _ := words.Age(v.watch.Cadence().Exports)
	again := "Checking every " + gap + "."
	drawMuted(p, v)
	drawHealth(p, v)
	switch {
	case v.watched.Gone:
		drawGone(p)
	case fault != nil:
		drawFault(p, v, fault)
	case v.watched.Looking():
		verdict(p, words.ToneBusy, loading(p, v), "")
	case v.watched.Kind == watch.WatchedAccount && len(v.watched.Account.Patterns()) > 0:
		names := strings.Join(v.watched.Account.Patterns(), `", "`)
		calm(p, `No export matches "`+model.Clean(names)+`"`)
		p.Text(canvas.Indent, theme.Look{}, again+" Start without a name to "+
			"see all exports of the account.")
	case v.watched.Kind == watch.WatchedAccount:
		calm(p, "The account has no exports")
		p.Text(canvas.Indent, theme.Look{}, again+" Legacy Cost and "+
			"Usage Reports aren't listed here, as far as is known.")
	default:
		drawNew(p, v)
	}
	if v.watched.ExportARN != "" {
		p.Blank()
		p.Text(0, theme.Look{Role: theme.Muted}, model.Ref{ExportARN: v.watched.ExportARN}.ARN())
	}
}

// drawNew is the page about an export without a run: it is new, or its first delivery is overdue.
func drawNew(p *canvas.Page, v view) {
	if said := mutedNow(p.Pen, v); said != "" {
		p.Text(0, theme.Look{Role: theme.Muted}, said)
		p.Blank()
	}
	late := lateBy(p.Pen, v)
	for _, l := range late {
		l.draw(p)
	}
	if len(late) == 0 {
		calm(p, "No run yet")
		if made := v.watched.CreatedAt; !made.IsZero() {
			p.Text(canvas.Indent, theme.Look{}, "Made "+p.Pen.Age(made)+" ago.")
		}
	}
	drawNext(p, v)
	if old := outdated(p.Pen, v); old != "" {
		p.Text(canvas.Indent, theme.Look{}, "Not up to date: "+old)
	}
}

// calm is the first line of a page about what is neither good nor bad.
func calm(p *canvas.Page, title string) {
	p.Row(func(out *canvas.Line) {
		out.Put(theme.Look{Role: theme.Muted, Sign: true}, p.Pen.Theme.Signs.Pending).
			To(canvas.Indent).
			Put(theme.Look{Role: theme.Muted, Strong: true}, title)
	})
}

// drawGone says that the export is deleted.
func drawGone(p *canvas.Page) {
	calm(p, "AWS no longer lists this export")
	p.Text(
		canvas.Indent,
		theme.Look{},
		"It was probably deleted. Delivered files may still be in the "+
			"bucket.",
	)
}

// drawPolicy shows the policy that lets exports be found, where it helps, and the way without.
func drawPolicy(p *canvas.Page, fault *model.Fault) {
	if fault.DeniedBy == model.PolicyNone {
		p.Head("The policy to ask for")
		p.Text(canvas.Indent, theme.Look{}, words.Policy())
	}
	p.Head("Or without listing")
	p.Text(
		canvas.Indent,
		theme.Look{},
		"With an export's ARN, ListExecutions and GetExecution are "+
			"enough; with an execution id as well, GetExecution alone:",
	)
	p.Text(canvas.Indent, theme.Look{Strong: true}, "exportwatch 'ARN#EXECUTION-ID'")
}
