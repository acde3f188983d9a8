package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui"
	"exportwatch/tui/cells"
	"exportwatch/tui/terminal"
)

// table prints what is known as plain lines.
type table struct {
	watch *watch.List
	theme *theme.Theme
	paint bool // with the theme's colours
	width int  // of the terminal; 0 where it needn't fit
}

// newTable returns a table for standard output as it is: a terminal with colours, or a pipe.
func (j *job) newTable() table {
	env := os.Environ()
	out := j.streams.Out
	mode, _ := terminal.ParseColorMode(j.flags.color) // it was checked
	profile := terminal.Profile(out, env, mode)
	ascii := j.flags.ascii || terminal.ASCIISigns(env)
	t := table{
		watch: j.watch,
		theme: theme.New(theme.Name(j.flags.theme), depth(profile), theme.Unknown, ascii),
		paint: profile > colorprofile.NoTTY,
	}
	if width, _, err := term.GetSize(out.Fd()); err == nil {
		t.width = width
	}
	return t
}

// write prints the verdict, the names of the columns and a line for each row in the order of
// attention; of what is finished, and of what was never answered, at most calm lines each, or all if
// that is negative.
func (t table) write(out io.Writer, now time.Time, calm int) error {
	w := bufio.NewWriter(out)
	survey := asPrinted(t.watch.Survey(now))
	t.verdict(w, survey)
	printed, left := make(map[watch.Attention]int), make(map[watch.Attention]int)
	lines := [][]tui.Painted{t.head()}
	for _, entry := range survey.Entries {
		brief := entry.Attention == watch.AttentionFinished ||
			entry.Attention == watch.AttentionAsking
		if brief && calm >= 0 && printed[entry.Attention] == calm {
			left[entry.Attention]++
			continue
		}
		printed[entry.Attention]++
		lines = append(lines, t.row(entry, t.watch.AWSNow(now)))
	}
	if len(lines) > 1 {
		t.lines(w, lines, exportNarrowings())
	}
	if n := left[watch.AttentionAsking]; n > 0 {
		_, _ = fmt.Fprintf(w, "and %d more without an answer\n", n)
	}
	if n := left[watch.AttentionFinished]; n > 0 {
		_, _ = fmt.Fprintf(w, "and %d more that are finished\n", n)
	}
	return w.Flush() //nolint:wrapcheck // the caller says what was printed
}

// verdict prints how many rows there are of what, and as of when, on a line of its own where both
// don't fit.
func (t table) verdict(w io.Writer, survey watch.Survey) {
	plain := tui.Verdict(survey, t.theme.Signs)
	verdict := plain
	if t.paint {
		verdict = tui.PaintedVerdict(survey, t.theme)
	}
	if at, word := t.asOf(); !at.IsZero() {
		asOf := word + "as of " + at.UTC().Format("2006-01-02 15:04:05") + " UTC"
		gap := "   "
		if t.width > 0 && cells.Width(plain+gap+asOf) > t.width {
			gap = "\n"
		}
		verdict += gap + asOf
	}
	_, _ = fmt.Fprintln(w, verdict)
}

// asPrinted counts what had no answer as that: nobody asks when this is printed.
func asPrinted(survey watch.Survey) watch.Survey {
	for _, entry := range survey.Entries {
		account := entry.Watched.Account
		if entry.Attention != watch.AttentionAsking {
			continue
		}
		survey.Asking--
		survey.Faulty++
		if !account.Silent() {
			survey.Silences = append(survey.Silences, watch.Silence{
				Account: account, Row: entry.Watched, Fault: entry.Watched.Fault(),
			})
		}
	}
	return survey
}

// asOf returns as of when the table is; where AWS never answered, of when it is remembered.
func (t table) asOf() (at time.Time, word string) {
	if at = t.watch.AsOf(); at.IsZero() {
		return t.watch.RememberedAt(), "remembered, "
	}
	return at, ""
}

// head returns the names of the columns.
func (t table) head() []tui.Painted {
	names := []string{
		"",
		"STATUS",
		"EXPORT",
		"ACCOUNT",
		"CREATED",
		"DURATION",
		"LAST OK",
		"RUN",
		"REASON",
	}
	head := make([]tui.Painted, len(names))
	for column, name := range names {
		head[column] = muted(name)
	}
	if !t.accounts() {
		head[columnAccount] = tui.Painted{}
	}
	return head
}

func muted(text string) tui.Painted {
	return tui.Painted{Text: text, Look: theme.Look{Role: theme.Muted}}
}

// accounts says whether the rows must name their account.
func (t table) accounts() bool { return len(t.watch.Accounts()) > 1 }

// row returns sign, status, what it is, when its newest run was created, how long that takes or
// took, when the export was last delivered, the run's id, and why: the reason or the fault.
func (t table) row(entry watch.Entry, now time.Time) []tui.Painted {
	watched := entry.Watched
	row := make([]tui.Painted, columns)
	row[columnSign], row[columnStatus] = tui.Face(entry, t.theme.Signs)
	if entry.Stale && entry.Attention != watch.AttentionAsking {
		row[columnStatus].Text += "?"
	}
	if entry.Attention == watch.AttentionAsking && watched.Fault() == nil {
		warns := theme.Look{Role: theme.Warn}
		row[columnSign] = tui.Painted{Text: t.theme.Signs.Attention, Look: warns}
		row[columnStatus] = tui.Painted{Text: "No answer", Look: warns}
	}
	row[columnExport].Text = watched.Title()
	if t.accounts() {
		row[columnAccount] = muted(watched.Account.Label())
	}
	run := watched.Newest()
	if run != nil {
		execution, _ := run.Execution()
		if run.Stale(now) {
			now = run.AnsweredAt()
		}
		created, lasted := times(execution, now)
		if run.Unlisted() {
			created = "~" + created
		}
		row[columnCreated], row[columnDuration].Text = muted(created), lasted
		row[columnRun] = muted(run.Ref.ID())
	}
	row[columnLastOK] = muted(lastOK(watched))
	row[columnReason].Text = why(entry, run, now)
	return row
}

// why says why a row with its newest run, nil for none, is as it is: AWS's reason, or the fault.
func why(entry watch.Entry, run *watch.Run, now time.Time) string {
	watched, said := entry.Watched, ""
	if run != nil {
		said = reason(watched, run)
	}
	switch fault := faultOf(watched); {
	case !entry.MutedUntil.IsZero():
		said += "  " + words.MutedUntil(entry.MutedUntil, now)[0]
	case fault == nil && entry.Need == watch.NeedOverdue && watched.Delivered() == nil:
		age, _ := words.Age(now.Sub(watched.CreatedAt))
		said = "never delivered, made " + age + " ago"
	case entry.Need == watch.NeedUnhealthy:
		said = "AWS calls it unhealthy  " + string(watched.Health.Reason)
	case fault != nil && unknown(watched):
		said = words.FaultLine(fault)
	case fault != nil && entry.Stale:
		said += "  not up to date: " + words.FaultLine(fault)
	}
	if run != nil && run.Unlisted() {
		said += "  " + words.Remembered(watched)
	}
	if entry.Quieted() {
		said = entry.Mutes.String() + ", until its next change  " + said
	}
	return strings.TrimSpace(said)
}

// lastOK returns when the export was last delivered, "none" if AWS lists no such run, or "".
func lastOK(watched *watch.Watched) string {
	if delivered := watched.Delivered(); delivered != nil {
		execution, _ := delivered.Execution()
		if ended := execution.EndedAt(); !ended.IsZero() {
			return ended.UTC().Format("2006-01-02 15:04")
		}
		return ""
	}
	if watched.Kind == watch.WatchedExport && !watched.Looking() {
		return "none"
	}
	return ""
}

// reason returns AWS's reason for how a row's newest run ended, or for what failed before it and
// wasn't made good.
func reason(watched *watch.Watched, newest *watch.Run) string {
	last, inARow := watched.Failure()
	switch {
	case last == nil || last == newest:
		execution, _ := newest.Execution()
		return string(execution.Reason)
	case inARow == 1:
		execution, _ := last.Execution()
		return strings.TrimSpace("the run before failed  " + string(execution.Reason))
	default:
		execution, _ := last.Execution()
		return strings.TrimSpace(
			fmt.Sprintf("the %d runs before failed  %s", inARow, execution.Reason),
		)
	}
}

// times returns when a run was created, and how long it takes or took.
func times(e model.Execution, now time.Time) (created, lasted string) {
	if !e.CreatedAt.IsZero() {
		created = e.CreatedAt.UTC().Format("2006-01-02 15:04")
	}
	if took, ok := e.Took(); ok {
		lasted = words.Span(took)
	} else if elapsed, ok := e.Elapsed(now); ok {
		lasted, _ = words.Age(elapsed)
	}
	return created, lasted
}
