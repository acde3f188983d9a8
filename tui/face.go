package tui

import (
	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// Face returns the sign and the word for how a row stands.
func Face(entry watch.Entry, signs theme.Signs) (sign, word string) {
	f := canvas.FaceOfRow(entry, false)
	return f.Sign(signs), f.Word
}
