package terminal

import (
	"fmt"
	"io"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// stockFPS is the rate of Bubble Tea's own renderer, whose ticker runs on a still screen too: 30
// costs half of what 60 does, for 9 ms more until a key shows.
const stockFPS = 30

// tickerStops is long enough for a goroutine to run that can.
const tickerStops = 50 * time.Millisecond

// stock is the drawing of Bubble Tea's own renderer. It stands still, with the whole program, while
// the terminal doesn't read.
type stock struct {
	screen *Screen
	dev    *device // nil on a wire
	kick   chan struct{}

	mu     sync.Mutex
	text   string // sequences that wait to be sent
	titled bool
}

var _ drawing = (*stock)(nil)

func newStock(s *Screen, dev *device) *stock {
	return &stock{screen: s, dev: dev, kick: make(chan struct{}, 1)}
}

func (d *stock) options() []tea.ProgramOption {
	options := []tea.ProgramOption{tea.WithFPS(stockFPS), tea.WithOutput(d.output())}
	if wire := d.screen.options.Wire; wire != nil {
		width, height := wire.size()
		return append(options, tea.WithInput(wire.In), tea.WithWindowSize(width, height))
	}
	return append(options, tea.WithInput(d.screen.input(d.dev)))
}

func (d *stock) output() io.Writer {
	if d.dev == nil {
		return d.screen.options.Wire.Out
	}
	return d.screen.stdout
}

// start sends sequences through the renderer, which writes them at its next tick. Sending waits for
// Update, so a goroutine does it.
func (d *stock) start(program *tea.Program, done <-chan struct{}) error {
	d.screen.asked() // Bubble Tea asks for modes and keyboard at once
	d.screen.Go(func() {
		for {
			select {
			case <-d.kick:
				program.Send(tea.RawMsg{Msg: d.take()})
			case <-done:
				return
			}
		}
	})
	return nil
}

func (d *stock) take() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	text := d.text
	d.text = ""
	return text
}

// suspend waits until Bubble Tea has stopped its ticker, which it does a moment later: one that was
// started again before would be stopped with it, and nothing drawn any more.
func (d *stock) suspend() {
	_ = d.screen.program.ReleaseTerminal() // if that fails, the settings are as they were
	<-time.NewTimer(tickerStops).C
}

func (d *stock) resume() error {
	if err := d.screen.program.RestoreTerminal(); err != nil {
		return fmt.Errorf("take the terminal again: %w", err)
	}
	return nil
}

func (*stock) see(tea.Msg) {}

func (*stock) show(view tea.View) tea.View { return view }

func (d *stock) write(sequence string) {
	d.mu.Lock()
	d.text += sequence
	d.mu.Unlock()
	nudge(d.kick)
}

func (d *stock) retitle(text string) {
	d.mu.Lock()
	first := !d.titled
	d.titled = true
	d.mu.Unlock()
	sequence := ansi.SetWindowTitle(text)
	if first {
		sequence = ansi.WindowOp(pushTitle, windowTitle) + sequence
	}
	d.write(sequence)
}

// leave takes the title back; the screen Bubble Tea has given back already, unless it hangs: then
// everything that it may have set is undone past it.
func (d *stock) leave(hung bool) {
	back := ""
	if d.titled {
		back = ansi.SetWindowTitle("") + ansi.WindowOp(popTitle, windowTitle)
	}
	switch {
	case !hung:
		_, _ = io.WriteString(d.output(), back)
	case d.dev != nil:
		d.dev.shout(resetAll() + back)
	}
}

// resetAll undoes whatever Bubble Tea's renderer may have set. CAN goes first, in case a sequence
// was cut in the middle.
func resetAll() string {
	return string(rune(ansi.CAN)) + ansi.ResetStyle + ansi.SetModeAutoWrap +
		ansi.ResetModeSynchronizedOutput + ansi.ResetModifyOtherKeys + ansi.PopKittyKeyboard(1) +
		ansi.ResetModeUnicodeCore + ansi.ResetModeBracketedPaste +
		ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable
}
