package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui"
	"exportwatch/tui/cells"
)

// columnEnded is the column of when a run ended: it has the place that a table of exports has for
// the last delivery.
const columnEnded = columnLastOK

// writeHistoryTable prints each export with what its runs say together, and a line for each run.
func (j *job) writeHistoryTable(all []past) error {
	t := j.newTable()
	w := bufio.NewWriter(j.streams.Out)
	for i, p := range all {
		if i > 0 {
			_, _ = fmt.Fprintln(w)
		}
		t.pastHead(w, p)
		if len(p.runs) > 0 {
			now := t.watch.AWSNow(time.Now())
			rows := [][]tui.Painted{runHead()}
			for _, run := range p.runs {
				rows = append(rows, t.runRow(run, now))
			}
			t.lines(w, rows)
		}
	}
	return w.Flush() //nolint:wrapcheck // the caller says what was printed
}

// pastHead prints an export's name, and beneath it what its runs say together.
func (t table) pastHead(w io.Writer, p past) {
	name := p.watched.Title()
	if t.accounts() {
		name += " " + t.theme.Signs.Dot + " " + p.watched.Account.Label()
	}
	_, _ = fmt.Fprintln(w, t.painted(theme.Look{Strong: true}, name))
	for _, text := range p.said() {
		lines := []string{text}
		if t.width > 0 {
			lines = cells.Wrap(text, t.width)
		}
		for _, line := range lines {
			_, _ = fmt.Fprintln(w, line)
		}
	}
}

// said returns what an export's runs say together, in sentences for a line each.
func (p past) said() []string {
	h := p.history
	if h.Runs == 0 {
		if unknown(p.watched) || faultOf(p.watched) != nil {
			return []string{"no answer"}
		}
		return []string{"no runs"}
	}
	first := fmt.Sprintf("%d of %d delivered", h.Delivered, h.Delivered+h.Failed)
	if h.Underway > 0 {
		first += fmt.Sprintf(", %d under way", h.Underway)
	}
	if h.Gap > 0 {
		first += "; longest gap between deliveries " + words.Span(h.Gap) + ", until " +
			stamp(h.GapUntil)
	}
	said := []string{first}
	if h.Timed > 1 {
		took := []string{"median " + words.Span(h.Median)}
		if h.P90 > 0 {
			took = append(took, "p90 "+words.Span(h.P90))
		}
		slowest, _ := h.Slowest.Execution()
		longest, _ := slowest.Took()
		took = append(
			took,
			"slowest "+words.Span(longest)+" (created "+stamp(slowest.CreatedAt)+")",
		)
		said = append(said, strings.Join(took, ", "))
	}
	if cut := words.CutRuns(p.watched); cut != "" {
		said = append(said, cut)
	}
	return said
}

// runHead returns the names of the columns of runs.
func runHead() []tui.Painted {
	head := make([]tui.Painted, columns)
	head[columnStatus], head[columnCreated] = muted("STATUS"), muted("CREATED")
	head[columnDuration], head[columnEnded] = muted("DURATION"), muted("ENDED")
	head[columnRun], head[columnReason] = muted("RUN"), muted("REASON")
	return head
}

// runRow returns sign, status, when the run was created, how long it took or has taken so far, when
// it ended, its id, and AWS's reason; and that only memory knows of it.
func (t table) runRow(run *watch.Run, now time.Time) []tui.Painted {
	row := make([]tui.Painted, columns)
	execution, _ := run.Execution()
	row[columnSign], row[columnStatus] = tui.RunFace(run, t.theme.Signs)
	if run.Stale(now) {
		now = run.AnsweredAt()
	}
	created, lasted := times(execution, now)
	if !execution.Status.Terminal() && lasted != "" {
		lasted += " so far"
	}
	reason := string(execution.Reason)
	if run.Remembered() {
		created = "~" + created
		reason = strings.TrimSpace(reason + "  " + notListed)
	}
	row[columnCreated], row[columnDuration].Text = muted(created), lasted
	if ended := execution.EndedAt(); !ended.IsZero() {
		row[columnEnded] = muted(stamp(ended))
	}
	row[columnRun], row[columnReason].Text = muted(run.Ref.ID()), reason
	return row
}

// stamp returns a point in time in UTC to the minute.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }
