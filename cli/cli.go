// Package cli holds the commands: it reads flags and targets, opens the door to AWS, and shows
// what comes on the screen or as plain lines. It alone knows all other rooms.
package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"exportwatch/tui/terminal"
)

// Streams are the program's standard streams.
type Streams struct {
	In, Out, Err *os.File
	// Wire and Network take the place of the terminal and of the network, for tests. Nil means
	// the real ones.
	Wire    *terminal.Wire
	Network http.RoundTripper
	// Listener takes the place of the one that serve opens, for tests.
	Listener net.Listener
}

// The exit codes, the same for every command.
const (
	exitDone       = 0
	exitFailed     = 1 // what --fail-on names is so
	exitUsage      = 2 // wrong use
	exitUnanswered = 3 // something stayed unanswered, was refused or couldn't be printed
	exitLate       = 4 // the time ran out
	exitBug        = 70
	exitSignal     = 128 // plus the signal's number, when one ends a command without a screen
)

// exitError ends a command with a code; what there was to say has been said.
type exitError struct{ code int }

func (e exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// signalError is the cause of a context that a signal ended.
type signalError struct{ signal syscall.Signal }

func (e signalError) Error() string { return "ended by " + e.signal.String() }

// Main runs the program and returns its exit code.
func Main(ctx context.Context, args []string, streams Streams) int {
	startFast()
	root := newRoot(streams) //nolint:contextcheck // cobra hands the context on
	if len(args) > 0 && args[0] == cobra.ShellCompRequestCmd {
		describePlainly(root)
	}
	root.SetArgs(args)
	root.SetIn(streams.In)
	out := &output{to: streams.Out}
	root.SetOut(out)
	root.SetErr(streams.Err)
	err := root.ExecuteContext(ctx)
	if out.err != nil {
		err = outputError{out.err}
	}
	var ended exitError
	var killed signalError
	var full outputError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &ended):
		return ended.code
	case errors.As(err, &killed):
		return exitSignal + int(killed.signal)
	case errors.As(err, &full):
		warn(streams, full.Error())
		return exitUnanswered
	default:
		warn(streams, err.Error())
		return exitUsage
	}
}

func newRoot(streams Streams) *cobra.Command {
	flags := &watchFlags{since: days(usualSince)}
	root := &cobra.Command{
		Use:   "exportwatch [TARGET…]",
		Short: "Watch executions of AWS Data Exports live",
		Long: `Watch executions of AWS Billing and Cost Management Data Exports live: which run,
which were delivered, which failed and why. It only reads.

  exportwatch
      every export of the account, and what is new by itself
  exportwatch --demo
      a simulated account, without AWS
  exportwatch 'cur2-*' arn:aws:bcm-data-exports:…:export/NAME-…
      exports by name, glob or ARN
  exportwatch 'arn:aws:bcm-data-exports:…:export/NAME-…#EXECUTION-ID'
      one execution, pinned; or --export-arn ARN --execution-id ID
  exportwatch - < targets
      targets from standard input, one a line

Without a terminal on standard output the present state is printed once as plain text.

Credentials, Region and endpoint come from where the AWS CLI takes them. Exit codes:
  0 asked and answered; the screen was left
  1 what --fail-on names is so, what was waited for failed, or a check found a failure
  2 wrong use
  3 something stayed unanswered, was refused or couldn't be printed
  4 the time ran out that wait had
  70 a bug; what it says with it helps to find it
  128+N ended by signal N without a screen`,
		Version:           version(),
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		SilenceUsage:      true,
		SilenceErrors:     true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runWatch(cmd, flags, args, streams)
		},
	}
	flags.bind(root)
	root.AddCommand(
		newStatus(streams), newWait(streams), newHistory(streams), newCheck(streams),
		newDoctor(streams), newServe(streams), newPolicy(streams), newConfig(streams),
		newReplay(streams), newSimulate(streams),
	)
	return root
}

// untilSignal returns a context that SIGINT, SIGTERM and SIGHUP end, with a signalError as its
// cause. SIGHUP stays ignored where it was, as under nohup.
func untilSignal(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(signals, syscall.SIGHUP)
	}
	go func() {
		select {
		case s := <-signals:
			if number, ok := s.(syscall.Signal); ok {
				cancel(signalError{number})
			}
		case <-ctx.Done():
		}
		signal.Stop(signals)
	}()
	return ctx, func() { cancel(nil) }
}
