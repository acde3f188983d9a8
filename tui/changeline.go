package tui

import (
	"time"

	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/list"
)

// changeColumns says how a line about something that happened is divided: the widths of its columns
// with the gap behind each, and how instants and spans are written. What has no width isn't drawn.
type changeColumns struct {
	when, sign, word, name, account, run, took int

	instant func(time.Time) string
	span    func(time.Duration) string
}

// changeColumnsOf divides a line of a width, of which an account's label takes account cells, 0 for
// none. The name gets what the others leave.
func changeColumnsOf(p *canvas.Pen, width, account int) changeColumns {
	c := changeColumns{
		when: len("~24 Nov 10:04  "), sign: 2, word: 16, run: len("24 Nov 10:04  "),
		took: len("17m28s  "), instant: canvas.Minute, span: words.Span,
	}
	if account > 0 {
		c.account = account + 1
	}
	switch {
	case width >= 80:
	case width >= 60:
		c.when, c.run, c.instant, c.account = len("~24 Nov "), len("24 Nov "), p.Moment, 0
	default:
		c.when, c.word, c.run, c.account = len("~24 Nov "), 11, 0, 0
		c.instant, c.took = p.Moment, len("17m ")
		c.span = func(d time.Duration) string {
			text, _ := words.Age(d)
			return text
		}
	}
	const longName = 41
	c.name = width - 1 - c.when - c.sign - c.word - c.account - c.run - c.took
	c.name = max(1, min(longName, c.name))
	return c
}

// heads draws the names of the columns.
func (c changeColumns) heads(out *canvas.Line) string {
	muted := theme.Look{Role: theme.Muted}
	putColumn(out, c.when, muted, "WHEN")
	putColumn(out, c.sign+c.word, muted, "WHAT")
	putColumn(out, c.name, muted, "EXPORT")
	putColumn(out, c.account, muted, "ACCT")
	putColumn(out, c.run, muted, "RUN OF")
	putColumn(out, c.took, muted, "TOOK")
	return out.String()
}

// putColumn draws a text in a column that begins where the line is, and goes on to the next.
func putColumn(out *canvas.Line, width int, look theme.Look, text string) {
	if end := out.Column + width; width > 0 {
		out.PutIn(end-1, look, text).To(end)
	}
}

// draw draws when something happened, what, to which run of which export, and how long that took;
// and why, where there is room.
func (c changeColumns) draw(
	out *canvas.Line, names list.Labels, at time.Time, change watch.Change,
) {
	muted := theme.Look{Role: theme.Muted}
	word, role, sign := "Started", theme.Busy, canvas.BusySign
	execution, _ := change.Run.Execution()
	began, took := "", ""
	if !execution.CreatedAt.IsZero() {
		began = c.instant(execution.CreatedAt)
	}
	if change.Kind == watch.ChangeEnded {
		word, role, sign = words.Status(change.Status), theme.Good, canvas.GoodSign
		if change.Status.Failed() {
			role, sign = theme.Bad, canvas.FailedSign
		}
		if d, known := execution.Took(); known {
			took = c.span(d)
		}
	}
	when := "~" + c.instant(at)
	if change.Told {
		when = " " + c.instant(at)
	}
	putColumn(out, c.when, muted, when)
	putColumn(out, c.sign, theme.Look{Role: role, Sign: true}, sign(out.Pen.Theme.Signs))
	putColumn(out, c.word, theme.Look{Role: role}, word)
	putColumn(out, c.name, theme.Look{}, execution.Name())
	putColumn(out, c.account, muted, names.Of(change.Run.Account))
	putColumn(out, c.run, muted, began)
	putColumn(out, c.took, theme.Look{}, took)
	if change.Kind == watch.ChangeEnded && change.Status.Failed() {
		out.PutFirst(out.Width-1, theme.Look{}, words.Reason(execution.Reason))
	}
}
