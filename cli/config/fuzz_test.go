package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"exportwatch/cli/config"
)

// everything has a setting for each kind of value.
func everything() config.Schema {
	anything := func(key string) (string, string) { return key, "" }
	return config.Schema{
		Near: func(string, []string) []string { return nil },
		Settings: []config.Setting{
			{Name: "theme", Reader: config.Choice("dark", "light")},
			{Name: "bell", Reader: config.Switch()},
			{Name: "region", Reader: config.Word("a Region")},
			{Name: "on-change", Reader: config.Text("a command", func(text string) error {
				if strings.HasPrefix(text, "|") {
					return errors.New("it begins with a |")
				}
				return nil
			})},
			{Name: "endpoint-url", Reader: config.Address()},
			{Name: "targets", Reader: config.Globs("names")},
			{Name: "profiles", Reader: config.Globs("names")},
			{Name: "fail-on", Reader: config.Choices("failed", "slow")},
			{Name: "interval", Reader: config.Span(time.Second, "15s")},
			{Name: "keep", Reader: config.Days(0, "400d")},
			{Name: "debug-log", Reader: config.Path()},
			{Name: "exports", Reader: config.Exports()},
			{Name: "keys", Reader: config.Keys(config.Keyboard{
				Actions: []config.Action{
					{Name: "pause", Keys: []string{"p"}},
					{Name: "refresh", Keys: []string{"r", "R"}},
					{Name: "pick-tab", Keys: []string{"1", "2"}, Exact: true},
				},
				Spell: anything, Else: func(string, string) string { return "" },
			})},
		},
	}
}

// FuzzRead holds that whatever a file holds, the reader tells what is wrong at a place in it, in texts
// that are safe to show; and that what it takes is right.
func FuzzRead(f *testing.F) {
	archive, err := txtar.ParseFile("../testdata/config.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archive.Files {
		if strings.HasSuffix(file.Name, ".yaml") {
			f.Add(string(file.Data))
		}
	}
	for _, text := range []string{
		"theme: dark\nkeys: {pause: [x, y]}\nexports: [{name: a, muted-hours: 'fri-mon 1:00-2:00'}]",
		"targets: &a [*a]", "? [theme]\n: x", "%TAG ! x\n---\ntheme: !x dark", "\uFEFFtheme: dark",
		"targets: |\n  a\n  b\n", "a: &x {b: *x}", "keep: 0x10\ninterval: 9999999h\n",
		"\r{",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "config.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := config.Read(config.Location{Path: path}, everything())
		check(t, file, text, err)
	})
}

func check(t *testing.T, file config.File, text string, err error) {
	t.Helper()
	for _, rule := range file.Rules {
		if rule.Pattern == "" || rule.Gap == 0 && rule.Muted == nil {
			t.Errorf("the rule %+v says nothing", rule)
		}
	}
	for name, value := range file.Values {
		if len(value.Texts) == 0 && name != "keys" && name != "exports" || value.Line < 1 {
			t.Errorf("%s is %+v", name, value)
		}
	}
	if err == nil {
		return
	}
	said := err.Error()
	if !utf8.ValidString(said) || strings.ContainsFunc(said, func(r rune) bool {
		return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r))
	}) {
		t.Errorf("it isn't safe to show: %q", said)
	}
	invalid, ok := err.(*config.InvalidError) //nolint:errorlint // as it was returned
	if !ok {
		return
	}
	lines := strings.Count(text, "\n") + 1
	for _, problem := range invalid.Problems {
		if problem.Text == "" || problem.Column < 1 || problem.Line < 1 || problem.Line > lines+1 {
			t.Errorf("%+v in a file of %d lines", problem, lines)
		}
	}
}
