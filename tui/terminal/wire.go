package terminal

import (
	"io"

	tea "charm.land/bubbletea/v2"
)

// Wire is a terminal that is no device of this machine: at the other end of a network, or in a test.
// Nothing is set on it, no signal is heard, and nothing of the process is touched, so that many can
// be shown at once. The painter takes it for raw; Bubble Tea's own renderer expects it to make CR LF
// of LF.
//
// The end of In means that the terminal is gone. A Read or Write that waits must end when whoever
// made the wire closes it, after Run at the latest.
type Wire struct {
	In  io.Reader
	Out io.Writer
	// Width and Height are the size at the start, in cells; 0 if it isn't known: then nothing is drawn
	// before a size comes. Larger ones than any screen's are cut.
	Width, Height int
	// Resizes carries new sizes; those with a 0 are passed over. It may be nil.
	Resizes <-chan tea.WindowSizeMsg
}

// What a wire's size is cut to: more cells than any screen has, and few enough for many viewers. A
// cell takes about 600 bytes.
const (
	widest    = 500
	tallest   = 200
	mostCells = 50_000
)

// size is the size at the start.
func (w *Wire) size() (width, height int) { return wireSize(w.Width, w.Height) }

// wireSize returns a size that can be drawn; 0 by 0 if it isn't known.
func wireSize(width, height int) (int, int) {
	if width <= 0 || height <= 0 {
		return 0, 0
	}
	width = min(width, widest)
	return width, min(height, tallest, mostCells/width)
}

// forwardSizes passes a wire's sizes on to the program.
func (s *Screen) forwardSizes(program *tea.Program, done <-chan struct{}) {
	if s.options.Wire == nil {
		return
	}
	resizes := s.options.Wire.Resizes
	s.Go(func() {
		for {
			select {
			case size, more := <-resizes:
				if !more {
					return
				}
				size.Width, size.Height = wireSize(size.Width, size.Height)
				if size.Width > 0 {
					program.Send(size)
				}
			case <-done:
				return
			}
		}
	})
}
