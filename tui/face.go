package tui

import (
	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// Painted is a text with how it is painted.
type Painted struct {
	Text string
	Look theme.Look
}

// Face returns the sign and the word for how a row stands.
func Face(entry watch.Entry, signs theme.Signs) (sign, word Painted) {
	f := canvas.FaceOfRow(entry, false)
	return Painted{f.Sign(signs), theme.Look{Role: f.SignRole(), Sign: true}},
		Painted{f.Word, theme.Look{Role: f.Role}}
}

// RunFace returns the sign and the word for how a run stands.
func RunFace(run *watch.Run, signs theme.Signs) (sign, word Painted) {
	f := canvas.FaceOf(run)
	return Painted{f.Sign(signs), theme.Look{Role: f.Role, Sign: true}},
		Painted{f.Word, theme.Look{Role: f.Role}}
}
