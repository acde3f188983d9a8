package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"exportwatch/theme"
)

// statusFlags are the flags of status.
type statusFlags struct {
	watchFlags

	output  string
	follow  bool
	timeout time.Duration
}

// newStatus is the command that prints how things stand.
func newStatus(streams Streams) *cobra.Command {
	f := &statusFlags{watchFlags: watchFlags{theme: string(theme.Auto)}}
	cmd := &cobra.Command{
		Use:   "status [TARGET…]",
		Short: "Print how things stand, for scripts, cron and monitoring",
		Long: `Ask once, print, end. Targets are as for exportwatch itself; without any it is every
export of the account. The JSON is described in docs/json.md; its version rises when it changes.

  exportwatch status --fail-on failed          a table; exit code 1 if something has failed
  exportwatch status -o json                   one JSON document
  exportwatch status --watch                   go on, the table anew whenever something changes
  exportwatch status --watch -o jsonl          go on, a line whenever a row changes`,
		ValidArgsFunction: cobra.NoFileCompletions,
		SuggestFor:        []string{"list", "ls", "get", "show", "describe", "ps"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.configure(cmd, f.demo); err != nil {
				return err
			}
			if err := f.check(cmd); err != nil {
				return err
			}
			return runStatus(cmd.Context(), f, f.targets(args), streams)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&f.output, "output", "o", outputTable,
		"`FORM` of what is printed: table, json, or with --watch jsonl")
	flags.BoolVar(&f.follow, "watch", false, "go on until a signal ends it")
	flags.DurationVar(&f.timeout, "timeout", usualTimeout,
		"give up what isn't answered after this time; 0 is never")
	f.bindTargets(flags)
	f.bindFailOn(flags)
	f.bindOnChange(flags)
	f.bindColor(flags)
	f.bindState(flags)
	f.bindLog(flags)
	flags.BoolVar(&f.ascii, "ascii", false, "print ASCII only")
	cmd.SetFlagErrorFunc(badFlag)
	completeFlags(cmd)
	return cmd
}

// check refuses what can't be meant.
func (f *statusFlags) check(cmd *cobra.Command) error {
	switch {
	case f.output != outputTable && f.output != outputJSON && f.output != outputLines:
		return fmt.Errorf("--output %q: it is table, json or jsonl", f.output)
	case f.follow && f.output == outputJSON:
		return fmt.Errorf("--watch goes with --output table or jsonl, not with %s", f.output)
	case !f.follow && f.output == outputLines:
		return fmt.Errorf("--output %s goes with --watch", f.output)
	case f.follow && cmd.Flags().Changed("timeout"):
		return fmt.Errorf("--timeout %v doesn't go with --watch, which ends by a signal", f.timeout)
	case !f.follow && cmd.Flags().Changed("on-change"):
		return errors.New("--on-change goes with --watch: what is asked once doesn't change")
	}
	if _, err := f.look(); err != nil {
		return err
	}
	return checkTimeout(f.timeout)
}

func runStatus(
	ctx context.Context, f *statusFlags, args []string, streams Streams,
) error {
	var command []string
	if f.follow {
		var err error
		if command, err = readCommand(f.onChange); err != nil {
			return err
		}
	}
	j, err := open(ctx, &f.watchFlags, args, streams)
	if err != nil {
		return err
	}
	defer j.close()
	j.begin(j.watch, time.Now())
	if f.follow {
		defer j.openHook(command)()
		return j.printChanges(ctx, f.output)
	}
	return j.printOnce(ctx, f.output, f.timeout)
}
