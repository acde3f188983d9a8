package tui

import (
	"strconv"
	"time"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// away is how long nobody must have pressed a key to count as having been away.
const away = time.Minute

// tellSince returns since when what happened is told, false while somebody is here: the last key;
// before this program was started, if there was none since; zero is the start.
func (m *Model) tellSince() (time.Time, bool) {
	return m.lastLook(), m.now.Sub(m.lastKeyAt) >= away
}

// sinceWhen returns an instant as it is written beside what happened since: with its date where that
// isn't today's.
func sinceWhen(p *canvas.Pen, at time.Time) string {
	if at.UTC().Format(time.DateOnly) == p.Now.UTC().Format(time.DateOnly) {
		return canvas.HourMinute(at)
	}
	return canvas.Minute(at)
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
	switch at := sinceWhen(p, watchlist.AWSNow(since)); {
	case since.IsZero():
	case since.Before(watchlist.Started()):
		lead = "Since you last looked (" + at + "): "
		if width < wideFrom {
			lead = "Since " + at + ": "
		}
	default:
		lead = "While you were away (since " + at + "): "
		if width < wideFrom {
			lead = "Away since " + at + ": "
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
