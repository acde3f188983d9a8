package main_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"exportwatch/cli"
	packaging "exportwatch/packaging"
)

// released is the date of the pages here.
func released() time.Time { return time.Date(2026, 11, 26, 23, 30, 0, 0, time.UTC) }

// Each command has a page, which tells of each of its flags and of each command below it, and no
// page is of anything else.
func TestPagesHoldCommandsAndFlags(t *testing.T) {
	t.Parallel()
	pages := packaging.Pages("1.2.3", released())
	named := regexp.MustCompile(`(?m)^(?:\\fB\\-\w\\fR, )?\\fB\\-\\-([\w\\-]+)\\fR`)
	commands := 0
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		commands++
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
		page, found := pages[name+".1"]
		if !found {
			t.Errorf("%s has no page", cmd.CommandPath())
		}
		told := map[string]bool{}
		for _, match := range named.FindAllStringSubmatch(page, -1) {
			told[strings.ReplaceAll(match[1], `\-`, "-")] = true
		}
		cmd.InitDefaultHelpFlag()
		cmd.Flags().VisitAll(func(flag *pflag.Flag) {
			if told[flag.Name] == flag.Hidden {
				t.Errorf("%s, --%s: hidden is %v, told is %v", name, flag.Name, flag.Hidden,
					told[flag.Name])
			}
		})
		for _, child := range cmd.Commands() {
			if child.Hidden || child.Name() == "help" {
				continue
			}
			if !strings.Contains(page, "\n\\fB"+child.Name()+"\\fR\n") {
				t.Errorf("%s doesn't tell of %s", name, child.Name())
			}
			walk(child)
		}
	}
	walk(cli.Commands())
	if commands < 10 || len(pages) != commands {
		t.Errorf("%d pages for %d commands", len(pages), commands)
	}
}

// The same version and date give the same pages, which name both, and README and the first page tell
// of the same variables and exit codes.
func TestPageOfTheProgram(t *testing.T) {
	t.Parallel()
	page := packaging.Pages("1.2.3", released())["exportwatch.1"]
	if again := packaging.Pages("1.2.3", released())["exportwatch.1"]; again != page {
		t.Error("two pages of the same version and date differ")
	}
	const head = `.TH "EXPORTWATCH" 1 "2026-11-26" "exportwatch 1.2.3" "User Commands"` + "\n"
	if !strings.HasPrefix(page, head) {
		t.Errorf("it begins %q, want %q", page[:len(head)], head)
	}
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, variables, _ := strings.Cut(string(text), "\n**Environment**:")
	variables, _, _ = strings.Cut(variables, "\n\n")
	names := regexp.MustCompile("`([A-Z_]+)`").FindAllStringSubmatch(variables, -1)
	if len(names) < 10 {
		t.Errorf("README names %d variables: the paragraph was misread", len(names))
	}
	for _, name := range names {
		if !regexp.MustCompile(`(?m)^\\fB(.*, )?` + name[1] + `(, .*)?\\fR$`).MatchString(page) {
			t.Errorf("the page doesn't tell of %s", name[1])
		}
	}
	_, codes, _ := strings.Cut(string(text), "\n## Exit codes\n")
	codes, _, _ = strings.Cut(codes, "\n## ")
	_, told, _ := strings.Cut(page, ".SH \"EXIT STATUS\"\n")
	told, _, _ = strings.Cut(told, ".SH ")
	rows := regexp.MustCompile(`(?m)^\| (\d+(?:\+N)?) \|`).FindAllStringSubmatch(codes, -1)
	if len(rows) < 6 || strings.Count(told, ".TP") != len(rows) {
		t.Errorf("README has %d exit codes, the page %d", len(rows), strings.Count(told, ".TP"))
	}
	for _, row := range rows {
		if !strings.Contains(told, "\\fB"+row[1]+"\\fR\n") {
			t.Errorf("the page doesn't tell of exit code %s", row[1])
		}
	}
}

// A help text becomes paragraphs, lists and what stands as it is, and roff reads no sign of it as
// its own.
func TestHelp(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ help, want string }{
		"paragraphs": {
			"one\ntwo\n\nthree",
			"one two\n.PP\nthree\n",
		},
		"terms over their meaning": {
			"try:\n\n  it 'a-*'\n      what it\n      does\n  it -\n      more",
			"try:\n.TP\n\\fBit \\(aqa\\-*\\(aq\\fR\nwhat it does\n.TP\n\\fBit \\-\\fR\nmore\n",
		},
		"terms beside their meaning": {
			"  it -o json     one document\n  it             a table",
			".TP\n\\fBit \\-o json\\fR\none document\n.TP\n\\fBit\\fR\na table\n",
		},
		"exit codes": {
			"  0 fine\n  128+N ended",
			".TP\n\\fB0\\fR\nfine\n.TP\n\\fB128+N\\fR\nended\n",
		},
		"as it stands": {
			"do\n\n  export A=1\n  .b",
			"do\n.PP\n.RS 4\n.nf\nexport A=1\n\\&.b\n.fi\n.RE\n",
		},
		"after a list": {
			"  a  b\n\nc",
			".TP\n\\fBa\\fR\nb\n.PP\nc\n",
		},
		"flags": {
			"see --fail-fast, (-o) and a-b",
			"see \\fB\\-\\-fail\\-fast\\fR, (\\fB\\-o\\fR) and a\\-b\n",
		},
		"roff's own signs": {
			".br \\n \"q\" `a` ^~ …",
			"\\&.br \\(rsn \\(dqq\\(dq \\(gaa\\(ga \\(ha\\(ti \\[u2026]\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := packaging.Help(test.help); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// What a help text says about exit codes has a section of its own.
func TestCutExitCodes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string][3]string{
		"none":          {"Wait.", "Wait.", ""},
		"a sentence":    {"Wait.\n\nExit codes: 0 fine;\n1 not.", "Wait.", "  0 fine\n  1 not"},
		"a list":        {"Wait. Exit codes:\n  0 fine\n  1 not", "Wait.", "  0 fine\n  1 not"},
		"with an after": {"Wait.\n\nExit codes: 0 fine.\n\nMore.", "Wait.\n\nMore.", "  0 fine"},
		"with a sentence behind": {
			"Wait.\n\nExit codes: 0 fine; 128+N\nended. It says\nmore.", "Wait.",
			"  0 fine\n  128+N ended\n\nIt says more.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			about, codes := packaging.CutExitCodes(test[0])
			if about != test[1] ||
				codes != test[2] {
				t.Errorf("got %q and %q, want %q and %q", about, codes, test[1], test[2])
			}
		})
	}
}

// No page makes groff warn.
func TestPagesAreSoundRoff(t *testing.T) {
	t.Parallel()
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("groff isn't installed: the pages are not tried with it")
	}
	for name, page := range packaging.Pages("1.2.3", released()) {
		command := exec.CommandContext(t.Context(), groff, "-man", "-Tutf8", "-ww", "-z")
		command.Stdin = strings.NewReader(page)
		if said, err := command.CombinedOutput(); err != nil || len(said) > 0 {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
	}
}
