package tui_test

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui"
	"exportwatch/tui/sql"
)

// copier opens the screen over runs with a terminal that notes what it is sent.
func copier(tb testing.TB, size size, runs ...run) (*screen, *terminal) {
	tb.Helper()
	options, noted := plain(), &terminal{}
	options.Terminal = noted
	s := open(tb, watching(tb, runs...), options, size.width, size.height)
	s.now = s.now.Add(time.Second)
	return s, noted
}

const statement = `{
  "Sid": "EnableAWSDataExportsToWriteToS3",
  "Effect": "Allow",
  "Principal": {"Service": ["bcm-data-exports.amazonaws.com"]},
  "Action": ["s3:PutObject"],
  "Resource": "arn:aws:s3:::acme-cur-222222222222/*",
  "Condition": {
    "StringEquals": {"aws:SourceAccount": "222222222222"},
    "ArnLike": {"aws:SourceArn":
      "arn:aws:bcm-data-exports:us-east-1:222222222222:export/*"}
  }
}`

// TestCopies holds what each letter sends.
func TestCopies(t *testing.T) {
	t.Parallel()
	login := run{export: "focus-1-2", account: apac, looks: []look{{fault: &model.Fault{
		Kind: model.FaultLogin, Profile: "payer-apac",
	}}}}
	for _, test := range []struct {
		name, letter, want string
		run                run
	}{
		{"statement", "p", statement, failed()},
		{"policy", "p", words.PinPolicy(), refused(model.FaultDenied)},
		{"command", "p", "aws sso login --profile payer-apac", login},
		{"name", "n", "cur2-daily", failed()},
		{"ARN", "a", failed().ref(0).ExportARN, failed()},
		{"id", "i", failed().ref(0).ExecutionID, failed()},
		{"query", "s", export("cur2-daily", amer).Query, failed()},
		{"query, laid out", "S", sql.Text(export("cur2-daily", amer).Query), failed()},
		{
			"likely data", "L",
			"aws s3 ls --recursive 's3://acme-cur-222222222222/cur2/cur2-daily/data/" +
				model.LikelyPartitions("COST_AND_USAGE_REPORT", noon())[0] + "/'",
			failed(),
		},
		{"data root", "d", export("cur2-daily", amer).DataRoot(), failed()},
		{"metadata root", "m", export("cur2-daily", amer).MetadataRoot(), failed()},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, noted := copier(t, size{120, 36}, test.run)
			s.press("y")
			if len(noted.copied) > 0 {
				t.Errorf("the menu alone sent %q", noted.copied)
			}
			s.press(test.letter)
			if want := []string{test.want}; !slices.Equal(noted.copied, want) {
				t.Errorf("sent %q, want %q", noted.copied, want)
			}
			lines := strings.Split(s.text(), "\n")
			for i, line := range strings.Split(test.want, "\n") {
				if len(line) <= 120 && strings.TrimRight(lines[i], " ") != line {
					t.Errorf("line %d is %q, want %q", i, lines[i], line)
				}
			}
		})
	}
}

// TestCopiesSummaries holds what a ticket and a mail get.
func TestCopiesSummaries(t *testing.T) {
	t.Parallel()
	s, noted := copier(t, size{120, 36}, failed())
	s.press("y", "r", "y", "t")
	if len(noted.copied) != 2 {
		t.Fatalf("sent %q", noted.copied)
	}
	ticket := noted.copied[0]
	for _, part := range []string{
		"cur2-daily, account 222222222222: AWS could not write to the bucket\n",
		"\nStatus          DELIVERY_FAILURE INSUFFICIENT_PERMISSION\n",
		"\nBucket          acme-cur-222222222222", "\nConsole         https://",
		failed().ref(0).ExportARN, failed().ref(0).ExecutionID,
	} {
		if !strings.Contains(ticket, part) {
			t.Errorf("the ticket lacks %q:\n%s", part, ticket)
		}
	}
	text := noted.copied[1]
	for _, part := range []string{
		"cur2-daily · run of ", "\n✗ AWS could not write to the bucket\n", "\nWhat to do\n",
		"\nCan I read the data?\n", "\nTimeline", failed().ref(0).ExportARN,
	} {
		if !strings.Contains(text, part) {
			t.Errorf("the overview lacks %q:\n%s", part, text)
		}
	}
	if strings.Contains(text, "yp ") || strings.Contains(text, "\x1b") ||
		strings.Contains(text, " \n") {
		t.Errorf("the overview isn't plain:\n%s", text)
	}
}

// TestCopyMenu holds how a choice is made, and that what isn't known isn't offered.
func TestCopyMenu(t *testing.T) {
	t.Parallel()
	s, noted := copier(t, size{80, 24}, failed())
	before := s.text()
	s.press("y", "j", "j", "k", "enter")
	if want := []string{"cur2-daily"}; !slices.Equal(noted.copied, want) {
		t.Errorf("enter on the second line sent %q", noted.copied)
	}
	if s.press("y"); lineOf(s, "COPY") < 0 {
		t.Errorf("y doesn't lead back to the menu:\n%s", s.text())
	}
	if s.press("esc"); s.text() != before {
		t.Errorf("esc doesn't lead back to the list:\n%s", s.text())
	}
	if s.press("y", "n", "esc"); s.text() != before {
		t.Errorf("esc doesn't lead from the page to the list:\n%s", s.text())
	}

	s, noted = copier(t, size{80, 24}, empty(model.QueryInProcess))
	s.press("y")
	for _, letter := range []string{"p", "s", "d", "m"} {
		if s.press(letter); lineOf(s, "COPY") < 0 || len(noted.copied) > 0 {
			t.Errorf("%s sends %q although nothing is known", letter, noted.copied)
		}
	}
	for _, name := range []string{"S3 data root", "s  query", "laid out", "policy", "s3 ls"} {
		if lineOf(s, name) >= 0 {
			t.Errorf("%s is offered although it isn't known:\n%s", name, s.text())
		}
	}

	s, noted = copier(t, size{80, 24})
	if s.press("y", "n"); lineOf(s, "COPY") >= 0 || len(noted.copied) > 0 {
		t.Errorf("something can be copied where nothing is watched:\n%s", s.text())
	}
}

// TestCopyMenuStaysAsItIs holds that an answer changes nothing under the finger.
func TestCopyMenuStaysAsItIs(t *testing.T) {
	t.Parallel()
	options, noted := plain(), &terminal{}
	options.Terminal = noted
	watchlist := watching(t, querying())
	s := open(t, watchlist, options, 80, 24)
	s.press("y")
	shown := s.row("report for a ticket")
	s.now = s.now.Add(time.Minute)
	told(s, watchlist, querying(), 0, look{status: model.DeliveryInProcess, since: time.Second})
	if s.row("report for a ticket") != shown {
		t.Errorf("the menu changed:\n%s", s.text())
	}
	s.press("r")
	if len(noted.copied) != 1 || !strings.Contains(noted.copied[0], "QUERY_IN_PROCESS") {
		t.Errorf("sent %q, which isn't what was shown", noted.copied)
	}
}

// TestCopyLetters holds that no letter of the menu moves its cursor, and that those which share one
// are never offered together.
func TestCopyLetters(t *testing.T) {
	t.Parallel()
	for letter, names := range tui.CopyLetters() {
		if strings.Contains("jkgG?yq", letter) {
			t.Errorf("%s of %v moves the cursor or closes the menu", letter, names)
		}
	}
	for _, r := range mixed() {
		s, _ := copier(t, size{80, 24}, r)
		s.press("y")
		var letters []string
		for line := range strings.SplitSeq(s.text(), "\n") {
			if runes := []rune(line); len(runes) > 4 && runes[1] != ' ' && runes[2] == ' ' {
				letters = append(letters, string(runes[1]))
			}
		}
		slices.Sort(letters)
		if len(slices.Compact(slices.Clone(letters))) != len(letters) {
			t.Errorf("the menu offers %v:\n%s", letters, s.text())
		}
	}
}

// TestCopyPageIsTheText holds that the page shows all of a text from the first column on, cut
// nowhere but where a row is full.
func TestCopyPageIsTheText(t *testing.T) {
	t.Parallel()
	long := failed()
	long.change = func(e *model.Execution) { e.Export.Query = longQuery() + "\n日本語 end" }
	for _, size := range []size{{40, 10}, {80, 24}, {200, 50}} {
		s, noted := copier(t, size, long)
		s.press("y", "s")
		var seen strings.Builder
		for range 1000 {
			lines := strings.Split(s.text(), "\n")
			before := s.text()
			if s.press("j"); s.text() == before {
				seen.WriteString(strings.Join(lines[:len(lines)-1], " "))
				break
			}
			seen.WriteString(lines[0])
		}
		squeeze := func(text string) string { return strings.Join(strings.Fields(text), "") }
		if len(noted.copied) != 1 || squeeze(seen.String()) != squeeze(noted.copied[0]) {
			t.Errorf("%v: the page shows\n%s\nof\n%s", size, seen.String(), noted.copied)
		}
		if last := footerOf(s); !strings.Contains(last, "Sent") ||
			!regexp.MustCompile(`\d(/| of )\d`).
				MatchString(last) ||
			strings.Contains(last, "opied") {
			t.Errorf("%v: below it stands %q", size, last)
		}
	}
}

// TestCopyWithoutClipboard holds that nothing is said to be sent that wasn't.
func TestCopyWithoutClipboard(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 60, 80, 120} {
		s, noted := copier(t, size{width, 24}, failed())
		noted.deaf = true
		for _, letter := range []string{"n", "s"} {
			s.press("y", letter)
			last := footerOf(s)
			if strings.Contains(last, "Sent") || !strings.HasSuffix(last, "esc closes") {
				t.Errorf("%d columns, %s: %q", width, letter, last)
			}
			s.press("esc")
		}
	}
}

// TestRemediesNameTheirKeys holds that what helps is said to be copied where it is.
func TestRemediesNameTheirKeys(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		run  run
		want string
	}{
		{failed(), "yp copies the statement"},
		{refused(model.FaultDenied), "yp copies the policy."},
	} {
		for _, size := range []size{{80, 30}, {120, 36}} {
			s, noted := copier(t, size, test.run)
			s.row(test.want)
			if s.press("y", "p"); len(noted.copied) != 1 {
				t.Errorf("%v: yp sends %q", size, noted.copied)
			}
		}
	}
	s, _ := copier(t, size{120, 36}, querying())
	if lineOf(s, "yp") >= 0 {
		t.Errorf("a key is named that copies nothing:\n%s", s.text())
	}
}

// TestCopiesAreClean holds that no hostile text reaches the clipboard or the page.
func TestCopiesAreClean(t *testing.T) {
	t.Parallel()
	for _, ascii := range []bool{false, true} {
		for _, text := range poisons() {
			options, noted := plain(), &terminal{}
			options.Terminal, options.ASCII = noted, ascii
			if ascii {
				options.Theme = theme.None
			}
			watchlist := watch.NewList(15*time.Second, 8)
			watchlist.Pin(model.Ref{ExportARN: text, ExecutionID: text}, noon())
			for _, s := range []*screen{
				open(t, watching(t, hostile(text)), options, 61, 20),
				open(t, watchlist, options, 61, 20),
			} {
				for letter := range tui.CopyLetters() {
					s.press("y", letter)
					if why := broken(s.styled(), 61, 20, ascii); why != "" {
						t.Errorf("%q, %s: %s", text, letter, why)
					}
					s.press("esc")
				}
			}
			for _, copied := range noted.copied {
				if model.CleanLines(copied) != copied {
					t.Errorf("%q reached the clipboard", copied)
				}
			}
		}
	}
}

// TestCopyPageBreaksBetweenWords holds where lines are broken that are too long for the page.
func TestCopyPageBreaksBetweenWords(t *testing.T) {
	t.Parallel()
	s, noted := copier(t, size{60, 30}, failed())
	s.press("y", "c")
	var command []string
	for line := range strings.SplitSeq(s.text(), "\n") {
		if line = strings.TrimRight(line, " "); line != "" {
			command = append(command, line)
		}
	}
	command = command[:len(command)-1] // what was sent
	for i, row := range command[:len(command)-1] {
		if !strings.HasSuffix(row, "\\") || len(row) > 60 {
			t.Errorf("row %d is %q", i, row)
		}
	}
	joined := strings.ReplaceAll(strings.Join(command, "\n"), "\\\n", "")
	if joined != noted.copied[0] || len(command) < 3 {
		t.Errorf("the shell reads %q of %q", joined, noted.copied[0])
	}
	if last := footerOf(s); strings.Contains(last, "long lines") {
		t.Errorf("a command is said to break: %q", last)
	}
	s.press("y", "s")
	for i, row := range strings.Split(s.text(), "\n")[:2] {
		row = strings.TrimRight(row, " ")
		if !strings.HasSuffix(row, ",") && !strings.HasSuffix(row, "_date") {
			t.Errorf("row %d of the query is broken inside a word: %q", i, row)
		}
	}
}

// TestCopyInTmux holds that the setting is named without which tmux keeps a clipboard to itself.
func TestCopyInTmux(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 80, 120} {
		options := plain()
		options.Tmux = true
		s := open(t, watching(t, failed()), options, width, 24)
		s.press("y", "n")
		if last := footerOf(s); !strings.Contains(last, "set -g set-clipboard on") {
			t.Errorf("%d columns: %q", width, last)
		}
	}
}

// TestCopyIntoAFile holds that w writes what is shown to a file of a harmless name, says which, and
// why not where it fails.
func TestCopyIntoAFile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := one(every(8*hour, 4, 5*minute, hour)...)
		aws.exports = append(aws.exports, &plan{
			name: "../etc/$(rm) -x", account: amer, runs: every(8*hour, 4, 5*minute, 2*hour),
		})
		kept := &files{}
		p := followCloud(t, aws, func(o *tui.Options) { o.Files = kept })
		p.sleep(minute)
		p.push(typing("daily", "enter", "w", "y", "w")...)
		if len(kept.texts) > 0 {
			t.Errorf("w writes %q where nothing was chosen", kept.texts)
		}
		p.push("s")
		p.row("w to a file  esc closes")
		p.push("w")
		p.row("Written to cur2-daily-query.sql")
		if kept.texts["cur2-daily-query.sql"] != export("cur2-daily", amer).Query {
			t.Errorf("written is %q", kept.texts)
		}
		if p.push("y", "r"); lineOf(p.screen, "Written") >= 0 {
			t.Errorf("what wasn't written is said to be:\n%s", p.text())
		}
		kept.fails = errors.New("open \x1b[2J: disk full")
		p.push("w")
		p.row("Not written: open \uFFFD[2J: disk full")
		kept.fails = nil
		p.push("esc", "esc", "G")
		p.sleep(minute)
		p.push("y", "n", "w")
		if _, found := kept.texts["etc---rm---x-name.txt"]; !found {
			t.Errorf("written are %q", slices.Sorted(maps.Keys(kept.texts)))
		}
	})
}

// files keeps texts by name.
type files struct {
	texts map[string]string
	fails error
}

func (f *files) Save(name, text string) (string, error) {
	if f.texts == nil {
		f.texts = map[string]string{}
	}
	f.texts[name] = text
	return name, f.fails
}
