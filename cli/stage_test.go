package cli_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
	"exportwatch/tui/terminal"
)

// stage is the whole program in a bubble of virtual time: the real flags, screen, painter and SDK
// client, with an emulator in place of the terminal and a simulator's handler in place of the
// network.
type stage struct {
	*emulator

	t       *testing.T
	began   time.Time
	typing  *io.PipeWriter
	resizes chan tea.WindowSizeMsg
	out     *os.File
	errs    *os.File
	code    chan int
}

// play must be called in a bubble, and leave at its end. A nil network is for --demo alone.
func play(t *testing.T, network http.Handler, width, height int, args ...string) *stage {
	t.Helper()
	keys, typing := io.Pipe()
	s := &stage{
		t: t, began: time.Now(), typing: typing, emulator: newEmulator(width, height, typing),
		resizes: make(chan tea.WindowSizeMsg), code: make(chan int, 1),
	}
	s.cooked = slices.Contains(args, "--stock-renderer") // it takes a pipe for such a terminal
	s.out, s.errs = temporary(t, ""), temporary(t, "")
	streams := cli.Streams{In: temporary(t, ""), Out: s.out, Err: s.errs, Wire: &terminal.Wire{
		In: keys, Out: s.emulator, Width: width, Height: height, Resizes: s.resizes,
	}}
	if network != nil {
		streams.Network = simulator.Transport{Handler: network}
	}
	t.Cleanup(func() { _ = typing.Close(); s.close() })
	go func() {
		s.code <- cli.Main(t.Context(), stateless(args), streams)
		_ = keys.Close() // who types on is not to wait
	}()
	return s
}

// stateless are arguments with which nothing is remembered, unless they say where.
func stateless(args []string) []string {
	if slices.Contains(args, "--state-dir") || slices.Contains(args, "policy") {
		return args
	}
	return append(slices.Clone(args), "--no-state")
}

// temporary is a file with some text, to be read from its beginning.
func temporary(t *testing.T, text string) *os.File {
	t.Helper()
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	if _, err := file.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	return file
}

// at lets the time come to so long after the beginning.
func (s *stage) at(after time.Duration) {
	s.t.Helper()
	wait := after - time.Since(s.began)
	if wait < 0 {
		s.t.Fatalf("%v are over", after)
	}
	time.Sleep(wait)
	synctest.Wait()
}

// press types keys, one by one, and lets each be drawn.
func (s *stage) press(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		if _, err := io.WriteString(s.typing, key); err != nil {
			s.t.Fatalf("press %q: it has ended: %s", key, content(s.t, s.errs))
		}
		time.Sleep(100 * time.Millisecond)
		synctest.Wait()
	}
}

func (s *stage) resize(width, height int) {
	s.emulator.resize(width, height)
	s.resizes <- tea.WindowSizeMsg{Width: width, Height: height}
	time.Sleep(100 * time.Millisecond)
	synctest.Wait()
}

// has checks that each text is on the screen, and lacks that none is.
func (s *stage) has(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if !strings.Contains(s.text(), text) {
			s.t.Errorf("after %v: no %q on\n%s", time.Since(s.began), text, s.text())
		}
	}
}

func (s *stage) lacks(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if strings.Contains(s.text(), text) {
			s.t.Errorf("after %v: %q on\n%s", time.Since(s.began), text, s.text())
		}
	}
}

// says checks the row of an export.
func (s *stage) says(name, word string) {
	s.t.Helper()
	if text, _ := row(s.lines(), name); !strings.Contains(text, "  "+word+" ") {
		s.t.Errorf("after %v: %s isn't %q on\n%s", time.Since(s.began), name, word, s.text())
	}
}

// leave quits, lets what is pending run out, and returns the exit code and the last lines.
func (s *stage) leave() (code int, last string) {
	s.t.Helper()
	s.press("\x03") // q closes a page first
	select {
	case code = <-s.code:
	case <-time.After(time.Minute):
		s.t.Fatal("ctrl+c doesn't end it")
	}
	_ = s.typing.Close()
	s.close()
	time.Sleep(49 * time.Hour) // an age in days changes once a day
	if text := content(s.t, s.errs); text != "" {
		s.t.Errorf("on standard error: %s", text)
	}
	return code, content(s.t, s.out)
}

func content(t *testing.T, file *os.File) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Clean(file.Name()))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// service is a simulated service on the bubble's clock, or one that is off by so much.
func service(t *testing.T, off time.Duration, options simulator.Options) *simulator.Server {
	t.Helper()
	options.Now = func() time.Time { return time.Now().Add(off) }
	server, err := simulator.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return server
}

// running are the targets of what is under way in the standard account.
func running(server *simulator.Server) []string {
	var targets []string
	for _, e := range server.Executions(simulator.StandardAccessKey) {
		if last := e.Stages[len(e.Stages)-1]; e.StatusCode != last.StatusCode {
			targets = append(targets, target(e))
		}
	}
	return targets
}

func asked(server *simulator.Server) int { return server.Requests()["GetExecution"] }

// clockOn returns the "as of" of the screen, as text that can be compared.
func (s *stage) asOf() string {
	line := s.lines()[0]
	_, at, found := strings.Cut(line, "as of ")
	if !found {
		s.t.Errorf("no \"as of\" on %q", line)
	}
	return strings.TrimSuffix(at, " UTC")
}

// clock is how the screen writes a time so long after the beginning.
func (s *stage) clock(after time.Duration) string {
	return s.began.Add(after).UTC().Format(time.TimeOnly)
}
