package cli_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// rings counts the bells in what was written; one also ends each title.
func rings(written string) int {
	titles := regexp.MustCompile("\x1b\\][^\x07\x1b]*(\x07|\x1b\\\\)")
	return strings.Count(titles.ReplaceAllString(written, ""), "\a")
}

// The bell rings for the demo's failure at 46 s, if it is wished for.
func TestBell(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args []string
		want int
	}{{[]string{"--demo", "--bell"}, 1}, {[]string{"--demo"}, 0}} {
		synctest.Test(t, func(t *testing.T) {
			s := play(t, nil, 80, 24, test.args...)
			s.at(30 * time.Second)
			if got := rings(s.written()); got != 0 {
				t.Errorf("%q: it rang %d times for what was so at the start", test.args, got)
			}
			s.at(50 * time.Second)
			if got := rings(s.written()); got != test.want {
				t.Errorf("%q: it rang %d times, want %d", test.args, got, test.want)
			}
			s.leave()
		})
	}
}

// A profile may be a glob over the configuration's.
func TestProfileGlobs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		s := play(t, server, 160, 50, "--profile", "st[ar]*")
		s.at(time.Second)
		s.has("2 accounts", "standard", "strange")
		s.leave()
	})
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		got, _ := commanded(t, server, "status", "--profile", "prod-*")
		got.wants(t, 2, `"prod-*"`)
	})
}

// Older runs are unfolded as far back as --since says, and none that is older; without it five are
// there at least.
func TestSince(t *testing.T) {
	t.Parallel()
	counts := map[string]int{}
	for _, args := range []string{"--since=1h", "--since=36h", "--since=90d", ""} {
		synctest.Test(t, func(t *testing.T) {
			server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
			s := play(t, server, 160, 80, append(strings.Fields(args),
				"--profile", "standard", "cur2-hourly")...)
			s.at(time.Second)
			s.press(" ")
			s.at(2 * time.Second)
			counts[args] = strings.Count(s.text(), "├") + strings.Count(s.text(), "└")
			s.leave()
		})
	}
	t.Log("older runs shown:", counts)
	if counts["--since=1h"] != 0 || counts["--since=36h"] == 0 ||
		counts["--since=36h"] >= counts["--since=90d"] || counts[""] < 5 {
		t.Errorf("older runs shown: %v", counts)
	}
}
