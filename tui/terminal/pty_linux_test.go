package terminal_test

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// limit is when a program on a pty counts as stuck. It is no measure.
const limit = 20 * time.Second

// ptyChild is the child program on a pty, with us as the terminal.
type ptyChild struct {
	t      *testing.T
	master *os.File
	tty    *os.File
	before unix.Termios
	cmd    *exec.Cmd
	exited chan struct{}

	mu      sync.Mutex
	output  bytes.Buffer
	reading *sync.Cond
	paused  bool
}

func startChild(t *testing.T, said string, env ...string) *ptyChild {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatalf("open a pty: %v", err)
	}
	if err = pty.Setsize(tty, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatalf("size the pty: %v", err)
	}
	master = pollable(t, master)
	c := &ptyChild{t: t, master: master, tty: tty, exited: make(chan struct{})}
	c.reading = sync.NewCond(&c.mu)
	c.before = c.termios()
	self, err := os.Executable()
	if err != nil {
		t.Fatalf("find the test binary: %v", err)
	}
	c.cmd = exec.CommandContext(t.Context(), self)
	c.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "SSH_CONNECTION=", "TMUX=", "STY=",
		childVariable+"=child "+said)
	c.cmd.Env = append(c.cmd.Env, env...)
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = tty, tty, tty
	controlled := !strings.Contains(said, "uncontrolled")
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: controlled}
	if err := c.cmd.Start(); err != nil {
		t.Fatalf("start the child: %v", err)
	}
	go func() { _ = c.cmd.Wait(); close(c.exited) }()
	go c.read()
	t.Cleanup(func() {
		_ = c.cmd.Process.Kill()
		<-c.exited
		c.pause(false)
		_ = master.Close()
		_ = tty.Close()
	})
	return c
}

func (c *ptyChild) termios() unix.Termios {
	c.t.Helper()
	state, err := unix.IoctlGetTermios(int(c.tty.Fd()), unix.TCGETS)
	if err != nil {
		c.t.Fatalf("read the terminal's settings: %v", err)
	}
	return *state
}

func (c *ptyChild) read() {
	buf := make([]byte, 4096)
	for {
		c.mu.Lock()
		for c.paused {
			c.reading.Wait()
		}
		c.mu.Unlock()
		n, err := c.master.Read(buf)
		if err != nil {
			return
		}
		c.mu.Lock()
		c.output.Write(buf[:n])
		c.mu.Unlock()
	}
}

// pause stops reading, as a terminal behind a dead connection does, or goes on.
func (c *ptyChild) pause(on bool) {
	c.mu.Lock()
	c.paused = on
	c.mu.Unlock()
	c.reading.Broadcast()
}

// blocks stops reading a flooding child until its writer must be stuck.
func (c *ptyChild) blocks() {
	c.t.Helper()
	c.eventually("20 kB", func() bool { return len(c.text()) > 20_000 })
	c.pause(true)
	time.Sleep(500 * time.Millisecond) // 60 kB, of which a pty holds a third
}

func (c *ptyChild) text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.output.String()
}

func (c *ptyChild) send(keys string) {
	c.t.Helper()
	if _, err := c.master.WriteString(keys); err != nil {
		c.t.Fatalf("send %q: %v", keys, err)
	}
}

func (c *ptyChild) signal(sig syscall.Signal) {
	c.t.Helper()
	if err := syscall.Kill(c.job(), sig); err != nil {
		c.t.Fatalf("send %v: %v", sig, err)
	}
}

// eventually waits for a condition that another process brings about.
func (c *ptyChild) eventually(what string, condition func() bool) {
	c.t.Helper()
	for deadline := time.Now().Add(limit); !condition(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			c.t.Fatalf("waited for %s; output ends %q", what, tail(c.text()))
		}
	}
}

func (c *ptyChild) shows(text string) {
	c.t.Helper()
	c.eventually(strconv.Quote(text), func() bool { return strings.Contains(c.text(), text) })
}

func (c *ptyChild) isRaw() bool { return c.termios().Lflag&unix.ICANON == 0 }

// ends waits for the child's end and for its last line, and checks what it leaves behind.
func (c *ptyChild) ends(how string) {
	c.t.Helper()
	asked := time.Now()
	select {
	case <-c.exited:
	case <-time.After(limit):
		c.t.Fatalf("still running; output ends %q", tail(c.text()))
	}
	c.t.Logf("gone after %v", time.Since(asked).Round(time.Millisecond))
	if how != "" {
		c.shows("ended: " + how)
	}
	if after := c.termios(); after != c.before {
		c.t.Errorf("settings before %+v, after %+v", c.before, after)
	}
	if left := leftModes(c.text()); len(left) > 0 {
		c.t.Errorf("left behind: %v; output ends %q", left, tail(c.text()))
	}
	if strings.Contains(c.text(), "Caught panic") {
		c.t.Error("Bubble Tea printed a trace: the panic escaped us")
	}
}

func tail(text string) string { return text[max(0, len(text)-300):] }

// leftModes says which modes a stream of output leaves set that were not when it began.
func leftModes(stream string) []string {
	on, kitty, otherKeys := map[string]bool{}, 0, false
	token := regexp.MustCompile(`\x1b\[([?><]?)([0-9;]*)([hlmu])`)
	for _, m := range token.FindAllStringSubmatch(stream, -1) {
		switch m[1] + m[3] {
		case "?h", "?l":
			for mode := range strings.SplitSeq(m[2], ";") {
				on[mode] = m[3] == "h"
			}
		case ">u":
			kitty++
		case "<u":
			kitty = max(0, kitty-1)
		case ">m":
			otherKeys = strings.HasPrefix(m[2], "4;") && m[2] != "4;0"
		}
	}
	var left []string
	for mode, set := range on {
		if normal := mode == "25" || mode == "7"; set != normal { // cursor, wrapping
			left = append(left, "mode "+mode)
		}
	}
	if kitty > 0 {
		left = append(left, "kitty keyboard")
	}
	if otherKeys {
		left = append(left, "modifyOtherKeys")
	}
	return left
}

// sendSplit sends pieces of one key, as far apart as packets may be: more than Bubble Tea's 50 ms.
// It reports whether the machine was fast enough to do so in less than the 150 ms that we wait.
func (c *ptyChild) sendSplit(pieces ...string) bool {
	c.t.Helper()
	inTime := true
	for i, piece := range pieces {
		began := time.Now()
		if i > 0 {
			time.Sleep(70 * time.Millisecond)
		}
		c.send(piece)
		inTime = inTime && time.Since(began) < 120*time.Millisecond
	}
	return inTime
}

// waiting is how many bytes of input a shell would read next.
func (c *ptyChild) waiting() int {
	c.t.Helper()
	// A cooked terminal counts whole lines only, so look as a raw one.
	if _, err := term.MakeRaw(c.tty.Fd()); err != nil {
		c.t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(c.tty.Fd()), unix.TIOCINQ)
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}

// job is the program in the foreground: the child, or what its shell started.
func (c *ptyChild) job() int {
	c.t.Helper()
	conn, err := c.master.SyscallConn()
	if err != nil {
		c.t.Fatal(err)
	}
	var pid int
	control := conn.Control(
		func(fd uintptr) { pid, err = unix.IoctlGetInt(int(fd), unix.TIOCGPGRP) },
	)
	if control != nil || err != nil {
		c.t.Fatal(control, err)
	}
	return pid
}

// stopped reports whether the program was suspended.
func (c *ptyChild) stopped() bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(c.job()) + "/stat")
	return err == nil && bytes.Contains(stat, []byte(") T "))
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
