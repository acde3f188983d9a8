package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes one line of outside text (AWS, files, arguments) safe to show: white space becomes
// a blank, and every control, escape, bidirectional or zero-width character becomes U+FFFD, so
// that nothing hidden in a name can move the cursor or pass for another name. Variation
// selectors, and the joiners that make one picture of several, are dropped, since terminals
// disagree about the width of what comes out.
func Clean(text string) string {
	if plain(text) {
		return text
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	var kept rune // the last one
	var b strings.Builder
	for i, r := range text {
		if r == joiner && picture(kept) {
			if next, _ := utf8.DecodeRuneInString(text[i+len(string(joiner)):]); picture(next) {
				continue
			}
		}
		if cleaned := cleanRune(r); cleaned >= 0 {
			kept = cleaned
			b.WriteRune(cleaned)
		}
	}
	return b.String()
}

// joiner is U+200D, the zero width joiner.
const joiner = '\u200d'

// picture says whether a rune is one of those that are joined to bigger pictures, or a skin's tone.
func picture(r rune) bool {
	return r > unicode.MaxLatin1 && r != utf8.RuneError && unicode.In(r, unicode.So, unicode.Sk)
}

// CleanLines does the same for text of several lines: line breaks stay, "\r\n" and "\r" become
// "\n", and a tab becomes two blanks.
func CleanLines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", "  ").Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return strings.Join(lines, "\n")
}

// plain says whether text is printable ASCII, which needs no cleaning.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

func cleanRune(r rune) rune {
	switch {
	case unicode.Is(unicode.Variation_Selector, r):
		return -1
	case unicode.IsSpace(r):
		return ' '
	case hidden(r):
		return utf8.RuneError
	default:
		return r
	}
}

// hidden says whether a rune controls the terminal or the direction of text, takes no room without
// being a combining mark, or has no meaning that two parties agree about.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Co, unicode.Zl, unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Noncharacter_Code_Point)
}
