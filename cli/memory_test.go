package cli_test

import (
	"database/sql"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// remembering plays an account with a state of its own, and leaves after a time.
func remembering(
	t *testing.T, dir, profile string, server *simulator.Server, stay time.Duration,
) {
	t.Helper()
	s := play(t, server, 120, 36, "--profile", profile, "--state-dir", dir)
	s.at(stay)
	s.press("\x03")
	if code := <-s.code; code != 0 {
		t.Errorf("exit code %d: %s", code, content(t, s.errs))
	}
}

// A restart shows at once what was known, marked as out of date and with its age, before AWS
// answers; then what happened in between, as AWS dates it.
func TestRestartShowsWhatWasKnown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "state")
		server := service(t, 0, simulator.Options{
			Seed: 1, Faults: []simulator.Fault{{Kind: simulator.FaultSlow}},
		})
		remembering(t, dir, "standard", server, 400*time.Second)
		time.Sleep(49*time.Hour + 7*time.Second) // exportwatch isn't running
		s := play(t, server, 120, 36, "--profile", "standard", "--state-dir", dir)
		s.at(20 * time.Millisecond) // the second frame
		s.has("remembered, as of 01 Jan 00:0", "cur2-daily", "Query failed?", "From memory")
		s.lacks("overdue", "slow", "Loading?")
		s.at(30 * time.Second)
		s.has("as of 01:", "Since you last looked (01 Jan 00:06)")
		s.lacks("remembered")
		s.press("c")
		s.has(
			"SINCE YOU LAST LOOKED, 01 Jan 00:06 ──",
			"Monday, 3 January",
			"Sunday, 2 January",
			"  02 Jan 2",
		)
		s.press("G")
		s.has("BEFORE 01 Jan 00:06 ──", "~01 Jan 00:00")
		s.leave()
	})
}

// What isn't a target doesn't appear, though it is remembered.
func TestMemoryShowsTargetsAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		server := service(t, 0, simulator.Options{Seed: 1})
		remembering(t, dir, "demo", server, 20*time.Second)
		s := play(t, server, 120, 36, "--profile", "demo", "--state-dir", dir, "focus-*")
		s.at(20 * time.Millisecond) // the second frame
		s.has("focus-1-0", "focus-1-2")
		s.lacks("cur2-daily", "No export matches")
		s.at(10 * time.Second)
		s.lacks("cur2-daily")
		s.leave()
	})
}

// Without a state nothing is written, and --demo doesn't touch it.
func TestNothingIsWrittenWithoutAState(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen")
	run(t, account.env(), "", "status", "--no-state")
	run(t, account.env(), "", "--demo")
	if entries, err := os.ReadDir(account.remembers); err != nil || len(entries) > 0 {
		t.Errorf("written were %v, %v", entries, err)
	}
	run(t, account.env(), "", "status")
	if _, err := os.Stat(filepath.Join(account.remembers, "exportwatch", "memory.db")); err != nil {
		t.Error(err)
	}
	got := run(t, account.env(), "", "status", "--no-state", "--state-dir", "x")
	got.wants(t, 2, "--no-state and --state-dir")
}

// Commands without a screen recall and record, print nothing that AWS didn't say since the start,
// and fail on nothing else.
func TestStatusWaitsForAWSAlthoughItRemembers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		args := []string{
			"status", "--profile", "demo", "--state-dir", dir, "--fail-on", "failed",
			"--timeout", "10s",
		}
		first, _ := commanded(t, server, args...)
		again, _ := commanded(t, server, args...)
		first.wants(t, 1, "out: Query failed")
		again.wants(t, 1, "out: as of 2000-01-01 01:00", "out: 5 slow") // an hour later
		dead := service(t, 0, simulator.Options{
			Seed: 1, Frozen: true, Faults: []simulator.Fault{{Kind: "hang"}},
		})
		silent, _ := commanded(t, dead, args...)
		silent.wants(t, 3, "out: remembered, as of 2000-01-01 01:", "out: Query failed?")
	})
}

// A memory that another program holds keeps nobody waiting: AWS is asked on, and the end doesn't wait
// until it is free.
func TestHeldMemoryIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	dir := t.TempDir()
	args := []string{"status", "--state-dir", dir}
	run(t, account.env(), "", args...).wants(t, 0)
	db, err := sql.Open("sqlite", filepath.Join(dir, "memory.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // nothing was written
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	got := run(t, account.env(), "", args...)
	got.wants(t, 0, "Not all is remembered: "+dir+" can't be written in time", "out: cur2-daily")
	if strings.Contains(got.errs, "waiting") {
		t.Errorf("it says %q", got.errs)
	}
}

// Two instances share a state, and each is right; what both saw is there once.
func TestTwoInstancesShareAState(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		server := service(t, 0, simulator.Options{Seed: 1})
		args := []string{"--profile", "demo", "--state-dir", dir}
		one := play(t, server, 120, 36, args...)
		one.at(7 * time.Second)
		other := play(t, server, 120, 36, args...)
		for minutes := 1; minutes <= 5; minutes++ {
			after := time.Duration(minutes)*time.Minute + time.Second
			one.at(after)
			one.agrees(server, simulator.DemoAccessKey, after-time.Second)
			other.agrees(server, simulator.DemoAccessKey, after-16*time.Second)
		}
		for _, s := range []*stage{one, other} {
			s.press("\x03")
			if code := <-s.code; code != 0 {
				t.Errorf("exit code %d: %s", code, content(t, s.errs))
			}
		}
		third := play(t, server, 120, 36, args...)
		third.at(time.Second)
		third.press("c")
		seen := map[string]int{}
		for _, line := range third.lines() {
			if _, what, found := strings.Cut(line, "Jan 00:0"); found {
				seen[what[2:]]++
			}
		}
		for what, times := range seen {
			if times > 1 {
				t.Errorf("%d times %q", times, what)
			}
		}
		if len(seen) < 8 {
			t.Errorf("little happened:\n%s", third.text())
		}
		third.leave()
	})
}

// A state that can't be used is one quiet notice, which a key ends later on, and stops nothing.
func TestStateThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		file := temporary(t, "").Name()
		server := service(t, 0, simulator.Options{Seed: 1})
		args := []string{"--profile", "demo", "--state-dir", file}
		s := play(t, server, 80, 24, args...)
		s.at(time.Second)
		s.has("Nothing is remembered: ", "cur2-daily")
		s.press("j")
		s.has("Nothing is remembered: ")
		s.at(20 * time.Second)
		s.press("j")
		s.lacks("remembered")
		s.at(5 * time.Minute)
		s.lacks("remembered")
		s.leave()
		got, _ := commanded(t, server, append([]string{"status"}, args...)...)
		got.wants(t, 0, "Nothing is remembered: ", "not a directory", "out: cur2-daily")
		if strings.Count(got.errs, "remembered") != 1 {
			t.Errorf("it isn't one notice: %s", got.errs)
		}
	})
}

// What was removed and muted on the screen stays so after a restart, and can be told from what AWS
// says; a command without a screen heeds the mute alone.
func TestEditsOutlastARestart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		args := []string{"--profile", "standard", "--state-dir", dir}
		s := play(t, server, 120, 36, args...)
		s.at(10 * time.Second)
		const worst = "cur2-daily"
		s.press("m")
		s.has("Muted " + worst)
		s.press("/")
		s.press(strings.Split("carbon-monthly", "")...)
		s.press("\r", "x")
		s.has("Removed carbon-monthly")
		s.leave()

		s = play(t, server, 120, 36, args...)
		s.at(20 * time.Millisecond)
		s.lacks("carbon-monthly")
		s.at(10 * time.Second)
		s.lacks("carbon-monthly")
		s.has("1 muted")
		if text, _ := row(s.lines(), worst); !strings.Contains(text, "∅") {
			t.Errorf("%s isn't muted: %q", worst, text)
		}
		s.leave()

		status, _ := commanded(t, server, append([]string{"status"}, args...)...)
		status.wants(t, 0, "out: carbon-monthly", "out: 1 muted")
	})
}

// forgetful is a service that lists no runs any more.
type forgetful struct{ http.Handler }

func (f forgetful) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".ListExecutions") {
		f.Handler.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_, _ = io.WriteString(w, `{"Executions":[]}`) // who went away needs no answer
}

// A run that AWS lists no more is told as remembered: it failed, but AWS doesn't say so any more.
func TestStatusMarksWhatAWSListsNoMore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		args := []string{
			"status", "--profile", "standard", "--state-dir", t.TempDir(), "focus-1-0-preview",
		}
		first, _ := commanded(t, server, args...)
		first.wants(t, 0, "out: Query failed")
		if strings.Contains(first.out, "remembered") || strings.Contains(first.out, "~") {
			t.Errorf("AWS lists it:\n%s", first.out)
		}
		table, _ := commanded(t, forgetful{server}, args...)
		table.wants(
			t,
			0,
			"out: Query failed",
			"out:  ~",
			"out: DEPRECATED  remembered, not listed by AWS",
		)
		document, _ := commanded(t, forgetful{server}, append(args, "-o", "json")...)
		if row := document.parse(t).Rows[0]; !row.Remembered || row.Stale || row.Need != "failed" {
			t.Errorf("%+v", row)
		}
	})
}
