package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// TestRecordingIsPrivate: it is the owner's alone, and one that isn't is refused, untouched.
func TestRecordingIsPrivate(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "recording")
	run(t, nil, "", "status", "--demo", "--record", name).wants(t, 0)
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
		t.Fatalf("the recording is %v, %v", info, err)
	}
	for _, mode := range []os.FileMode{0o644, 0o640, 0o602} {
		before := read(t, name)
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
		run(t, nil, "", "status", "--demo", "--record", name).wants(t, 2, "--record", name,
			fmt.Sprintf("%04o", mode), "chmod 600 "+name)
		if read(t, name) != before {
			t.Error("it was written to")
		}
	}
}

// TestRecordingNeverSpoilsAFile: what is there and is something else stays as it is.
func TestRecordingNeverSpoilsAFile(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "notes")
	if err := os.WriteFile(name, []byte("my notes\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, nil, "", "status", "--demo", "--record", name).wants(t, 2, name, "is no recording",
		"Name another file")
	if text := read(t, name); text != "my notes\n" {
		t.Errorf("the file is now %q", text)
	}
	run(t, nil, "", "status", "--demo", "--mask").wants(t, 2, "--mask", "--record FILE")
}

// TestRecordingIsAppendedTo: several runs stand in one file, one behind a line that was torn, and
// each can be played.
func TestRecordingIsAppendedTo(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "recording")
	first := run(t, nil, "", "status", "--demo", "--record", name)
	first.wants(t, 0)
	whole := read(t, name)
	if err := os.WriteFile(name, []byte(whole[:len(whole)-40]), 0o600); err != nil {
		t.Fatal(err)
	}
	torn := run(t, nil, "", "replay", name, "-o", "table")
	torn.wants(t, 0)
	run(
		t,
		nil,
		"",
		"wait",
		"cid-cur2",
		"--demo",
		"--timeout",
		"1s",
		"--record",
		name,
		"--mask",
	).wants(t, 4)
	again := run(t, nil, "", "replay", name, "-o", "table", "--run", "1")
	again.wants(t, 0)
	if again.out != torn.out || rows(again.out) != rows(first.out) {
		t.Errorf("the run printed\n%s\nand is replayed as\n%s", first.out, again.out)
	}
	last := run(t, nil, "", "replay", name, "-o", "table")
	last.wants(t, 0)
	if strings.Contains(last.out, "cid-cur2") || strings.Count(last.out, "\n") != 3 {
		t.Errorf("of the masked wait for one export is replayed\n%s", last.out)
	}
	run(t, nil, "", "replay", name, "--run", "3").wants(t, 2, "--run 3", "it holds 2")
}

// rows returns a table without what counts the seconds.
func rows(table string) string {
	_, table, _ = strings.Cut(table, "\n")
	return regexp.MustCompile(`[0-9]+s`).ReplaceAllString(table, "s")
}

// TestRecordingOnAFullDisk: watching goes on, and a quiet notice says that nothing is recorded.
func TestRecordingOnAFullDisk(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		s := play(t, server, 120, 36, "--profile", "demo", "--record", "/dev/full")
		s.at(20 * time.Second)
		s.has("· Recording stopped: no space left on device", "NEEDS YOU")
		before := s.asOf()
		s.at(40 * time.Second)
		if s.asOf() == before {
			t.Error("nothing is asked any more")
		}
		s.press("\x03")
		if code := <-s.code; code != 0 {
			t.Errorf("exit code %d", code)
		}
		if text := content(t, s.errs); !strings.Contains(text, "no space left on device") {
			t.Errorf("on standard error: %q", text)
		}
		_ = s.typing.Close()
		s.close()
		time.Sleep(49 * time.Hour)
	})
	run(t, nil, "", "status", "--demo", "--record", "/dev/full").wants(t, 0, "--record",
		"no space left on device")
}

// TestWhatIsNoRecording: each error names the line and what to do.
func TestWhatIsNoRecording(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	good := filepath.Join(folder, "good")
	run(t, nil, "", "status", "--demo", "--record", good).wants(t, 0)
	lines := strings.SplitAfter(read(t, good), "\n")
	start, ask := lines[0], lines[1]
	for name, tt := range map[string]struct {
		text string
		says []string
	}{
		"empty":     {"", []string{"it is empty"}},
		"text":      {"hello\nworld\n", []string{"it is no recording", "line 1", "--record FILE"}},
		"packed":    {"\x1f\x8b\x08", []string{"it is packed: gunzip it first"}},
		"one word":  {"hello", []string{"it is no recording", "line 1"}},
		"JSON":      {`{"version":1}` + "\n", []string{"it is no recording", "line 1"}},
		"headless":  {ask + start, []string{"it is no recording", "line 1", "its beginning was cut off"}},
		"newer":     {strings.Replace(start, `"version":1`, `"version":7`, 1), []string{"line 1", "version 7", "Take a newer one"}},
		"bad line":  {start + ask + "{\"kind\":\n" + ask, []string{"line 3", "Remove the line"}},
		"not whole": {start + `{"kind":"ask","run":` + ask[len(`{"kind":"ask","run":`):len(`{"kind":"ask","run":"12345678"`)] + "}\n", []string{"line 2", `lacks its field "ask"`}},
		"stranger":  {start + regexp.MustCompile(`"run":"\w+"`).ReplaceAllString(ask, `"run":"0"`), []string{"line 2", "never began"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "recording")
			if err := os.WriteFile(file, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			run(t, nil, "", "replay", file).wants(t, 2, append(tt.says, file)...)
		})
	}
	for _, args := range [][]string{
		{},
		{good, good},
		{good, "--speed", "0"},
		{good, "--speed", "fast"},
		{good, "--run", "-1"},
		{good, "-o", "yaml"},
		{good, "--at", "noon"},
		{good, "--at", "300h"},
		{good, "--at", "2020-01-01T00:00Z"},
		{folder},
		{filepath.Join(folder, "none")},
	} {
		run(t, nil, "", append([]string{"replay"}, args...)...).wants(t, 2, "exportwatch: ")
	}
}

// TestReplayPrints: the state at its end or at a time, as table, as JSON, and what changed.
func TestReplayPrints(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "recording")
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		s := play(t, server, 120, 36, "--profile", "demo", "--record", name)
		s.at(5*time.Minute + time.Second)
		s.leave()
	})
	early := run(t, nil, "", "replay", name, "-o", "table", "--at", "10s").out
	late := run(t, nil, "", "replay", name).out // no terminal: as with -o table
	if !regexp.MustCompile(`► Delivering +cur2-hourly`).MatchString(early) ||
		!regexp.MustCompile(`✓ Delivered +cur2-hourly`).MatchString(late) {
		t.Errorf("after 10 s\n%s\nat the end\n%s", early, late)
	}
	document := run(t, nil, "", "replay", name, "-o", "json", "--at", "2000-01-01T00:00:10Z").out
	if !strings.Contains(document, `"asOf": "2000-01-01T00:00:0`) {
		t.Errorf("as JSON\n%.300s", document)
	}
	changes := run(t, nil, "", "replay", name, "-o", "jsonl").out
	hourly := regexp.MustCompile(
		`"at":"2000-01-01T00:00:[0-9.]+Z".*"name":"cur2-hourly".*"status":"DELIVERY_SUCCESS"`,
	)
	if strings.Count(changes, "\n") < 20 || !hourly.MatchString(changes) {
		t.Errorf("what changed:\n%.3000s", changes)
	}
}
