package detail

import (
	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// policyHint says by which keys the policy can be copied that lets evidence be looked for, where that can
// be written down.
func policyHint(p *canvas.Pen, v view) string {
	if v.printed || v.run == nil {
		return ""
	}
	if execution, _ := v.run.Execution(); execution.Export == nil {
		return ""
	}
	return p.Keys.Letter(CheckPolicyLetter) + " copies the policy that lets it."
}

// drawNever says what looking takes, where nobody looked yet.
func drawNever(p *canvas.Page, v view) {
	muted := theme.Look{Role: theme.Muted}
	key := p.Pen.Keys.Look
	title := "Nothing was looked at yet"
	if key != "" && !v.printed {
		title += ": " + key + " looks"
	}
	calm(p, title)
	if key == "" {
		p.Text(canvas.Indent, theme.Look{}, "A recording holds no evidence.")
		return
	}
	if v.compact {
		p.Text(
			canvas.Indent,
			theme.Look{},
			"Is the data there, can AWS write, did the export change, "+
				"does the query fit? It only reads: about 11 requests, less than $0.00003. "+
				policyHint(p.Pen, v),
		)
		return
	}
	p.Text(canvas.Indent, theme.Look{}, "It only reads. Each part works without the others: where "+
		"a permission is missing, that is said.")
	drawParts(p)
	p.Blank()
	p.Text(
		0,
		theme.Look{},
		"S3's list price for all of it: less than $0.00003, and on top what the "+
			"account pays for its own logs. For Data Exports no charge is known.",
	)
	if hint := policyHint(p.Pen, v); hint != "" {
		p.Text(0, theme.Look{}, hint)
	}
	if v.watch.ChecksByItself() {
		p.Text(
			0,
			muted,
			"By itself it looks once after each run that ends while this program runs.",
		)
	} else {
		p.Text(0, muted, "With --check it looks by itself, once after each run that ends.")
	}
}

// drawParts says what each check takes.
func drawParts(p *canvas.Page) {
	muted := theme.Look{Role: theme.Muted}
	for _, part := range []struct {
		kind     check.Kind
		requests string
		actions  []string
	}{
		{check.KindData, "4 to S3, 15 at most", []string{
			model.ActionListBucket, model.ActionGetObject + " on the manifests",
		}},
		{check.KindBucket, "3 or 4 to S3", []string{
			model.ActionGetPolicy, model.ActionGetEncryption, model.ActionListBucket,
		}},
		{check.KindDrift, "1", []string{model.ActionGetExport}},
		{check.KindColumns, "1 to 3", []string{model.ActionGetTable}},
	} {
		p.HeadWith(part.kind.Title(), part.requests)
		for _, action := range part.actions {
			p.Text(canvas.Indent, muted, action)
		}
	}
}
