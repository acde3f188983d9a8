package tui

import (
	"strconv"

	"exportwatch/theme"
)

// drawQuery lays the query out one column a line, numbered by column. What isn't of the form that
// AWS documents is shown as it came. Nothing but white space is ever changed.
func drawQuery(p *page, v view) {
	execution, _ := v.run.Execution()
	query := execution.Export.Query
	laid := v.query.of(query, p.width)
	queryNotes(p, v, laid)
	if query == "" {
		p.text(0, theme.Look{}, "AWS's answer holds no query.")
		return
	}
	before := len(p.lines)
	p.rows(len(laid.lines), &laid.plain, func(i int, out *line) { laid.draw(i, out) })
	if laid.columns > 0 {
		p.position = func(first, last int) position {
			from, to := laid.span(first-before, last-before)
			return position{unit: "column", first: from, last: to, of: laid.columns}
		}
	}
}

// queryNotes says whose query it is, and how to see more of it.
func queryNotes(p *page, v view, laid *sqlLayout) {
	muted, strong := theme.Look{Role: theme.Muted}, theme.Look{Strong: true}
	zoom := " shows it full width"
	if v.zoomed {
		zoom = " goes back"
	}
	hints := func(out *line) {
		out.put(strong, copyKey+queryLetter).
			put(muted, " copies it, ").
			put(strong, "z").
			put(muted, zoom)
	}
	const oneLine = 74 // cells: from there both notes have room in a line
	p.row(func(out *line) {
		out.put(theme.Look{}, "This run's copy;").put(muted, " today's may differ.")
		if p.width >= oneLine && !v.compact {
			hints(out.to(out.column + 2))
		}
	})
	if v.compact {
		return
	}
	if p.width < oneLine {
		p.row(hints)
	}
	if laid.asCame && laid.query != "" {
		p.text(0, muted, "Shown as it came: it isn't the SQL that AWS documents.")
	}
	p.blank()
}

// draw draws a line of the layout.
func (s *sqlLayout) draw(i int, out *line) {
	l := s.lines[i]
	if l.numbered {
		label := strconv.Itoa(l.column)
		out.to(s.digits()-len(label)).put(theme.Look{Role: theme.Muted}, label)
	}
	for _, piece := range s.pieces[l.from:l.to] {
		out.to(piece.at).put(sqlLook(piece.kind), piece.text)
	}
}

func sqlLook(kind sqlKind) theme.Look {
	switch kind {
	case sqlClause:
		return theme.Look{Role: theme.SQLWord, Strong: true}
	case sqlWord:
		return theme.Look{Role: theme.SQLWord}
	case sqlText:
		return theme.Look{Role: theme.SQLText}
	case sqlAttr:
		return theme.Look{Role: theme.SQLAttr}
	case sqlAlias:
		return theme.Look{Strong: true}
	case sqlPoint, sqlComment:
		return theme.Look{Role: theme.Muted}
	case sqlName:
	}
	return theme.Look{}
}
