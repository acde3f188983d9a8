package terminal_test

import (
	"testing"

	"exportwatch/tui/terminal"
)

func TestSplitFindsKeysThatLackTheirEnd(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]bool{
		"":                            false,
		"j":                           false,
		"\x1b":                        true,
		"\x1bj":                       false,
		"\x1b[":                       true,
		"\x1b[1;5":                    true,
		"\x1b[B":                      false,
		"\x1b[1;5B":                   false,
		"\x1b[B\x1b":                  true,
		"\x1bO":                       true,
		"\x1bOP":                      false,
		"\x1b]11;rgb:0000/00":         true,
		"\x1b]11;rgb:00/00/00\a":      false,
		"\x1b]11;rgb:00/00/00\x1b":    true,
		"\x1b]11;rgb:00/00/00\x1b\\":  false,
		"\x1b]11;rgb:00/00/00\x1b\\j": false,
		"\x1bP1$r":                    true,
		"\x1bP1$r\x1b\\":              false,
		"\xc3":                        true,
		"\xc3\xa9":                    false,
		"a\xe2\x82":                   true,
	} {
		if got := terminal.Split([]byte(keys)); got != want {
			t.Errorf("%q: got %v, want %v", keys, got, want)
		}
	}
}

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
	c.send("q")
	c.shows("\x1b[?1049l")
	c.send("\x1b]11;rgb:1111/1111/1111\x1b\\")
	c.ends("<nil>")
	if n := c.waiting(); n != 0 {
		t.Errorf("%d bytes wait for the shell", n)
	}
}
