package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/detail"
)

// measured is what a frame is drawn from: where everything stands, and the texts that were measured
// to find that out. Drawing reads it and changes nothing.
type measured struct {
	layout
	warnings []string    // the banner, the longest form first
	command  string      // of the banner
	wrong    []string    // beside the watching, the longest form first
	text     detail.Text // of the detail
	rows     []string    // of the page over the panes
	broken   bool        // lines of the copied text take several rows
}

// render measures and draws the frame, and sets the screen timer for when the first text in it will
// have changed.
func (m *Model) render() tea.Cmd {
	m.dirty = false
	if m.width < 1 || m.height < 1 {
		m.frame = ""
		return m.armScreen(0)
	}
	p := m.pen()
	m.frame = strings.Join(m.draw(p, m.measure(p)), "\n")
	return m.armScreen(p.Fresh)
}

// pen returns what is drawn with now.
func (m *Model) pen() *canvas.Pen {
	return &canvas.Pen{
		Theme: m.theme, Now: m.watch.AWSNow(m.now), Local: m.options.Local, Keys: canvas.Keys{
			Copy: m.keys.shown(actionCopyThis), Zoom: m.keys.shown(actionZoom),
			Back: m.keys.shown(actionBackToList), Add: m.keys.shown(actionAdd),
			Undo: m.keys.shown(actionUndo), Mute: m.keys.shown(actionMute),
			Look: m.keys.shown(actionAskThis), Open: m.keys.shown(actionOpenFile),
		},
	}
}

// measure divides the screen and fits to it what is shown: scroll positions, cursors, the search.
func (m *Model) measure(p *canvas.Pen) measured {
	warnings, command := banner(m.watch, m.survey, m.watch.AWSNow(m.now))
	beside := m.beside()
	has := extras{
		banner: len(warnings) > 0, missing: len(m.unmatched.patterns) > 0,
		since: m.watch.Following(), beside: len(beside) > 0,
	}
	all := measured{
		layout:   arrange(m.width, m.height, m.list.Wanted(), has, m.zoomed),
		warnings: warnings, command: command, wrong: beside,
	}
	switch {
	case all.small:
	case m.over.open == pageCopyText:
		all.rows, all.broken = pageRows(p, &m.copying.chosen, m.width)
		m.over.Fit(len(all.rows), m.height-1)
	case m.over.open == pageCopyMenu:
		m.copying.Fit(all.page(m.zoomed).Height)
	case m.over.open == pagePicker:
		m.picker.Fit(m.watch, m.paused, m.width, all.page(m.zoomed).Height)
	case m.over.open == pageChanges:
		m.happened.Fit(p, m.watch, m.awaySince, all.page(m.zoomed).Height)
	case m.over.open != pageNone:
		size := all.page(m.zoomed)
		calls := callBlock(p, m.watch, m.now, m.options.Served)
		all.rows = helpLines(p, m.keys, calls, m.watch, size.Width)
		m.over.Fit(len(all.rows), size.Height-overlayHeads)
	default:
		m.list.Fit(all.list.Height, all.list.Width)
		all.text = m.detail.Measure(p, m.watch, m.place(all.layout))
	}
	return all
}

// page returns where a page over the panes stands.
func (l layout) page(zoomed bool) canvas.Rect {
	size := canvas.Rect{X: 1, Y: l.list.Y, Width: l.width - 2, Height: l.keys - l.list.Y}
	if zoomed {
		size.Y, size.Height = l.detail.Y, l.keys-l.detail.Y
	}
	return size
}

// place returns how the detail stands on the screen.
func (m *Model) place(l layout) detail.Place {
	return detail.Place{
		Rect: l.detail, Compact: !l.wide && !m.zoomed, Zoomed: m.zoomed, Focused: m.inDetail,
	}
}

// draw returns the rows of the frame.
func (m *Model) draw(p *canvas.Pen, all measured) []string {
	if all.small {
		lines := drawSmall(p, m.survey, m.width, m.height)
		if m.height > 1 && (m.prompt.open || m.list.Filtering()) {
			lines[m.height-1] = m.drawKeys(p)
		}
		return lines
	}
	if m.over.open == pageCopyText {
		return m.drawCopyPage(p, all.rows, all.broken)
	}
	rows := make([]string, m.height)
	rows[0] = m.drawVerdict(p)
	if all.banner >= 0 {
		rows[all.banner] = drawBanner(p, all.warnings, all.command, m.width)
	}
	if all.missing >= 0 {
		rows[all.missing] = m.unmatched.draw(p, m.width)
	}
	if all.beside >= 0 {
		rows[all.beside] = drawBeside(p, all.wrong, m.width)
	}
	if all.since >= 0 {
		if since, away := m.tellSince(); away {
			rows[all.since] = drawSince(
				p,
				m.watch,
				since,
				m.keys.footnote(actionShowChanges, ""),
				m.width,
			)
		}
	}
	m.drawBody(p, all, rows)
	rows[all.keys] = m.drawKeys(p)
	for i := range rows {
		if rows[i] == "" {
			rows[i] = p.Line(m.width).String()
		}
	}
	return rows
}

// drawBody draws the panes, or the page over them.
func (m *Model) drawBody(p *canvas.Pen, all measured, rows []string) {
	if m.over.open != pageNone {
		size := all.page(m.zoomed)
		switch m.over.open { //nolint:exhaustive // the copied text has the whole screen
		case pageCopyMenu:
			copy(rows[size.Y:], m.copying.draw(p, m.width, size.Height))
		case pagePicker:
			copy(rows[size.Y:], m.picker.draw(p, m.watch, m.width, size.Height))
		case pageChanges:
			copy(rows[size.Y:], m.happened.draw(p, m.watch, m.width, size.Height))
		default:
			inset(rows, size, m.over.draw(p, "KEYS AND SIGNS", all.rows, size))
		}
		return
	}
	pane := m.detail.Draw(p, all.text, m.place(all.layout))
	switch {
	case m.zoomed:
		inset(rows, all.detail, pane)
	case all.wide:
		bar := p.Theme.Paint(theme.Look{Role: theme.Rule}, p.Theme.Signs.Bar)
		for i, text := range m.list.Draw(p, m.watch, all.list.Width, !m.inDetail) {
			rows[all.list.Y+i] = text + " " + bar + " " + pane[i] + " "
		}
	default:
		for i, text := range m.list.Draw(p, m.watch, all.list.Width, !m.inDetail) {
			rows[all.list.Y+i] = text
		}
		inset(rows, all.detail, pane)
	}
}

// inset puts lines into a rect that keeps a blank column at each side.
func inset(rows []string, size canvas.Rect, lines []string) {
	for i, text := range lines {
		rows[size.Y+i] = " " + text + " "
	}
}
