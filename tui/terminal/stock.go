package terminal

import (
	"io"
	"os"

	tea "charm.land/bubbletea/v2"
)

// stockFPS is the rate of Bubble Tea's own renderer, whose ticker runs on a still screen too: 30
// costs half of what 60 does, for 9 ms more until a key shows.
const stockFPS = 30

// programOptions are Bubble Tea's options for its own renderer.
func (s *Screen) programOptions(dev *device) []tea.ProgramOption {
	options := []tea.ProgramOption{
		tea.WithoutSignalHandler(),
		tea.WithFPS(stockFPS),
		tea.WithEnvironment(s.options.Env),
		tea.WithColorProfile(s.options.Profile),
		tea.WithOutput(s.output()),
		tea.WithFilter(s.filter),
	}
	if wire := s.options.Wire; wire != nil {
		return append(options, tea.WithInput(wire.In), tea.WithWindowSize(wire.Width, wire.Height))
	}
	network := s.env("SSH_CONNECTION") != ""
	return append(options, tea.WithInput(&input{File: dev.in, network: network, gone: s.gone}))
}

func (s *Screen) output() io.Writer {
	if s.options.Wire != nil {
		return s.options.Wire.Out
	}
	return os.Stdout
}

// filter sees every message before Bubble Tea does.
func (s *Screen) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, quits := msg.(tea.QuitMsg); quits {
		s.ending()
	}
	return msg
}

// noted sees every message before the model does.
func (s *Screen) noted(tea.Msg) {}

// serveStock starts what runs beside Bubble Tea's own renderer.
func (s *Screen) serveStock(program *tea.Program, done <-chan struct{}) {
	// It asks the terminal for its modes and keyboard at once.
	s.asked()
	box := &outbox{kick: make(chan struct{}, 1)}
	s.Go(func() { box.work(program, done) })
	s.connect(box.add)
	if wire := s.options.Wire; wire != nil && wire.Resizes != nil {
		s.Go(func() { forward(wire.Resizes, program, done) })
	}
}

// forward passes sizes on to the program.
func forward(sizes <-chan tea.WindowSizeMsg, program *tea.Program, done <-chan struct{}) {
	for {
		select {
		case size := <-sizes:
			program.Send(size)
		case <-done:
			return
		}
	}
}
