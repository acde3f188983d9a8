package canvas

import "unicode/utf8"

// Keys are the keys that panes name, as the screen shows them.
type Keys struct {
	Copy string // opens the copy menu
	Zoom string
	Back string // to the list; ends a filter and a search
	Add  string // these three are "" where nothing can be changed
	Undo string
	Mute string
	Look string // at the evidence; this and the next are "" in a replay
	Open string // a file of the evidence
}

// Letter returns the keys that copy what stands under a letter of the copy menu.
func (k Keys) Letter(letter string) string {
	if utf8.RuneCountInString(k.Copy) > 1 {
		return k.Copy + " " + letter
	}
	return k.Copy + letter
}
