package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"exportwatch/model/watch"
)

// change is a line of --watch: a row as it is now, and when that was seen.
type change struct {
	Version int       `json:"version"`
	At      time.Time `json:"at"`
	jsonRow
}

// following is what status --watch has printed so far.
type following struct {
	*job

	said    map[*watch.Watched]string // what was printed of a row
	table   string                    // and of all rows, as a table
	settles time.Time                 // when the table is printed if it changed; zero for no such time
	warned  bool                      // what no target matches was named
	failure error                     // of printing
}

// printChanges prints a line for each row, or a table of all, and again whenever something changes,
// until a signal.
func (j *job) printChanges(ctx context.Context, output string) error {
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	warnOfARNs(j.watch, j.streams)
	f := &following{job: j, said: map[*watch.Watched]string{}}
	say := j.sayWaiting()
	p := pulse{
		done: func() bool { f.settle(); return f.failure != nil },
		next: func() (time.Time, bool) { return f.settles, !f.settles.IsZero() },
		quiet: func() {
			if output == outputTable && f.settles.IsZero() {
				f.settles = time.Now().Add(f.patience())
			}
			f.warnOnce()
		},
		every: hush,
	}
	teller := j.newTeller() //nolint:contextcheck // what is told outlives the context by its grace
	p.replied = func() {
		if output == outputLines {
			f.printRows()
		}
		teller.tell()
	}
	p.beat = func() { say(); teller.tell() } // what is slow becomes so by itself
	err := j.drive(ctx, p)
	teller.stop()
	if f.failure != nil {
		warn(j.streams, outputError{f.failure}.Error())
		return j.outcome(true)
	}
	if err != nil {
		return err
	}
	return j.outcome(neverAnswered(j.watch))
}

// printRows prints the rows that aren't as they were said last.
func (f *following) printRows() {
	f.askDetails()
	encoder := json.NewEncoder(f.streams.Out)
	for _, entry := range f.watch.Survey(time.Now()).Entries {
		watched := entry.Watched
		if entry.Attention == watch.AttentionAsking ||
			f.said[watched] == "" && detailless(watched) {
			continue
		}
		row := newJSONRow(entry)
		told := row.gist()
		if f.said[watched] == told {
			continue
		}
		f.said[watched] = told
		line := change{Version: jsonVersion, At: f.watch.AWSNow(time.Now()).UTC(), jsonRow: row}
		if err := encoder.Encode(line); err != nil {
			f.failure = err
			return
		}
	}
}

// gist returns the row as text, without what differs between two refusals that are the same: their
// ids, and messages that name a port of this machine.
func (r *jsonRow) gist() string {
	row := *r
	if r.Fault != nil {
		same := *r.Fault
		same.RequestID, same.Message = "", ""
		row.Fault = &same
	}
	text, err := json.Marshal(row)
	if err != nil {
		return err.Error() // a row is texts, numbers and times: there is none
	}
	return string(text)
}

// patience is how long answers are waited for that come together, as they do after a fault, lest
// each make a table. For the first table nothing is waited for.
func (f *following) patience() time.Duration {
	if f.table == "" {
		return 0
	}
	return time.Second
}

// settle prints the table once its time has come.
func (f *following) settle() {
	if f.settles.IsZero() || time.Now().Before(f.settles) {
		return
	}
	f.settles = time.Time{}
	f.printTable()
}

// shown returns the row as far as the table shows it, without how long it takes.
func (r *jsonRow) shown(watched *watch.Watched) *jsonRow {
	row := *r
	row.LastUpdatedAt, row.CompletedAt = time.Time{}, time.Time{}
	row.NextDelivery, row.OverdueSince = time.Time{}, time.Time{}
	row.UsualSeconds, row.Advice = 0, ""
	if r.Health != nil {
		row.Health = &health{Status: r.Health.Status, Reason: r.Health.Reason}
	}
	if !r.Stale && !unknown(watched) {
		row.Fault = nil
	}
	return &row
}

// printTable prints all rows if one isn't as it was said last, below a line with the time.
func (f *following) printTable() {
	if missing(f.watch) || f.askDetails() {
		return // more is on its way, and would have it printed anew
	}
	now := time.Now()
	var rows strings.Builder
	for _, entry := range f.watch.Survey(now).Entries {
		row := newJSONRow(entry)
		rows.WriteString(row.shown(entry.Watched).gist())
	}
	if rows.String() == f.table {
		return
	}
	if f.table != "" {
		at := f.watch.AWSNow(now).UTC().Format("2006-01-02 15:04:05 UTC")
		_, f.failure = fmt.Fprintf(f.streams.Out, "\n-- %s --\n", at)
	}
	f.table = rows.String()
	if f.failure == nil {
		f.failure = f.newTable().write(f.streams.Out, now, -1)
	}
}

// warnOnce names what no target matches, once that is known.
func (f *following) warnOnce() {
	if !f.warned && !missing(f.watch) {
		f.warned = true
		f.warnOfUnmatched()
	}
}
