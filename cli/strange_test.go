package cli_test

import (
	"bytes"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
)

// The account that breaks every expectation, whole, at every kind of size, with every tab of every
// row opened, for minutes.
func TestStrangeAccountOnTheScreen(t *testing.T) {
	t.Parallel()
	sizes := [][2]int{
		{120, 36}, {80, 24}, {200, 50}, {60, 20}, {40, 10}, {39, 9}, {1, 1}, {100, 12},
	}
	if testing.Short() {
		sizes = sizes[:2]
	}
	for _, renderer := range []string{"--ascii=false", "--stock-renderer"} {
		t.Run(renderer, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := service(t, 0, simulator.Options{Seed: 1})
				args := []string{"--profile", "strange", "--color", "always", renderer}
				executions := server.Executions(simulator.StrangeAccessKey)
				for _, e := range executions {
					args = append(args, target(e))
				}
				s := play(t, server, 120, 36, args...)
				s.at(5 * time.Second)
				for _, size := range sizes {
					s.resize(size[0], size[1])
					s.press("g")
					for range executions {
						for _, tab := range []string{"1", "3", "4", "5", "6", "]"} {
							s.press(tab)
							s.clean()
						}
						s.press("j")
					}
					s.press("\r", "G", "z", "?", "G")
					s.clean()
					s.press("\x1b", "\x1b", "g") // the help is closed, and the list has the keys
					s.clean()
				}
				s.at(time.Since(s.began) + 5*time.Minute)
				s.resize(120, 36)
				s.press("g")
				s.has("strange-", "NEEDS YOU")
				s.clean()
				written := s.written()
				for _, forbidden := range []string{"\x1b]52", "\x1b]0;owned", "owned\a", "\x1b[5m"} {
					if strings.Contains(written, forbidden) {
						t.Errorf("%q reached the terminal", forbidden)
					}
				}
				code, last := s.leave()
				last = colouring.ReplaceAllString(last, "")
				if r := hidden(last); r != 0 {
					t.Errorf("%U in the last lines\n%s", r, last)
				}
				if code != 0 {
					t.Errorf("exit code %d", code)
				}
			})
		})
	}
}

// clean checks that no cell holds what controls a terminal.
func (s *stage) clean() {
	s.t.Helper()
	if r := hidden(s.text()); r != 0 {
		s.t.Fatalf("%U on\n%q", r, s.text())
	}
}

// The same as plain text: each row one line of harmless text.
func TestStrangeAccountAsPlainText(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		var lines strings.Builder
		executions := server.Executions(simulator.StrangeAccessKey)
		for _, e := range executions {
			lines.WriteString(target(e) + "\n")
		}
		streams := cli.Streams{
			In: temporary(t, lines.String()), Out: temporary(t, ""), Err: temporary(t, ""),
			Network: simulator.Transport{Handler: server},
		}
		code := cli.Main(t.Context(), []string{"--no-state", "--profile", "strange", "-"}, streams)
		time.Sleep(time.Minute)
		out, errs := content(t, streams.Out), content(t, streams.Err)
		if code != 3 { // some answers hold no status
			t.Errorf("exit code %d, want 3", code)
		}
		for name, text := range map[string]string{"output": out, "error output": errs} {
			if r := hidden(text); r != 0 || !utf8.ValidString(text) {
				t.Errorf("%U in the %s\n%s", r, name, text)
			}
		}
		if got := strings.Count(out, "\n"); got != len(executions)+2 {
			t.Errorf("%d lines for %d executions", got, len(executions))
		}
		if warned := strings.Count(
			errs,
			"looks odd",
		); warned != 1 { // of two executions of one export
			t.Errorf("%d warnings, want 1:\n%s", warned, errs)
		}
	})
}

// colouring is what may be sent to a terminal where colours are wanted.
var colouring = regexp.MustCompile("\x1b\\[[0-9;]*m")

// And through the built program, into a pipe, with colours.
func TestStrangeAccountInAPipe(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StrangeAccessKey)
	var in bytes.Buffer
	for _, e := range account.state().Executions {
		in.WriteString(target(e) + "\n")
	}
	cmd := exec.CommandContext(t.Context(), binary(), "-", "--color", "always")
	cmd.Env = append(cmd.Environ(), account.env()...)
	cmd.Stdin = &in
	out, err := cmd.CombinedOutput()
	out = colouring.ReplaceAll(out, nil)
	if r := hidden(string(out)); r != 0 || !utf8.Valid(out) || cmd.ProcessState.ExitCode() != 3 {
		t.Errorf("%v: %U in\n%s", err, r, out)
	}
}
