package detail

import (
	"slices"
	"strconv"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/evidence"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// checksTab is the name of the tab that shows evidence.
const checksTab = "Checks"

// ShowsChecks says whether that tab is open and in sight.
func (d *Pane) ShowsChecks() bool { return tabs()[d.tab].name == checksTab && d.height > 0 }

// ShowsQuery says whether the tab is open that shows the query.
func (d *Pane) ShowsQuery() bool { return tabs()[d.tab].name == queryTab }

// drawChecks shows what evidence says of a run, or of the export as such, section by section.
func drawChecks(p *canvas.Page, v view) {
	if v.watched.Kind == watch.WatchedAccount {
		drawNoRun(p, v)
		return
	}
	looks := v.watched.Looks(v.run)
	if looks == nil || !looked(looks) {
		drawNever(p, v)
		return
	}
	report := evidence.Of(v.watched, v.run)
	told := true
	for _, kind := range check.Kinds() {
		asking := looks.Asking(evidence.QuestionOf(kind))
		section, known := report.Section(kind)
		if !known && !asking {
			continue
		}
		if len(p.Lines) > 0 && !v.compact {
			p.Blank()
		}
		drawSectionHead(p, v, section, kind, asking, told)
		told = false
		if known {
			drawSection(p, v, section)
		}
	}
}

// looked says whether anything was ever asked for, or is.
func looked(looks *watch.Looks) bool {
	for _, question := range evidence.Questions() {
		if looks.Asking(question) || !looks.Look(question).At.IsZero() {
			return true
		}
	}
	return false
}

// drawSectionHead draws the question with when it was looked at, and beneath it the verdict.
func drawSectionHead(
	p *canvas.Page, v view, section check.Section, kind check.Kind, asking, first bool,
) {
	muted := theme.Look{Role: theme.Muted}
	var notes []string
	known := !section.LookedAt.IsZero()
	if known {
		requests := strconv.Itoa(section.Requests) + " requests"
		if section.Requests == 1 {
			requests = "1 request"
		}
		notes = append(notes, "looked "+p.Pen.Moment(v.watch.AWSNow(section.LookedAt)), requests)
	}
	if asking && known {
		notes = append(notes, "looking again")
	}
	if first && !asking && p.Pen.Keys.Look != "" && !v.printed {
		notes = append(notes, p.Pen.Keys.Look+" looks again")
	}
	p.Row(func(out *canvas.Line) {
		out.Put(theme.Look{Strong: true}, kind.Title())
		if said := fitting(out, notes); said != "" {
			out.Before(p.Width, muted, said)
			notes = nil
		}
	})
	if asking && !known {
		verdict(p, words.ToneBusy, "Looking", "")
		return
	}
	role, sign := faceOf(section.Answer())
	p.Row(func(out *canvas.Line) {
		out.Put(theme.Look{Role: role, Sign: true, Strong: true}, sign(p.Pen.Theme.Signs)).
			To(canvas.Indent).Put(theme.Look{Role: role, Strong: true}, section.Verdict())
		out.Before(p.Width, muted, fitting(out, notes))
	})
}

// fitting returns notes as far as the rest of a line has room for them: when it was looked at, and the
// key, before the requests.
func fitting(out *canvas.Line, notes []string) string {
	notes = slices.Clone(notes)
	for len(notes) > 0 {
		said := dotted(out.Pen, notes)
		if out.Fits("  "+said, out.Width) {
			return said
		}
		drop := min(1, len(notes)-1)
		notes = slices.Delete(notes, drop, drop+1)
	}
	return ""
}

// dotted joins notes by dots.
func dotted(p *canvas.Pen, notes []string) string {
	said := ""
	for i, note := range notes {
		if i > 0 {
			said += " " + p.Theme.Signs.Dot + " "
		}
		said += note
	}
	return said
}

// faceOf returns how an answer looks.
func faceOf(answer check.Answer) (theme.Role, func(theme.Signs) string) {
	switch answer {
	case check.AnswerYes:
		return theme.Good, canvas.GoodSign
	case check.AnswerPartly:
		return theme.Warn, canvas.AttentionSign
	case check.AnswerNo:
		return theme.Bad, canvas.FailedSign
	case check.AnswerUnseen, check.AnswerCantTell:
	}
	return theme.Muted, canvas.PendingSign
}

// severityFace returns how a finding looks.
func severityFace(severity check.Severity) (theme.Role, func(theme.Signs) string) {
	switch severity {
	case check.SeverityFailure:
		return theme.Bad, canvas.FailedSign
	case check.SeverityWarning:
		return theme.Warn, canvas.AttentionSign
	case check.SeverityOK:
		return theme.Good, canvas.GoodSign
	case check.SeverityNote:
	}
	return theme.Muted, canvas.PendingSign
}

// drawSection draws the findings, what wasn't seen, and what else is to be known.
func drawSection(p *canvas.Page, v view, section check.Section) {
	for _, finding := range section.Findings {
		drawFinding(p, v, finding)
	}
	for _, unseen := range section.Unseen {
		hint := ""
		if unseen.Why == check.UnseenDenied && !v.printed {
			hint = p.Pen.Keys.Letter(CheckPolicyLetter) + " copies the policy that lets it."
		}
		signed(p, canvas.Indent, theme.Muted, p.Pen.Theme.Signs.Pending, theme.Look{},
			unseen.Sentence, "")
		if hint != "" && !v.compact {
			p.Text(2*canvas.Indent, theme.Look{Role: theme.Muted}, hint)
		}
	}
	if v.zoomed {
		for _, detail := range section.Details {
			p.Text(canvas.Indent, theme.Look{Role: theme.Muted}, detail)
		}
	}
}

// drawFinding draws a finding: its sentence with how sure it is, what to set side by side, what to do
// and how to copy what that needs.
func drawFinding(p *canvas.Page, v view, finding check.Finding) {
	role, sign := severityFace(finding.Severity)
	sentence := finding.Sentence
	if finding.Compare != nil && finding.Compare.Lead != "" {
		sentence = finding.Compare.Lead
	}
	look := theme.Look{}
	if finding.Severity == check.SeverityFailure || finding.Severity == check.SeverityWarning {
		look.Role = role
	}
	signed(p, canvas.Indent, role, sign(p.Pen.Theme.Signs), look, sentence,
		"("+finding.Certainty.Words()+")")
	const inside = 2 * canvas.Indent
	if finding.Compare != nil {
		drawCompare(p, inside, finding.Compare)
	}
	todo, hint := finding.Todo, findingHint(p.Pen, v, finding)
	if todo != "" && hint != "" {
		todo += " " + hint
	} else {
		todo += hint
	}
	if todo != "" {
		p.Text(inside, theme.Look{}, todo)
	}
}

// signed draws a text behind a sign, and muted behind it how sure it is.
func signed(
	p *canvas.Page, at int, role theme.Role, sign string, look theme.Look, text, sure string,
) {
	inside := at + canvas.Indent
	parts := cells.Wrap(text, p.Width-inside)
	for i, part := range parts {
		last := i == len(parts)-1
		p.Row(func(out *canvas.Line) {
			out.To(at)
			if i == 0 {
				out.Put(theme.Look{Role: role, Sign: true, Strong: true}, sign)
			}
			out.To(inside).Put(look, part)
			if last && sure != "" && out.Fits(" "+sure, p.Width) {
				out.Put(theme.Look{Role: theme.Muted}, " "+sure)
				sure = ""
			}
		})
	}
	if sure != "" {
		p.Text(inside, theme.Look{Role: theme.Muted}, sure)
	}
}

// drawCompare sets what is wanted above what is sent, with a line under what differs.
func drawCompare(p *canvas.Page, at int, compare *check.Compare) {
	const labels = 8
	room := p.Width - at - labels
	if room < 1 {
		return
	}
	muted, plain := theme.Look{Role: theme.Muted}, theme.Look{}
	wants, sends := []rune(p.Pen.Plain(compare.Wants)), []rune(p.Pen.Plain(compare.Sends))
	from, length := compare.Differs()
	for start := 0; start < len(wants) || start < len(sends); start += room {
		label := func(name string) string {
			if start > 0 {
				return ""
			}
			return name
		}
		piece := func(text []rune) string {
			return string(text[min(start, len(text)):min(start+room, len(text))])
		}
		row := func(name, text string) {
			if text != "" {
				p.Row(func(out *canvas.Line) {
					out.To(at).Put(muted, label(name)).To(at+labels).Put(plain, text)
				})
			}
		}
		row("policy", piece(wants))
		row("sent", piece(sends))
		first, end := max(from, start), min(from+length, start+room)
		if length == 0 || first >= end {
			continue
		}
		before := ansi.StringWidthWc(string(sends[min(start, len(sends)):min(first, len(sends))]))
		wide := ansi.StringWidthWc(string(sends[min(first, len(sends)):min(end, len(sends))]))
		p.Row(func(out *canvas.Line) {
			out.To(at+labels+before).
				Fill(at+labels+before+wide, theme.Look{Role: theme.Bad, Strong: true}, p.Pen.Theme.Signs.Rule)
		})
	}
}

// findingHint says by which keys the text can be copied that helps against a finding.
func findingHint(p *canvas.Pen, v view, finding check.Finding) string {
	letter := RemedyLetter(finding.Remedy.Kind)
	profile := v.watched.Account.Profile
	if letter == "" || v.printed ||
		words.RemedyPaste(finding.Remedy, profile).Kind == words.PasteNothing {
		return ""
	}
	return p.Keys.Letter(letter) + " copies " + map[check.RemedyKind]string{
		check.RemedyStatement:     "it.",
		check.RemedyExemption:     "the condition.",
		check.RemedyReadManifest:  "the command that prints it.",
		check.RemedyListFiles:     "the command that lists them.",
		check.RemedyPolicyChanges: "the command that looks it up.",
		check.RemedyExport:        "the command that shows it.",
	}[finding.Remedy.Kind]
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
				p.Pen.Keys.Letter(CheckPolicyLetter)+" copies the policy.",
		)
		return
	}
	p.Text(canvas.Indent, theme.Look{}, "It only reads, and each part stands for itself: what a "+
		"permission lacks for isn't seen, and said.")
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
	p.Blank()
	p.Text(
		0,
		theme.Look{},
		"S3's list price for all of it: less than $0.00003, and on top what the "+
			"account pays for its own logs. For Data Exports no charge is known.",
	)
	if !v.printed {
		p.Text(0, theme.Look{}, p.Pen.Keys.Letter(CheckPolicyLetter)+
			" copies the policy that lets it.")
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
