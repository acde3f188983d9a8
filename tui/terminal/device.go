package terminal

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/charmbracelet/x/term"
)

const controllingTerminal = "/dev/tty"

// device is the terminal as the kernel shows it: its files and its settings.
type device struct {
	in     *os.File
	opened bool // in is ours to close
	// out is a file of our own, nil without. Nobody may ask for its Fd: that would make writes to it
	// wait for good, without a deadline.
	out    *os.File
	before *term.State
}

// openStandard takes standard input if that is a terminal, else the controlling terminal.
func openStandard(stdin *os.File) (*device, error) {
	if isTerminal(stdin) {
		return newDevice(&device{in: stdin})
	}
	in, err := os.OpenFile(controllingTerminal, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("open the terminal for its keys: %w", err)
	}
	return newDevice(&device{in: in, opened: true})
}

// openOwn opens the controlling terminal twice: once to read, which Bubble Tea does by its own
// means, and once to write with deadlines.
func openOwn() (*device, error) {
	out, err := os.OpenFile(controllingTerminal, os.O_WRONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("open the terminal to draw: %w", err)
	}
	in, err := os.OpenFile(controllingTerminal, os.O_RDWR, 0)
	if err != nil {
		_ = out.Close()
		return nil, fmt.Errorf("open the terminal for its keys: %w", err)
	}
	return newDevice(&device{in: in, opened: true, out: out})
}

func newDevice(d *device) (*device, error) {
	before, err := term.GetState(d.in.Fd())
	if err != nil {
		d.closeFiles()
		return nil, fmt.Errorf("read the terminal's settings: %w", err)
	}
	d.before = before
	return d, nil
}

// raw makes the terminal hand over each key as it comes, unechoed.
func (d *device) raw() error {
	if _, err := term.MakeRaw(d.in.Fd()); err != nil {
		return fmt.Errorf("make the terminal raw: %w", err)
	}
	return nil
}

// cook brings back the settings that the terminal had. If it fails, the terminal is gone.
func (d *device) cook() { _ = term.Restore(d.in.Fd(), d.before) }

// restore gives the terminal back for good.
func (d *device) restore() {
	d.cook()
	d.closeFiles()
}

func (d *device) closeFiles() {
	if d.opened {
		_ = d.in.Close()
	}
	if d.out != nil {
		_ = d.out.Close()
	}
}

// What Bubble Tea takes for a size at most.
const (
	longest  = 4096
	mostArea = 1 << 20
)

// size is the terminal's size now, in columns and rows. Where the terminal doesn't know (serial
// lines), COLUMNS and LINES count, else it is 80 by 24. It is cut to what Bubble Tea takes.
func (d *device) size(env []string) (width, height int) {
	width, height, err := term.GetSize(d.in.Fd())
	if err != nil {
		width, height = 0, 0
	}
	width = min(known(width, lookup(env, "COLUMNS"), 80), longest)
	height = min(known(height, lookup(env, "LINES"), 24), longest)
	return width, min(height, mostArea/width)
}

func known(size int, text string, otherwise int) int {
	if size > 0 {
		return size
	}
	if told, err := strconv.Atoi(text); err == nil && told > 0 {
		return told
	}
	return otherwise
}

// shout writes a last sequence past a program that hangs in a write of its own: what waits for the
// reader is dropped, and nothing is waited for longer than a tenth of a second.
func (d *device) shout(sequence string) {
	out, err := os.OpenFile(controllingTerminal, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	flushOutput(d.in.Fd())
	if out.SetWriteDeadline(time.Now().Add(lastWord)) == nil {
		_, _ = out.WriteString(sequence)
	}
	_ = out.Close()
}
