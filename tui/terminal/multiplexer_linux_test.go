package terminal_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// tmux is a server of our own with one window, in which the program runs.
type tmux struct {
	t      *testing.T
	socket string
}

func (m *tmux) run(args ...string) string {
	m.t.Helper()
	args = append([]string{"-u", "-S", m.socket}, args...)
	out, err := exec.CommandContext(m.t.Context(), "tmux", args...).CombinedOutput()
	if err != nil {
		m.t.Fatalf("tmux %v: %v: %s", args, err, out)
	}
	return string(out)
}

func (m *tmux) text() string {
	lines := strings.Split(m.run("capture-pane", "-p"), "\n")
	for y, line := range lines {
		lines[y] = strings.TrimRight(line, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// shows waits for a text, and returns what is seen instead if it doesn't come.
func (m *tmux) shows(want string) (string, bool) {
	m.t.Helper()
	var got string
	for range 2000 {
		if got = m.text(); got == want {
			return got, true
		}
		time.Sleep(5 * time.Millisecond)
	}
	return got, false
}

func startTmux(t *testing.T, said, inside string) *tmux {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("NOT COMPARED: tmux is not installed")
	}
	// Sockets want a short path, GNU screen one that is ours alone.
	dir, err := os.MkdirTemp("", "") //nolint:usetesting // T.TempDir is neither
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := fmt.Sprintf("env TMUX= LC_ALL=C.UTF-8 '%s=%s' '%s'", childVariable, said, self)
	if inside == "screen" {
		if _, err := exec.LookPath("screen"); err != nil {
			t.Skip("NOT COMPARED: GNU screen is not installed")
		}
		command = fmt.Sprintf(
			"env SCREENDIR='%s' LC_ALL=C.UTF-8 screen -U -S compared -c /dev/null %s",
			dir, command)
		t.Cleanup(func() { // it would outlive its terminal
			arguments := []string{"-S", "compared", "-X", "quit"}
			quit := exec.Command("screen", arguments...) //nolint:noctx // t's is over
			quit.Env = append(os.Environ(), "SCREENDIR="+dir)
			_ = quit.Run()
		})
	}
	config := filepath.Join(dir, "tmux.conf")
	settings := "set -g status off\nset -g default-terminal tmux-256color\nset -s escape-time 0\n"
	if err := os.WriteFile(config, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	m := &tmux{t: t, socket: filepath.Join(dir, "s")}
	m.run("-f", config, "new-session", "-d", "-x", "80", "-y", "24", command)
	t.Cleanup(func() {
		_ = exec.Command("tmux", "-S", m.socket, "kill-server").Run() //nolint:noctx // t's is over
	})
	return m
}

// The programs that stand between us and the user's terminal on a bastion must agree with the
// emulator. Text alone is compared.
func TestMultiplexersShowEveryFrameRight(t *testing.T) {
	t.Parallel()
	frames := 10
	if text := os.Getenv(framesVariable); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		frames = max(1, n/100)
	}
	for _, inside := range []string{"tmux", "screen"} {
		for _, said := range []string{"list", "pane", "pane wide", "list resizes", "pane wide resizes"} {
			t.Run(inside+"/"+said, func(t *testing.T) {
				t.Parallel()
				m := startTmux(t, "play "+said, inside)
				model := newPlayModel(said)
				model.g.width, model.g.height = 80, 24
				if got, ok := m.shows("size 80x24"); !ok {
					t.Fatalf("doesn't start: %q", got)
				}
				for n := range frames {
					if strings.Contains(said, "resizes") && n%5 == 4 {
						model.g.width, model.g.height = 30+(n*37)%90, 5+(n*13)%40
						m.run("resize-window", "-x", strconv.Itoa(model.g.width),
							"-y", strconv.Itoa(model.g.height))
						size := fmt.Sprintf("size %dx%d", model.g.width, model.g.height)
						if got, ok := m.shows(size); !ok {
							t.Fatalf("frame %d: want %s, got %q", n, size, got)
						}
					}
					m.run("send-keys", "n")
					want := model.g.next().text()
					if got, ok := m.shows(want); !ok {
						t.Errorf("frame %d: %s", n, difference(got, want))
					}
				}
			})
		}
	}
}
