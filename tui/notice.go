package tui

import (
	"time"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// notice is what the last key did, said in the footer until the next key or for a while. Of a name
// that it holds only as much is shown as there is room for.
type notice struct {
	before, name, after string
	brief               string // in place of after, where that would leave the name no room
	undoes              bool   // u undoes it
	until               time.Time
}

// noticeFor is how long a notice is shown while no key comes.
const noticeFor = 15 * time.Second

// say shows a notice.
func (m *Model) say(n notice) {
	n.until = m.now.Add(noticeFor)
	m.notice = n
}

// saying says whether there is a notice to show.
func (m *Model) saying() bool { return m.now.Before(m.notice.until) }

// drawNotice draws it, and behind it the keys for which there is room.
func (m *Model) drawNotice(p *canvas.Pen) string {
	n := m.notice
	undo := m.keys.footnote(actionUndo, "undoes")
	room := m.width - 2 - len(n.before)
	if n.undoes {
		room -= noteWidth(undo) + 1
	}
	if n.brief != "" && ansi.StringWidthWc(n.name)+len(n.after) > room {
		n.after = n.brief
	}
	room -= len(n.after)
	out := p.Line(m.width).To(1).Put(theme.Look{}, n.before).
		Put(theme.Look{Strong: true}, cells.Cut(p.Plain(n.name), max(1, room), p.Theme.Signs.Cut)).
		Put(theme.Look{}, n.after)
	if n.undoes {
		out.Put(theme.Look{}, " ").Put(theme.Look{Strong: true}, undo.key).
			Put(theme.Look{Role: theme.Muted}, " "+undo.does)
	}
	notes := m.keys.footer(m.situation())
	notes = notes[max(0, len(notes)-2):]
	width := 0
	for _, note := range notes {
		width += noteWidth(note) + 2
	}
	if at := m.width - width; out.Column+2 <= at {
		for out.To(at); len(notes) > 0; notes = notes[1:] {
			out.Put(theme.Look{Strong: true}, notes[0].key).
				Put(theme.Look{Role: theme.Muted}, " "+notes[0].does+"  ")
		}
	}
	return out.String()
}
