package terminal

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// Split gives the tests the rule by which split keys are found.
func Split(keys []byte) bool { return split(keys) }

// Drawn gives the tests what the painter does to a frame, without its clock and its goroutine.
type Drawn struct {
	cells         cells
	width, height int
}

// NewDrawn draws for a terminal of this size.
func NewDrawn(width, height int, term string) *Drawn {
	return &Drawn{cells: cells{env: []string{"TERM=" + term}}, width: width, height: height}
}

// Frame returns the bytes that bring the terminal from the last frame to this one.
func (d *Drawn) Frame(content string) []byte {
	return d.cells.compose(order{
		view: tea.View{Content: content}, width: d.width, height: d.height,
		profile: colorprofile.TrueColor, on: true,
	})
}
