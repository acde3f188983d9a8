package tui

import (
	"slices"
	"time"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/list"
)

// happened is the page of what happened while it was watched, and between two times of that, newest
// first and day by day: it owns the cursor, which stays on what it is about, and the scroll position.
type happened struct {
	lines  []happening
	cursor watch.Change
	index  int // of the cursor's line; -1 if there is none
	top    int
	height int // lines in sight
}

// happening is a line of the page: a change, or a head.
type happening struct {
	head   string
	day    bool // the head is a day's, within a part
	change watch.Change
}

// Fit takes what has happened, since when somebody was away before the last keys (zero if never),
// and how much room there is, and keeps the cursor in sight.
func (h *happened) Fit(p *canvas.Pen, watchlist *watch.List, since time.Time, height int) {
	changes := watchlist.Changes(time.Time{})
	missed := 0
	if !since.IsZero() {
		missed = len(watchlist.Changes(since))
	}
	at := sinceWhen(p, watchlist.AWSNow(since))
	lead := "WHILE YOU WERE AWAY, SINCE "
	if since.Before(watchlist.Started()) {
		lead = "SINCE YOU LAST LOOKED, "
	}
	h.lines = h.lines[:0]
	day := ""
	for i, change := range slices.Backward(changes) {
		switch newer := len(changes) - 1 - i; {
		case missed == 0 || newer != 0 && newer != missed:
		case newer == 0:
			h.lines = append(h.lines, happening{head: lead + at})
		default:
			h.lines = append(h.lines, happening{head: "BEFORE " + at})
		}
		if of := dayOf(watchlist.AWSNow(change.At)); of != day {
			day = of
			h.lines = append(h.lines, happening{head: day, day: true})
		}
		h.lines = append(h.lines, happening{change: change})
	}
	h.height = max(0, height-overlayHeads)
	h.index = slices.IndexFunc(h.lines, func(l happening) bool {
		return l.head == "" && l.change == h.cursor
	})
	if h.index < 0 {
		h.First()
	}
	h.reveal()
}

// Chosen returns the run under the cursor, or nil.
func (h *happened) Chosen() *watch.Run { return h.cursor.Run }

// Move moves the cursor by lines, over heads.
func (h *happened) Move(lines int) {
	at := max(0, min(h.index+lines, len(h.lines)-1))
	for lines < 0 && at > 0 && !h.on(at) {
		at--
	}
	for at < len(h.lines)-1 && !h.on(at) {
		at++
	}
	h.put(at)
}

// dayOf returns the day of an instant in UTC as its head has it.
func dayOf(at time.Time) string { return at.UTC().Format("Monday, 2 January") }

// on says whether the cursor can be on a line.
func (h *happened) on(at int) bool { return at >= 0 && at < len(h.lines) && h.lines[at].head == "" }

// put moves the cursor to a line, if that is a change's, and shows the heads right above it.
func (h *happened) put(at int) {
	if h.on(at) {
		h.index, h.cursor = at, h.lines[at].change
	}
	for above := h.index - 1; above >= 0 && !h.on(above); above-- {
		h.top = min(h.top, above)
	}
	h.reveal()
}

// Page moves it by screens.
func (h *happened) Page(pages int) { h.Move(pages * max(1, h.height-1)) }

// Scroll moves the lines in sight, and the cursor as far as it takes to keep it in sight.
func (h *happened) Scroll(lines int) {
	h.top = max(0, min(h.top+lines, len(h.lines)-h.height))
	if at := max(h.top, min(h.index, h.top+h.height-1)); at != h.index {
		h.Move(at - h.index)
	}
}

// First and Last move it to the ends.
func (h *happened) First() {
	h.index, h.top = 0, 0
	h.Move(0)
}

// Last moves the cursor to the oldest change.
func (h *happened) Last() { h.put(len(h.lines) - 1) }

// reveal scrolls as little as it takes to see the cursor.
func (h *happened) reveal() {
	h.top = max(h.index-h.height+1, min(h.top, h.index))
	h.top = max(0, min(h.top, len(h.lines)-h.height))
}

// draw returns the page's lines, with their margins.
func (h *happened) draw(p *canvas.Pen, watchlist *watch.List, width, height int) []string {
	names := list.NewLabels(watchlist)
	cols := changeColumnsOf(p, width, names.Width)
	end := min(h.top+h.height, len(h.lines))
	title := p.Line(width).To(1).Put(theme.Look{Strong: true}, "WHAT HAPPENED")
	lines := []string{
		headRule(title, width-1, canvas.Position{
			Unit: "line", First: h.top + 1, Last: end, Of: len(h.lines),
		}),
		cols.heads(p.Line(width).To(1)),
	}
	if len(h.lines) == 0 {
		lines[1] = p.Line(width).String()
		lines = append(lines, p.Line(width).To(1).Put(theme.Look{Role: theme.Muted},
			"Nothing has started or ended while it was watched.").String())
	}
	for i := h.top; i < end; i++ {
		out := p.Line(width)
		if line := h.lines[i]; line.head != "" {
			out.To(1).Put(theme.Look{Strong: true}, line.head)
			if !line.day {
				out.Put(theme.Look{}, " ").
					Fill(width-1, theme.Look{Role: theme.Rule}, p.Theme.Signs.Rule)
			}
		} else {
			if out.Chosen = i == h.index; out.Chosen {
				out.Put(theme.Look{Strong: true}, p.Theme.Signs.Cursor)
			}
			cols.draw(out.To(1), names, watchlist.AWSNow(line.change.At), line.change)
		}
		lines = append(lines, out.String())
	}
	lines = append(lines, canvas.BlankLines(p, width, height-len(lines))...)
	return lines[:min(len(lines), height)]
}
