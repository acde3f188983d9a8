package sql

import "strings"

// further is how far what belongs to a clause stands to the right of it.
const further = 2

// part is what begins a line of a laid out query: a clause's word and what follows it, a
// column, a condition, a comment.
type part struct {
	tokens []Token
	indent int
	column int // its number, from 1; 0 for other parts
}

// splitter finds where parts begin.
type splitter struct {
	tokens  []Token
	parts   []part
	start   int    // of the part at work
	clause  string // the last that began
	fresh   bool   // the next token begins a column
	columns int
}

// split divides a query of the form that AWS documents, SELECT columns FROM table [WHERE
// conditions] [LIMIT count], into parts. Together they hold all tokens. It fails for other forms.
func split(tokens []Token) (parts []part, ok bool) {
	s := splitter{tokens: tokens}
	for at := range tokens {
		if !s.look(at) {
			return nil, false
		}
	}
	s.end(len(tokens))
	return s.parts, s.clause != "" && s.clause != "SELECT"
}

// look begins a part at a token if one begins there. It fails where the form isn't kept.
func (s *splitter) look(at int) bool {
	token := s.tokens[at]
	outside := token.depth == 0
	switch {
	case token.Kind == KindClause && outside:
		word := strings.ToUpper(token.Text)
		if !follows(word, s.clause) {
			return false
		}
		s.begin(at, part{})
		s.clause, s.fresh = word, word == "SELECT"
	case s.clause == "":
		s.begin(at, part{})
		return token.Kind == KindComment
	case s.fresh && !s.stays(at):
		s.column(at)
	case (token.is("AND") || token.is("OR")) && outside && s.clause == "WHERE":
		s.begin(at, part{indent: further})
	}
	if s.clause == "SELECT" && outside && token.isPoint(",") {
		s.fresh = true
	}
	return true
}

// follows says whether a clause may come after another; "" is none.
func follows(word, before string) bool {
	switch word {
	case "FROM":
		return before == "SELECT"
	case "WHERE":
		return before == "FROM"
	case "LIMIT":
		return before == "FROM" || before == "WHERE"
	default:
		return before == ""
	}
}

// stays says whether a token where a column could begin belongs to what is before it: a comment
// behind the comma, and the word DISTINCT behind SELECT, unless that is a column itself.
func (s *splitter) stays(at int) bool {
	token, before := s.tokens[at], s.tokens[at-1]
	if token.Kind == KindComment {
		return token.gap != gapBreak && before.isPoint(",")
	}
	if !before.is("SELECT") || !strings.EqualFold(token.Text, "DISTINCT") || at+1 >= len(s.tokens) {
		return false
	}
	next := s.tokens[at+1]
	return next.Kind == KindName || next.Kind == KindText || next.Kind == KindAttribute ||
		next.isPoint("(")
}

// column begins a column, or a comment above one.
func (s *splitter) column(at int) {
	if s.tokens[at].Kind == KindComment {
		s.begin(at, part{indent: further})
		return
	}
	s.columns++
	s.begin(at, part{indent: further, column: s.columns})
	s.fresh = false
}

func (s *splitter) begin(at int, part part) {
	s.end(at)
	s.parts = append(s.parts, part)
}

// end ends the part at work before a token.
func (s *splitter) end(at int) {
	if len(s.parts) > 0 {
		s.parts[len(s.parts)-1].tokens = s.tokens[s.start:at]
	}
	s.start = at
}
