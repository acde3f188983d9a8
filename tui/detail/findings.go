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
		signed{
			at: canvas.Indent, role: theme.Muted, sign: canvas.PendingSign, text: unseen.Sentence,
		}.draw(p)
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
	sure := finding.Sureness(sentence)
	if sure != "" {
		sure = "(" + sure + ")"
	}
	look := theme.Look{}
	if finding.Severity == check.SeverityFailure || finding.Severity == check.SeverityWarning {
		look.Role = role
	}
	signed{
		at: canvas.Indent, role: role, sign: sign, look: look, text: sentence,
		sure: sure,
	}.draw(p)
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

// signed is a text behind a sign, and muted behind it how sure it is.
type signed struct {
	at         int
	role       theme.Role
	sign       func(theme.Signs) string
	look       theme.Look
	text, sure string
}

func (s signed) draw(p *canvas.Page) {
	inside, sure := s.at+canvas.Indent, s.sure
	parts := cells.Wrap(s.text, p.Width-inside)
	for i, part := range parts {
		last := i == len(parts)-1
		p.Row(func(out *canvas.Line) {
			out.To(s.at)
			if i == 0 {
				out.Put(
					theme.Look{Role: s.role, Sign: true, Strong: true},
					s.sign(p.Pen.Theme.Signs),
				)
			}
			out.To(inside).Put(s.look, part)
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
		check.RemedyNone:          "",
		check.RemedyStatement:     "it.",
		check.RemedyExemption:     "the condition.",
		check.RemedyReadManifest:  "the command that prints it.",
		check.RemedyListFiles:     "the command that lists them.",
		check.RemedyPolicyChanges: "the command that looks it up.",
		check.RemedyExport:        "the command that shows it.",
	}[finding.Remedy.Kind]
}
