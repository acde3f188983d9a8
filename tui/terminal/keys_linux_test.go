package terminal_test

import (
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
)

func TestNothingIsAskedAtTheStart(t *testing.T) {
	t.Parallel()
	c := startChild(t, "")
	c.shows("frame 0 80x24")
	if text := c.text(); strings.Contains(text, "$p") || strings.Contains(text, "\x1b[>") {
		t.Errorf("modes or keyboard are asked for: %q", text)
	}
	if !strings.HasPrefix(c.text(), "\x1b[?1049h") {
		t.Errorf("begins with %q", c.text()[:20])
	}
	c.send("q")
	c.ends("<nil>")
}

func TestBackgroundIsAskedAndAnswered(t *testing.T) {
	t.Parallel()
	c := startChild(t, "")
	c.shows("frame 0 80x24")
	c.send("a")
	c.shows("\x1b]11;?")
	c.send("\x1b]11;rgb:1111/2222/3333\x1b\\")
	c.shows("background #112233")
	c.send("q")
	c.ends("<nil>")
}

func TestTitleComesAndGoes(t *testing.T) {
	t.Parallel()
	c := startChild(t, "")
	c.shows("frame 0 80x24")
	c.send("t")
	c.shows("\x1b[22;2t\x1b]2;ours\a")
	c.send("q")
	c.ends("<nil>")
	c.shows("\x1b]2;\a\x1b[23;2t")
}

func TestRedrawDrawsAll(t *testing.T) {
	t.Parallel()
	c := startChild(t, "")
	c.shows("frame 0 80x24")
	already := len(c.text())
	c.send("\x0c")
	c.eventually("the last row again", func() bool {
		return strings.Contains(c.text()[already:], strings.Repeat("x", 40))
	})
	c.send("q")
	c.ends("<nil>")
}

func TestTheSizeIsTheRealOne(t *testing.T) {
	t.Parallel()
	for _, renderer := range []string{"painter", "stock"} {
		t.Run(renderer, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, renderer)
			c.eventually("raw mode", c.isRaw)
			for n := range uint16(50) {
				size := &pty.Winsize{Rows: 10 + n%7, Cols: 40 + n}
				if err := pty.Setsize(c.tty, size); err != nil {
					t.Fatal(err)
				}
			}
			c.shows("89x10 ")
			c.send("q")
			c.ends("<nil>")
		})
	}
}

// Where standard input and output are a terminal, but no controlling one, there is no file to be
// had whose writes can be given up.
func TestWithoutAControllingTerminalTheStockRendererDraws(t *testing.T) {
	t.Parallel()
	// Whoever opens a screen may take standard input from others, once it is prepared.
	for _, words := range []string{"uncontrolled", "uncontrolled taken"} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			c := startChild(t, words)
			c.shows("frame 0 80x24")
			c.shows("\x1b[>1u") // it asks for keyboard modes, the painter doesn't
			c.send("q")
			c.ends("<nil>")
			c = startChild(t, words)
			c.shows("frame 0 80x24")
			if err := syscall.Kill(c.cmd.Process.Pid, syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			c.ends("ended by signal: terminated")
		})
	}
}

func TestSplitSequencesAreOneKeyOverANetwork(t *testing.T) {
	t.Parallel()
	c := startChild(t, "", "SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22")
	c.shows("frame 0 80x24")
	for !c.sendSplit("\x1b", "[", "B") {
		c.send("s") // its note shares no letter with the one that is waited for
		c.shows("stopped at")
	}
	c.shows("key down")
	c.send("q")
	c.ends("<nil>")
}

func TestLateAnswersDontReachTheShell(t *testing.T) {
	t.Parallel()
	c := startChild(t, "")
	c.shows("frame 0 80x24")
	c.send("a")
	c.shows("\x1b]11;?")
	c.send("q")
	c.shows("\x1b[?1049l")
	c.send("\x1b]11;rgb:1111/1111/1111\x1b\\")
	c.ends("<nil>")
	if n := c.waiting(); n != 0 {
		t.Errorf("%d bytes wait for the shell", n)
	}
}
