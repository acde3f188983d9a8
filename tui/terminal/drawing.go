package terminal

import (
	tea "charm.land/bubbletea/v2"
)

// drawing is a way to bring views to the terminal: the painter, or Bubble Tea's own renderer.
type drawing interface {
	// options are what Bubble Tea must know.
	options() []tea.ProgramOption
	// start begins what runs beside the program, until done is closed.
	start(program *tea.Program, done <-chan struct{}) error
	// suspend gives the terminal back for a while, in the program's goroutine.
	suspend()
	// resume takes it again. What is shown next is drawn whole.
	resume() error
	// see sees each message before the model does.
	see(msg tea.Msg)
	// show brings a view to the terminal. Bubble Tea gets what it returns.
	show(view tea.View) tea.View
	// write sends a sequence past the frames, without waiting.
	write(sequence string)
	// retitle sets the window's title, without waiting.
	retitle(text string)
	// leave gives the screen back when the program has ended, or hangs.
	leave(hung bool)
}

// choose opens the terminal for the painter, or for Bubble Tea's own renderer: where the user asks
// for it, and where there is no file of our own to be had to write on, for the painter must be able
// to give up a write. The device is nil on a wire.
func (s *Screen) choose() (drawing, *device, error) {
	if wire := s.options.Wire; wire != nil {
		if s.options.Stock {
			return newStock(s, nil), nil, nil
		}
		return newPainted(s, nil), nil, nil
	}
	if !s.options.Stock && controls(s.stdout) {
		if dev, err := openOwn(); err == nil {
			return newPainted(s, dev), dev, nil
		}
	}
	dev, err := openStandard(s.stdin)
	if err != nil {
		return nil, nil, err
	}
	return newStock(s, dev), dev, nil
}

// do gives an action to the drawing: when there is one, and never when it has left.
func (s *Screen) do(action func(drawing)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.left:
	case s.drawing == nil:
		s.held = append(s.held, action)
	default:
		action(s.drawing)
	}
}

// open lets the actions through that waited for the drawing.
func (s *Screen) open(d drawing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drawing = d
	for _, action := range s.held {
		action(d)
	}
	s.held = nil
}

// leave gives the screen back, once.
func (s *Screen) leave(d drawing, hung bool) {
	s.leaveOnce.Do(func() { d.leave(hung) })
}

// close lets no more through.
func (s *Screen) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = true
}
