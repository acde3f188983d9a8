package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"exportwatch/model/words"
)

// newPolicy is the command that prints the IAM policy to ask for.
func newPolicy(streams Streams) *cobra.Command {
	check := false
	cmd := &cobra.Command{
		Use:   "policy [TARGET…]",
		Short: "Print the least-privilege IAM policy for what is to be watched",
		Long: `Print the least-privilege IAM policy, as JSON: for finding exports, without targets or by
name; for exports given by ARN; for executions given as ARN#EXECUTION-ID, where GetExecution is
enough.

The second statement is optional: with ListTables, the settings of tables are explained as AWS
lists them, without it by what is built in.

With --check also what exportwatch check, wait --check and the checks on the screen take: three
more statements, of which each may be left out; a check then says what it couldn't see. Put your
own in place of BUCKET and PREFIX/NAME.`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			var named targets
			for _, arg := range args {
				if err := named.add(arg); err != nil {
					return fmt.Errorf("reading the argument: %w", err)
				}
			}
			policy := words.Policy()
			switch {
			case named.everything() || len(named.patterns) > 0:
			case len(named.arns) > 0:
				policy = words.ExportPolicy()
			default:
				policy = words.PinPolicy()
			}
			if check {
				policy = words.WithCheck(policy)
			}
			return printLine(streams, "%s", policy)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "also what checking takes, with names to fill in")
	cmd.SetFlagErrorFunc(badFlag)
	return cmd
}
