package detail

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"exportwatch/tui/canvas"
)

// search is a search in the text of the detail's tab, in small and capital letters alike. It looks
// at each line for itself: what is broken over two lines isn't found. It outlives refreshes and
// turns with the tabs, and ends at another subject.
type search struct {
	typing  bool
	text    string         // what is searched for; "" for nothing
	found   []canvas.Match // when last drawn
	current int            // of what was found
	from    int            // the line from which the first is taken
	top     int            // the line that was first in sight when typing began
	seeking bool           // the current one is to be chosen by from
	moved   bool           // the current one is to be scrolled into sight
}

// on says whether something is searched for, or typed.
func (s *search) on() bool { return s.text != "" || s.typing }

// Type looks for what was typed so far, from where typing began.
func (s *search) Type(text string) {
	if text != s.text {
		s.text = text
		s.Seek(s.top)
	}
}

// Keep ends typing; a search for nothing ends.
func (s *search) Keep() {
	s.typing = false
	if s.text == "" {
		s.End()
	}
}

// End ends the search.
func (s *search) End() { *s = search{} }

// Leave ends it at another subject; while it is typed, it goes on there.
func (s *search) Leave() {
	if !s.typing {
		s.End()
		return
	}
	s.top = 0
	s.Seek(0)
}

// Seek takes the first match at or after a line as the current one.
func (s *search) Seek(line int) { s.from, s.seeking = line, true }

// Step goes on to the next match, or the previous one if step is -1, round and round.
func (s *search) Step(step int) {
	if count := len(s.found); count > 0 {
		s.current = (s.current + step + count) % count
		s.moved = true
	}
}

// look finds all matches in a text, and chooses the current one.
func (s *search) look(body *canvas.Page) {
	s.found = s.found[:0]
	wanted := []rune(folded(body.Pen.Plain(s.text)))
	if s.text != "" {
		for i, text := range body.Plain() {
			s.found = appendMatches(s.found, i, text, wanted)
		}
	}
	if s.seeking {
		s.current = max(0, slices.IndexFunc(s.found, func(m canvas.Match) bool {
			return m.Line >= s.from
		}))
		s.seeking, s.moved = false, true
	}
	s.current = max(0, min(s.current, len(s.found)-1))
}

// position says which match of how many is the current one.
func (s *search) position() string {
	if len(s.found) == 0 {
		return "no match"
	}
	return fmt.Sprintf("match %d of %d", s.current+1, len(s.found))
}

// mark returns a painted line with what was found in it marked.
func (s *search) mark(p *canvas.Pen, number int, painted string) string {
	first, _ := slices.BinarySearchFunc(s.found, number, func(m canvas.Match, line int) int {
		return m.Line - line
	})
	end := first
	for end < len(s.found) && s.found[end].Line == number {
		end++
	}
	if first == end {
		return painted
	}
	return canvas.Mark(p.Theme, painted, s.found[first:end], s.current-first)
}

// OpenSearch begins to type a search, from the line that is first in sight.
func (d *Pane) OpenSearch() {
	d.search = search{typing: true, top: d.offset()}
}

// Search looks for what was typed so far.
func (d *Pane) Search(text string) { d.search.Type(text) }

// KeepSearch ends typing it.
func (d *Pane) KeepSearch() { d.search.Keep() }

// Searching says whether something is searched for, or typed.
func (d *Pane) Searching() bool { return d.search.on() }

// Sought returns what is searched for, and which match of how many is the current one.
func (d *Pane) Sought() (text, position string) { return d.search.text, d.search.position() }

// Step goes on to the next match, or the previous one if step is -1.
func (d *Pane) Step(step int) { d.search.Step(step) }

// EndSearch ends the search; while it is being typed, the text goes back to where it was.
func (d *Pane) EndSearch() {
	if d.search.typing {
		d.scrollTo(d.search.top)
	}
	d.search.End()
}

// revealMatch looks through the tab's text and scrolls to the current match, if that has changed: what
// is out of sight comes to stand in the upper third. While a search is typed, the way there begins
// where typing began, and that is where the text stays if nothing is found.
func (d *Pane) revealMatch(body *canvas.Page) {
	d.search.look(body)
	if !d.search.moved {
		return
	}
	d.search.moved = false
	if d.search.typing {
		d.scrollTo(d.search.top)
	}
	if len(d.search.found) == 0 {
		return
	}
	line := d.search.found[d.search.current].Line - body.Fixed
	if line < 0 {
		return // it is always in sight
	}
	if d.choosing() {
		d.choose(line)
		d.revealChosen()
		return
	}
	if line < d.offset() || line >= d.offset()+d.height {
		d.scrollTo(line - d.height/3)
	}
}

// appendMatches adds where a line holds what is wanted, which is folded; matches don't overlap.
func appendMatches(found []canvas.Match, number int, text string, wanted []rune) []canvas.Match {
	for at := 0; at < len(text); {
		if end := matchAt(text, at, wanted); end > at {
			found = append(found, canvas.Match{Line: number, Start: at, End: end})
			at = end
			continue
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return found
}

// matchAt returns where what is wanted ends if it begins at a byte of the text, else -1.
func matchAt(text string, at int, wanted []rune) int {
	for _, want := range wanted {
		r, size := utf8.DecodeRuneInString(text[at:])
		if size == 0 || unicode.ToLower(r) != want {
			return -1
		}
		at += size
	}
	return at
}

func folded(text string) string { return strings.Map(unicode.ToLower, text) }
