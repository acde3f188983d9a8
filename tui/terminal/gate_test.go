package terminal_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/creack/pty"

	"exportwatch/tui/terminal"
)

func TestGate(t *testing.T) {
	t.Parallel()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = master.Close(); _ = tty.Close() })
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	xterm := []string{"TERM=xterm"}
	for _, test := range []struct {
		name      string
		in, out   *os.File
		env       []string
		wantsText string
	}{
		{"a terminal", tty, tty, xterm, ""},
		{"no output", tty, nil, xterm, "no screen here: standard output is not a terminal"},
		{"a file", tty, file, xterm, "no screen here: standard output is not a terminal"},
		{"dumb", tty, tty, []string{"TERM=dumb"}, "no screen here: TERM is dumb"},
		{"no TERM", tty, tty, []string{"TERM="}, "no screen here: TERM is not set"},
		{"last TERM counts", tty, tty, []string{"TERM=dumb", "TERM=xterm"}, ""},
	} {
		err := terminal.Gate(test.in, test.out, test.env)
		if test.wantsText == "" {
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			continue
		}
		var none *terminal.NoScreenError
		if !errors.As(err, &none) || err.Error() != test.wantsText {
			t.Errorf("%s: got %v, want %s", test.name, err, test.wantsText)
		}
	}
}
