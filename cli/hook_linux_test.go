package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"exportwatch/cli"
)

// script writes a command for sh, in a folder of its own that it begins in.
func script(t *testing.T, text string) (command []string, dir string) {
	t.Helper()
	dir = t.TempDir()
	name := filepath.Join(dir, "notify.sh")
	text = fmt.Sprintf("#!/bin/sh\ncd %q\n%s\n", dir, text)
	if err := os.WriteFile(name, []byte(text), 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	return []string{name}, dir
}

// comesTrue waits for a condition, a minute and more.
func comesTrue(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 12_000 {
		if holds() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%s never came to be", what)
}

// gone waits until a process has ended whose id a script has written to a file.
func gone(t *testing.T, name string) {
	t.Helper()
	var id int
	comesTrue(t, name, func() bool {
		var err error
		id, err = strconv.Atoi(strings.TrimSpace(read(t, name)))
		return err == nil
	})
	comesTrue(t, "the end of process "+strconv.Itoa(id), func() bool {
		if errors.Is(syscall.Kill(id, 0), syscall.ESRCH) {
			return true
		}
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", id))
		return err == nil && strings.Contains(string(stat), ") Z ") // nobody has asked how yet
	})
}

// A child may do what it likes: it is told what there is to tell, and is ended in time with all that it
// started.
func TestHookRunsTheCommand(t *testing.T) {
	t.Parallel()
	const short, long = 300 * time.Millisecond, time.Minute
	for _, test := range []struct {
		name   string
		script string
		limit  time.Duration
		err    string            // "" for none
		files  map[string]string // what it must have written
		gone   []string          // files with ids of processes that must have ended
	}{
		{
			"reads all", "cat > got; echo said; echo told >&2", long, "",
			map[string]string{"got": "{\"a\":1}\n"},
			nil,
		},
		{"reads nothing", "exit 0", long, "", nil, nil},
		{"fails", "exit 7", long, "--on-change: notify.sh ended with exit code 7", nil, nil},
		{"kills itself", "kill -9 $$", long, "--on-change: notify.sh failed: signal: killed", nil, nil},
		{
			"hangs", "echo $$ > me; mv me id; exec sleep 1000", short,
			"--on-change: notify.sh was ended after 300ms", nil,
			[]string{"id"},
		},
		{
			"hangs with a child, and heeds no signal",
			"trap '' TERM HUP INT; sleep 1000 & echo $! > child; echo $$ > id; wait", short,
			"--on-change: notify.sh was ended after 300ms", nil,
			[]string{"id", "child"},
		},
		{
			"leaves a child that holds its input", "sleep 1000 <&0 & echo $! > child", long, "", nil,
			[]string{"child"},
		},
		{
			"writes 100 MB", "head -c 100000000 /dev/zero; head -c 100000000 /dev/zero >&2; echo y > done",
			long, "",
			map[string]string{"done": "y\n"},
			nil,
		},
		{
			"has no terminal", "(echo x > /dev/tty) 2> got || echo none > tty", long, "",
			map[string]string{"tty": "none\n"},
			nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			command, dir := script(t, test.script)
			hook := cli.NewHook(command, test.limit, long, slog.New(slog.DiscardHandler))
			defer hook.Close()
			err := hook.Tell([]byte("{\"a\":1}\n"))
			if got := fmt.Sprint(err); (err != nil || test.err != "") && got != test.err {
				t.Errorf("the error is %q, want %q", got, test.err)
			}
			for name, want := range test.files {
				if got := read(t, filepath.Join(dir, name)); got != want {
					t.Errorf("%s holds %q, want %q", name, got, want)
				}
			}
			for _, name := range test.gone {
				gone(t, filepath.Join(dir, name))
			}
		})
	}
}

// More is told than a pipe holds to somebody who reads nothing of it.
func TestHookIsNotHeldByWhoReadsNothing(t *testing.T) {
	t.Parallel()
	command, dir := script(t, "sleep 1000 <&0 & echo $! > child; exit 3")
	hook := cli.NewHook(command, time.Minute, time.Minute, slog.New(slog.DiscardHandler))
	defer hook.Close()
	err := hook.Tell(bytes.Repeat([]byte("x"), 1<<20))
	if err == nil || !strings.Contains(err.Error(), "exit code 3") {
		t.Errorf("the error is %v", err)
	}
	gone(t, filepath.Join(dir, "child"))
}

// What can't be run says so, and what it is given is no text of a shell.
func TestHookRunsNoShell(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, nil))
	hook := cli.NewHook([]string{"/none/notify.sh"}, time.Minute, time.Minute, logger)
	defer hook.Close()
	if err := hook.Tell(nil); err == nil ||
		!strings.Contains(err.Error(), "--on-change: notify.sh failed: ") {
		t.Errorf("the error is %v", err)
	}
	if !strings.Contains(log.String(), "--on-change failed") {
		t.Errorf("the log holds %q", log.String())
	}
	command, dir := script(t, `printf '%s\n' "$@" > got`)
	hook = cli.NewHook(append(command, "$(touch x)", "a b", "; touch y"), time.Minute, time.Minute,
		logger)
	defer hook.Close()
	if err := hook.Tell(nil); err != nil {
		t.Error(err)
	}
	if got := read(t, filepath.Join(dir, "got")); got != "$(touch x)\na b\n; touch y\n" {
		t.Errorf("it was given %q", got)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 2 {
		t.Errorf("the folder holds %v, %v", files, err)
	}
}

// A command that runs when the program ends has a moment, and is ended then with all that it started;
// none is run afterwards.
func TestHookEndsWithTheProgram(t *testing.T) {
	t.Parallel()
	command, dir := script(t, "sleep 1000 & echo $! > child; echo $$ > id; wait")
	hook := cli.NewHook(command, time.Hour, 100*time.Millisecond, slog.New(slog.DiscardHandler))
	told := make(chan error, 1)
	go func() { told <- hook.Tell(nil) }()
	comesTrue(t, "the command", func() bool { return read(t, filepath.Join(dir, "id")) != "" })
	hook.Close()
	if err := <-told; err == nil || !strings.Contains(err.Error(), "was ended: the program ends") {
		t.Errorf("the error is %v", err)
	}
	gone(t, filepath.Join(dir, "id"))
	gone(t, filepath.Join(dir, "child"))
	if err := hook.Tell(nil); err == nil {
		t.Error("it runs after the end")
	}
	command, dir = script(t, "sleep 0.1; echo y > done") // its moment is enough
	hook = cli.NewHook(command, time.Hour, time.Hour, slog.New(slog.DiscardHandler))
	go func() { told <- hook.Tell(nil) }()
	comesTrue(t, "the command or its end", func() bool { return len(told) > 0 || started(dir) })
	hook.Close()
	if err := <-told; err != nil || read(t, filepath.Join(dir, "done")) != "y\n" {
		t.Errorf("the error is %v", err)
	}
}

// started says whether a process has the folder as its own.
func started(dir string) bool {
	all, _ := filepath.Glob("/proc/[0-9]*/cwd")
	for _, cwd := range all {
		if at, err := os.Readlink(cwd); err == nil && at == dir {
			return true
		}
	}
	return false
}

// Who leaves the screen while a command runs waits a second for it at most, and leaves nothing behind.
func TestLeavingEndsTheCommand(t *testing.T) {
	t.Parallel()
	command, dir := script(t, "sleep 1000 & echo $! > child; echo $$ > id; wait")
	s := start(t, launch{args: []string{"--demo", "--interval", "1s", "--on-change", command[0]}})
	s.shows("as of")
	comesTrue(t, "a command", func() bool { return read(t, filepath.Join(dir, "id")) != "" })
	s.send("\x03")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	gone(t, filepath.Join(dir, "id"))
	gone(t, filepath.Join(dir, "child"))
}
