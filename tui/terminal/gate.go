package terminal

import (
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"
)

// NoScreenError says why no screen can be opened here. It is no failure: print plain text instead.
type NoScreenError struct {
	// Reason is a clause such as "standard output is not a terminal".
	Reason string
}

func (e *NoScreenError) Error() string { return "no screen here: " + e.Reason }

// Gate reports whether a screen can be opened: nil if so, else a *NoScreenError. Standard output
// must be a terminal, TERM must name one that can move its cursor, and keys must come from
// somewhere: from standard input, or from the controlling terminal when that is redirected.
// Nothing is written to the terminal and nothing is asked of it.
func Gate(stdin, stdout *os.File, env []string) error {
	if !isTerminal(stdout) {
		return &NoScreenError{Reason: "standard output is not a terminal"}
	}
	switch name := lookup(env, "TERM"); name {
	case "":
		return &NoScreenError{Reason: "TERM is not set"}
	case "dumb":
		return &NoScreenError{Reason: "TERM is dumb"}
	}
	if isTerminal(stdin) {
		return nil
	}
	tty, err := os.OpenFile(controllingTerminal, os.O_RDWR, 0)
	if err != nil {
		reason := fmt.Sprintf("standard input is not a terminal, and there is no other (%v)", err)
		return &NoScreenError{Reason: reason}
	}
	_ = tty.Close() // nothing was written
	return nil
}

func isTerminal(file *os.File) bool {
	return file != nil && term.IsTerminal(file.Fd())
}
