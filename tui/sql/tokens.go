// Package sql reads the SQL of data exports into tokens and lays it out, one column a line.
package sql

import (
	"strings"

	"github.com/DataDog/go-sqllexer"
)

// Kind says what a token of a query is.
type Kind uint8

// The kinds.
const (
	KindName        Kind = iota // of a column or table, and whatever is none of the others
	KindClause                  // a word that begins a clause
	KindWord                    // another word of the service's SQL
	KindText                    // a string or a number
	KindAttribute               // what the dot operator takes out of a column; a function
	KindAlias                   // the name after AS
	KindPunctuation             // punctuation and operators
	KindComment                 // to the end of the line, or between marks
)

// String returns the kind's name.
func (k Kind) String() string {
	return [...]string{
		KindName: "name", KindClause: "clause", KindWord: "word", KindText: "text", KindAttribute: "attr",
		KindAlias: "alias", KindPunctuation: "punctuation", KindComment: "comment",
	}[k]
}

// Token is a token of a query as it came.
type Token struct {
	Kind  Kind
	gap   gap
	depth int // of brackets around it; a bracket stands within itself
	Text  string
}

// gap is the white space before a token.
type gap uint8

const (
	gapNone gap = iota
	gapBlank
	gapBreak // with a line break in it
)

// is says whether a token is one of the service's words.
func (t Token) is(word string) bool {
	return (t.Kind == KindWord || t.Kind == KindClause) && strings.EqualFold(t.Text, word)
}

func (t Token) isPoint(point string) bool { return t.Kind == KindPunctuation && t.Text == point }

// wordKind finds the words of the SQL that AWS documents for data exports, in whatever case. The
// lexer knows many more, but a column may be called by those.
func wordKind(word string) Kind {
	if len(word) > len("SELECT") {
		return KindName
	}
	switch strings.ToUpper(word) {
	case "SELECT", "FROM", "WHERE", "LIMIT":
		return KindClause
	case "AS", "AND", "OR", "NOT", "IN":
		return KindWord
	default:
		return KindName
	}
}

// reader takes a query to pieces.
type reader struct {
	query  string
	at     int // how much has been read
	lexer  *sqllexer.Lexer
	starts int // how often the lexer was started
	gap    gap
	depth  int
	tokens []Token
}

// Read returns the tokens of a query: all that isn't white space, in order. It fails where
// something can't be in the service's SQL: what is opened and not closed, and signs that mean
// nothing in it.
func Read(query string) (tokens []Token, ok bool) {
	r := reader{query: query, tokens: make([]Token, 0, len(query)/8)}
	if strings.Contains(query, "\x00") || !r.start() { // the lexer ends at a NUL
		return nil, false
	}
	for r.at < len(query) {
		if !r.accept(r.lexer.Scan()) {
			return nil, false
		}
	}
	return r.tokens, r.depth == 0
}

// start lexes on from where the reader is. Each start may read to the end again, so that they are
// counted: no query that people write needs so many.
func (r *reader) start() bool {
	const most = 100
	r.starts++
	// Standard SQL has no escapes in strings; of the lexer's dialects this one adds nothing to it.
	r.lexer = sqllexer.New(r.query[r.at:], sqllexer.WithDBMS(sqllexer.DBMSDB2))
	return r.starts <= most
}

// accept adds what the lexer found, unless it can't be.
func (r *reader) accept(token *sqllexer.Token) bool {
	text := token.Value
	if text == "" {
		return false
	}
	r.at += len(text)
	switch token.Type {
	case sqllexer.SPACE:
		r.gap = max(r.gap, gapBlank)
		if strings.Contains(text, "\n") {
			r.gap = gapBreak
		}
	case sqllexer.STRING, sqllexer.NUMBER:
		r.add(KindText, text)
	case sqllexer.QUOTED_IDENT:
		r.add(r.nameKind(text), text)
	case sqllexer.COMMENT, sqllexer.MULTILINE_COMMENT:
		r.add(KindComment, text)
	case sqllexer.WILDCARD:
		r.add(KindName, text)
	case sqllexer.OPERATOR, sqllexer.PUNCTUATION, sqllexer.JSON_OP:
		return r.point(text)
	case sqllexer.IDENT, sqllexer.FUNCTION, sqllexer.COMMAND, sqllexer.KEYWORD, sqllexer.BOOLEAN,
		sqllexer.NULL, sqllexer.PROC_INDICATOR, sqllexer.CTE_INDICATOR, sqllexer.ALIAS_INDICATOR:
		return r.names(text)
	case sqllexer.ERROR, sqllexer.EOF, sqllexer.INCOMPLETE_STRING, sqllexer.UNKNOWN,
		sqllexer.DOLLAR_QUOTED_FUNCTION, sqllexer.DOLLAR_QUOTED_STRING,
		sqllexer.POSITIONAL_PARAMETER, sqllexer.BIND_PARAMETER, sqllexer.SYSTEM_VARIABLE:
		return false
	}
	return true
}

// names adds names, dots and what else the lexer takes for one name. Quotes and comments it takes
// for part of it too: there it starts again.
func (r *reader) names(text string) bool {
	start := r.at - len(text)
	again := false
	for _, mark := range []string{`"`, "/*"} {
		if at := strings.Index(r.query[start:min(r.at+1, len(r.query))], mark); at > 0 {
			r.at, again = start+at, true
		}
	}
	for text = r.query[start:r.at]; text != ""; {
		size := strings.IndexAny(text, `."/!?`) // the lexer takes these into names
		switch size {
		case -1:
			size = len(text)
			r.add(r.nameKind(text), text)
		case 0:
			size = 1
			r.add(KindPunctuation, text[:size])
		default:
			r.add(r.nameKind(text[:size]), text[:size])
		}
		text = text[size:]
	}
	return !again || r.start()
}

// nameKind says what a name is, by what stands before it.
func (r *reader) nameKind(name string) Kind {
	if len(r.tokens) == 0 {
		return wordKind(name)
	}
	switch last := r.tokens[len(r.tokens)-1]; {
	case last.isPoint("."):
		return KindAttribute
	case last.is("AS") && r.depth == 0:
		return KindAlias
	default:
		return wordKind(name)
	}
}

// point adds punctuation or an operator, unless it closes what isn't open.
func (r *reader) point(text string) bool {
	switch text {
	case "(":
		if r.gap == gapNone && len(r.tokens) > 0 && r.tokens[len(r.tokens)-1].Kind == KindName {
			r.tokens[len(r.tokens)-1].Kind = KindAttribute
		}
		r.depth++
		r.add(KindPunctuation, text)
	case "[":
		r.depth++
		r.add(KindPunctuation, text)
	case ")", "]":
		r.add(KindPunctuation, text)
		r.depth--
	default:
		r.add(KindPunctuation, text)
	}
	return r.depth >= 0
}

func (r *reader) add(kind Kind, text string) {
	r.tokens = append(r.tokens, Token{Kind: kind, gap: r.gap, depth: r.depth, Text: text})
	r.gap = gapNone
}
