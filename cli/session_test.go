package cli_test

import (
	"os"
	"os/exec"
	"reflect"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// limit is when something counts as stuck. It is no measure.
const limit = 30 * time.Second

// session is the built program on a pty, with an emulator as the terminal.
type session struct {
	*emulator

	t      *testing.T
	master *os.File
	tty    *os.File
	before *term.State
	cmd    *exec.Cmd
	exited chan struct{}
}

// launch says how to start it.
type launch struct {
	args          []string
	env           []string // beside our own
	stdin         *os.File // nil: the terminal
	width, height uint16   // 120 by 36 if zero
	uncontrolled  bool     // the terminal isn't the controlling one, as after "su -c" or "setsid"
}

func start(t *testing.T, l launch) *session {
	t.Helper()
	if l.width == 0 {
		l.width, l.height = 120, 36
	}
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatalf("open a pty: %v", err)
	}
	size := &pty.Winsize{Rows: l.height, Cols: l.width}
	if err := pty.Setsize(tty, size); err != nil {
		t.Fatal(err)
	}
	s := &session{t: t, master: pollable(t, master), tty: tty, exited: make(chan struct{})}
	s.emulator = newEmulator(int(l.width), int(l.height), s.master)
	s.before = s.settings()
	s.cmd = exec.CommandContext(t.Context(), binary(), l.args...)
	s.cmd.Env = append(os.Environ(), l.env...)
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	if l.stdin != nil {
		s.cmd.Stdin = l.stdin
	}
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: !l.uncontrolled, Ctty: 1}
	if err := s.cmd.Start(); err != nil {
		t.Fatalf("start the program: %v", err)
	}
	drawn := make(chan struct{})
	go func() { _ = s.cmd.Wait(); close(s.exited) }()
	go func() { defer close(drawn); s.draw() }()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		<-s.exited
		_ = s.master.Close()
		<-drawn
		s.close()
		_ = tty.Close()
	})
	return s
}

// draw brings what is written to the emulator.
func (s *session) draw() {
	buf := make([]byte, 4096)
	for {
		n, err := s.master.Read(buf)
		_, _ = s.Write(buf[:n])
		if err != nil {
			return
		}
	}
}

// pollable gives the file whose Close ends a Read that waits: Fd, which pty.Open calls, takes that
// away.
func pollable(t *testing.T, file *os.File) *os.File {
	t.Helper()
	fd, err := unix.FcntlInt(file.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	_ = file.Close()
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), "pty")
}

func (s *session) settings() *term.State {
	s.t.Helper()
	state, err := term.GetState(s.tty.Fd())
	if err != nil {
		s.t.Fatalf("read the terminal's settings: %v", err)
	}
	return state
}

func (s *session) send(keys string) {
	s.t.Helper()
	if _, err := s.master.WriteString(keys); err != nil {
		s.t.Fatalf("send %q: %v", keys, err)
	}
}

// eventually waits for what another process brings about.
func (s *session) eventually(what string, condition func() bool) {
	s.t.Helper()
	eventually(s.t, what, condition, s.text)
}

func eventually(t *testing.T, what string, condition func() bool, text func() string) {
	t.Helper()
	for deadline := time.Now().Add(limit); !condition(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited for %s; seen is\n%s", what, text())
		}
	}
}

func (s *session) shows(text string) {
	s.t.Helper()
	s.eventually(strconv.Quote(text), func() bool { return strings.Contains(s.text(), text) })
}

// ends waits for the program's end, checks that the terminal is as it was, and returns the exit
// code; -1 if a signal killed it.
func (s *session) ends() int {
	s.t.Helper()
	asked := time.Now()
	select {
	case <-s.exited:
	case <-time.After(limit):
		s.t.Fatalf("still running; seen is\n%s", s.text())
	}
	s.t.Logf("gone after %v", time.Since(asked).Round(time.Millisecond))
	if after := s.settings(); !reflect.DeepEqual(after, s.before) {
		s.t.Errorf("settings before %+v, after %+v", s.before, after)
	}
	s.eventually("the terminal as it was: "+s.restored(), func() bool { return s.restored() == "" })
	return s.cmd.ProcessState.ExitCode()
}
