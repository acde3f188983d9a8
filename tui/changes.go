package tui

import (
	"slices"
	"strconv"
	"time"

	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
)

// away is how long nobody must have pressed a key to count as having been away.
const away = time.Minute

// awaySince returns since when what happened is told: the last key, or while somebody is here
// the last key before the time away.
func (m *Model) awaySince() time.Time {
	if m.now.Sub(m.lastKey) >= away {
		return m.lastKey
	}
	return m.since
}

// drawSince says how much happened since a time, and how to see it all.
func drawSince(
	p *pen, watchlist *watch.List, since time.Time, all footnote, width int,
) string {
	out := p.line(width)
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
		at := hourMinute(watchlist.AWSNow(since))
		lead = "Since your last key (" + at + "): "
		if width < wideFrom {
			lead = "Since " + at + ": "
		}
	}
	out.to(1).put(muted, lead)
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
			out.put(muted, separator).put(c.look, strconv.Itoa(c.n)+" "+c.word)
			separator = ", "
		}
	}
	if start := width - 1 - noteWidth(all); out.column+1 < start {
		out.to(start).put(theme.Look{Strong: true}, all.key).put(muted, " "+all.does)
	}
	return out.String()
}

// changeLines lists what happened while it was watched, newest first.
func changeLines(p *pen, watchlist *watch.List, width int) []string {
	changes := watchlist.Changes(time.Time{})
	if len(changes) == 0 {
		return []string{p.line(width).put(theme.Look{Role: theme.Muted},
			"Nothing has started or ended since exportwatch was started.").String()}
	}
	names := newLabels(watchlist)
	lines := make([]string, 0, len(changes))
	for _, change := range slices.Backward(changes) {
		lines = append(lines, changeLine(p, names, watchlist.AWSNow(change.At), change, width))
	}
	return lines
}

func changeLine(p *pen, names labels, at time.Time, change watch.Change, width int) string {
	muted := theme.Look{Role: theme.Muted}
	word, role, sign := "Started", theme.Busy, busySign
	if change.Kind == watch.ChangeEnded {
		word, role, sign = words.Status(change.Status), theme.Good, goodSign
		if change.Status.Failed() {
			role, sign = theme.Bad, failedSign
		}
	}
	execution, _ := change.Run.Execution()
	when := "~" + minute(at)
	if width < 60 {
		when = "~" + p.moment(at)
	}
	out := p.line(width).put(muted, when).put(theme.Look{}, "  ").
		put(theme.Look{Role: role, Sign: true}, sign(p.theme.Signs)).put(theme.Look{}, " ")
	const what, name = 16, 28
	column := out.column + what
	out.putIn(column, theme.Look{Role: role}, word).to(column)
	column += name
	out.putIn(column-1, theme.Look{}, execution.Name()).to(column)
	if names.width > 0 {
		column += names.width + 2
		out.putIn(column-2, muted, names.of(change.Run.Account)).to(column)
	}
	if change.Kind == watch.ChangeEnded && change.Status.Failed() {
		out.put(theme.Look{}, string(execution.Reason))
	}
	return out.String()
}
