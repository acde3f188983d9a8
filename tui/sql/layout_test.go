package sql_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/tui/sql"
)

// drawn returns a query as it is laid out at a width, without colours, and how many columns it has.
func drawn(query string, width int) (lines []string, columns int) {
	var laid sql.Layout
	laid.Of(query, width)
	for i := range laid.Len() {
		pieces, number := laid.Line(i)
		text := ""
		if number > 0 {
			text = fmt.Sprintf("%*d", laid.Digits(), number)
		}
		for _, piece := range pieces {
			text = padded(text, piece.At) + piece.Text
		}
		lines = append(lines, padded(text, width))
	}
	return lines, laid.Columns
}

func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidthWc(text)))
}

// pieces returns what is written in a laid out query, piece by piece.
func pieces(query string, width int) []string {
	var laid sql.Layout
	laid.Of(query, width)
	var texts []string
	for i := range laid.Len() {
		pieces, _ := laid.Line(i)
		for _, piece := range pieces {
			texts = append(texts, piece.Text)
		}
	}
	return texts
}

// tokens returns the tokens of a query that aren't plain names, each behind its kind, and whether
// it can be read.
func tokens(query string) (marked []string, ok bool) {
	all, ok := sql.Read(query)
	for _, token := range all {
		if token.Kind != sql.KindName && token.Kind != sql.KindPunctuation {
			marked = append(marked, token.Kind.String()+" "+token.Text)
		}
	}
	return marked, ok
}

// longQuery is as long as AWS takes one.
func longQuery() string {
	const most = 36_000
	var query strings.Builder
	query.WriteString("SELECT column_000000_of_many")
	for i := 1; query.Len() < most-100; i++ {
		fmt.Fprintf(&query, ", column_%06d_of_many AS alias_%06d", i, i)
	}
	query.WriteString(" FROM COST_AND_USAGE_REPORT")
	return query.String()
}

// commented has comments wherever people write them.
const commented = `-- cost by team
SELECT a, -- first, of all
  b /* two,
  lines */
  -- the next one
  , c,
  -- above
  d/*e, f*/ FROM T -- the end`

func TestQueryLayout(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		query   string
		columns int
		want    []string
	}{
		"as AWS documents it": {
			"SELECT identity_line_item_id, identity_time_interval, line_item_product_code," +
				"line_item_unblended_cost FROM COST_AND_USAGE_REPORT", 4,
			[]string{
				"   SELECT",
				" 1   identity_line_item_id,",
				" 2   identity_time_interval,",
				" 3   line_item_product_code,",
				" 4   line_item_unblended_cost",
				"   FROM COST_AND_USAGE_REPORT",
			},
		},
		"every clause, lower case, with names in a row": {
			"select a, product.region as region\n\tfrom T\n\twhere x!='it''s, so' and (b=1 or c>2)" +
				" or not d in (1, 2) limit 10;",
			2,
			[]string{
				"   select",
				" 1   a,",
				" 2   product.region as region",
				"   from T",
				"   where x!='it''s, so'",
				"     and (b=1 or c>2)",
				"     or not d in (1, 2)",
				"   limit 10;",
			},
		},
		"a long name after a longer one": {
			"SELECT line_item_usage_account_id AS account_id_of_the_usage, line_item_type AS type " +
				"FROM T",
			2,
			[]string{
				"   SELECT",
				" 1   line_item_usage_account_id",
				"         AS account_id_of_the_usage,",
				" 2   line_item_type AS type",
				"   FROM T",
			},
		},
		"names in a row": {
			"SELECT line_item_type AS type, cost, product.region AS region FROM T", 3,
			[]string{
				"   SELECT",
				" 1   line_item_type AS type,",
				" 2   cost,",
				" 3   product.region AS region",
				"   FROM T",
			},
		},
		"functions and conditions stay one column": {
			"SELECT CASE WHEN a = 1 AND b IN (1,2) THEN 'x, y' ELSE " +
				"SUBSTR(UPPER(CONCAT(c, ',', 'from')), 1, 3) END AS kind, CAST(a AS int) AS a FROM T",
			2,
			[]string{
				"   SELECT",
				" 1   CASE WHEN a = 1 AND b IN (1,2)",
				"         THEN 'x, y' ELSE",
				"         SUBSTR(UPPER(CONCAT(c, ',',",
				"         'from')), 1, 3) END",
				"         AS kind,",
				" 2   CAST(a AS int) AS a",
				"   FROM T",
			},
		},
		"quoted names and keys of maps": {
			`SELECT product['a, b'], resource_tags."user:Team, x".y,"FROM" FROM "My, Table"`, 3,
			[]string{
				"   SELECT",
				" 1   product['a, b'],",
				` 2   resource_tags."user:Team, x".y,`,
				` 3   "FROM"`,
				`   FROM "My, Table"`,
			},
		},
		"DISTINCT": {
			"SELECT DISTINCT a, distinct, b FROM T", 3,
			[]string{"   SELECT DISTINCT", " 1   a,", " 2   distinct,", " 3   b", "   FROM T"},
		},
		"a column of that name": {
			"SELECT distinct, b FROM T", 2,
			[]string{"   SELECT", " 1   distinct,", " 2   b", "   FROM T"},
		},
		"everything": {"SELECT * FROM T", 1, []string{"   SELECT", " 1   *", "   FROM T"}},
		"a backslash is no escape": {
			`SELECT a FROM T WHERE p = 'C:\' AND q = 'x'`, 1,
			[]string{
				"   SELECT", " 1   a", "   FROM T", `   WHERE p = 'C:\'`, "     AND q = 'x'",
			},
		},
		"comments": {
			commented, 4,
			[]string{
				"   -- cost by team",
				"   SELECT",
				" 1   a, -- first, of all",
				" 2   b /* two,",
				"           lines */",
				"         -- the next one",
				"         ,",
				" 3   c,",
				"     -- above",
				" 4   d/*e, f*/",
				"   FROM T -- the end",
			},
		},
		"a string longer than the line, and an ARN": {
			"SELECT a FROM T WHERE b = 'words that need more than a line, of course' AND c = " +
				"'arn:aws:billing::111122223333:billingview/primary'", 1,
			[]string{
				"   SELECT",
				" 1   a",
				"   FROM T",
				"   WHERE b =",
				"       'words that need more than a ",
				"       line, of course'",
				"     AND c =",
				"         'arn:aws:billing::",
				"         111122223333:billingview/",
				"         primary'",
			},
		},
		"wide characters": {
			"SELECT a AS 日本語の輸出日本語の輸出日本語の輸出 FROM T", 1,
			[]string{
				"   SELECT",
				" 1   a",
				"         AS",
				"         日本語の輸出日本語の輸出日",
				"         本語の輸出",
				"   FROM T",
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, columns := drawn(model.CleanLines(test.query), 36)
			for i := range lines {
				lines[i] = strings.TrimRight(lines[i], " ")
				if i < len(test.want) {
					test.want[i] = strings.TrimRight(test.want[i], " ")
				}
			}
			if columns != test.columns || !slices.Equal(lines, test.want) {
				t.Errorf("%d columns:\n%s\nwant %d:\n%s", columns, strings.Join(lines, "\n"),
					test.columns, strings.Join(test.want, "\n"))
			}
		})
	}
}

// TestQueryAsItCame holds that what isn't of the documented form keeps its lines and its blanks.
func TestQueryAsItCame(t *testing.T) {
	t.Parallel()
	for name, query := range map[string]string{
		"no SELECT":          "DELETE FROM T\n  WHERE a = 1",
		"no FROM":            "SELECT a,\n    b",
		"open string":        "SELECT 'open, (b\n  FROM T",
		"open name":          "SELECT \"open, b\n  FROM T",
		"open bracket":       "SELECT (a, b\n  FROM T",
		"closed too often":   "SELECT a), (b\n  FROM T",
		"open comment":       "SELECT a /* b\n  FROM T",
		"two queries":        "SELECT a FROM T\n  UNION  SELECT b FROM U",
		"clauses in a mess":  "SELECT a\n  WHERE b = 1  FROM T",
		"with before":        "WITH x AS\n  (SELECT 1) SELECT a FROM x",
		"a sign of nothing":  "SELECT `a`,\n  b FROM T",
		"a parameter":        "SELECT a FROM T\n  WHERE b = @p",
		"other dialects'":    "SELECT $$a,\n  b$$ FROM T",
		"words":              "the query  of the month\n  is secret",
		"nothing but blanks": "   ",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, columns := drawn(query, 36)
			for i := range lines {
				lines[i] = strings.TrimRight(lines[i], " ")
			}
			want := strings.TrimRight(query, " ")
			if got := strings.Join(lines, "\n"); got != want || columns != 0 {
				t.Errorf("%d columns:\n%s\nwant\n%s", columns, got, want)
			}
		})
	}
}

// TestQueryWords holds which words are coloured as what: those of the service's SQL, and nothing
// that is only a name.
func TestQueryWords(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"SELECT a FROM T WHERE b = 'x' AND c != -1.5 OR NOT d IN (2) LIMIT 3": "clause SELECT, " +
			"clause FROM, clause WHERE, text 'x', word AND, text -1.5, word OR, word NOT, " +
			"word IN, text 2, clause LIMIT, text 3",
		"select a as b, product.from as limit from T": "clause select, word as, alias b, " +
			"attr from, word as, alias limit, clause from",
		"SELECT table, key, window, domain, group, order, limit_x, selected FROM T": "clause SELECT, " +
			"clause FROM",
		"SELECT a.b.c, a . b, \"a\".\"b\", LEFT(a, 2), in_ FROM T": "clause SELECT, attr b, " +
			"attr c, attr b, attr LEFT, text 2, clause FROM",
		"SELECT CAST(a AS int) AS \"x y\" FROM T": "clause SELECT, attr CAST, word AS, word AS, " +
			"alias \"x y\", clause FROM",
		"SELECT a FROM T WHERE a='b'AND c=1AND(d=2)OR\"e\"!='f'": "clause SELECT, clause FROM, " +
			"clause WHERE, text 'b', word AND, text 1, word AND, text 2, word OR, text 'f'",
	} {
		marked, ok := tokens(query)
		if got := strings.Join(marked, ", "); got != want || !ok {
			t.Errorf("%s\ngot  %s\nwant %s", query, got, want)
		}
	}
}

// TestQueryOfAnyLength lays out what is longest and worst within a time that only something
// growing by the square could need.
func TestQueryOfAnyLength(t *testing.T) {
	t.Parallel()
	const size = 36_000
	fill := func(before, again, after string) string {
		return before + strings.Repeat(again, (size-len(before+after))/len(again)) + after
	}
	for name, query := range map[string]string{
		"columns":    longQuery(),
		"one string": fill("SELECT '", "日", "' FROM T"),
		"one word":   strings.Repeat("日", size/3),
		"quotes":     fill("SELECT ", `a"b"`, " FROM T"),
		"slashes":    fill("SELECT ", "a/", "b FROM T"),
		"comments":   fill("SELECT ", "a/**/", " FROM T"),
		"brackets":   fill("SELECT ", "(", " FROM T"),
		"conditions": fill("SELECT a FROM T WHERE b=1", " AND c!=2", ""),
		"dollars":    fill("SELECT ", "$a", " FROM T"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkQuery(t, query, 38)
		})
	}
}

// checkQuery holds that a query laid out at a width is all there, in order, and has room.
func checkQuery(t *testing.T, query string, width int) {
	t.Helper()
	dense := func(text string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, text)
	}
	text := strings.Join(pieces(query, width), "")
	if got, want := dense(text), dense(query); got != want {
		t.Fatalf("at %d cells of\n%q\nis left\n%q", width, want, got)
	}
	if strings.Contains(text, "\n") {
		t.Fatalf("at %d cells a line holds a line break: %q", width, text)
	}
	lines, columns := drawn(query, width)
	next := 1
	for _, line := range lines {
		if got := ansi.StringWidthWc(line); got != width {
			t.Fatalf("%q takes %d cells of %d", line, got, width)
		}
		if strings.HasPrefix(line, fmt.Sprintf("%2d ", next)) {
			next++
		}
	}
	cuts := strings.Count(query, "…")
	if got := strings.Count(strings.Join(lines, ""), "…"); width >= 24 && got != cuts {
		t.Fatalf("at %d cells something is cut:\n%s", width, strings.Join(lines, "\n"))
	}
	if width >= 24 && columns > 0 && columns < 100 && next <= columns {
		t.Fatalf("%d columns, but number %d is missing:\n%s", columns, next,
			strings.Join(lines, "\n"))
	}
}

// FuzzQuery holds that nothing but white space is ever changed, whatever the query and the width,
// and that every line has room.
func FuzzQuery(f *testing.F) {
	for i, text := range []string{"日本語", "e\u0301\u0302", "\u202e\u2066", "👩‍👩‍👧", "\x1b[31m", "\ufffd"} {
		f.Add(text, 20*i)
		f.Add("SELECT a, '"+text+"' AS b FROM "+text, 30)
	}
	f.Add("SELECT a, '語' AS b FROM 語", 8)
	f.Add(commented, 12)
	f.Add("SELECT a.b AS c, CONCAT(d, ', ') AS e FROM T WHERE f != 'Tax, and more'", 47)
	f.Add("SELECT a\"b\"c/*d*/.e!=$f$-1e5::x@y FROM \u00a0T\x00 WHERE `b` ? #c", 30)
	f.Fuzz(func(t *testing.T, query string, width int) {
		width &= 0xff
		query = model.CleanLines(query)
		if width < 8 || len(query) > 2_000 {
			t.Skip("a column's number and a character have room; longer queries show nothing new")
		}
		checkQuery(t, query, width)
	})
}

// TestQueryIsKept holds that a query is laid out once, until it or the width changes.
func TestQueryIsKept(t *testing.T) {
	t.Parallel()
	query := longQuery()
	for name, test := range map[string]struct {
		query string
		width int
		want  bool
	}{
		"the same":      {query, 72, true},
		"another width": {query, 71, false},
		"another query": {query[:len(query)-1], 72, false},
	} {
		var laid sql.Layout
		laid.Of(query, 72)
		if got := laid.Is(test.query, test.width); got != test.want {
			t.Errorf("%s: kept %v", name, got)
		}
	}
}

// BenchmarkQueryLayout lays a query of 36,000 characters out, as for each new width.
func BenchmarkQueryLayout(b *testing.B) {
	query := longQuery()
	b.ReportAllocs()
	for b.Loop() {
		var laid sql.Layout
		laid.Of(query, 72)
	}
}
