// Package terminal is the terminal: opening it, drawing on it, guarding it and giving it back as it
// was. No other package touches its settings, the signals that concern it or Bubble Tea's options.
//
// A program asks Gate whether a screen can be opened, makes a Screen with New, gives it to its
// model as the way to the clipboard, the bell, the title and the background colour, and calls Run.
// The model is an ordinary tea.Model with an ordinary tea.View: AltScreen true, Content, perhaps a
// Cursor, and nothing else; Unserved says whether that is so. View runs after every message, so a
// model keeps its frame, builds it anew only when something visible changed, and sends few
// messages. What Bubble Tea's own commands write (tea.Raw, tea.SetClipboard and their like) reaches
// no terminal.
//
// A painter of our own draws, through the same library as Bubble Tea's renderer: the newest view,
// at once, at most every 16 ms, and nothing on a still screen, on which nothing wakes the process
// either. It has a file of its own to write on, with deadlines, so that a terminal that stops
// reading stops nothing else. Bubble Tea's own renderer, at 30 frames a second, remains for
// terminals that can't be opened so, and to compare.
//
// The only question ever asked is the background colour's. No mouse mode is set, so that selecting
// text works, and no keyboard mode: ctrl+i is tab and ctrl+m is enter.
//
// On macOS all this compiles and nothing is tried. There a terminal's file may know no deadlines:
// then one that reads no more keeps the alternate screen, though its settings come back.
package terminal

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// Options say how to open the terminal. The zero value does it with everything found out.
type Options struct {
	// Stamp wraps every message on its way to the model, so that the model needs no clock. It is
	// called in the program's one goroutine. Nil passes messages on as they are.
	Stamp func(tea.Msg) tea.Msg
	// Profile is how many colours reach the terminal; zero means what Profile finds by ColorAuto,
	// on a wire EnvProfile.
	Profile colorprofile.Profile
	// Env is the environment of whoever looks, as os.Environ gives it; nil means that, and on a wire
	// none.
	Env []string
	// Notice is how Notify tells; the zero value doesn't.
	Notice NoticeKind
	// Stock draws with Bubble Tea's own renderer instead of the painter.
	Stock bool
	// Wire takes the place of the device. Nil means the real terminal.
	Wire *Wire
}

// Screen is one run of a program on the terminal. Make it with New. Its methods may be called from
// any goroutine.
type Screen struct {
	options Options
	stdin   *os.File
	stdout  *os.File

	mu         sync.Mutex
	program    *tea.Program
	cause      error           // why the program was stopped from outside, nil if it wasn't
	drawing    drawing         // nil before Run
	held       []func(drawing) // what waits for it
	left       bool            // it has left
	answerBy   time.Time       // until then an answer of the terminal may be under way
	endingOnce sync.Once
	leaveOnce  sync.Once
	hung       chan struct{}  // closed when the program takes too long to end
	continued  chan os.Signal // hears SIGCONT
}

// New prepares a run, on standard input and output as they are now: what is put in their place
// later is for others. Nothing happens to the terminal before Run.
func New(options Options) *Screen {
	if options.Wire == nil && options.Env == nil {
		options.Env = os.Environ()
	}
	switch {
	case options.Profile != colorprofile.Unknown:
	case options.Wire != nil:
		options.Profile = EnvProfile(options.Env)
	default:
		options.Profile = Profile(os.Stdout, options.Env, ColorAuto)
	}
	return &Screen{
		options: options, stdin: os.Stdin, stdout: os.Stdout, hung: make(chan struct{}),
	}
}

func (s *Screen) env(name string) string { return lookup(s.options.Env, name) }

// Run shows the model until it returns tea.Quit, a signal or the context ends it, the terminal goes
// away or something panics, and returns the terminal as it was. It may be called once.
//
// The error is nil if the model quit; else a *SignalError, a *PanicError, the context's cause, a
// *HungError, or what kept the terminal from being opened. The model comes back in its last state,
// but nil with a *HungError, for it is still at work.
func (s *Screen) Run(ctx context.Context, model tea.Model) (tea.Model, error) {
	d, dev, err := s.choose()
	if err != nil {
		return model, err
	}
	if dev != nil {
		defer dev.restore()
	}
	return s.run(ctx, model, d, dev)
}

// run does it. The device is nil on a wire.
func (s *Screen) run(
	ctx context.Context, model tea.Model, d drawing, dev *device,
) (tea.Model, error) {
	guard := &guarded{screen: s, drawing: d, model: model}
	program := tea.NewProgram(guard, append(d.options(),
		tea.WithoutSignalHandler(),
		tea.WithEnvironment(s.options.Env),
		tea.WithColorProfile(s.options.Profile),
		tea.WithFilter(s.filter(d, dev)))...)
	s.mu.Lock()
	s.program = program
	s.mu.Unlock()
	done := make(chan struct{})
	defer close(done)
	defer context.AfterFunc(ctx, func() { s.stop(context.Cause(ctx)) })()
	if dev != nil {
		defer s.listen(program, d, dev)()
	}
	if err := d.start(program, done); err != nil {
		return model, err
	}
	s.open(d)
	s.forwardSizes(program, done)
	ended := make(chan error, 1)
	go func() {
		_, err := program.Run()
		ended <- err
	}()
	return s.await(guard, dev, ended)
}

// filter sees every message before Bubble Tea does.
func (s *Screen) filter(d drawing, dev *device) func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		switch msg.(type) {
		case tea.WindowSizeMsg:
			if dev != nil { // the real one: Bubble Tea's first may come after newer ones
				return s.sized(dev)
			}
		case tea.SuspendMsg: // not for Bubble Tea, which stops the process by its own means
			if dev != nil && stoppable() {
				return s.suspend(d, dev)
			}
			return nil
		case continuedMsg:
			return s.retake(d, dev)
		case tea.QuitMsg:
			s.ending()
		}
		return msg
	}
}

// sized says how large the terminal is.
func (s *Screen) sized(dev *device) tea.Msg {
	width, height := dev.size(s.options.Env)
	return tea.WindowSizeMsg{Width: width, Height: height}
}

// await waits for the end and gives the terminal back.
func (s *Screen) await(g *guarded, dev *device, ended <-chan error) (tea.Model, error) {
	var err error
	hung := false
	select {
	case err = <-ended:
	case <-s.hung:
		hung = true
	}
	s.close()
	s.leave(g.drawing, hung)
	if hung {
		return nil, &HungError{Cause: s.reason()}
	}
	if dev != nil {
		s.takeAnswer(dev)
	}
	if cause := s.reason(); cause != nil {
		return g.model, cause
	}
	if err != nil {
		return g.model, fmt.Errorf("run the program: %w", err)
	}
	return g.model, nil
}

// input is the device's file for reading, with its guards.
func (s *Screen) input(dev *device) *input {
	network := s.env("SSH_CONNECTION") != ""
	return &input{File: dev.in, network: network, due: s.answerDue, gone: s.gone}
}

func (s *Screen) reason() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cause
}
