package detail

import (
	"slices"
	"strconv"
	"strings"

	"exportwatch/model/check"
	"exportwatch/model/evidence"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
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
	told, denied := true, false
	for _, kind := range check.Kinds() {
		asking := looks.Asking(evidence.QuestionOf(kind))
		section, known := report.Section(kind)
		if !known && !asking {
			continue
		}
		if len(p.Lines) > 0 && !v.compact {
			p.Blank()
		}
		sectionHead{kind, asking, told}.draw(p, v, section)
		told = false
		if known {
			drawSection(p, v, section)
			denied = denied || slices.ContainsFunc(section.Unseen, func(u check.Unseen) bool {
				return u.Why == check.UnseenDenied
			})
		}
	}
	if hint := policyHint(p.Pen, v); denied && hint != "" {
		p.Blank()
		p.Text(0, theme.Look{}, hint)
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

// sectionHead is the question of a section with when it was looked at.
type sectionHead struct {
	kind   check.Kind
	asking bool // it is being looked at
	first  bool // of the page: there the key is named
}

// draw draws it, and beneath it the verdict.
func (h sectionHead) draw(p *canvas.Page, v view, section check.Section) {
	kind, asking, first := h.kind, h.asking, h.first
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
		var said string
		said, notes = fitting(out, notes)
		out.Before(p.Width, muted, said)
	})
	if asking && !known {
		verdict(p, words.ToneBusy, "Looking", "")
		return
	}
	role, sign := faceOf(section.Answer())
	p.Row(func(out *canvas.Line) {
		out.Put(theme.Look{Role: role, Sign: true, Strong: true}, sign(p.Pen.Theme.Signs)).
			To(canvas.Indent).Put(theme.Look{Role: role, Strong: true}, section.Verdict())
		said, _ := fitting(out, notes)
		out.Before(p.Width, muted, said)
	})
}

// fitting returns notes as far as the rest of a line has room for them: how many requests it took goes
// first; and what is left over.
func fitting(out *canvas.Line, notes []string) (said string, rest []string) {
	kept, dot := slices.Clone(notes), " "+out.Pen.Theme.Signs.Dot+" "
	for len(kept) > 0 {
		if said = strings.Join(kept, dot); out.Fits("  "+said, out.Width) {
			return said, rest
		}
		drop := slices.IndexFunc(
			kept,
			func(note string) bool { return strings.Contains(note, " request") },
		)
		if drop < 0 {
			drop = len(kept) - 1
		}
		rest = append(rest, kept[drop])
		kept = slices.Delete(kept, drop, drop+1)
	}
	return "", notes
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
