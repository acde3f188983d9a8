package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"exportwatch/awsclient/simulator"
)

// tmux is a server of our own with one window, in which a shell runs a script.
type tmux struct {
	t      *testing.T
	dir    string
	socket string
}

func startTmux(t *testing.T, script string, width, height int) *tmux {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("NOT TRIED: tmux is not installed")
	}
	dir, err := os.MkdirTemp("", "") //nolint:usetesting // sockets want a short path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	m := &tmux{t: t, dir: dir, socket: filepath.Join(dir, "s")}
	for name, text := range map[string]string{
		"conf":   "set -g status off\nset -g default-terminal tmux-256color\nset -s escape-time 0\n",
		"script": script,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m.run("-f", filepath.Join(dir, "conf"), "new-session", "-d", "-x", strconv.Itoa(width),
		"-y", strconv.Itoa(height), "cd '"+dir+"' && sh script")
	t.Cleanup(func() {
		_ = exec.Command("tmux", "-S", m.socket, "kill-server").Run() //nolint:noctx // t's is over
	})
	return m
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

// text is what is seen and, with history, what has scrolled off.
func (m *tmux) text(history bool) string {
	args := []string{"capture-pane", "-p"}
	if history {
		args = append(args, "-J", "-S", "-")
	}
	return m.run(args...)
}

func (m *tmux) shows(what string) {
	m.t.Helper()
	eventually(m.t, fmt.Sprintf("%q", what), func() bool {
		return strings.Contains(m.text(false), what)
	}, func() string { return m.text(false) })
}

func (m *tmux) file(name string) string { return read(m.t, filepath.Join(m.dir, name)) }

// As on a bastion: inside tmux, resized, with keys, left with q.
func TestWatchesLiveInTmux(t *testing.T) {
	t.Parallel()
	account, _, three := underway(t, simulator.DemoAccessKey, "20",
		"DELIVERY_SUCCESS", "DELIVERY_FAILURE", "DELIVERY_SUCCESS")
	var script strings.Builder
	for _, setting := range account.env() {
		fmt.Fprintf(&script, "export '%s'\n", setting)
	}
	script.WriteString("stty -g > before\necho before the screen\n'" + binary() +
		"' --interval 1s --fail-on failed")
	for _, w := range three {
		fmt.Fprintf(&script, " '%s'", target(w.ExecutionState))
	}
	script.WriteString("\ncode=$?\nstty -g > after\necho $code > code\n" +
		"echo after the screen\nsleep 600\n")
	m := startTmux(t, script.String(), 120, 36)
	m.shows("as of")
	m.shows("RUNNING")
	eventually(t, "all answers", func() bool { return !strings.Contains(m.text(false), "loading") },
		func() string { return m.text(false) })
	frame := func() []string { return strings.Split(m.text(false), "\n") }
	frames := 0
	watchLive(t, account, three, func() []string {
		if frames++; frames%9 == 0 {
			m.run("send-keys", []string{"j", "Down", "g"}[frames/9%3])
		}
		return frame()
	})
	m.run("send-keys", "g", "Enter", "6")
	m.shows("Output type")
	m.run("send-keys", "Escape")
	m.shows("n next problem") // else the next key would be one with it
	m.run("resize-window", "-x", "80", "-y", "24")
	m.shows(" of 7")
	m.run("send-keys", "Enter")
	m.shows("lines 1-")
	m.run("resize-window", "-x", "39", "-y", "9")
	m.shows("needs 40x10")
	m.run("resize-window", "-x", "130", "-y", "40")
	m.shows("esc back to list")
	m.run("send-keys", "?")
	m.shows("ctrl+z")
	m.run("send-keys", "?")
	m.run("send-keys", "q")
	eventually(t, "the end", func() bool { return m.file("code") != "" },
		func() string { return m.text(false) })
	m.shows("after the screen")
	if code := strings.TrimSpace(m.file("code")); code != "1" {
		t.Errorf("exit code %s, want 1: one failed", code)
	}
	if before, after := m.file("before"), m.file("after"); before != after || before == "" {
		t.Errorf("stty -g before %q, after %q", before, after)
	}
	scrollback := m.text(true)
	checkLastLines(t, scrollback, three)
	if !strings.Contains(scrollback, "before the screen") ||
		strings.Contains(scrollback, "q quit") {
		t.Errorf("the scrollback:\n%s", scrollback)
	}
	if cursor := m.run("display-message", "-p", "#{cursor_flag}#{alternate_on}"); cursor != "10\n" {
		t.Errorf("cursor shown and alternate screen: %q, want 10", cursor)
	}
}
