package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui"
)

// table prints what is known as plain lines.
type table struct {
	watch *watch.List
	signs theme.Signs
}

// write prints the verdict and a line for each row in the order of attention; of what is finished,
// and of what was never answered, at most calm lines each, or all if that is negative.
func (t table) write(out io.Writer, now time.Time, calm int) error {
	w := bufio.NewWriter(out)
	survey := settled(t.watch.Survey(now))
	verdict := tui.Verdict(survey, t.signs)
	if asOf := t.watch.AsOf(); !asOf.IsZero() {
		verdict += "   as of " + asOf.UTC().Format("2006-01-02 15:04:05") + " UTC"
	}
	_, _ = fmt.Fprintln(w, verdict)
	rows := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	printed, left := make(map[watch.Attention]int), make(map[watch.Attention]int)
	for _, entry := range survey.Entries {
		brief := entry.Attention == watch.AttentionFinished ||
			entry.Attention == watch.AttentionAsking
		if brief && calm >= 0 && printed[entry.Attention] == calm {
			left[entry.Attention]++
			continue
		}
		printed[entry.Attention]++
		t.row(rows, entry, t.watch.AWSNow(now))
	}
	_ = rows.Flush()
	if n := left[watch.AttentionAsking]; n > 0 {
		_, _ = fmt.Fprintf(w, "and %d more without an answer\n", n)
	}
	if n := left[watch.AttentionFinished]; n > 0 {
		_, _ = fmt.Fprintf(w, "and %d more that are finished\n", n)
	}
	return w.Flush() //nolint:wrapcheck // the caller says what was printed
}

// settled counts what had no answer as that: nobody asks again when this is printed.
func settled(survey watch.Survey) watch.Survey {
	for _, entry := range survey.Entries {
		fault := entry.Watched.Fault()
		if entry.Attention != watch.AttentionAsking || fault == nil {
			continue
		}
		survey.Asking--
		survey.Faulty++
		if account := entry.Watched.Account; !account.Silent() {
			survey.Silences = append(survey.Silences,
				watch.Silence{Account: account, Row: entry.Watched, Fault: fault})
		}
	}
	return survey
}

// row prints sign, status, what it is, when its newest run was created, how long that takes or
// took, its id, and why: the reason or the fault.
func (t table) row(w io.Writer, entry watch.Entry, now time.Time) {
	watched := entry.Watched
	sign, word := tui.Face(entry, t.signs)
	created, lasted, id, why := "", "", "", ""
	run := watched.Newest()
	if run != nil {
		execution, _ := run.Execution()
		if run.Stale(now) {
			now = run.AnsweredAt()
		}
		created, lasted = times(execution, now)
		id, why = run.Ref.ID(), reason(watched, run)
	}
	switch fault := watched.Fault(); {
	case fault == nil && entry.Need == watch.NeedOverdue && watched.Delivered() == nil:
		age, _ := words.Age(now.Sub(watched.CreatedAt))
		why = "never delivered, made " + age + " ago"
	case fault != nil && unknown(watched):
		why = words.FaultLine(fault)
	case entry.Stale && fault != nil:
		why = strings.TrimSpace(why + "  not up to date: " + words.FaultLine(fault))
	}
	account := ""
	if len(t.watch.Accounts()) > 1 {
		account = watched.Account.Label() + "\t"
	}
	_, _ = fmt.Fprintf(w, "%s %s\t%s\t%s%s\t%s\t%s\t%s\n",
		sign, word, watched.Title(), account, created, lasted, id, why)
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
		lasted = "took " + words.Span(took)
	} else if elapsed, ok := e.Elapsed(now); ok {
		age, _ := words.Age(elapsed)
		lasted = "for " + age
	}
	return created, lasted
}
