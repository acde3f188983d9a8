package cli

import (
	"context"
	"errors"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
)

// waitFlags are the flags of wait.
type waitFlags struct {
	watchFlags

	goal     goal
	files    bool // look at what was delivered
	failFast bool
	timeout  time.Duration
}

// newWait is the command that waits for runs to end.
func newWait(streams Streams) *cobra.Command {
	f := &waitFlags{}
	cmd := &cobra.Command{
		Use:   "wait TARGET…",
		Short: "Wait until exports are delivered, or executions have ended",
		Long: `Wait for exports (name, glob or ARN) or executions (ARN#EXECUTION-ID), and print a line for
each: its name, the run's id, status and reason, and when it ended. All of them are waited for.

  exportwatch wait cur2-daily
      the newest run: at once if it has ended already, or else its end
  exportwatch wait cur2-daily --delivered-since today
      a delivery that ended at or after this time; at once if there is one already
  exportwatch wait cur2-daily --next
      a delivery by a run that hasn't ended yet
  exportwatch wait cur2-daily --delivered-since today --check
      a delivery whose manifest names files that are all there

With --delivered-since and --next a run that fails is named on standard error, and the wait goes
on for the run that makes it good. --fail-fast ends it with 1 at the first failure.

With --check the files of each delivery are looked at, in S3: a few requests, and up to twice more
where they aren't whole yet, after 2 and 10 minutes. exportwatch policy --check prints what it takes.

Exit codes: 0 all were delivered, with --check whole; 1 a run failed, or its files aren't there or
not whole; 3 they couldn't be seen, AWS refused to answer or never did, or no
export is called so; 4 the time ran out. Standard error names what is waited for: on a terminal at
each change, else once a minute.`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.configure(cmd, f.demo, "check"); err != nil {
				return err
			}
			if err := f.check(args); err != nil {
				return err
			}
			return runWait(cmd.Context(), f, args, streams)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(&f.goal.since, "delivered-since",
		"wait for a delivery since this `TIME`: 2026-11-26, 2026-11-26T06:00Z, 6h, 1d or today")
	flags.BoolVar(&f.goal.next, "next", false, "wait for the next run to end delivered")
	flags.BoolVar(&f.files, "check", false,
		"look at the files, too: go on only when all that the manifest names are there")
	flags.BoolVar(&f.failFast, "fail-fast", false, "end with exit code 1 at the first failure")
	flags.DurationVar(&f.timeout, "timeout", 0, "give up after this time, such as 90m; 0 is never")
	f.bindTargets(flags)
	f.bindState(flags)
	f.bindLog(flags)
	cmd.SetFlagErrorFunc(badFlag)
	completeFlags(cmd)
	return cmd
}

// check refuses what can't be meant.
func (f *waitFlags) check(args []string) error {
	switch {
	case len(args)+len(f.exportARNs)+len(f.executionIDs) == 0:
		return errors.New("wait wants a target: an export's name, glob or ARN, or " +
			"ARN#EXECUTION-ID")
	case f.goal.next && f.goal.since.given():
		return errors.New("--next and --delivered-since don't go together: each says which " +
			"delivery is waited for")
	}
	return checkTimeout(f.timeout)
}

func runWait(ctx context.Context, f *waitFlags, args []string, streams Streams) error {
	j, err := open(ctx, &f.watchFlags, args, streams)
	if err != nil {
		return err
	}
	defer j.close()
	j.begin(j.watch, time.Now())
	if len(j.named.pins) > 0 && f.goal.delivery() {
		return errors.New("--next and --delivered-since want an export: an execution that is " +
			"named by its id has no next one")
	}
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	ctx, stop := withTimeout(ctx, f.timeout)
	defer stop()
	w := newWaiting(j, f)
	every := time.Minute
	beat := w.remind
	if term.IsTerminal(streams.Err.Fd()) {
		beat = w.change
		every = time.Second
	}
	err = j.drive(ctx, pulse{
		done:    w.done,
		next:    w.files.next,
		replied: w.look,
		every:   every,
		beat:    beat,
	})
	switch {
	case w.failure != nil:
		return w.failure
	case errors.Is(err, timeoutError{}):
		return w.late(f.timeout)
	case err != nil:
		return err
	case !w.ended:
		warn(streams, "nothing more will be answered about "+w.missing())
		return exitError{exitUnanswered}
	}
	return w.result
}
