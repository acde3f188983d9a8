package tui_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "take over what the golden tests draw into their archives")

// archive is a file of golden screens: a txtar archive with a section for each. A section is text
// that any diff shows whole: what can't be seen stands there as Go quotes it (\x1b, \u200d), and so
// does a backslash (\\); a line that would look like the head of a section begins with \x2d.
type archive struct {
	path     string
	names    []string // of all sections, in order
	update   bool
	mutex    sync.Mutex // of sections, which only an update changes
	sections map[string]string
}

// openArchive reads an archive, and fails the test unless it has exactly these sections. An update
// writes it back once the test and its subtests are over: each section that was held says what was
// drawn, the others stay as they were, and those that aren't named here are gone.
func openArchive(tb testing.TB, path string, names []string, update bool) *archive {
	tb.Helper()
	a := &archive{path: path, names: names, update: update, sections: map[string]string{}}
	data, err := os.ReadFile(path)
	if err != nil && (!update || !errors.Is(err, fs.ErrNotExist)) {
		tb.Fatalf("%v: draw it with -update", err)
	}
	var found []string
	for _, file := range txtar.Parse(data).Files {
		found = append(found, file.Name)
		a.sections[file.Name] = string(file.Data)
	}
	if update {
		tb.Cleanup(func() { a.write(tb) })
	} else if !slices.Equal(found, names) {
		tb.Errorf("other sections than the test draws: take them over with -update\n%s",
			udiff.Unified(path, "test", lines(found), lines(names)))
	}
	return a
}

// hold fails the test unless a section says this text; in an update it makes the section say so.
func (a *archive) hold(tb testing.TB, name, text string) {
	tb.Helper()
	text = visible(text)
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if a.update {
		a.sections[name] = text
	} else if diff := udiff.Unified(a.path, "drawn", a.sections[name], text); diff != "" {
		tb.Errorf("section %s looks different: take it over with -update, if it is good\n%s",
			name, diff)
	}
}

// write writes all sections that are known.
func (a *archive) write(tb testing.TB) {
	tb.Helper()
	var whole txtar.Archive
	for _, name := range a.names {
		if text, ok := a.sections[name]; ok {
			whole.Files = append(whole.Files, txtar.File{Name: name, Data: []byte(text)})
		}
	}
	if err := os.MkdirAll(filepath.Dir(a.path), 0o750); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(a.path, txtar.Format(&whole), 0o600); err != nil {
		tb.Fatal(err)
	}
}

// visible returns a text as a section holds it, in whole lines.
func visible(text string) string {
	all := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range all {
		quoted := strconv.Quote(line)
		line = strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
		if strings.HasPrefix(line, "-- ") {
			line = `\x2d` + line[1:]
		}
		all[i] = line
	}
	return lines(all)
}

func lines(all []string) string { return strings.Join(all, "\n") + "\n" }

// complaints is a test that goes on and keeps what it is failed with.
type complaints struct {
	testing.TB

	said []string
}

func (c *complaints) Errorf(format string, args ...any) {
	c.said = append(c.said, fmt.Sprintf(format, args...))
}

// TestArchiveUpdate holds that an update writes what is drawn, even at the same time, keeps what
// isn't, and drops what no test draws.
func TestArchiveUpdate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "golden", "state.txtar")
	const mess = "a\\b \"c\"\x1b[m\x00\u200d\r\n-- 2 --\n\n"
	draw := func(names string, drawn map[string]string) string {
		t.Run("update", func(t *testing.T) {
			a := openArchive(t, path, strings.Fields(names), true)
			for name, text := range drawn {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					a.hold(t, name, text)
				})
			}
		})
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for _, step := range []struct {
		names string
		drawn map[string]string
		want  string
	}{
		{
			"1 2 3",
			map[string]string{"1": "one\n", "2": "two", "3": mess},
			"-- 1 --\none\n-- 2 --\ntwo\n" +
				"-- 3 --\na\\\\b \"c\"\\x1b[m\\x00\\u200d\\r\n\\x2d- 2 --\n\n",
		},
		{
			"0 2 1",
			map[string]string{"0": "nought", "1": "uno"},
			"-- 0 --\nnought\n-- 2 --\ntwo\n-- 1 --\nuno\n",
		},
	} {
		if got := draw(step.names, step.drawn); got != step.want {
			t.Errorf("drawn %v:\n%s\nwant\n%s", step.drawn, got, step.want)
		}
	}
}

// TestArchiveHolds holds what fails a test: a section that is missing, that no test draws, that
// stands there twice or that says something else; and what doesn't: one that isn't drawn now.
func TestArchiveHolds(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		file, names string
		drawn, want string // of section 1, and of the complaint
	}{
		"all as it was":  {"-- 1 --\none\n-- 2 --\ntwo\n", "1 2", "one\n", ""},
		"looks else":     {"-- 1 --\none\n", "1", "uno\n", "section 1 looks different"},
		"a line is less": {"-- 1 --\none\n\n", "1", "one\n", "section 1 looks different"},
		"missing":        {"-- 1 --\none\n", "1 2", "one\n", "\n+2\n"},
		"stale":          {"-- 1 --\none\n-- 2 --\ntwo\n", "1", "one\n", "\n-2\n"},
		"twice":          {"-- 1 --\nold\n-- 1 --\none\n", "1", "one\n", "\n-1\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "state.txtar")
			if err := os.WriteFile(path, []byte(test.file), 0o600); err != nil {
				t.Fatal(err)
			}
			got := &complaints{TB: t}
			a := openArchive(got, path, strings.Fields(test.names), false)
			a.hold(got, "1", test.drawn)
			if said := strings.Join(got.said, "\n"); !strings.Contains(said, test.want) ||
				(test.want == "") != (said == "") || len(got.said) > 1 {
				t.Errorf("fails with %q, want %q", said, test.want)
			}
		})
	}
}
