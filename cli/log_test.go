package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"exportwatch/awsclient/simulator"
)

// TestLogThatOthersCanRead: a file that is there already keeps its mode, so one that isn't its
// owner's alone is refused, untouched.
func TestLogThatOthersCanRead(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	for mode, refused := range map[uint32]bool{
		0o644: true, 0o640: true, 0o602: true, 0o600: false, 0o200: false,
	} {
		t.Run(fmt.Sprintf("%04o", mode), func(t *testing.T) {
			t.Parallel()
			name := filepath.Join(t.TempDir(), "log")
			if err := os.WriteFile(name, []byte("mine\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(name, os.FileMode(mode)); err != nil {
				t.Fatal(err)
			}
			got := run(t, account.env(), "", "status", "--debug-log", name)
			text := read(t, name)
			if !refused {
				got.wants(t, 0)
				if len(text) <= len("mine\n") {
					t.Error("nothing was logged")
				}
				return
			}
			got.wants(t, 2, "--debug-log", name, fmt.Sprintf("%04o", mode), "chmod 600 "+name)
			if text != "mine\n" {
				t.Errorf("the file is now %q", text)
			}
		})
	}
}

// TestLogThatIsNoFile: what isn't kept has no readers to come.
func TestLogThatIsNoFile(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	run(t, account.env(), "", "status", "--debug-log", os.DevNull).wants(t, 0)
}
