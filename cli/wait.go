package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// newWait is the command that waits for a run to end.
func newWait(streams Streams) *cobra.Command {
	f := &watchFlags{}
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "wait TARGET",
		Short: "Wait until an export's newest run, or one execution, ends",
		Long: `Wait until the newest run of an export (its name or ARN), or one execution
(ARN#EXECUTION-ID), has ended. Exit code 0: it was delivered; 1: it failed, or the time ran out;
3: AWS refused to answer, or no export is called so. Progress goes to standard error if that is
a terminal.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args)+len(f.exportARNs) != 1 || len(args) == 1 && args[0] == "-" {
				return errors.New("wait wants one target: an export's name or ARN, or " +
					"ARN#EXECUTION-ID")
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if timeout < 0 {
				return fmt.Errorf("--timeout %v: want a time such as 90m, or 0 for never", timeout)
			}
			return runWait(cmd.Context(), f, args, streams, timeout)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.DurationVar(&timeout, "timeout", 0, "give up after this time, such as 90m; 0 is never")
	f.bindTargets(flags)
	f.bindLog(flags)
	cmd.SetFlagErrorFunc(badFlag)
	completeFlags(cmd)
	return cmd
}

func runWait(
	ctx context.Context, f *watchFlags, args []string, streams Streams, timeout time.Duration,
) error {
	j, err := open(ctx, f, args, streams)
	if err != nil {
		return err
	}
	defer j.close()
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	if timeout > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeoutCause(ctx, timeout, timeoutError{})
		defer stop()
	}
	w := &waiting{job: j, loud: term.IsTerminal(streams.Err.Fd())}
	err = j.drive(ctx, pulse{done: w.done, replied: w.progress})
	if errors.Is(err, timeoutError{}) {
		warn(streams, "it hasn't ended after "+timeout.String())
		return exitError{exitFailed}
	}
	if err != nil {
		return err
	}
	return w.outcome()
}

// waiting is a wait for one row.
type waiting struct {
	*job
	loud bool
	said string
}

// row returns the row that is waited for, once it is known.
func (w *waiting) row() *watch.Watched {
	for _, watched := range w.watch.Watched() {
		if watched.Kind != watch.WatchedAccount {
			return watched
		}
	}
	return nil
}

// done says whether the run has ended, or AWS refuses to tell for good.
func (w *waiting) done() bool {
	watched := w.row()
	if watched == nil {
		return w.refusal() != nil || w.missing()
	}
	if run := watched.Newest(); run != nil {
		if execution, answered := run.Execution(); answered {
			return execution.Status.Terminal()
		}
	}
	return w.refusal() != nil
}

// refusal returns the fault that waiting doesn't mend, or nil.
func (w *waiting) refusal() *model.Fault {
	for _, watched := range w.watch.Watched() {
		fault := watched.Fault()
		if fault != nil && (fault.Final() || fault.Kind == model.FaultDenied ||
			fault.Kind == model.FaultNotFound || fault.Kind == model.FaultNoCredentials) {
			return fault
		}
	}
	return nil
}

// missing says whether no export of the name is listed.
func (w *waiting) missing() bool {
	for _, watched := range w.watch.Watched() {
		if watched.Looking() {
			return false
		}
	}
	return true
}

// progress tells a person what is going on.
func (w *waiting) progress() {
	watched := w.row()
	if !w.loud || watched == nil || watched.Newest() == nil {
		return
	}
	execution, _ := watched.Newest().Execution()
	if said := watched.Title() + ": " + words.Status(execution.Status); said != w.said {
		w.said = said
		warn(w.streams, said)
	}
}

func (w *waiting) outcome() error {
	watched := w.row()
	if fault := w.refusal(); fault != nil {
		warnOfFault(w.streams, fault)
		return exitError{exitUnanswered}
	}
	if watched == nil || watched.Newest() == nil {
		warn(w.streams, fmt.Sprintf("no export is called %q, as far as ListExports tells",
			w.named.patterns[0]))
		return exitError{exitUnanswered}
	}
	execution, _ := watched.Newest().Execution()
	err := printLine(w.streams, "%s %s %s %s",
		watched.Title(), watched.Newest().Ref.ID(), execution.Status, execution.Reason)
	if err != nil {
		return err
	}
	if execution.Status.Failed() {
		return exitError{exitFailed}
	}
	return nil
}
