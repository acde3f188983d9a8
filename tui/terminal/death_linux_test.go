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
		{"first frame", "", func(c *ptyChild) { c.shows("frame 0 ") }},
		{"load", "flood", func(c *ptyChild) {
			c.eventually("20 kB", func() bool { return len(c.text()) > 20_000 })
		}},
	}
	if testing.Short() {
		moments = moments[2:]
	}
	for _, renderer := range []string{"painter", "stock"} {
		for _, moment := range moments {
			for _, death := range deaths() {
				t.Run(renderer+"/"+moment.name+"/"+death.name, func(t *testing.T) {
					t.Parallel()
					c := startChild(t, moment.words+" "+renderer)
					moment.reach(c)
					death.die(c)
					c.ends(death.how)
				})
			}
		}
	}
}

// A terminal that reads no more, as behind a dead connection, stops only the painter's writer.
func TestDeathsWhileNobodyReads(t *testing.T) {
	t.Parallel()
	for _, death := range deaths() {
		t.Run(death.name, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, "flood")
			c.blocks()
			death.die(c)
			<-c.exited
			if c.termios() != c.before {
				t.Error("ended with other settings")
			}
			c.pause(false)
			c.ends(death.how)
		})
	}
}

func TestAReaderThatGoesOnSeesTheNewestStateAtOnce(t *testing.T) {
	t.Parallel()
	c := startChild(t, "flood")
	c.blocks()
	already := len(c.text())
	time.Sleep(time.Second) // 60 more frames of 2 kB each, were they kept
	c.send("s")
	time.Sleep(100 * time.Millisecond)
	c.pause(false)
	c.shows("stopped at")
	const held = 64 << 10 // a pty holds about 20 kB, which nobody can call back
	if got := len(c.text()) - already; got > held {
		t.Errorf("%d bytes came until the newest state, want at most %d", got, held)
	}
	c.send("q")
	c.ends("<nil>")
}

// The reader may notice that the terminal went away before the signal about it has come.
func TestASignalAboutAGoneTerminalMayComeLate(t *testing.T) {
	t.Parallel()
	for _, renderer := range []string{"painter", "stock"} {
		t.Run(renderer, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, "straggler "+renderer)
			c.shows("frame 0 ")
			_ = c.master.Close()
			<-c.exited
			if code := c.cmd.ProcessState.ExitCode(); code != stragglerCode {
				t.Errorf("ended with %d, want %d", code, stragglerCode)
			}
		})
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
	for _, renderer := range []string{"painter", "stock"} {
		t.Run(renderer, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, renderer)
			c.shows("frame 0 ")
			c.send("h")
			c.shows("hanging")
			c.signal(syscall.SIGTERM)
			c.ends("gave up waiting for the program to end: ended by signal: terminated")
			c.shows("no model")
		})
	}
}

func TestHangUpEnds(t *testing.T) {
	t.Parallel()
	for _, said := range []string{
		"painter", "stock", "flood painter", "flood stock",
		// Here the shell gets the signal and ignores it: an orphan must notice by itself.
		"shell painter", "shell stock", "shell flood painter", "shell flood stock",
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, said)
			c.shows("frame ")
			_ = c.master.Close()
			select {
			case <-c.exited:
			case <-time.After(limit):
				t.Fatal("still running")
			}
		})
	}
}
