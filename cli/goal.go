package cli

import (
	"fmt"
	"time"

	"github.com/spf13/pflag"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// goal is which run settles an export that is waited for. The zero value is its newest.
type goal struct {
	next  bool   // a delivered one that hadn't ended when the export was first listed
	since moment // a delivered one that ended at or after this
}

// delivery says whether only a delivery will do.
func (g goal) delivery() bool { return g.next || g.since.given() }

// settles returns the run of a row that settles it, or nil. Of the runs that had ended before,
// none settles --next.
func (g goal) settles(
	watched *watch.Watched, before map[model.Ref]bool, now time.Time,
) *watch.Run {
	if !g.delivery() {
		if run := watched.Newest(); run != nil {
			if execution, answered := run.Execution(); answered && execution.Status.Terminal() {
				return run
			}
		}
		return nil
	}
	for _, run := range watched.Runs() {
		if execution, _ := run.Execution(); execution.Status.Delivered() &&
			g.counts(run, before, now) {
			return run
		}
	}
	return nil
}

// failures returns the runs of a row that failed since, newest first. Of the newest run alone its
// own end tells.
func (g goal) failures(
	watched *watch.Watched, before map[model.Ref]bool, now time.Time,
) []*watch.Run {
	if !g.delivery() {
		return nil
	}
	var failed []*watch.Run
	for _, run := range watched.Runs() {
		if execution, _ := run.Execution(); execution.Status.Failed() &&
			g.counts(run, before, now) {
			failed = append(failed, run)
		}
	}
	return failed
}

// counts says whether a run's end is one that is waited for.
func (g goal) counts(run *watch.Run, before map[model.Ref]bool, now time.Time) bool {
	if g.next {
		return !before[run.Ref]
	}
	execution, _ := run.Execution()
	return !execution.EndedAt().Before(g.since.at(now))
}

// moment is a flag's point in time: an instant, a span before now, or today, by AWS's clock.
type moment struct {
	text    string
	instant time.Time
	ago     days
	today   bool
}

var _ pflag.Value = (*moment)(nil)

// Set reads a moment.
func (m *moment) Set(text string) error {
	read := moment{text: text}
	if text == "today" {
		read.today = true
		*m = read
		return nil
	}
	for _, layout := range []string{
		time.DateOnly, "2006-01-02T15:04Z07:00", "2006-01-02T15:04", time.DateTime,
		"2006-01-02 15:04", "2006-01-02T15:04:05", time.RFC3339,
	} {
		if instant, err := time.Parse(layout, text); err == nil {
			read.instant = instant
			*m = read
			return nil
		}
	}
	if err := read.ago.Set(text); err != nil {
		return fmt.Errorf("%q is no time such as 2026-11-26 or 2026-11-26T06:00Z, no span such as "+
			"6h or 1d, and not today", text)
	}
	*m = read
	return nil
}

// String returns the moment as Set reads it.
func (m *moment) String() string { return m.text }

// Type names the value in the help.
func (*moment) Type() string { return "time" }

// given says whether it was set.
func (m *moment) given() bool { return m.text != "" }

// at returns the point in time, for what AWS's clock said when it was asked for.
func (m *moment) at(now time.Time) time.Time {
	switch {
	case m.today:
		return now.UTC().Truncate(day)
	case !m.instant.IsZero():
		return m.instant
	default:
		return now.Add(-time.Duration(m.ago))
	}
}
