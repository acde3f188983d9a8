package detail

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"exportwatch/model/check"
	"exportwatch/model/evidence"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/sql"
)

// queryTab is the name of the tab that shows the query.
const queryTab = "Query"

// drawQuery lays the query out one column a line, numbered by column. What isn't of the form that
// AWS documents is shown as it came. Nothing but white space is ever changed.
func drawQuery(p *canvas.Page, v view) {
	execution, _ := v.run.Execution()
	query := execution.Export.Query
	shown, isCut := shownQuery(query)
	marks := marksOf(v)
	laid := v.query.of(shown, p.Width, marks)
	queryNotes(p, v, laid.AsItCame && query != "")
	if isCut {
		p.Text(0, theme.Look{Role: theme.Warn}, "Cut after "+strconv.Itoa(mostQuery)+
			" bytes: AWS allows no longer query.")
		p.Blank()
	}
	if query == "" {
		p.Text(0, theme.Look{}, "AWS returned no query.")
		return
	}
	before := len(p.Lines)
	p.Rows(
		laid.Len(),
		&v.query.plain,
		func(i int, out *canvas.Line) { drawSQL(laid, marks, i, out) },
	)
	if laid.Columns > 0 {
		p.Position = func(first, last int) canvas.Position {
			from, to := laid.Span(first-before, last-before)
			return canvas.Position{Unit: "column", First: from, Last: to, Of: laid.Columns}
		}
	}
}

// mostQuery is the longest query that AWS takes (DataQuery.QueryStatement, 36,000 characters), in the
// bytes that these may take. What is longer can't be AWS's, and would take seconds to lay out.
const mostQuery = 36_000 * utf8.UTFMax

// shownQuery returns as much of a query as is shown, and whether that isn't all.
func shownQuery(query string) (shown string, isCut bool) {
	if len(query) <= mostQuery {
		return query, false
	}
	end := mostQuery
	for !utf8.RuneStart(query[end]) {
		end--
	}
	return query[:end], true
}

// QueryLaidOut returns a query laid out one column a line, to be copied; "" for what isn't of the form
// that AWS documents.
func QueryLaidOut(query string) string {
	if _, isCut := shownQuery(query); isCut {
		return ""
	}
	return sql.Text(query)
}

// queryNotes says whose query it is, how to see more of it, and whether it is shown as it came.
func queryNotes(p *canvas.Page, v view, asCame bool) {
	muted, strong := theme.Look{Role: theme.Muted}, theme.Look{Strong: true}
	zoom := " shows it full width"
	if v.zoomed {
		zoom = " goes back"
	}
	hints := func(out *canvas.Line) {
		out.Put(strong, p.Pen.Keys.Letter(QueryLetter)).
			Put(muted, " copies it, ").
			Put(strong, p.Pen.Keys.Zoom).
			Put(muted, zoom)
	}
	const oneLine = 74 // cells: from there both notes have room in a line
	p.Row(func(out *canvas.Line) {
		out.Put(theme.Look{}, "Query as of this run.")
		if p.Width >= oneLine && !v.compact {
			hints(out.To(out.Column + 2))
		}
	})
	if v.compact {
		return
	}
	if p.Width < oneLine {
		p.Row(hints)
	}
	if asCame {
		p.Text(0, muted, "Shown as received: not SQL in the form that AWS documents.")
	}
	p.Blank()
}

// queryText is a query laid out, with the text of its lines as far as it was asked for.
type queryText struct {
	laid  sql.Layout
	plain []string
	marks []check.Mark
}

// of returns the layout of a query at a width.
func (q *queryText) of(query string, width int, marks []check.Mark) *sql.Layout {
	if !q.laid.Is(query, width) || !slices.Equal(q.marks, marks) {
		q.plain, q.marks = nil, marks
	}
	return q.laid.Of(query, width)
}

// marksOf returns the columns of the run's query that its table doesn't have, as far as that was looked
// at.
func marksOf(v view) []check.Mark {
	if report := evidence.Of(v.watched, v.run); report != nil {
		return report.Marks
	}
	return nil
}

// drawSQL draws a line of a query, and marks its columns that the table doesn't have.
func drawSQL(laid *sql.Layout, marks []check.Mark, i int, out *canvas.Line) {
	pieces, number := laid.Line(i)
	note := ""
	if number > 0 {
		label := strconv.Itoa(number)
		out.To(laid.Digits()-len(label)).Put(theme.Look{Role: theme.Muted}, label)
	}
	for _, piece := range pieces {
		look := sqlLook(piece.Kind)
		for _, mark := range marks {
			if piece.Kind == sql.KindName && strings.Trim(piece.Text, `"`) == mark.Column {
				look = theme.Look{Role: theme.Bad}
				note = markNote(mark)
			}
		}
		out.To(piece.At).Put(look, piece.Text)
	}
	if note != "" {
		bad := theme.Look{Role: theme.Bad, Sign: true, Strong: true}
		out.Put(bad, "  "+out.Pen.Theme.Signs.Failed+" ").Put(theme.Look{Role: theme.Bad}, note)
	}
}

func sqlLook(kind sql.Kind) theme.Look {
	switch kind {
	case sql.KindClause:
		return theme.Look{Role: theme.SQLWord, Strong: true}
	case sql.KindWord:
		return theme.Look{Role: theme.SQLWord}
	case sql.KindText:
		return theme.Look{Role: theme.SQLText}
	case sql.KindAttribute:
		return theme.Look{Role: theme.SQLAttr}
	case sql.KindAlias:
		return theme.Look{Strong: true}
	case sql.KindPunctuation, sql.KindComment:
		return theme.Look{Role: theme.Muted}
	case sql.KindName:
	}
	return theme.Look{}
}
