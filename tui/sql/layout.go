package sql

import (
	"strconv"
	"strings"

	"exportwatch/tui/cells"
)

// Layout is a query laid out at a width. It is kept until either changes.
type Layout struct {
	query string
	width int

	lines    []line
	pieces   []Piece
	Columns  int  // 0 for what was left as it came
	AsItCame bool // not of the form that AWS documents
}

// line is a line: some of the pieces.
type line struct {
	from, to int
	column   int  // the last column that has begun; 0 before the first
	numbered bool // it begins here
	within   bool // it is one of the columns' lines
}

// Piece is a text on a line, from a cell on.
type Piece struct {
	Kind Kind
	At   int
	Text string
}

// Of makes the layout that of a query at a width, unless it is already.
func (s *Layout) Of(query string, width int) *Layout {
	if s.Is(query, width) {
		return s
	}
	*s = Layout{query: query, width: width}
	tokens, ok := Read(query)
	var parts []part
	if ok {
		parts, ok = split(tokens)
	}
	if !ok {
		s.breakLines()
		return s
	}
	for _, part := range parts {
		s.Columns = max(s.Columns, part.column)
	}
	f := filler{Layout: s, gutter: s.Digits() + 1}
	f.align = aligned(parts, s.width-f.gutter-further)
	s.pieces = make([]Piece, 0, len(tokens))
	for _, part := range parts {
		f.fill(part)
	}
	return s
}

// Is says whether the layout is that of a query at a width.
func (s *Layout) Is(query string, width int) bool {
	return s.width == width && s.query == query
}

// Len returns the number of lines.
func (s *Layout) Len() int { return len(s.lines) }

// Line returns what is written on a line, and the number of the column that begins on it, 0 if none
// does.
func (s *Layout) Line(i int) (pieces []Piece, number int) {
	l := s.lines[i]
	if l.numbered {
		number = l.column
	}
	return s.pieces[l.from:l.to], number
}

// Digits returns how many cells the numbers of the columns take.
func (s *Layout) Digits() int { return max(2, len(strconv.Itoa(s.Columns))) }

// breakLines breaks the query into lines where they are too long, and changes nothing else.
func (s *Layout) breakLines() {
	s.AsItCame = true
	for text := range strings.SplitSeq(strings.ReplaceAll(s.query, "\x00", "\uFFFD"), "\n") {
		start := min(len(text)-len(strings.TrimLeft(text, " ")), s.width/2)
		for _, part := range cells.Wrap(text[start:], s.width-start) {
			s.lines = append(s.lines, line{from: len(s.pieces), to: len(s.pieces) + 1})
			s.pieces = append(s.pieces, Piece{At: start, Text: part})
		}
	}
}

// Span returns the first and the last column in sight between two lines, or 0 where none is.
func (s *Layout) Span(first, last int) (from, to int) {
	for i := max(0, first); i <= last && i < len(s.lines); i++ {
		if s.lines[i].within {
			to = s.lines[i].column
			if from == 0 {
				from = to
			}
		}
	}
	return from, to
}

// aligned returns how far from a column's beginning all the AS stand, so that the names after them
// stand in a row, or 0 where that would break a line. Whatever is longer than AWS's longest names
// isn't counted.
func aligned(parts []part, room int) int {
	const longName = 64
	longest, rest := 0, 0
	for _, part := range parts {
		if part.column == 0 {
			continue
		}
		as := aliasAt(part.tokens)
		expression := flatWidth(part.tokens[:as])
		if expression > longName {
			continue
		}
		longest = max(longest, expression)
		rest = max(rest, flatWidth(part.tokens[as:]))
	}
	if rest == 0 || longest+1+rest > room {
		return 0
	}
	return longest + 1
}

// aliasAt returns where a column's AS is, or the end.
func aliasAt(tokens []Token) int {
	for i, token := range tokens {
		if token.depth == 0 && token.is("AS") {
			return i
		}
	}
	return len(tokens)
}

// flatWidth returns how many cells tokens take in one line, comments left out.
func flatWidth(tokens []Token) int {
	width := 0
	for i, token := range tokens {
		if token.Kind == KindComment {
			continue
		}
		if i > 0 && token.gap != gapNone {
			width++
		}
		width += cells.Width(token.Text)
	}
	return width
}

// filler fills a layout's lines.
type filler struct {
	*Layout
	gutter int // cells before the text, for the numbers
	align  int // how far the AS stand from the columns' beginning; 0 for right behind
	left   int // where the line at work begins
	at     int // where it ends
	column int // the last that has begun
}

// fill adds the lines of a part. What doesn't fit in its line goes on in the next, further to the
// right; white space and commas are where lines are broken, if they can be.
func (f *filler) fill(part part) {
	const hanging = 4
	start := f.gutter + part.indent
	f.column = max(f.column, part.column)
	within := part.column > 0
	f.begin(start, line{numbered: within, within: within})
	as := -1
	if within && f.align > 0 {
		as = aliasAt(part.tokens)
	}
	again := line{within: within}
	for i := 0; i < len(part.tokens); {
		end := runEnd(part.tokens, i)
		run := part.tokens[i:end]
		switch {
		case i == 0:
		case run[0].gap == gapBreak && part.tokens[i-1].Kind == KindComment:
			f.begin(start+hanging, again)
		case i == as:
			f.at = max(f.at+1, start+f.align)
		case run[0].gap != gapNone:
			f.at++
		}
		if f.at > f.left && f.at+flatWidth(run) > f.width {
			f.begin(start+hanging, again)
		}
		for k, token := range run {
			if k > 0 && token.gap != gapNone {
				f.at++
			}
			f.put(token, again, start+hanging)
		}
		i = end
	}
}

// runEnd returns the end of the tokens from i on that are better not torn apart: those without
// white space between them, and AS with its name.
func runEnd(tokens []Token, i int) int {
	end := i + 1
	for end < len(tokens) && !tokens[end-1].isPoint(",") &&
		(tokens[end].gap == gapNone || tokens[end].Kind == KindAlias) {
		end++
	}
	return end
}

// begin begins a line, with room for one character at least.
func (f *filler) begin(left int, l line) {
	const widest = 2 // cells of a character
	f.left = max(0, min(left, f.width-widest))
	f.at = f.left
	l.from, l.to, l.column = len(f.pieces), len(f.pieces), f.column
	f.lines = append(f.lines, l)
}

// put adds a token, on several lines if it must be or holds line breaks.
func (f *filler) put(token Token, again line, left int) {
	first := true
	for text := range strings.SplitSeq(token.Text, "\n") {
		if !first {
			f.begin(left, again)
		}
		first = false
		width := cells.Width(text)
		if f.at > f.left && width > f.width-f.at {
			f.begin(left, again)
		}
		for width > f.width-f.at {
			head := cells.Break(text, f.width-f.at)
			f.add(token.Kind, head)
			text, width = text[len(head):], width-cells.Width(head)
			f.begin(left, again)
		}
		f.add(token.Kind, text)
	}
}

func (f *filler) add(kind Kind, text string) {
	if text == "" {
		return
	}
	f.pieces = append(f.pieces, Piece{Kind: kind, At: f.at, Text: text})
	f.at += cells.Width(text)
	f.lines[len(f.lines)-1].to = len(f.pieces)
}
