package cli_test

import (
	"fmt"
	"strings"
	"testing"

	"exportwatch/tui/cells"
)

// The plain table has the names of its columns, the last delivery, whole ids, and no blank at any
// line's end, colours or not.
func TestTableInAPipe(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"--demo", "status --demo", "status --demo --ascii"} {
		got := run(t, nil, "", strings.Fields(args)...)
		got.wants(t, 0)
		lines := strings.Split(strings.TrimSuffix(got.out, "\n"), "\n")
		head := strings.Fields(lines[1])
		want := "STATUS EXPORT CREATED DURATION LAST OK RUN REASON"
		if strings.Join(head, " ") != want {
			t.Errorf("%s: the columns are %q, want %s", args, head, want)
		}
		for _, line := range lines {
			if strings.TrimRight(line, " ") != line {
				t.Errorf("%s: a blank at the end of %q", args, line)
			}
		}
		at := strings.Index(lines[1], "LAST OK")
		for _, line := range lines[2:] {
			runes := []rune(line) // signs are one cell and several bytes
			if last := string(runes[at : at+10]); strings.Count(last, "-") != 2 {
				t.Errorf("%s: no date of the last delivery in %q", args, line)
			}
			if id := strings.Fields(string(runes[at+16:])); len(id[0]) != 36 {
				t.Errorf("%s: no whole id in %q", args, line)
			}
		}
	}
}

// Colours come by --color, in a pipe too, with NO_COLOR only where they are asked for.
func TestTableInColour(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args, env string
		coloured  bool
	}{
		{"status --demo", "CLICOLOR=1", false},
		{"status --demo --color always", "CLICOLOR=1", true},
		{"status --demo --color always", "NO_COLOR=1", true},
		{"--demo --color always", "CLICOLOR=1", true},
		{"--demo --color always --theme none", "CLICOLOR=1", true}, // bold
		{"status --demo --color never", "CLICOLOR=1", false},
	} {
		t.Run(test.args+" "+test.env, func(t *testing.T) {
			t.Parallel()
			got := runRaw(t, []string{test.env}, test.args)
			if coloured := strings.Contains(got, "\x1b["); coloured != test.coloured {
				t.Errorf("coloured is %v:\n%q", coloured, got)
			}
			bare := colouring.ReplaceAllString(got, "")
			if hidden(bare) != 0 || !strings.Contains(bare, "✗ 2 failed") ||
				!strings.Contains(bare, "✗ Querying      cur2-daily  ") {
				t.Errorf("without colours it is\n%q", bare)
			}
		})
	}
}

// On a terminal it fits: ids are cut first. It is coloured unless the environment says otherwise.
func TestTableOnATerminal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		width    uint16
		env      string
		coloured bool
		want     []string
	}{
		{200, "A=B", true, []string{"5ed60a1c-6e78-3c3a-ad68-ddcee9ee9df3", "INSUFFICIENT_PERMISSION"}},
		{130, "NO_COLOR=1", false, []string{" 5ed60a1c…", "the run before failed  INSUFFICIEN…"}},
		{100, "A=B", true, []string{"INTERNAL_FAILURE", "focus-1-2-chargeback", "4m46s", "LAST OK"}},
		{80, "A=B", true, []string{"INTERNAL_FAILURE", "focus-1-2-charg…", "LAST OK", "DURATION"}},
		{75, "A=B", true, []string{"the run before failed", "LAST OK"}}, // the room of a column that is left out
		{60, "A=B", true, []string{"cur2-daily", "INTERNAL_FAILURE", "focus-1-2-charg…"}},
		{30, "A=B", true, []string{"cur2-d"}},
	} {
		t.Run(fmt.Sprint(test.width, " ", test.env), func(t *testing.T) {
			t.Parallel()
			s := start(t, launch{
				args: []string{
					"status",
					"--demo",
				},
				env:    []string{test.env},
				width:  test.width,
				height: 40,
			})
			if code := s.ends(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			s.eventually(
				"the last row",
				func() bool { return strings.Contains(s.text(), "carbon") },
			)
			written := s.written()
			if coloured := strings.Contains(written, "\x1b[38;"); coloured != test.coloured {
				t.Errorf("coloured is %v: %q", coloured, written)
			}
			for i, line := range strings.Split(colouring.ReplaceAllString(written, ""), "\r\n") {
				if width := cells.Width(line); i > 0 && width > int(test.width) {
					t.Errorf("%d columns of %d in %q", width, test.width, line)
				}
			}
			for _, want := range test.want {
				if !strings.Contains(s.text(), want) {
					t.Errorf("no %q at %d columns on\n%s", want, test.width, s.text())
				}
			}
		})
	}
}

// The table of runs keeps on a narrow terminal when they were and how long they took.
func TestRunsOnATerminal(t *testing.T) {
	t.Parallel()
	for width, want := range map[uint16]string{
		40:  "STATUS CREATED DURATION",
		60:  "STATUS CREATED DURATION REASON",
		80:  "STATUS CREATED DURATION REASON",
		120: "STATUS CREATED DURATION ENDED RUN REASON",
	} {
		s := start(t, launch{
			args: []string{
				"history",
				"--demo",
				"cur2-daily",
				"--since",
				"3d",
			},
			width:  width,
			height: 30,
		})
		if code := s.ends(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		s.eventually("the failure", func() bool { return strings.Contains(s.text(), "✗") })
		found := false
		for _, line := range s.lines() {
			found = found || strings.Join(strings.Fields(line), " ") == want
			if cells.Width(line) > int(width) {
				t.Errorf("more than %d columns in %q", width, line)
			}
		}
		if !found {
			t.Errorf("%d columns: no %q in\n%s", width, want, s.text())
		}
	}
}
