package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// changeLine is a change as a reader of docs/json.md takes it.
type changeLine struct {
	Version                                   int
	At, Since                                 time.Time
	What, Need, NeedBefore                    string
	Line, Sentence, Advice                    string
	Account, Profile, Name, ExportArn         string
	ExecutionId, Status, StatusReason, Bucket string
	Rows                                      int
	Fault                                     *struct{ Title, Advice string }
	Row                                       *jsonRow
}

// noted is a command that notes each change in a file, a line each, and what it has noted by now.
func noted(t *testing.T) (flag string, lines func() []changeLine) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "changes")
	return "--on-change=tee -a '" + name + "'", func() []changeLine {
		t.Helper()
		var all []changeLine
		for line := range strings.Lines(read(t, name)) {
			var one changeLine
			if err := json.Unmarshal([]byte(line), &one); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			all = append(all, one)
		}
		return all
	}
}

// gists are what was told of an export, "" for all, without times.
func gists(lines []changeLine, name string) []string {
	var said []string
	for _, line := range lines {
		if name == "" || line.Name == name {
			said = append(said, strings.TrimSpace(line.Name+" "+line.What+" "+line.Need))
		}
	}
	return said
}

// The demo's failure is one change with all that there is to tell of it, on the screen and without it.
func TestOnChangeTellsOfAFailureOnce(t *testing.T) {
	t.Parallel()
	check := func(t *testing.T, lines []changeLine) {
		t.Helper()
		if got := gists(
			lines,
			"focus-1-2",
		); !slices.Equal(
			got,
			[]string{"focus-1-2 failed failed"},
		) {
			t.Fatalf("told of focus-1-2: %q, of all: %q", got, gists(lines, ""))
		}
		at := slices.IndexFunc(lines, func(l changeLine) bool { return l.Name == "focus-1-2" })
		got := lines[at]
		if got.Version != 1 || got.Status != "DELIVERY_FAILURE" || got.NeedBefore != "" ||
			got.StatusReason != "INSUFFICIENT_PERMISSION" || got.ExecutionId == "" ||
			got.Bucket == "" || got.Account == "" || got.Since.After(got.At) || got.At.IsZero() ||
			got.Line != "focus-1-2 failed: INSUFFICIENT_PERMISSION" ||
			!strings.HasPrefix(
				got.Sentence,
				got.Line+". AWS could not write to the bucket. It ended ",
			) ||
			got.Advice == "" || got.Row == nil || got.Row.ExecutionId != got.ExecutionId ||
			got.Row.Need != "failed" || got.ExportArn != got.Row.ExportArn {
			t.Errorf("told %+v", got)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		flag, lines := noted(t)
		s := play(t, nil, 120, 36, "--demo", flag)
		s.at(14 * time.Second)
		if got := lines(); len(got) > 0 {
			t.Errorf("told of what the first answers told: %q", gists(got, ""))
		}
		s.at(80 * time.Second)
		check(t, lines())
		s.lacks("--on-change")
		s.leave()
	})
	for _, output := range []string{"table", "jsonl"} {
		synctest.Test(t, func(t *testing.T) {
			flag, lines := noted(t)
			_, errs := followed(t, nil, 80*time.Second, "--demo", flag, "--output", output)
			check(t, lines())
			if strings.Contains(errs, "--on-change") {
				t.Errorf("on standard error: %s", errs)
			}
		})
	}
}

// broken is a service that nobody reaches from some time on.
type broken struct {
	http.Handler

	since *atomic.Bool
}

func (b broken) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if b.since.Load() {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprint(w, `{"__type":"ExpiredTokenException","message":"the token has expired"}`)
		return
	}
	b.Handler.ServeHTTP(w, r)
}

// An account that falls silent is told once, though it has dozens of exports, and once that it
// answers again; a second run of the program tells nothing of what was so.
func TestOnChangeTellsOfAnAccountOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := broken{
			service(t, 0, simulator.Options{Seed: 1, Frozen: true, Exports: 60}), &atomic.Bool{},
		}
		flag, lines := noted(t)
		s := play(t, server, 120, 36, "--profile", "standard", flag)
		s.at(5 * time.Minute)
		of := func(lines []changeLine) []string { // but for runs that grow slow in a frozen account
			return slices.DeleteFunc(gists(lines, ""), func(said string) bool {
				return strings.HasSuffix(said, " slow")
			})
		}
		if got := of(lines()); len(got) > 0 {
			t.Errorf("told %q", got)
		}
		server.since.Store(true)
		s.at(30 * time.Minute)
		if got := of(lines()); !slices.Equal(got, []string{"standard needsYou noAnswer"}) {
			t.Errorf("told %q", got)
		}
		for _, one := range lines() {
			if one.Need == "noAnswer" && (one.Rows < 60 || one.Fault == nil ||
				one.Fault.Title != "Keys expired" || one.Row != nil || one.Advice == "" ||
				one.Profile != "standard" || one.Account == "") {
				t.Errorf("told %+v", one)
			}
		}
		server.since.Store(false)
		s.at(40 * time.Minute)
		if got := of(lines()); len(got) != 2 || got[1] != "standard needsNobody" {
			t.Errorf("told %q", got)
		}
		s.leave()
		server.since.Store(true)
		again, told := noted(t)
		_, _ = followed(t, server, 10*time.Minute, "--profile", "standard", again)
		if got := told(); len(got) > 0 {
			t.Errorf("the second program told %q", gists(got, ""))
		}
	})
}

// A command that fails is named on the screen, in the log, and on standard error without a screen;
// one that can't be found, or that needs a shell, is refused at once.
func TestOnChangeThatFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log := filepath.Join(t.TempDir(), "log")
		s := play(t, nil, 120, 36, "--demo", "--on-change", "false", "--debug-log", log)
		s.at(50 * time.Second)
		s.has("--on-change: false ended with exit code 1")
		s.leave()
		if text := read(t, log); !strings.Contains(text, "--on-change failed") {
			t.Errorf("the log doesn't say so:\n%s", text)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		_, errs := followed(t, nil, 50*time.Second, "--demo", "--on-change", "sh -c 'exit 3'")
		if !strings.Contains(errs, "exportwatch: --on-change: sh ended with exit code 3\n") {
			t.Errorf("on standard error: %s", errs)
		}
	})
	for args, want := range map[string]string{
		"--demo --on-change=/none/x":                 "--on-change: ",
		"--demo --on-change=tee|x":                   "put the command into a script",
		"--demo --notify=loud":                       `--notify "loud": want bell, osc9, osc777 or none`,
		"status --demo --on-change=true":             "--on-change goes with --watch",
		"status --demo --watch --on-change=/none/xy": "/none/xy",
	} {
		run(t, nil, "", strings.Fields(args)...).wants(t, 2, want)
	}
}

// What goes to the terminal for the demo's failure at 46 s.
func TestNotify(t *testing.T) {
	t.Parallel()
	for flag, want := range map[string]string{
		"--notify=osc9":   "\x1b]9;exportwatch: focus-1-2 failed: INSUFFICIENT_PERMISSION\a",
		"--notify=osc777": "\x1b]777;notify;exportwatch;focus-1-2 failed: INSUFFICIENT_PERMISSION\a",
		"--notify=bell":   "\a",
		"--notify=none":   "",
	} {
		synctest.Test(t, func(t *testing.T) {
			s := play(t, nil, 80, 24, "--demo", flag)
			s.at(30 * time.Second)
			early := s.written()
			s.at(50 * time.Second)
			later := strings.TrimPrefix(s.written(), early)
			switch {
			case want == "\a" || want == "":
				if got := rings(later); got != len(want) {
					t.Errorf("%s: it rang %d times", flag, got)
				}
			case strings.Count(later, want) != 1:
				t.Errorf("%s: no %q in %q", flag, want, later)
			}
			if strings.Contains(early, "\x1b]9;") || strings.Contains(early, "\x1b]777;") {
				t.Errorf("%s: told of what was so at the start", flag)
			}
			s.leave()
		})
	}
}
