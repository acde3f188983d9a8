package cli_test

import (
	"strings"
	"syscall"
	"testing"

	"exportwatch/awsclient/simulator"
)

// However it is left, and whenever, the terminal is as it was. (Panics and the rest are the test of
// tui/terminal.)
func TestLeavesTheTerminalAsItWas(t *testing.T) {
	t.Parallel()
	type way struct {
		name  string
		leave func(*session)
	}
	ways := []way{
		{"q", func(s *session) { s.send("q") }},
		{"ctrl+c", func(s *session) { s.send("\x03") }},
		{"SIGTERM", func(s *session) { _ = s.cmd.Process.Signal(syscall.SIGTERM) }},
		{"SIGHUP", func(s *session) { _ = s.cmd.Process.Signal(syscall.SIGHUP) }},
	}
	for _, when := range []string{"at once", "at rest", "under load"} {
		for _, way := range ways {
			t.Run(way.name+" "+when, func(t *testing.T) {
				t.Parallel()
				s := open(t, when)
				way.leave(s)
				code := s.ends()
				// At once nothing may have been answered, and a signal may come before anyone hears it.
				early := when == "at once" && (code == 3 || code == -1 || code > 128)
				if code != 0 && !early {
					t.Errorf("exit code %d", code)
				}
				if when != "at once" {
					s.eventually("last lines", func() bool {
						_, last, left := strings.Cut(s.written(), "\x1b[?1049l")
						return left && strings.Contains(last, " UTC")
					})
				}
			})
		}
		t.Run("hang-up "+when, func(t *testing.T) {
			t.Parallel()
			s := open(t, when)
			_ = s.master.Close()
			<-s.exited // or the test's own time-out
			if code := s.cmd.ProcessState.ExitCode(); when != "at once" && code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// Standard input and output serve where they are a terminal, whichever controls the session.
func TestATerminalThatDoesNotControl(t *testing.T) {
	t.Parallel()
	s := start(t, launch{args: []string{"--demo"}, uncontrolled: true})
	s.eventually("the screen", func() bool { return strings.Contains(s.text(), "quit") })
	s.send("?")
	s.eventually("the keys", func() bool { return strings.Contains(s.text(), "ctrl+l") })
	s.send("q")
	s.send("q")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// open opens a screen: at once it may not be there yet, under load every answer changes hundreds
// of rows.
func open(t *testing.T, when string) *session {
	t.Helper()
	switch when {
	case "at once":
		return start(t, launch{args: []string{"--demo"}})
	case "at rest":
		s := start(t, launch{args: []string{"--demo"}})
		s.shows("cur2-daily")
		return s
	}
	account := simulate(t, simulator.DemoAccessKey, "--speed", "1000")
	args := []string{"--interval", "1s"}
	for _, e := range account.state().Executions {
		args = append(args, target(e))
	}
	s := start(t, launch{args: args, env: account.env()})
	s.shows("delivered")
	s.send("jjjjkGg2j3") // and keys
	return s
}
