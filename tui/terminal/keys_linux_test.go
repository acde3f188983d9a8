package terminal_test

import "testing"

func TestSplitSequencesAreOneKeyOverANetwork(t *testing.T) {
	t.Parallel()
	c := startChild(t, "", "SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22")
	c.shows("frame 0 80x24")
	c.send("\x1b")
	c.pauseBetween()
	c.send("[")
	c.pauseBetween()
	c.send("B")
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
