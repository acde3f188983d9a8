package check

import (
	"strings"
	"unicode/utf8"
)

// Differs returns where what is sent differs from what is wanted, in characters: of ARNs the first
// part that does, of other texts all behind what they have in common. The length is 0 where
// several values are wanted, or nothing can be pointed at.
func (c *Compare) Differs() (at, length int) {
	if strings.Contains(c.Wants, " or ") {
		return 0, 0
	}
	wants, sends := strings.SplitN(c.Wants, ":", 6), strings.SplitN(c.Sends, ":", 6)
	if len(wants) < 6 || len(sends) < 6 {
		return behindCommon(c.Wants, c.Sends)
	}
	for i, part := range sends {
		last := i == len(sends)-1
		if wants[i] != part && (last || !strings.ContainsAny(wants[i], "*?")) {
			return at, utf8.RuneCountInString(part)
		}
		at += utf8.RuneCountInString(part) + 1
	}
	return 0, 0
}

// behindCommon returns where a text goes on behind what it has in common with another.
func behindCommon(wants, sends string) (at, length int) {
	w, s := []rune(wants), []rune(sends)
	for at < len(w) && at < len(s) && w[at] == s[at] {
		at++
	}
	return at, len(s) - at
}
