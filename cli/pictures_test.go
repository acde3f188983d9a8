package cli_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// picturesFlag makes the pictures of the documents anew:
//
//	go test ./cli -run TestPictures -pictures
const picturesFlag = "pictures"

// picture is a file in docs/, made by the demo on the screen.
type picture struct {
	file    string
	about   string // for who can't see it
	width   int
	height  int
	light   bool
	moments []moment
	still   int // which of several moments is seen where nothing may move
}

// moment is when a picture is taken: so long after the start, and with keys pressed just before.
type moment struct {
	after time.Duration
	keys  []string
	shown time.Duration // in a film
}

// pictures are all that there are.
func pictures() []picture {
	const failed = 50 * time.Second // by now a delivery has failed
	one := func(keys ...string) []moment { return []moment{{after: failed, keys: keys}} }
	return []picture{
		{
			file:  "screen-dark.svg",
			about: "A list of exports, those that failed on top; beside it why, and what to do.",
			width: 120, height: 36, moments: one("g"),
		},
		{
			file:  "screen-light.svg",
			about: "A list of exports, those that failed on top; beside it why, and what to do.",
			width: 120, height: 36, moments: one("g"), light: true,
		},
		{
			file:  "narrow.svg",
			about: "80 columns and 24 rows: what happened to the chosen export is below the list.",
			width: 80, height: 24, moments: one("g"),
		},
		{
			file:    "runs.svg",
			about:   "How long an export's runs took, as columns, and in a table in which one is chosen.",
			width:   120,
			height:  36,
			moments: one("g", "j", "3", "\r", "j", "j"),
		},
		{
			file:    "checks.svg",
			about:   "The data is there; which Region in the bucket's policy keeps AWS from writing.",
			width:   160,
			height:  40,
			moments: one("g", "j", "2", "r"),
		},
		{
			file:  "query.svg",
			about: "The query of an export, a column a line.",
			width: 120, height: 36, moments: one("g", "j", "4", "\r", "G"),
		},
		{
			file:  "tables.svg",
			about: "How an export's table is configured.",
			width: 120, height: 36, moments: one("g", "j", "5"),
		},
		{
			file:  "output.svg",
			about: "Where an export's files are, and how they are written.",
			width: 120, height: 36, moments: one("g", "6"),
		},
		{
			file:  "help.svg",
			about: "All keys, and what each sign and status means.",
			width: 120, height: 36, moments: one("g", "?"),
		},
		{
			file: "demo.svg",
			about: "Runs start, query and deliver. One fails: why and what to do stand beside it. " +
				"Another makes an earlier failure good.",
			width:   120,
			height:  36,
			moments: story(),
			still:   5,
		},
	}
}

// story is what the demo tells in its first two minutes.
func story() []moment {
	const short, long = 1500 * time.Millisecond, 3 * time.Second
	return []moment{
		{1 * time.Second, nil, long},
		{16 * time.Second, nil, short},
		{17 * time.Second, []string{"j"}, short},
		{18 * time.Second, []string{"j"}, long},
		{31 * time.Second, nil, short},
		{46 * time.Second, nil, 2 * long}, // the chosen one failed
		{47 * time.Second, []string{"4"}, long},
		{48 * time.Second, []string{"6"}, long},
		{50 * time.Second, []string{"1", "j"}, long},
		{61 * time.Second, nil, long},
		{91 * time.Second, nil, 2 * long}, // and the next is made good
		{101 * time.Second, []string{"c"}, long},
	}
}

// The pictures in docs/ are what the program shows. With -pictures they are made anew.
//
//nolint:paralleltest // it changes the environment
func TestPictures(t *testing.T) {
	t.Setenv("COLORTERM", "truecolor")
	dir := filepath.Join("..", "docs")
	var files []string
	for _, p := range pictures() {
		files = append(files, p.file)
		t.Run(p.file, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { p.check(t, filepath.Join(dir, p.file)) })
		})
	}
	slices.Sort(files)
	var there []string
	found, err := filepath.Glob(filepath.Join(dir, "*.svg"))
	for _, name := range found {
		there = append(there, filepath.Base(name))
	}
	if err != nil || !slices.Equal(there, files) {
		t.Errorf("docs/ holds %q (%v), want %q", there, err, files)
	}
	if shown := shownPictures(t); !slices.Equal(shown, files) {
		t.Errorf("the documents show %q, want %q", shown, files)
	}
}

// shownPictures are the names of all pictures that the documents show.
func shownPictures(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, document := range []string{"../README.md", "../docs/pictures.md"} {
		names = append(
			names,
			regexp.MustCompile(`[\w-]+\.svg`).FindAllString(read(t, document), -1)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (p picture) check(t *testing.T, name string) {
	t.Helper()
	// A bubble's time begins in the year 2000.
	time.Sleep(time.Until(time.Date(2026, time.November, 24, 14, 31, 0, 0, time.UTC)))
	made := p.play(t).svg(t)
	if flag.Lookup(picturesFlag).Value.String() == "true" {
		//nolint:gosec // a document is for all to read
		if err := os.WriteFile(name, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(name)
	if err != nil || string(kept) != made {
		t.Errorf("%s isn't what the program shows (%v); where that is right, look at what "+
			"go test ./cli -run TestPictures -pictures makes", name, err)
	}
	most := 60_000
	if len(p.moments) > 1 {
		most = 300_000
	}
	if len(made) > most {
		t.Errorf("%d bytes, more than %d", len(made), most)
	}
	for _, text := range []string{"focus-1-2", "cur2-daily"} {
		if p.file != "help.svg" && !strings.Contains(wellFormed(t, made), text) {
			t.Errorf("%s lacks %q", name, text)
		}
	}
}

// play runs the demo and looks at its screen at each moment.
func (p picture) play(t *testing.T) film {
	t.Helper()
	f := film{title: "exportwatch", about: p.about, paint: darkPaint(), still: p.still}
	theme := "dark"
	if p.light {
		theme, f.paint = "light", lightPaint()
	}
	s := play(t, nil, p.width, p.height, "--demo", "--color", "always", "--theme", theme)
	for _, m := range p.moments {
		s.at(m.after)
		s.press(m.keys...)
		f.frames = append(f.frames, frame{s.screen(), m.shown})
	}
	if code, _ := s.leave(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	return f
}

// wellFormed returns the texts of an XML document.
func wellFormed(t *testing.T, document string) string {
	t.Helper()
	var texts strings.Builder
	for decoder := xml.NewDecoder(strings.NewReader(document)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return texts.String()
		}
		if err != nil {
			t.Fatalf("it is no XML: %v", err)
		}
		if text, ok := token.(xml.CharData); ok {
			texts.Write(text)
		}
	}
}
