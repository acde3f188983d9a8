package cli

import (
	"io"
	"slices"
	"strings"

	"exportwatch/theme"
	"exportwatch/tui"
	"exportwatch/tui/cells"
)

// The columns of a table.
const (
	columnSign = iota
	columnStatus
	columnExport
	columnAccount
	columnCreated
	columnDuration
	columnLastOK
	columnRun
	columnReason
	columns
)

// narrowing is a column that gives way where a table is too wide: down to a width, or wholly.
type narrowing struct{ column, least int }

// exportNarrowings lists the columns that give way, first to last: ids, of which the beginning tells them
// apart, go first. What is no text for people to read on is whole or left out.
func exportNarrowings() []narrowing {
	const out = 0
	return []narrowing{
		{columnRun, 9},
		{columnReason, 24},
		{columnCreated, out},
		{columnRun, out},
		{columnExport, 16},
		{columnReason, 16},
		{columnDuration, out},
		{columnReason, 12},
		{columnAccount, out},
		{columnLastOK, out},
		{columnReason, out},
		{columnExport, 4},
	}
}

// runNarrowings lists the same for a table of runs, which is about when they were and how long they took.
func runNarrowings() []narrowing {
	const out = 0
	return []narrowing{
		{columnRun, 9},
		{columnReason, 24},
		{columnEnded, out},
		{columnRun, out},
		{columnReason, 12},
		{columnReason, out},
		{columnStatus, 4},
	}
}

// lines prints rows in columns as wide as their widest cell, narrower where the terminal is: first to
// last give way the narrowings. No line ends with a blank.
func (t table) lines(w io.Writer, rows [][]tui.Painted, narrowings []narrowing) {
	widths := make([]int, columns)
	for _, row := range rows {
		for column, c := range row {
			widths[column] = max(widths[column], cells.Width(c.Text))
		}
	}
	if t.width > 0 {
		whole := slices.Clone(widths)
		shrink(widths, t.width, narrowings)
		widen(widths, whole, t.width)
	}
	for _, row := range rows {
		_, _ = io.WriteString(w, t.line(row, widths)+"\n")
	}
}

// line returns a row in columns so wide; a column of width 0 is left out.
func (t table) line(row []tui.Painted, widths []int) string {
	var line strings.Builder
	owed := 0 // blanks, written only before something else
	for column, c := range row {
		width := widths[column]
		if width == 0 {
			continue
		}
		text := c.Text
		if cells.Width(text) > width {
			text = cells.Cut(text, width, t.theme.Signs.Cut)
		}
		if text != "" {
			line.WriteString(strings.Repeat(" ", owed))
			line.WriteString(t.painted(c.Look, text))
			owed = 0
		}
		owed += width - cells.Width(text) + gap(column)
	}
	return line.String()
}

// gap returns the blanks after a column.
func gap(column int) int {
	if column == columnSign {
		return 1
	}
	return 2
}

func (t table) painted(look theme.Look, text string) string {
	if !t.paint {
		return text
	}
	return t.theme.Paint(look, text)
}

// widen gives what a column that is left out leaves over to those that are cut.
func widen(widths, whole []int, room int) {
	for _, column := range []int{columnReason, columnExport} {
		if spare := room - lineWidth(widths); spare > 0 && widths[column] > 0 {
			widths[column] = min(whole[column], widths[column]+spare)
		}
	}
}

// shrink narrows columns until a line of them fits.
func shrink(widths []int, room int, narrowings []narrowing) {
	for _, n := range narrowings {
		over := lineWidth(widths) - room
		if over <= 0 {
			return
		}
		left := max(n.least, widths[n.column]-over)
		if n.least == 0 {
			left = 0
		}
		widths[n.column] = min(widths[n.column], left)
	}
}

// lineWidth returns the width of a line with columns so wide.
func lineWidth(widths []int) int {
	width, after := 0, 0
	for column, w := range widths {
		if w > 0 {
			width += after + w
			after = gap(column)
		}
	}
	return width
}
