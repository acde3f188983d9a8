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
	queryNotes(p, v, laid.asCame && query != "")
	if query == "" {
		p.text(0, theme.Look{}, "AWS's answer holds no query.")
		return
	}
	before := len(p.lines)
	p.rows(laid.size(), &v.query.plain, func(i int, out *line) { drawSQL(laid, i, out) })
	if laid.columns > 0 {
		p.position = func(first, last int) position {
			from, to := laid.span(first-before, last-before)
			return position{unit: "column", first: from, last: to, of: laid.columns}
		}
	}
}

// queryNotes says whose query it is, how to see more of it, and whether it is shown as it came.
func queryNotes(p *page, v view, asCame bool) {
	muted, strong := theme.Look{Role: theme.Muted}, theme.Look{Strong: true}
	zoom := " shows it full width"
	if v.zoomed {
		zoom = " goes back"
	}
	hints := func(out *line) {
		out.put(strong, CopyKey+QueryLetter).
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
	if asCame {
		p.text(0, muted, "Shown as it came: it isn't the SQL that AWS documents.")
	}
	p.blank()
}

// queryText is a query laid out, with the text of its lines as far as it was asked for.
type queryText struct {
	laid  sqlLayout
	plain []string
}

// of returns the layout of a query at a width.
func (q *queryText) of(query string, width int) *sqlLayout {
	if !q.laid.is(query, width) {
		q.plain = nil
	}
	return q.laid.of(query, width)
}

// drawSQL draws a line of a query.
func drawSQL(laid *sqlLayout, i int, out *line) {
	pieces, number := laid.line(i)
	if number > 0 {
		label := strconv.Itoa(number)
		out.to(laid.digits()-len(label)).put(theme.Look{Role: theme.Muted}, label)
	}
	for _, piece := range pieces {
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
