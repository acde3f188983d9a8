package cli

import (
	"errors"
	"fmt"
	"strings"
)

// splitWords divides a command into its words without any shell. Blanks divide; what stands between
// single quotes is taken as it is; between double quotes a backslash takes a double quote or a backslash
// that follows, and elsewhere whatever follows. What only a shell could do is refused.
func splitWords(command string) ([]string, error) {
	var s splitter
	for _, r := range command {
		if err := s.take(r); err != nil {
			return nil, err
		}
	}
	switch {
	case s.escaped:
		return nil, errors.New("nothing stands behind the last backslash")
	case s.quote != 0:
		return nil, fmt.Errorf("the quote %c isn't closed", s.quote)
	}
	s.end()
	if len(s.words) == 0 || s.words[0] == "" {
		return nil, errors.New("it names no command")
	}
	return s.words, nil
}

// splitter is where splitWords stands.
type splitter struct {
	words   []string
	word    strings.Builder
	begun   bool // a word has begun, empty as it may be
	quote   rune // that is open; 0 if none is
	escaped bool // a backslash came before
}

// ofShells are what only a shell could act on.
const ofShells = "|&;<>()$`*?[#~\n"

// take takes a character.
func (s *splitter) take(r rune) error {
	switch {
	case s.escaped && s.quote == '"' && r != '"' && r != '\\':
		s.put('\\')
		s.put(r)
	case s.escaped:
		s.put(r)
	case r == '\\' && s.quote != '\'':
		s.escaped, s.begun = true, true
		return nil
	case s.quote != 0 && r == s.quote:
		s.quote = 0
	case s.quote != 0:
		s.put(r)
	case r == '\'' || r == '"':
		s.quote, s.begun = r, true
	case r == ' ' || r == '\t':
		s.end()
	case strings.ContainsRune(ofShells, r):
		return fmt.Errorf("no shell runs it, so that %q would be just a character: "+
			"quote it, or put the command into a script", string(r))
	default:
		s.put(r)
	}
	s.escaped = false
	return nil
}

func (s *splitter) put(r rune) {
	s.begun = true
	s.word.WriteRune(r)
}

// end ends a word.
func (s *splitter) end() {
	if s.begun {
		s.words = append(s.words, s.word.String())
	}
	s.word.Reset()
	s.begun = false
}
