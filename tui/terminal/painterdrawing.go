package terminal

import (
	"fmt"
	"io"
	"reflect"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// painted is the drawing of the painter: Bubble Tea runs without a renderer, and everything that
// its renderer would do for the terminal is done here.
type painted struct {
	screen  *Screen
	dev     *device // nil on a wire
	painter *painter
	typing  *typing
	still   func() // once the program runs: has nothing run that isn't needed
}

var _ drawing = (*painted)(nil)

func newPainted(s *Screen, dev *device) *painted {
	p := &painted{screen: s, dev: dev}
	first := order{profile: s.options.Profile, on: true}
	if dev == nil {
		p.painter = newPainter(s.options.Wire.Out, first, s.options.Env)
		p.painter.drop = func() {}
	} else {
		p.painter = newPainter(dev.out, first, s.options.Env)
		p.painter.drop = func() { flushOutput(dev.in.Fd()) }
	}
	p.painter.gone, p.painter.caught = s.gone, s.panicked
	return p
}

// size is that of the terminal, now.
func (p *painted) size() (width, height int) {
	if p.dev == nil {
		return p.screen.options.Wire.size()
	}
	return p.dev.size(p.screen.options.Env)
}

// options leave Bubble Tea nothing to write and nothing to read.
func (p *painted) options() []tea.ProgramOption {
	width, height := p.size()
	return []tea.ProgramOption{
		tea.WithoutRenderer(),
		tea.WithFPS(1), // for the moment; 0 would mean 60
		tea.WithWindowSize(width, height),
		tea.WithOutput(io.Discard),
		tea.WithInput(nil),
	}
}

func (p *painted) start(program *tea.Program, _ <-chan struct{}) error {
	in, err := p.input()
	if err != nil {
		return err
	}
	if p.typing, err = p.screen.read(program, in); err != nil {
		return err
	}
	p.still = sync.OnceFunc(func() { go quiesce(program) })
	p.screen.Go(p.painter.work)
	return nil
}

// input is what keys come from. A device is raw from then on.
func (p *painted) input() (io.Reader, error) {
	if p.dev == nil {
		return p.screen.newWireInput(p.screen.options.Wire.In), nil
	}
	if err := p.dev.raw(); err != nil {
		return nil, err
	}
	return p.screen.input(p.dev), nil
}

// quiesce stops Bubble Tea's ticker, which would wake a still screen each second for a renderer
// that there isn't. The terminal that this releases Bubble Tea doesn't have. It takes half a
// second, in which Bubble Tea waits for a reader that there isn't either.
func quiesce(program *tea.Program) { _ = program.ReleaseTerminal() }

func (p *painted) suspend() {
	p.painter.release()
	p.screen.takeAnswer(p.dev)
	p.dev.cook()
}

func (p *painted) resume() error {
	if err := p.dev.raw(); err != nil {
		return fmt.Errorf("take the terminal again: %w", err)
	}
	p.painter.acquire()
	return nil
}

func (p *painted) see(msg tea.Msg) {
	p.still()
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.painter.resize(msg.Width, msg.Height)
	case tea.ColorProfileMsg:
		p.painter.note(func(o *order) {
			o.repaint = o.repaint || o.profile != msg.Profile
			o.profile = msg.Profile
		})
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeSynchronizedOutput && msg.Value == ansi.ModeReset {
			p.painter.note(func(o *order) { o.sync = true })
		}
	case tea.BackgroundColorMsg:
		p.screen.answered()
	default:
		if reflect.TypeOf(msg) == reflect.TypeOf(tea.ClearScreen()) { // it isn't exported
			p.painter.note(func(o *order) { o.repaint = true })
		}
	}
}

func (p *painted) show(view tea.View) tea.View {
	p.painter.show(view)
	return tea.View{}
}

func (p *painted) write(sequence string) {
	p.painter.post(func(o *order) { o.raw += sequence })
}

func (p *painted) retitle(text string) {
	p.painter.post(func(o *order) { o.title = &text })
}

func (p *painted) leave(bool) {
	p.typing.end()
	p.painter.release()
	close(p.painter.quit)
}
