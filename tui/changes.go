package tui

import (
	"slices"
	"strconv"
	"time"

	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/list"
)

// away is how long nobody must have pressed a key to count as having been away.
const away = time.Minute

// tellSince returns since when what happened is told: the last key, or while somebody is here
// the last key before the time away.
func (m *Model) tellSince() time.Time {
	if m.now.Sub(m.lastKeyAt) >= away {
		return m.lastKeyAt
	}
	return m.awaySince
}

// drawSince says how much happened since a time, and how to see it all.
func drawSince(
	p *canvas.Pen, watchlist *watch.List, since time.Time, all footnote, width int,
) string {
	out := p.Line(width)
	changes := watchlist.Changes(since)
	if len(changes) == 0 {
		return out.String()
	}
	started, delivered, failed := 0, 0, 0
	for _, change := range changes {
		switch {
		case change.Kind == watch.ChangeStarted:
			started++
		case change.Status.Failed():
			failed++
		default:
			delivered++
		}
	}
	muted := theme.Look{Role: theme.Muted}
	lead := "Since the start: "
	if !since.IsZero() {
		at := canvas.HourMinute(watchlist.AWSNow(since))
		lead = "Since your last key (" + at + "): "
		if width < wideFrom {
			lead = "Since " + at + ": "
		}
	}
	out.To(1).Put(muted, lead)
	counts := []struct {
		n    int
		word string
		look theme.Look
	}{
		{failed, "failed", theme.Look{Role: theme.Bad}},
		{delivered, "delivered", muted},
		{started, "started", muted},
	}
	separator := ""
	for _, c := range counts {
		if c.n > 0 {
			out.Put(muted, separator).Put(c.look, strconv.Itoa(c.n)+" "+c.word)
			separator = ", "
		}
	}
	if start := width - 1 - noteWidth(all); out.Column+1 < start {
		out.To(start).Put(theme.Look{Strong: true}, all.key).Put(muted, " "+all.does)
	}
	return out.String()
}

// changeLines lists what happened while it was watched, newest first.
func changeLines(p *canvas.Pen, watchlist *watch.List, width int) []string {
	changes := watchlist.Changes(time.Time{})
	if len(changes) == 0 {
		return []string{p.Line(width).Put(theme.Look{Role: theme.Muted},
			"Nothing has started or ended since exportwatch was started.").String()}
	}
	names := list.NewLabels(watchlist)
	lines := make([]string, 0, len(changes))
	for _, change := range slices.Backward(changes) {
		lines = append(lines, changeLine(p, names, watchlist.AWSNow(change.At), change, width))
	}
	return lines
}

func changeLine(
	p *canvas.Pen,
	names list.Labels,
	at time.Time,
	change watch.Change,
	width int,
) string {
	muted := theme.Look{Role: theme.Muted}
	word, role, sign := "Started", theme.Busy, canvas.BusySign
	if change.Kind == watch.ChangeEnded {
		word, role, sign = words.Status(change.Status), theme.Good, canvas.GoodSign
		if change.Status.Failed() {
			role, sign = theme.Bad, canvas.FailedSign
		}
	}
	execution, _ := change.Run.Execution()
	when := "~" + canvas.Minute(at)
	if width < 60 {
		when = "~" + p.Moment(at)
	}
	out := p.Line(width).Put(muted, when).Put(theme.Look{}, "  ").
		Put(theme.Look{Role: role, Sign: true}, sign(p.Theme.Signs)).Put(theme.Look{}, " ")
	const what, name = 16, 28
	column := out.Column + what
	out.PutIn(column, theme.Look{Role: role}, word).To(column)
	column += name
	out.PutIn(column-1, theme.Look{}, execution.Name()).To(column)
	if names.Width > 0 {
		column += names.Width + 2
		out.PutIn(column-2, muted, names.Of(change.Run.Account)).To(column)
	}
	if change.Kind == watch.ChangeEnded && change.Status.Failed() {
		out.Put(theme.Look{}, string(execution.Reason))
	}
	return out.String()
}
