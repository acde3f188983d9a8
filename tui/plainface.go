package tui

import (
	"exportwatch/model/watch"
	"exportwatch/theme"
)

// Face returns the sign and the word for how a row stands.
func Face(entry watch.Entry, signs theme.Signs) (sign, word string) {
	f := faceOfRow(entry, false)
	return f.sign(signs), f.word
}
