package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/theme"
)

// outputCSV is a form of output that history alone has.
const outputCSV = "csv"

// runMemory tells of runs that earlier executions of this program saw. It is asked once AWS has
// answered.
type runMemory interface {
	// Runs returns what is remembered of the runs of an export that were created since a time, zero
	// for all of them, or why that can't be read.
	Runs(ctx context.Context, exportARN string, since time.Time) ([]watch.SeenRun, error)
	// Exports returns the exports that were seen, those that are gone too, or why that can't be read.
	Exports(ctx context.Context) ([]watch.SeenExport, error)
}

// historyFlags are the flags of history.
type historyFlags struct {
	watchFlags

	output    string
	sinceTime moment
	timeout   time.Duration
}

// newHistory is the command that prints the runs of exports.
func newHistory(streams Streams) *cobra.Command {
	f := &historyFlags{watchFlags: watchFlags{theme: string(theme.Auto)}}
	cmd := &cobra.Command{
		Use:   "history TARGET…",
		Short: "Print the runs of exports, with how long they took",
		Long: `Print the runs of exports (name, glob or ARN), newest first, with how long they took and what
they say together: how many were delivered, the median, p90 and the slowest of those, and the longest
gap between two deliveries. It asks once and ends.

  exportwatch history cur2-daily
      a table
  exportwatch history cur2-daily --since 30d -o csv
      the runs created in the last 30 days, for a spreadsheet
  exportwatch history 'cur2-*' -o json
      one JSON document; it is described in docs/json.md

Exit codes: 0 asked and answered; 3 something stayed unanswered or was refused, or no export is
called so.`,
		ValidArgsFunction: cobra.NoFileCompletions,
		SuggestFor:        []string{"runs", "executions", "past"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.configure(cmd, f.demo, "since"); err != nil {
				return err
			}
			if err := f.check(args); err != nil {
				return err
			}
			return runHistory(cmd.Context(), f, args, streams)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&f.output, "output", "o", outputTable,
		"`FORM` of what is printed: table, json or csv")
	flags.Var(&f.sinceTime, "since",
		"only runs created since this `TIME`: 2026-11-26, 2026-11-26T06:00Z, 6h, 30d or today")
	flags.DurationVar(&f.timeout, "timeout", usualTimeout,
		"give up what isn't answered after this time; 0 is never")
	f.bindTargets(flags)
	f.bindColor(flags)
	f.bindState(flags)
	f.bindLog(flags)
	flags.BoolVar(&f.ascii, "ascii", false, "print ASCII only")
	_ = flags.MarkHidden("export-arn") // they name executions, which have no history; they exist
	_ = flags.MarkHidden("execution-id")
	cmd.SetFlagErrorFunc(badFlag)
	completeFlags(cmd)
	return cmd
}

// check refuses what can't be meant.
func (f *historyFlags) check(args []string) error {
	switch {
	case f.output != outputTable && f.output != outputJSON && f.output != outputCSV:
		return fmt.Errorf("--output %q: it is table, json or csv", f.output)
	case len(args) == 0 && len(f.exportARNs)+len(f.executionIDs) == 0:
		return errors.New("history wants a target: an export's name, glob or ARN")
	}
	if _, err := f.look(); err != nil {
		return err
	}
	return checkTimeout(f.timeout)
}

func runHistory(ctx context.Context, f *historyFlags, args []string, streams Streams) error {
	j, err := open(ctx, &f.watchFlags, args, streams)
	if err != nil {
		return err
	}
	defer j.close()
	if len(j.named.pins) > 0 {
		return errors.New(
			"history wants exports: an execution that is named by its id is one run. " +
				"Give the export's name or ARN",
		)
	}
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	j.begin(j.watch, time.Now())
	warnOfARNs(j.watch, j.streams)
	err = j.askRuns(ctx, f.timeout)
	late := errors.Is(err, timeoutError{})
	if err != nil && !late {
		return err
	}
	var since time.Time
	if f.sinceTime.given() {
		since = f.sinceTime.at(j.watch.AWSNow(time.Now()))
	}
	if err := recallRuns(ctx, j.watch, j.runMemory(), since, time.Now()); err != nil {
		warn(streams, "what was remembered isn't shown: "+err.Error())
	}
	if err := j.writeHistory(f.output, since); err != nil {
		return outputError{err}
	}
	unanswered := j.warnOfFaults()
	if waits := j.waitedFor(); late && waits != "" {
		warn(j.streams, "gave up after "+f.timeout.String()+", waiting"+waits)
	}
	return j.outcome(j.warnOfUnmatched() || unanswered || j.passedOver)
}

// askRuns asks until the runs of all exports were listed or that has a fault, or the time is up.
func (j *job) askRuns(ctx context.Context, timeout time.Duration) error {
	ctx, cancel := withTimeout(ctx, timeout)
	defer cancel()
	return j.drive(ctx, pulse{
		done: func() bool {
			return !slices.ContainsFunc(j.watch.Watched(), func(watched *watch.Watched) bool {
				fault := watched.Fault()
				return unknown(watched) && (fault == nil || fault.Kind == model.FaultThrottled)
			})
		},
		every: hush,
		beat:  j.sayWaiting(),
	})
}

// recallRuns adds to the runs that AWS lists those that only memory knows, and to the exports those that
// are gone, if there is a memory.
func recallRuns(
	ctx context.Context, watchlist *watch.List, memory runMemory, since, now time.Time,
) error {
	if memory == nil {
		return nil
	}
	exports, err := memory.Exports(ctx)
	if err != nil {
		return fmt.Errorf("reading which exports there were: %w", err)
	}
	watchlist.RecallGone(exports, now)
	var remembered watch.Memory
	for _, watched := range watchlist.Watched() {
		if watched.Kind != watch.WatchedExport {
			continue
		}
		runs, err := memory.Runs(ctx, watched.ExportARN, since)
		if err != nil {
			return fmt.Errorf("reading the runs of %s: %w", watched.Title(), err)
		}
		remembered.Runs = append(remembered.Runs, runs...)
	}
	watchlist.Recall(remembered, now)
	return nil
}

// past is an export with its runs that are printed, newest first.
type past struct {
	watched *watch.Watched
	runs    []*watch.Run
	history watch.History
}

// pasts returns the exports by their names, with the runs created since a time, zero for all. Of a
// run whose beginning AWS doesn't say nobody knows that.
func (j *job) pasts(since time.Time) []past {
	var all []past
	for _, watched := range j.watch.Watched() {
		if watched.Kind != watch.WatchedExport {
			continue
		}
		p := past{watched: watched}
		for _, run := range watched.Runs() {
			execution, answered := run.Execution()
			if answered && (since.IsZero() || !execution.CreatedAt.Before(since)) {
				p.runs = append(p.runs, run)
			}
		}
		p.history = watch.HistoryOf(p.runs)
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b past) int {
		return strings.Compare(a.watched.Title(), b.watched.Title())
	})
	return all
}

// writeHistory prints the runs in a form.
func (j *job) writeHistory(output string, since time.Time) error {
	all := j.pasts(since)
	switch output {
	case outputJSON:
		return j.writeHistoryJSON(all, since)
	case outputCSV:
		return writeHistoryCSV(j.streams.Out, all)
	default:
		return j.writeHistoryTable(all)
	}
}
