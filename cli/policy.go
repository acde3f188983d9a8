package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"exportwatch/model/words"
)

// newPolicy is the command that prints the IAM policy to ask for.
func newPolicy(streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "policy [TARGET…]",
		Short: "Print the least-privilege IAM policy for what is to be watched",
		Long: `Print the least-privilege IAM policy, as JSON: for finding exports, without targets or by
name; for exports given by ARN; for executions given as ARN#EXECUTION-ID, where GetExecution is
enough.

The second statement is optional: with ListTables, the settings of tables are explained as AWS
lists them, without it by what is built in.`,
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
			return printLine(streams, "%s", policy)
		},
	}
}
