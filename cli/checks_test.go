package cli_test

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/tools/txtar"

	"exportwatch/awsclient/simulator"
)

// checkStory is an export of the demo whose evidence is looked at on the screen.
type checkStory struct {
	name    string
	export  string
	on      time.Time     // when the program is started; zero for midday
	after   time.Duration // when it is looked at
	verdict string        // that is on the screen
	args    []string
	width   int
	height  int
	blind   bool // by an account that lacks permissions
	beside  bool // the list stays in sight
	opens   bool // a file, too
}

// checkStories has one for each verdict, and one at each size and look.
func checkStories() []checkStory {
	day := func(month time.Month, day int) time.Time {
		return time.Date(2026, month, day, 15, 0, 0, 0, time.UTC)
	}
	return []checkStory{
		{name: "never", export: "cur2-daily", verdict: "Nothing was looked at yet: r looks"},
		{
			name:    "policy-other-region",
			export:  "cur2-daily",
			verdict: "✗ No statement lets Data Exports write.",
		},
		{
			name:    "all-there",
			export:  "cur2-hourly",
			after:   40 * time.Second,
			verdict: "✓ Yes, as far as can be seen.",
		},
		{
			name:    "opened",
			export:  "cur2-hourly",
			after:   40 * time.Second,
			verdict: "can be read with your permissions and is gzip.",
			opens:   true,
		},
		{name: "being-replaced", export: "focus-1-2", verdict: "! Not for certain."},
		{
			name:    "stopped-half-way",
			export:  "focus-1-2",
			after:   time.Minute,
			verdict: "! Not for certain.",
		},
		{name: "archived", export: "recommendations", verdict: "DEEP_ARCHIVE"},
		{name: "shrunk", export: "focus-1-2-chargeback", verdict: "! Yes, but look at this."},
		{name: "other-account", export: "cid-cur2", verdict: "That can't be told."},
		{name: "customer-key", export: "cur2-split-cost", verdict: "✓ The policy lets it."},
		{name: "other-region", export: "cost-dashboard", verdict: "! Something may hinder it."},
		{name: "moved", export: "carbon-monthly", verdict: "! Yes."},
		{name: "slip-in-query", export: "focus-1-0", verdict: "✗ billedcost"},
		{
			name:    "setting-off",
			export:  "cur2-resources",
			after:   5 * time.Minute,
			verdict: "Does the query fit the table?",
		},
		{
			name:    "month-first-day",
			export:  "cid-cur2",
			on:      day(12, 1),
			verdict: "Yes, but nothing of this month.",
		},
		{
			name:    "month-second-day",
			export:  "cid-cur2",
			on:      day(12, 2),
			verdict: "Yes, but next to nothing.",
		},
		{
			name: "no-permission", export: "cur2-hourly", verdict: "· That can't be seen.",
			blind: true,
		},
		{
			name:    "80x24",
			export:  "cur2-daily",
			width:   80,
			height:  24,
			beside:  true,
			verdict: "✗ No statement lets Data Exports write.",
		},
		{name: "80x24-zoomed", export: "cur2-daily", width: 80, height: 24, verdict: "─────────"},
		{name: "120x36", export: "cur2-daily", beside: true, verdict: "─────────"},
		{
			name:    "200x50",
			export:  "cur2-daily",
			width:   200,
			height:  50,
			beside:  true,
			verdict: "─────────",
		},
		{name: "ascii", export: "cur2-daily", args: []string{"--ascii"}, verdict: "---------"},
		{
			name:    "no-color",
			export:  "cur2-daily",
			args:    []string{"--color", "never"},
			verdict: "─────────",
		},
	}
}

// TestChecksOnScreen looks at the evidence of each story by keys, in the whole program, and holds what
// the screen shows of it. To take over what it shows: go test ./cli -run TestChecksOnScreen -update.
func TestChecksOnScreen(t *testing.T) {
	t.Parallel()
	const archive = "testdata/checks.txtar"
	file, err := txtar.ParseFile(archive)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if file == nil {
		file = &txtar.Archive{}
	}
	kept := map[string]string{}
	for _, section := range file.Files {
		kept[section.Name] = string(section.Data)
	}
	update := flag.Lookup(updateFlag).Value.String() == "true"
	drawn := &txtar.Archive{}
	for _, story := range checkStories() {
		if story.width == 0 {
			story.width, story.height = 120, 36
		}
		var text string
		synctest.Test(t, func(t *testing.T) { text = story.play(t) })
		drawn.Files = append(drawn.Files, txtar.File{Name: story.name, Data: []byte(text)})
		if !strings.Contains(text, story.verdict) {
			t.Errorf("%s: no %q on\n%s", story.name, story.verdict, text)
		}
		if !update && kept[story.name] != text {
			t.Errorf(
				"%s looks different: take it over with -update, if it is good:\n%s",
				story.name,
				text,
			)
		}
		delete(kept, story.name)
	}
	for name := range kept {
		t.Errorf("%s is kept, and no story any more", name)
	}
	if update {
		if err := os.WriteFile(archive, txtar.Format(drawn), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// play returns what the screen shows.
func (c checkStory) play(t *testing.T) string {
	t.Helper()
	on := c.on
	if on.IsZero() {
		on = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)
	}
	time.Sleep(time.Until(on))
	s := c.begin(t)
	s.at(max(c.after, 2*time.Second))
	s.press(append(append([]string{"/"}, strings.Split(c.export, "")...), "\r", "2")...)
	s.at(max(c.after, 2*time.Second) + 4*time.Second)
	if c.name != "never" {
		s.press("r")
	}
	s.at(max(c.after, 2*time.Second) + 8*time.Second)
	if c.opens {
		s.press("o")
		s.at(max(c.after, 2*time.Second) + 10*time.Second)
	}
	if !c.beside {
		s.press("z")
	}
	lines := make([]string, 0, c.height)
	for _, line := range s.lines() {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	if code, _ := s.leave(); code != 0 {
		t.Errorf("%s: exit code %d", c.name, code)
	}
	text := strings.Join(lines, "\n") + "\n"
	if c.name == "other-region" { // which of two questions learns the Region first isn't certain
		text = regexp.MustCompile(`\d requests`).ReplaceAllString(text, "? requests")
	}
	return text
}

// begin begins the program: the demo, or in an account that may see next to nothing.
func (c checkStory) begin(t *testing.T) *stage {
	t.Helper()
	if !c.blind {
		return play(t, nil, c.width, c.height, append([]string{"--demo"}, c.args...)...)
	}
	server := service(t, 0, simulator.Options{Seed: 1})
	for _, run := range server.Executions(simulator.DemoAccounts()[2].AccessKey) {
		if run.Name == c.export {
			return play(t, server, c.width, c.height, "--profile", "blind", run.ExportArn)
		}
	}
	t.Fatalf("no export is called %s", c.export)
	return nil
}

// TestChecksByItself lets the demo run with --check for as long as it takes: the run that is delivered is
// looked at two minutes later and not again, the one that is refused at once, and the help counts what
// was sent to S3 apart. Without it nothing is looked at.
func TestChecksByItself(t *testing.T) {
	t.Parallel()
	for _, byItself := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			args := []string{"--demo"}
			if byItself {
				args = append(args, "--check")
			}
			s := play(t, nil, 160, 50, args...)
			s.at(time.Minute)
			s.press("?")
			first := s.counted("requests to S3")
			s.press("?")
			s.at(10 * time.Minute)
			s.press("?")
			later := s.counted("requests to S3")
			s.press("?")
			if byItself != (first > 0) || byItself != (later > first) || later > 60 {
				t.Errorf("--check %v: %d requests, later %d", byItself, first, later)
			}
			if code, _ := s.leave(); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// counted returns the number that the help has before some words.
func (s *stage) counted(words string) int {
	s.t.Helper()
	for _, line := range s.lines() {
		before, _, found := strings.Cut(line, words)
		if !found {
			continue
		}
		fields := strings.Fields(before)
		n := 0
		for _, digit := range fields[len(fields)-1] {
			n = n*10 + int(digit-'0')
		}
		return n
	}
	s.t.Fatalf("no %q on\n%s", words, s.text())
	return 0
}

// TestLookAgainAndCopy looks at an export whose bucket's policy is wrong, copies what AWS asks for, and
// looks again: findings stand in list, overview, query and output, too.
func TestLookAgainAndCopy(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)))
		s := play(t, nil, 160, 50, "--demo")
		s.at(2 * time.Second)
		s.press("/")
		s.press(append(strings.Split("recommendations", ""), "\r", "2", "r")...)
		s.at(6 * time.Second)
		s.says("recommendations", "Delivered?")
		s.press("/")
		s.press(slices.Repeat([]string{"\x7f"}, 15)...)
		s.press("\r", "g", "2", "r")
		s.at(20 * time.Second)
		s.has("looked 14:00", "r looks again", "copies it.")
		s.press("y")
		s.has("bucket policy statement", "IAM policy for checks")
		s.press("p")
		s.has("EnableAWSDataExportsToWriteToS3")
		s.press("\x1b", "1")
		s.has(
			"The run before failed",
			"No statement lets Data Exports write.",
			"Can I read the data?  looked 14:00",
		)
		s.press("6")
		s.has("What lies there", "BILLING_PERIOD=2026-11")
		s.press("2")
		s.at(2 * time.Minute)
		s.press("r")
		s.at(2*time.Minute + 5*time.Second)
		s.has("looked 14:02")
		s.press("/", "f", "o", "c", "u", "s", "-", "1", "-", "0", "\r", "r")
		s.at(2*time.Minute + 10*time.Second)
		s.press("4")
		s.has("the table calls it BilledCost")
		if code, _ := s.leave(); code != 0 {
			t.Errorf("exit code %d", code)
		}
	})
}
