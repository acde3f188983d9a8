package tui

import "strings"

// further is how far what belongs to a clause stands to the right of it.
const further = 2

// sqlPart is what begins a line of a laid out query: a clause's word and what follows it, a
// column, a condition, a comment.
type sqlPart struct {
	tokens []sqlToken
	indent int
	column int // its number, from 1; 0 for other parts
}

// sqlSplitter finds where parts begin.
type sqlSplitter struct {
	tokens  []sqlToken
	parts   []sqlPart
	start   int    // of the part at work
	clause  string // the last that began
	fresh   bool   // the next token begins a column
	columns int
}

// splitSQL divides a query of the form that AWS documents, SELECT columns FROM table [WHERE
// conditions] [LIMIT count], into parts. Together they hold all tokens. It fails for other forms.
func splitSQL(tokens []sqlToken) (parts []sqlPart, ok bool) {
	s := sqlSplitter{tokens: tokens}
	for at := range tokens {
		if !s.look(at) {
			return nil, false
		}
	}
	s.end(len(tokens))
	return s.parts, s.clause != "" && s.clause != "SELECT"
}

// look begins a part at a token if one begins there. It fails where the form isn't kept.
func (s *sqlSplitter) look(at int) bool {
	token := s.tokens[at]
	outside := token.depth == 0
	switch {
	case token.kind == sqlClause && outside:
		word := strings.ToUpper(token.text)
		if !follows(word, s.clause) {
			return false
		}
		s.begin(at, sqlPart{})
		s.clause, s.fresh = word, word == "SELECT"
	case s.clause == "":
		s.begin(at, sqlPart{})
		return token.kind == sqlComment
	case s.fresh && !s.stays(at):
		s.column(at)
	case (token.is("AND") || token.is("OR")) && outside && s.clause == "WHERE":
		s.begin(at, sqlPart{indent: further})
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
func (s *sqlSplitter) stays(at int) bool {
	token, before := s.tokens[at], s.tokens[at-1]
	if token.kind == sqlComment {
		return token.gap != breakGap && before.isPoint(",")
	}
	if !before.is("SELECT") || !strings.EqualFold(token.text, "DISTINCT") || at+1 >= len(s.tokens) {
		return false
	}
	next := s.tokens[at+1]
	return next.kind == sqlName || next.kind == sqlText || next.kind == sqlAttr ||
		next.isPoint("(")
}

// column begins a column, or a comment above one.
func (s *sqlSplitter) column(at int) {
	if s.tokens[at].kind == sqlComment {
		s.begin(at, sqlPart{indent: further})
		return
	}
	s.columns++
	s.begin(at, sqlPart{indent: further, column: s.columns})
	s.fresh = false
}

func (s *sqlSplitter) begin(at int, part sqlPart) {
	s.end(at)
	s.parts = append(s.parts, part)
}

// end ends the part at work before a token.
func (s *sqlSplitter) end(at int) {
	if len(s.parts) > 0 {
		s.parts[len(s.parts)-1].tokens = s.tokens[s.start:at]
	}
	s.start = at
}
