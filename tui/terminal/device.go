package terminal

import (
	"fmt"
	"os"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

const controllingTerminal = "/dev/tty"

// device is the terminal as the kernel shows it: a file to read keys from, and its settings.
type device struct {
	in     *os.File
	opened bool // by us, so ours to close
	before *term.State
}

// openDevice takes standard input if that is a terminal, else the controlling terminal.
func openDevice() (*device, error) {
	dev := &device{in: os.Stdin}
	if !isTerminal(os.Stdin) {
		tty, err := os.OpenFile(controllingTerminal, os.O_RDWR, 0)
		if err != nil {
			return nil, fmt.Errorf("open the terminal for its keys: %w", err)
		}
		dev.in, dev.opened = tty, true
	}
	before, err := term.GetState(dev.in.Fd())
	if err != nil {
		return nil, fmt.Errorf("read the terminal's settings: %w", err)
	}
	dev.before = before
	return dev, nil
}

// raw makes the terminal hand over each key as it comes, unechoed.
func (d *device) raw() error {
	if _, err := term.MakeRaw(d.in.Fd()); err != nil {
		return fmt.Errorf("make the terminal raw: %w", err)
	}
	return nil
}

// restore gives the terminal back with the settings that it had. Whatever fails, fails because the
// terminal is gone.
func (d *device) restore() {
	_ = term.Restore(d.in.Fd(), d.before)
	if d.opened {
		_ = d.in.Close()
	}
}

// shout writes a last sequence past a program that hangs in a write of its own: what waits for the
// reader is dropped, and nothing is waited for longer than a tenth of a second.
func (d *device) shout(sequence string) {
	tty, err := os.OpenFile(controllingTerminal, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	flushOutput(d.in.Fd())
	if tty.SetWriteDeadline(time.Now().Add(100*time.Millisecond)) == nil {
		_, _ = tty.WriteString(sequence)
	}
	_ = tty.Close()
}

// resetAll undoes whatever Bubble Tea's renderer may have set. CAN goes first, in case a sequence
// was cut in the middle.
func resetAll() string {
	return string(rune(ansi.CAN)) + ansi.ResetStyle + ansi.ResetModeSynchronizedOutput +
		ansi.ResetModifyOtherKeys + ansi.PopKittyKeyboard(1) + ansi.ResetModeUnicodeCore +
		ansi.ResetModeBracketedPaste + ansi.ResetModeAltScreenSaveCursor +
		ansi.SetModeTextCursorEnable
}
