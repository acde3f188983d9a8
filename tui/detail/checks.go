package detail

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"exportwatch/model"
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

// FileToOpen returns the key of a file that can be opened, where that tab shows evidence about files;
// "" for none.
func (d *Pane) FileToOpen() string {
	about := d.About()
	if about.Row == nil || !d.ShowsChecks() {
		return ""
	}
	return fileToOpen(about.Row.Looks(about.Run()))
}

// fileToOpen returns the key of a file that can be opened; "" for none.
func fileToOpen(looks *watch.Looks) string {
	if looks == nil || looks.Asking(model.AskSample) {
		return ""
	}
	report := evidence.Of(looks.Row(), looks.Run())
	if report == nil {
		return ""
	}
	return report.ToOpen
}

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
	for _, kind := range kindsOf(report, v.compact) {
		asking := looks.Asking(evidence.QuestionOf(kind))
		section, known := report.Section(kind)
		if !known && !asking {
			continue
		}
		if len(p.Lines) > 0 && !v.compact {
			p.Blank()
		}
		sectionHead{kind, asking, opening(looks, kind), told}.draw(p, v, section)
		told = false
		if known {
			drawSection(p, v, section)
			drawOpening(p, v, looks, kind)
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

// kindsOf returns the checks in their order; where few lines are in sight, those before all others that
// found a failure, and then a warning.
func kindsOf(report *evidence.Report, compact bool) []check.Kind {
	kinds := check.Kinds()
	if !compact {
		return kinds
	}
	weight := func(kind check.Kind) check.Severity {
		section, _ := report.Section(kind)
		return max(section.Worst(), check.SeverityNote)
	}
	slices.SortStableFunc(kinds, func(a, b check.Kind) int {
		return cmp.Compare(weight(b), weight(a))
	})
	return kinds
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

// opening says whether a file is being opened for a check.
func opening(looks *watch.Looks, kind check.Kind) bool {
	return kind == check.KindData && looks.Asking(model.AskSample)
}

// drawOpening says beneath the check of the files by which key one is opened, and what that takes, where
// there is room.
func drawOpening(p *canvas.Page, v view, looks *watch.Looks, kind check.Kind) {
	key := p.Pen.Keys.Open
	if kind != check.KindData || fileToOpen(looks) == "" || key == "" || v.printed || !v.zoomed {
		return
	}
	p.Text(
		canvas.Indent,
		theme.Look{Role: theme.Muted},
		key+" opens one file: 4 bytes, 1 request ("+
			model.ActionGetObject+" on the data).",
	)
}

// sectionHead is the question of a section with when it was looked at.
type sectionHead struct {
	kind   check.Kind
	asking bool // it is being looked at

	opening bool // a file is
	first   bool // of the page: there the key is named
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
	if h.opening {
		notes = append(notes, "opening a file")
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
