package cli_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// How fast a terminal reads, in bytes a second.
const (
	atOnce  = 0
	notMore = -1
)

// arrival is a piece of what the program wrote, and when the terminal had it.
type arrival struct {
	at    time.Time
	bytes int
}

// measured is the program on a terminal that notes when each byte came, reads as fast as it is
// told to, and answers what it is asked, unless it is a silent one.
type measured struct {
	*emulator

	t      *testing.T
	master *os.File
	cmd    *exec.Cmd
	began  time.Time
	rate   atomic.Int64

	exited chan struct{}
	ended  time.Time // once exited is closed

	noting   sync.Mutex
	arrivals []arrival
}

// setup says what is measured.
type setup struct {
	binary        string
	args          []string
	env           []string
	stdin         string // targets
	width, height int
	silent        bool
}

func measure(t *testing.T, s setup) *measured {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatalf("open a pty: %v", err)
	}
	//nolint:gosec // a screen is small
	size := &pty.Winsize{Rows: uint16(s.height), Cols: uint16(s.width)}
	if err := pty.Setsize(tty, size); err != nil {
		t.Fatal(err)
	}
	m := &measured{t: t, master: pollable(t, master), exited: make(chan struct{})}
	answers := io.Writer(m.master)
	if s.silent {
		answers = io.Discard
	}
	m.emulator = newEmulator(s.width, s.height, answers)
	m.cmd = exec.CommandContext(t.Context(), s.binary, s.args...)
	m.cmd.Env = append(os.Environ(), s.env...)
	m.cmd.Stdin, m.cmd.Stdout, m.cmd.Stderr = tty, tty, tty
	if s.stdin != "" {
		m.cmd.Stdin = temporary(t, s.stdin)
	}
	m.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	m.began = time.Now()
	if err := m.cmd.Start(); err != nil {
		t.Fatalf("start the program: %v", err)
	}
	drawn := make(chan struct{})
	go func() { _ = m.cmd.Wait(); m.ended = time.Now(); close(m.exited) }()
	go func() { defer close(drawn); m.read() }()
	t.Cleanup(func() {
		m.rate.Store(atOnce)
		_ = m.cmd.Process.Kill()
		<-m.exited
		_ = m.master.Close()
		<-drawn
		m.close()
		_ = tty.Close()
	})
	return m
}

func (m *measured) read() {
	buf := make([]byte, 1<<16)
	for {
		n, err := m.master.Read(buf[:m.allowance(len(buf))])
		m.noting.Lock()
		m.arrivals = append(m.arrivals, arrival{time.Now(), n})
		m.noting.Unlock()
		_, _ = m.Write(buf[:n])
		if err != nil {
			return
		}
	}
}

// allowance is how many bytes may be read next. It waits for what the rate asks for.
func (m *measured) allowance(most int) int {
	const step = 50 * time.Millisecond
	rate := m.rate.Load()
	for ; rate == notMore; rate = m.rate.Load() {
		time.Sleep(time.Millisecond)
	}
	if rate == atOnce {
		return most
	}
	time.Sleep(step)
	return int(rate * step.Milliseconds() / 1000)
}

func (m *measured) send(keys string) time.Time {
	m.t.Helper()
	at := time.Now()
	if _, err := m.master.WriteString(keys); err != nil {
		m.t.Fatalf("send %q: %v", keys, err)
	}
	return at
}

// since are the arrivals after an instant.
func (m *measured) since(at time.Time) []arrival {
	m.noting.Lock()
	defer m.noting.Unlock()
	first := len(m.arrivals)
	for first > 0 && m.arrivals[first-1].at.After(at) {
		first--
	}
	return m.arrivals[first:len(m.arrivals):len(m.arrivals)]
}

// until sums what came before an instant.
func until(arrivals []arrival, at time.Time) (bytes int) {
	for _, a := range arrivals {
		if !a.at.After(at) {
			bytes += a.bytes
		}
	}
	return bytes
}

// frames counts arrivals with a rest before them.
func frames(arrivals []arrival) (count int) {
	const rest = 5 * time.Millisecond
	var last time.Time
	for _, a := range arrivals {
		if a.at.Sub(last) > rest {
			count++
		}
		last = a.at
	}
	return count
}

// seen waits until a text is on the screen, and returns when the piece came that brought it.
func (m *measured) seen(text string) time.Time {
	m.t.Helper()
	for deadline := time.Now().Add(limit); ; time.Sleep(200 * time.Microsecond) {
		if strings.Contains(m.written(), text) {
			break
		}
		if time.Now().After(deadline) {
			m.t.Fatalf("waited for %q; seen is\n%s", text, m.text())
		}
	}
	return m.when(strings.Index(m.written(), text))
}

// when is the instant at which the byte at an offset came.
func (m *measured) when(offset int) time.Time {
	m.noting.Lock()
	defer m.noting.Unlock()
	for _, a := range m.arrivals {
		if offset -= a.bytes; offset < 0 {
			return a.at
		}
	}
	return time.Time{}
}

// calm waits until nothing has come for so long, from now on, and returns when the last piece came.
func (m *measured) calm(rest time.Duration) time.Time {
	m.t.Helper()
	began := time.Now()
	for deadline := began.Add(2 * limit); time.Now().Before(deadline); {
		m.noting.Lock()
		last := m.began
		if count := len(m.arrivals); count > 0 {
			last = m.arrivals[count-1].at
		}
		m.noting.Unlock()
		wait := rest - min(time.Since(last), time.Since(began))
		if wait <= 0 {
			return last
		}
		time.Sleep(wait)
	}
	m.t.Fatal("it doesn't rest")
	return time.Time{}
}

// cursor is the row on which the cursor stands: what is watched, without its age.
func (m *measured) cursor() string {
	for _, line := range m.lines() {
		if rest, chosen := strings.CutPrefix(line, "▌"); chosen {
			fields := strings.Fields(rest)
			return strings.Join(fields[:min(4, len(fields))], " ")
		}
	}
	return ""
}

// usage is what the kernel says that a process has used.
type usage struct {
	at       time.Time
	cpu      time.Duration
	switches int // voluntary
	resident float64
}

func (m *measured) usage() usage {
	m.t.Helper()
	folder := filepath.Join("/proc", strconv.Itoa(m.cmd.Process.Pid))
	u := usage{at: time.Now()}
	tasks, err := filepath.Glob(filepath.Join(folder, "task", "*"))
	if err != nil || len(tasks) == 0 {
		m.t.Fatalf("no threads of %s: %v", folder, err)
	}
	for _, task := range tasks {
		u.switches += int(field(m.t, filepath.Join(task, "status"), "voluntary_ctxt_switches:"))
		text, err := os.ReadFile(filepath.Join(task, "schedstat"))
		if err != nil {
			m.t.Fatal(err)
		}
		var spent int64
		if _, err := fmt.Sscan(string(text), &spent); err != nil {
			m.t.Fatalf("read %s: %v", task, err)
		}
		u.cpu += time.Duration(spent)
	}
	u.resident = field(m.t, filepath.Join(folder, "status"), "VmRSS:") / 1024
	return u
}

// field is a number in one of the kernel's lists.
func field(t *testing.T, file, name string) float64 {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, found := strings.CutPrefix(line, name); found {
			value, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				t.Fatalf("%s of %s: %v", name, file, err)
			}
			return value
		}
	}
	t.Fatalf("no %s in %s", name, file)
	return 0
}

// end waits for the end, and says how many milliseconds after an instant it came.
func (m *measured) end(since time.Time) string {
	m.t.Helper()
	const patience = 5 * time.Second
	select {
	case <-m.exited:
		return ms(m.ended.Sub(since))
	case <-time.After(patience):
		return fmt.Sprintf("not in %v", patience)
	}
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
