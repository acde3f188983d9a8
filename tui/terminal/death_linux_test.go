package terminal_test

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// death is one way to end, and what Run says about it.
type death struct {
	name string
	die  func(*ptyChild)
	how  string
}

func deaths() []death {
	key := func(keys string) func(*ptyChild) { return func(c *ptyChild) { c.send(keys) } }
	kill := func(sig syscall.Signal) func(*ptyChild) { return func(c *ptyChild) { c.signal(sig) } }
	return []death{
		{"q", key("q"), "<nil>"},
		{"SIGTERM", kill(syscall.SIGTERM), "ended by signal: terminated"},
		{"SIGHUP", kill(syscall.SIGHUP), "ended by signal: hangup"},
		{"SIGINT", kill(syscall.SIGINT), "ended by signal: interrupt"},
		{"panic in Update", key("u"), "panicked: in Update"},
		{"panic in View", key("v"), "panicked: in View"},
		{"panic in a command", key("c"), "panicked: in a command"},
		{"panic in a batch", key("b"), "panicked: in a command"},
		{"panic in a sequence", key("e"), "panicked: in a command"},
		{"panic in a goroutine", key("g"), "panicked: in a goroutine"},
	}
}

func TestDeathsLeaveTheTerminalAsItWas(t *testing.T) {
	t.Parallel()
	moments := []struct {
		name, words string
		reach       func(*ptyChild)
	}{
		{"start", "", func(c *ptyChild) { c.eventually("raw mode", c.isRaw) }},
		{"first frame", "", func(c *ptyChild) { c.shows("frame 0 80x24") }},
		{"load", "flood", func(c *ptyChild) {
			c.eventually("20 kB", func() bool { return len(c.text()) > 20_000 })
		}},
	}
	for _, moment := range moments {
		for _, death := range deaths() {
			t.Run(moment.name+"/"+death.name, func(t *testing.T) {
				t.Parallel()
				c := startChild(t, moment.words)
				moment.reach(c)
				death.die(c)
				c.ends(death.how)
			})
		}
	}
}

func TestPanicTellsWhere(t *testing.T) {
	t.Parallel()
	c := startChild(t, "init")
	c.ends("panicked: init")
	c.shows("child_test.go:")
	text := c.text()
	if strings.Index(text, "child_test.go:") < strings.LastIndex(text, "\x1b[?1049l") {
		t.Error("the trace stands on the alternate screen")
	}
}

func TestHungUpdateIsGivenUp(t *testing.T) {
	t.Parallel()
	c := startChild(t, "")
	c.shows("frame 0 80x24")
	c.send("h")
	c.shows("hanging")
	c.signal(syscall.SIGTERM)
	c.ends("gave up waiting for the program to end: ended by signal: terminated")
	c.shows("no model")
}

func TestSuspendGivesTheTerminalBackAndTakesItAgain(t *testing.T) {
	t.Parallel()
	c := startChild(t, "shell")
	c.shows("frame 0 80x24")
	for range 3 {
		already := len(c.text())
		c.send("\x1a")
		c.shows("\x1b[?1049l")
		c.eventually("the stop", c.stopped)
		if c.termios() != c.before {
			t.Error("suspended with other settings")
		}
		if left := leftModes(c.text()); len(left) > 0 {
			t.Errorf("suspended with %v", left)
		}
		c.signal(syscall.SIGCONT)
		c.eventually("the screen again", func() bool {
			return strings.Contains(c.text()[already:], "\x1b[?1049h") && c.isRaw()
		})
	}
	c.send("q")
	c.ends("<nil>")
}

func TestOrphanEnds(t *testing.T) {
	t.Parallel()
	c := startChild(t, "shell")
	c.shows("frame 0 80x24")
	_ = c.master.Close() // the shell ignores SIGHUP, and the program gets none
	select {
	case <-c.exited:
	case <-time.After(limit):
		t.Fatal("still running")
	}
}
