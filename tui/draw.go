package tui

import (
	"strings"
	"time"

	"exportwatch/theme"
)

// draw renders the frame, and returns after how long the first text in it will have changed; 0 if
// none will.
func (m *Model) draw() time.Duration {
	m.dirty = false
	if m.width < 1 || m.height < 1 {
		m.frame = ""
		return 0
	}
	p := m.pen()
	warnings, command := banner(m.watch)
	has := extras{banner: len(warnings) > 0, since: m.watch.Following()}
	l := arrange(m.width, m.height, m.list.Wanted(), has, m.zoomed)
	if l.small {
		lines := drawSmall(p, m.survey, m.width, m.height)
		if m.height > 1 && (m.prompt() != nil || m.list.filter.on()) {
			lines[m.height-1] = m.drawKeys(p)
		}
		m.frame = strings.Join(lines, "\n")
		return p.fresh
	}
	if m.over.open == copyPage {
		m.frame = strings.Join(m.drawCopyPage(p), "\n")
		return p.fresh
	}
	rows := make([]string, m.height)
	rows[0] = m.drawVerdict(p)
	if l.banner >= 0 {
		rows[l.banner] = drawBanner(p, warnings, command, m.width)
	}
	if l.since >= 0 {
		rows[l.since] = drawSince(p, m.watch, m.awaySince(),
			m.keys.note(showChanges, ""), m.width)
	}
	m.drawBody(p, l, rows)
	rows[l.keys] = m.drawKeys(p)
	for i := range rows {
		if rows[i] == "" {
			rows[i] = p.line(m.width).String()
		}
	}
	m.frame = strings.Join(rows, "\n")
	return p.fresh
}

// pen returns what is drawn with now.
func (m *Model) pen() *pen {
	return &pen{theme: m.theme, now: m.watch.AWSNow(m.now), local: m.options.Local}
}

// drawBody draws the panes, or the page over them.
func (m *Model) drawBody(p *pen, l layout, rows []string) {
	if m.over.open != nothing {
		size := rect{x: 1, y: l.list.y, width: m.width - 2, height: l.keys - l.list.y}
		if m.zoomed {
			size.y, size.height = l.detail.y, l.keys-l.detail.y
		}
		if m.over.open == copyMenu {
			copy(rows[size.y:], m.copying.draw(p, m.width, size.height))
			return
		}
		inset(rows, size, m.drawOverlay(p, size))
		return
	}
	m.list.Fit(l.list.height)
	v := m.detail.view(m.watch)
	v.compact, v.zoomed = !l.wide && !m.zoomed, m.zoomed
	detail := m.detail.draw(p, v, l.detail, m.inDetail)
	switch {
	case m.zoomed:
		inset(rows, l.detail, detail)
	case l.wide:
		bar := p.theme.Paint(theme.Look{Role: theme.Rule}, p.theme.Signs.Bar)
		for i, text := range m.list.draw(p, m.watch, l.list.width, !m.inDetail) {
			rows[l.list.y+i] = text + " " + bar + " " + detail[i] + " "
		}
	default:
		for i, text := range m.list.draw(p, m.watch, l.list.width, !m.inDetail) {
			rows[l.list.y+i] = text
		}
		inset(rows, l.detail, detail)
	}
}

// drawOverlay draws the page that is open over the panes.
func (m *Model) drawOverlay(p *pen, size rect) []string {
	if m.over.open == changesPage {
		return m.over.draw(p, "WHAT HAPPENED", changeLines(p, m.watch, size.width), size)
	}
	return m.over.draw(p, "KEYS AND SIGNS", helpLines(p, m.watch, m.now, size.width), size)
}

// inset puts lines into a rect that keeps a blank column at each side.
func inset(rows []string, size rect, lines []string) {
	for i, text := range lines {
		rows[size.y+i] = " " + text + " "
	}
}
