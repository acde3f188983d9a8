package terminal

import (
	"fmt"
	"reflect"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// painted is the drawing of the painter: Bubble Tea runs without a renderer, and everything that
// its renderer would do for the terminal is done here.
type painted struct {
	screen  *Screen
	dev     *device // nil on a wire
	painter *painter
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
		return p.screen.options.Wire.Width, p.screen.options.Wire.Height
	}
	return p.dev.size(p.screen.options.Env)
}

func (p *painted) options() []tea.ProgramOption {
	width, height := p.size()
	options := []tea.ProgramOption{
		tea.WithoutRenderer(),
		tea.WithFPS(1), // its ticker runs all the same; 0 would mean 60
		tea.WithWindowSize(width, height),
	}
	if p.dev == nil {
		return append(options, tea.WithOutput(beside{p}), tea.WithInput(p.screen.options.Wire.In))
	}
	return append(options, tea.WithOutput(beside{p}), tea.WithInput(p.screen.input(p.dev)))
}

// beside takes what Bubble Tea writes without a renderer, once a second at most: a model's questions
// and raw sequences.
type beside struct{ painted *painted }

func (b beside) Write(sequence []byte) (int, error) {
	b.painted.write(string(sequence))
	return len(sequence), nil
}

func (p *painted) start(*tea.Program, <-chan struct{}) error {
	if p.dev != nil {
		if err := p.dev.raw(); err != nil {
			return err
		}
	}
	p.screen.Go(p.painter.work)
	return nil
}

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
	p.painter.release()
	close(p.painter.quit)
}
