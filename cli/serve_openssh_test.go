package cli_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// sshd is exportwatch serve as a process, and how OpenSSH's client reaches it.
type sshd struct {
	t    *testing.T
	dir  string
	port string
	cmd  *exec.Cmd
	log  *lockedLog
}

// lockedLog is what a process writes, line by line.
type lockedLog struct{ lines chan string }

// startServe skips where OpenSSH's client isn't installed.
func startServe(t *testing.T) *sshd {
	t.Helper()
	for _, tool := range []string{"ssh", "ssh-keygen", "sftp"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("NOT TRIED: %s is not installed", tool)
		}
	}
	s := &sshd{t: t, dir: t.TempDir()}
	for _, name := range []string{"known", "unknown"} {
		s.do("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(s.dir, name))
	}
	s.cmd = exec.CommandContext(t.Context(), binary(), "serve", "--demo", "--listen", "127.0.0.1:0",
		"--authorized-keys", filepath.Join(s.dir, "known.pub"), "--state-dir", s.dir)
	errs, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.log = &lockedLog{lines: make(chan string, 1000)}
	go s.log.read(errs)
	line := s.log.until(t, "listening on ")
	s.port = line[strings.LastIndex(line, ":")+1:]
	return s
}

func (l *lockedLog) read(from io.Reader) {
	defer close(l.lines)
	for lines := bufio.NewScanner(from); lines.Scan(); {
		l.lines <- lines.Text()
	}
}

// until returns the next line that holds a text.
func (l *lockedLog) until(t *testing.T, text string) string {
	t.Helper()
	for line := range l.lines {
		if strings.Contains(line, text) {
			return line
		}
	}
	t.Fatalf("the log ended without %q", text)
	return ""
}

func (s *sshd) do(name string, args ...string) (out string, code int) {
	cmd := exec.CommandContext(s.t.Context(), name, args...)
	text, _ := cmd.CombinedOutput() // the code tells
	return string(text), cmd.ProcessState.ExitCode()
}

// options are those of every client.
func (s *sshd) options(key string) []string {
	return []string{
		"-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "BatchMode=yes",
		"-o", "UserKnownHostsFile=" + filepath.Join(s.dir, "hosts"), "-o", "LogLevel=ERROR",
		"-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-i", filepath.Join(s.dir, key),
	}
}

// ssh runs a client without a terminal.
func (s *sshd) ssh(key string, args ...string) (out string, code int) {
	args = append(append(s.options(key), "-p", s.port), args...)
	return s.do("ssh", append(args, "127.0.0.1")...)
}

// TestOpenSSHIsRefusedAllButTheScreen tries with OpenSSH's own client what a visitor may not do.
func TestOpenSSHIsRefusedAllButTheScreen(t *testing.T) {
	t.Parallel()
	s := startServe(t)
	const denied = "Permission denied (publickey)."
	for _, test := range []struct {
		name, key string
		args      []string
		want      string
	}{
		{"unknown key", "unknown", nil, denied},
		{"no key", "known", []string{"-o", "PubkeyAuthentication=no"}, denied},
		{"password", "known", []string{"-o", "PreferredAuthentications=password"}, denied},
		{"no terminal", "known", []string{"-T"}, "the screen needs a terminal: connect with ssh -t"},
		{
			"forwarding from there", "known",
			[]string{"-N", "-o", "ExitOnForwardFailure=yes", "-R", "9:127.0.0.1:9"},
			"remote port forwarding failed",
		},
		{"forwarding there", "known", []string{"-W", "127.0.0.1:9"}, "stdio forwarding failed"},
	} {
		out, code := s.ssh(test.key, test.args...)
		t.Logf("%s: %q, %d", test.name, out, code)
		if !strings.Contains(out, test.want) || code == 0 {
			t.Errorf("%s: got %q, %d, want %q", test.name, out, code, test.want)
		}
	}
	exec := append(append(s.options("known"), "-p", s.port), "127.0.0.1", "ls")
	if out, code := s.do(
		"ssh",
		exec...); !strings.Contains(out, "exec request failed") ||
		code == 0 {
		t.Errorf("exec: %q, %d", out, code)
	}
	sftp := append(s.options("known"), "-P", s.port, "127.0.0.1")
	if out, code := s.do("sftp", sftp...); !strings.Contains(out, "subsystem request failed") ||
		code == 0 {
		t.Errorf("sftp: %q, %d", out, code)
	}
	s.ends()
}

// ends ends the service by SIGTERM.
func (s *sshd) ends() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	for range s.log.lines {
	}
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("the service ended with %v", err)
	}
}

// TestOpenSSHLooks has four look in tmux: one resizes, one is stopped, one is killed, and the service
// ends.
func TestOpenSSHLooks(t *testing.T) {
	t.Parallel()
	s := startServe(t)
	client := func(env string) string {
		return "echo before\necho $$ > pid\nexec env " + env + " ssh " +
			strings.Join(s.options("known"), " ") +
			" -t -o SendEnv='LC_ALL NO_COLOR' -p " + s.port + " 127.0.0.1\n"
	}
	wrapped := func(env string) string {
		return "sh -c '" + strings.ReplaceAll(
			client(env),
			"'",
			`'\''`,
		) + "'\necho ended $?\nsleep 1000\n"
	}
	utf8 := startTmux(t, wrapped("LC_ALL=C.UTF-8"), 100, 30)
	ascii := startTmux(t, wrapped("LC_ALL=C TERM=linux"), 80, 24)
	stopped := startTmux(t, wrapped("LC_ALL=C NO_COLOR=1"), 80, 24)
	killed := startTmux(t, wrapped("LC_ALL=C"), 80, 24)
	all := []*tmux{utf8, ascii, stopped, killed}
	for _, each := range all {
		each.shows("NEEDS YOU")
	}
	utf8.shows("► ")
	ascii.shows("*x cur2-daily")
	utf8.run("resize-window", "-x", "60", "-y", "20")
	utf8.run("send-keys", "j", "z")
	stopped.signal(syscall.SIGSTOP)
	killed.signal(syscall.SIGKILL)
	s.log.until(t, "msg=left")
	killed.shows("ended 137")
	utf8.run("send-keys", "C-z", "?")
	utf8.shows("KEYS")
	s.ends()
	stopped.signal(syscall.SIGCONT)
	for _, each := range []*tmux{utf8, ascii} {
		each.shows("before")
		each.shows("exportwatch: the service is ending")
		each.shows("ended 0")
	}
	stopped.shows("ended")
}

// signal sends a signal to what a script started.
func (m *tmux) signal(sig syscall.Signal) {
	m.t.Helper()
	text, err := os.ReadFile(filepath.Join(m.dir, "pid"))
	if err != nil {
		m.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		m.t.Fatal(err)
	}
	if err := syscall.Kill(pid, sig); err != nil {
		m.t.Fatal(err)
	}
}
