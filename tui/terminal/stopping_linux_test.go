package terminal_test

import (
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// drawnSince waits until the screen was taken and drawn again after so much output.
func (c *ptyChild) drawnSince(already int) {
	c.t.Helper()
	c.eventually("the screen again", func() bool {
		_, after, again := strings.Cut(c.text()[already:], "\x1b[?1049h")
		return again && strings.Contains(after, "xxxxxx") && c.isRaw()
	})
}

func TestSuspendGivesTheTerminalBackAndTakesItAgain(t *testing.T) {
	t.Parallel()
	stops := map[string]func(*ptyChild){
		"ctrl+z":  func(c *ptyChild) { c.send("\x1a") },
		"SIGTSTP": func(c *ptyChild) { c.signal(syscall.SIGTSTP) },
	}
	for _, renderer := range []string{"painter", "stock"} {
		for name, stop := range stops {
			t.Run(renderer+"/"+name, func(t *testing.T) {
				t.Parallel()
				c := startChild(t, "shell "+renderer)
				c.shows("frame 0 ")
				for range 5 {
					already := len(c.text())
					stop(c)
					c.eventually("the stop", c.stopped)
					if c.termios() != c.before {
						t.Error("suspended with other settings")
					}
					c.eventually(
						"the modes as before",
						func() bool { return len(leftModes(c.text())) == 0 },
					)
					c.signal(syscall.SIGCONT)
					c.drawnSince(already)
				}
				c.send("q")
				c.ends("<nil>")
			})
		}
	}
}

// SIGSTOP can't be caught: the shell takes a terminal with our settings and our screen, gives it
// its own, and nobody tells us before SIGCONT.
func TestTheScreenComesBackAfterAStopFromOutside(t *testing.T) {
	t.Parallel()
	for _, renderer := range []string{"painter", "stock"} {
		t.Run(renderer, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, "shell "+renderer)
			c.shows("frame 0 ")
			for n := range uint16(3) {
				c.signal(syscall.SIGSTOP)
				c.eventually("the stop", c.stopped)
				if err := unix.IoctlSetTermios(
					int(c.tty.Fd()),
					unix.TCSETS,
					&c.before,
				); err != nil {
					t.Fatal(err)
				}
				// The job is in the background then, and hears of no new size.
				if err := pty.Setsize(c.tty, &pty.Winsize{Rows: 24, Cols: 90 + n}); err != nil {
					t.Fatal(err)
				}
				already := len(c.text())
				c.signal(syscall.SIGCONT)
				c.drawnSince(already)
				given, _, _ := strings.Cut(c.text()[already:], "\x1b[?1049h")
				if !strings.Contains(given, "\x1b[?1049l") {
					t.Errorf("the shell's cursor is lost: %.60q", given)
				}
				c.send("s")
				c.shows("stopped at")
			}
			c.send("q")
			c.ends("<nil>")
		})
	}
}

// Without a shell there is nobody to let it go on, and the kernel wouldn't stop it.
func TestSuspendDoesNothingWithoutAShell(t *testing.T) {
	t.Parallel()
	for _, renderer := range []string{"painter", "stock"} {
		t.Run(renderer, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, renderer)
			c.shows("frame 0 ")
			c.send("\x1a")
			c.signal(syscall.SIGTSTP)
			c.send("s")
			c.shows("stopped at") // no letter of which stands where the last note had it
			c.send("q")
			c.ends("<nil>")
		})
	}
}

// Whoever sends these wants to see where the program hangs.
func TestStacksArePrintedOnTheTerminalGivenBack(t *testing.T) {
	t.Parallel()
	for _, renderer := range []string{"painter", "stock"} {
		for name, sig := range map[string]syscall.Signal{
			"SIGQUIT: quit": syscall.SIGQUIT, "SIGABRT: abort": syscall.SIGABRT,
		} {
			t.Run(renderer+"/"+name, func(t *testing.T) {
				t.Parallel()
				c := startChild(t, renderer)
				c.shows("frame 0 ")
				c.send("h")
				c.shows("hanging")
				c.signal(sig)
				c.ends("")
				c.shows("childModel).key")
				before, _, dumped := strings.Cut(c.text(), name)
				if !dumped || !strings.Contains(before, "\x1b[?1049l") {
					t.Errorf("no stacks after the screen: %q", tail(c.text()))
				}
				if code := c.cmd.ProcessState.ExitCode(); code != 2 {
					t.Errorf("ended with %d, Go ends with 2", code)
				}
			})
		}
	}
}
