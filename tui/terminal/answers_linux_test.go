package terminal_test

import (
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What a terminal answers when it is asked for its background, as xterm and others end it.
const (
	answer = "\x1b]11;rgb:1111/2222/3333\x1b\\"
	belled = "\x1b]11;rgb:1111/2222/3333\a"
)

// An answer that comes at any moment, in pieces or never, is an answer or nothing: never a key, and
// never on the shell's line.
func TestAnswersAreNeverKeysNorLeft(t *testing.T) {
	t.Parallel()
	shown := func(c *ptyChild) { c.t.Helper(); c.shows("frame 0 80x24") }
	heard := func(c *ptyChild) { c.t.Helper(); c.shows("background #112233") }
	for _, test := range []struct {
		name   string
		answer func(c *ptyChild)
	}{
		{"never", shown},
		{"before the first frame", func(c *ptyChild) {
			c.eventually("raw mode", c.isRaw)
			c.send(answer)
			heard(c)
		}},
		{"whole", func(c *ptyChild) { shown(c); c.send(belled); heard(c) }},
		{"in two halves", func(c *ptyChild) {
			shown(c)
			c.sendSplit(answer[:14], answer[14:])
			heard(c)
		}},
		{"in two halves, far apart", func(c *ptyChild) {
			shown(c)
			c.send(belled[:9])
			time.Sleep(500 * time.Millisecond)
			c.send(belled[9:])
			heard(c)
		}},
		{"its first byte alone", func(c *ptyChild) {
			shown(c)
			if !c.sendSplit(answer[:1], answer[1:]) {
				c.t.Skip("NOT TRIED: the machine is too slow to send the pieces in time")
			}
			heard(c)
		}},
		{"its last byte alone", func(c *ptyChild) {
			shown(c)
			c.sendSplit(answer[:len(answer)-1], answer[len(answer)-1:])
			heard(c)
		}},
		{"with the key before q", func(c *ptyChild) { shown(c); c.send("j" + answer) }},
		{"just before q", func(c *ptyChild) { shown(c); c.send(answer) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, "asks")
			test.answer(c)
			c.send("q")
			c.leavesNothing()
		})
	}
	for _, test := range []struct{ name, before, after string }{
		{"in one with q", "q" + answer, ""},
		{"right after q", "q", answer},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, "asks")
			c.shows("\x1b]11;?")
			c.send(test.before)
			c.shows("\x1b[?1049l")
			c.send(test.after)
			c.leavesNothing()
		})
	}
}

// An answer whose second half comes when the program is about to leave.
func TestAnswersAroundTheEnd(t *testing.T) {
	t.Parallel()
	c := startChild(t, "asks")
	c.shows("frame 0 80x24")
	c.sendSplit("q"+answer[:12], answer[12:])
	c.leavesNothing()
}

// An answer that comes when the program is being suspended must not be left to the shell either.
func TestAnswersArentLeftBySuspending(t *testing.T) {
	t.Parallel()
	c := startChild(t, "shell asks")
	c.shows("\x1b]11;?")
	job := c.job()
	t.Cleanup(
		func() { _ = syscall.Kill(job, syscall.SIGKILL) },
	) // stopped, it would outlive its shell
	c.send("\x1a")
	c.shows("\x1b[?1049l")
	c.send(answer)
	c.eventually("the stop", c.stopped)
	if text := c.text(); strings.Contains(text, "rgb:") {
		t.Errorf("echoed: %q", tail(text))
	}
	if n := c.waiting(); n != 0 {
		t.Errorf("%d bytes wait for the shell", n)
	}
	c.signal(syscall.SIGCONT)
	c.eventually("the screen again", func() bool {
		return strings.Count(c.text(), "\x1b[?1049h") == 2
	})
	c.send("q")
	c.ends("<nil>")
}

// leavesNothing waits for the end, and checks that nothing is left of an answer: in the input, on
// the screen, or taken for keys.
func (c *ptyChild) leavesNothing() {
	c.t.Helper()
	c.ends("<nil>")
	if n := c.waiting(); n != 0 {
		c.t.Errorf("%d bytes wait for the shell", n)
	}
	text := c.text()
	if _, after, _ := strings.Cut(text, "\x1b[?1049l"); strings.Contains(after, "1111") {
		c.t.Errorf("on the shell's line: %q", after)
	}
	if keys := regexp.MustCompile(`key [^qj]`).FindAllString(text, -1); len(keys) > 0 {
		c.t.Errorf("taken for keys: %q", keys)
	}
}
