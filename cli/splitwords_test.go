package cli_test

import (
	"slices"
	"strings"
	"testing"

	"exportwatch/cli"
)

func TestSplitWords(t *testing.T) {
	t.Parallel()
	for command, want := range map[string][]string{
		`notify`:                       {"notify"},
		"  a \t b  ":                   {"a", "b"},
		`a 'b c' "d e" f\ g`:           {"a", "b c", "d e", "f g"},
		`a '' ""`:                      {"a", "", ""},
		`a'b'"c"d`:                     {"abcd"},
		`a 'x | y; $(z) \'`:            {"a", `x | y; $(z) \`},
		`a "say \"hi\" \\ \n"`:         {"a", `say "hi" \ \n`},
		`a \| \\ \$HOME`:               {"a", "|", `\`, "$HOME"},
		`curl -H 'X: 1' https://x/é=%`: {"curl", "-H", "X: 1", "https://x/é=%"},
	} {
		if got, err := cli.SplitWords(command); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s is %q, %v, want %q", command, got, err, want)
		}
	}
	for command, want := range map[string]string{
		``: "names no command", `  `: "names no command", `''`: "names no command",
		`a 'b`: "the quote ' isn't closed", `a "b\"`: `the quote " isn't closed`,
		`a \`: "last backslash", `a | b`: `"|"`, `a > b`: `">"`, `a $HOME`: `"$"`, "a `b`": "\"`\"",
		`a; b`: `";"`, `~/a`: `"~"`, "a\nb": `"\n"`,
	} {
		if got, err := cli.SplitWords(command); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is %q, %v, want an error with %s", command, got, err, want)
		}
	}
}
