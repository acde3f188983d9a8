package sql_test

import (
	"strings"
	"testing"

	"exportwatch/tui/sql"
)

// TestText holds what is copied of a query that is laid out.
func TestText(t *testing.T) {
	t.Parallel()
	long := "'" + strings.Repeat("long ", 60) + "'"
	for query, want := range map[string]string{
		"SELECT a, bb AS b FROM COST_AND_USAGE_REPORT WHERE a = 'x, y'": "SELECT\n  a,\n" +
			"  bb AS b\nFROM COST_AND_USAGE_REPORT\nWHERE a = 'x, y'",
		"SELECT a FROM T WHERE b = " + long:      "SELECT\n  a\nFROM T\nWHERE b = " + long,
		"DROP everything":                        "",
		"SELECT a FROM T WHERE b = 'two\nlines'": "",
		"":                                       "",
	} {
		if got := sql.Text(query); got != want {
			t.Errorf("%q became\n%s\nwant\n%s", query, got, want)
		}
	}
}
