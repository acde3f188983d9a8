package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"exportwatch/theme"
)

// newStatus is the command that prints how things stand.
func newStatus(streams Streams) *cobra.Command {
	f := &watchFlags{theme: string(theme.Auto)}
	var output string
	var watchlist bool
	cmd := &cobra.Command{
		Use:   "status [TARGET…]",
		Short: "Print how things stand, for scripts, cron and monitoring",
		Long: `Ask once, print, end. Targets are as for exportwatch itself; without any it is every
export of the account. The JSON is described in docs/json.md; its version rises when it changes.

  exportwatch status --fail-on failed          a table; exit code 1 if something has failed
  exportwatch status --output json             one JSON document
  exportwatch status --watch --output jsonl    go on, a line whenever a row changes`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkOutput(output, watchlist); err != nil {
				return err
			}
			if _, err := f.look(); err != nil {
				return err
			}
			return runStatus(cmd.Context(), f, args, streams, output)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&output, "output", outputTable, "table, json, or with --watch jsonl")
	flags.BoolVar(&watchlist, "watch", false, "go on until a signal ends it")
	f.bindTargets(flags)
	f.bindFailOn(flags)
	f.bindColor(flags)
	f.bindLog(flags)
	flags.BoolVar(&f.ascii, "ascii", false, "print ASCII only")
	cmd.SetFlagErrorFunc(badFlag)
	completeFlags(cmd)
	return cmd
}

func checkOutput(output string, watchlist bool) error {
	switch {
	case output != outputTable && output != outputJSON && output != outputLines:
		return fmt.Errorf("--output %q: it is table, json or jsonl", output)
	case watchlist && output != outputLines:
		return fmt.Errorf("--watch goes with --output jsonl, not with %s", output)
	case !watchlist && output == outputLines:
		return fmt.Errorf("--output %s goes with --watch", output)
	}
	return nil
}

func runStatus(
	ctx context.Context, f *watchFlags, args []string, streams Streams, output string,
) error {
	j, err := open(ctx, f, args, streams)
	if err != nil {
		return err
	}
	defer j.close()
	if output == outputLines {
		return j.printChanges(ctx)
	}
	return j.printOnce(ctx, output)
}
