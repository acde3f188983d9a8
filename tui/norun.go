package tui

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
)

// drawNoRun is the page about a row without a run: an account, or an export of which none is
// known.
func drawNoRun(p *page, v view) {
	fault := v.watched.Fault()
	gap, _ := words.Age(v.watch.Cadence().Exports)
	again := "Looked for again every " + gap + "."
	switch {
	case v.watched.Gone:
		drawGone(p)
	case fault != nil:
		drawFault(p, v, fault)
	case v.watched.Looking():
		verdict(p, words.ToneBusy, "AWS is being asked", "")
	case v.watched.Kind == watch.WatchedAccount && len(v.watched.Account.Patterns()) > 0:
		calm(p, "No export is called so")
		p.text(indent, theme.Look{}, "Looked for: "+
			model.Clean(strings.Join(v.watched.Account.Patterns(), " ")))
		p.text(indent, theme.Look{}, again+" Start without a name to "+
			"see every export of the account.")
	case v.watched.Kind == watch.WatchedAccount:
		calm(p, "The account has no exports")
		p.text(indent, theme.Look{}, again+" Exports of the old "+
			"kind (Cost and Usage Reports) are not listed here, as far as is known.")
	default:
		calm(p, "No run yet")
		p.text(indent, theme.Look{}, "The first delivery can take 24 hours, AWS says.")
	}
	if v.watched.ExportARN != "" {
		p.blank()
		p.text(0, theme.Look{Role: theme.Muted}, model.Ref{ExportARN: v.watched.ExportARN}.ARN())
	}
}

// calm is the first line of a page about what is neither good nor bad.
func calm(p *page, title string) {
	p.row(func(out *line) {
		out.put(theme.Look{Role: theme.Muted, Sign: true}, p.pen.theme.Signs.Pending).to(indent).
			put(theme.Look{Role: theme.Muted, Strong: true}, title)
	})
}

// drawGone says that the export is deleted.
func drawGone(p *page) {
	calm(p, "AWS no longer lists this export")
	p.text(indent, theme.Look{}, "It was deleted, as a rule. What was delivered may still be in "+
		"the bucket.")
}

// drawPolicy shows the policy that lets exports be found, and the way without.
func drawPolicy(p *page) {
	p.head("The policy to ask for")
	p.text(indent, theme.Look{}, words.Policy())
	p.head("Or without listing")
	p.text(indent, theme.Look{}, "With an export's ARN, bcm-data-exports:ListExecutions and "+
		"GetExecution are enough; with an execution's id too, GetExecution is:")
	p.text(indent, theme.Look{Strong: true}, "exportwatch 'ARN#EXECUTION-ID'")
}
