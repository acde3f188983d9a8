package detail

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model/check"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// This file has how findings are drawn.

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
		signed(p, canvas.Indent, theme.Muted, p.Pen.Theme.Signs.Pending, theme.Look{},
			unseen.Sentence, "")
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
	signed(
		p,
		canvas.Indent,
		role,
		sign(p.Pen.Theme.Signs),
		look,
		sentence,
		sureness(finding, sentence),
	)
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

// sureness says how sure a finding is, unless its sentence does.
func sureness(finding check.Finding, sentence string) string {
	if strings.Contains(sentence, "(Our guess") || strings.Contains(sentence, "ost likely") {
		return ""
	}
	return "(" + finding.Certainty.Words() + ")"
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
	for start, end := 0, 0; start < len(wants) || start < len(sends); start = end {
		end = jointOf(wants, sends, start, room)
		row := func(name string, text []rune) {
			if start > 0 {
				name = ""
			}
			if piece := text[min(start, len(text)):min(end, len(text))]; len(piece) > 0 {
				p.Row(func(out *canvas.Line) {
					out.To(at).Put(muted, name).To(at+labels).Put(plain, string(piece))
				})
			}
		}
		row("policy", wants)
		row("sent", sends)
		first, last := max(from, start), min(from+length, end, len(sends))
		if first >= last {
			continue
		}
		column := at + labels + ansi.StringWidthWc(string(sends[start:first]))
		width := ansi.StringWidthWc(string(sends[first:last]))
		p.Row(func(out *canvas.Line) {
			out.To(column).Fill(column+width, theme.Look{Role: theme.Bad, Strong: true},
				p.Pen.Theme.Signs.Rule)
		})
	}
}

// jointOf returns where two texts are broken that go on from a place and may take so many cells: behind
// the last colon or slash that both have there, where they have one.
func jointOf(wants, sends []rune, start, room int) int {
	end := start + room
	if end >= len(wants) || end >= len(sends) {
		return end
	}
	for cut := end; cut > start+1; cut-- {
		if cut <= len(wants) && cut <= len(sends) && wants[cut-1] == sends[cut-1] &&
			strings.ContainsRune(":/", sends[cut-1]) {
			return cut
		}
	}
	return end
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
