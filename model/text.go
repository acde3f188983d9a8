package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes one line of outside text (AWS, files, arguments) safe to show: white space becomes
// a blank, and every control, escape, bidirectional or zero-width character becomes U+FFFD, so
// that nothing hidden in a name can move the cursor or pass for another name. Variation
// selectors are dropped, since terminals disagree about their width.
func Clean(text string) string {
	if plain(text) {
		return text
	}
	return strings.Map(cleanRune, strings.ToValidUTF8(text, "\uFFFD"))
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
