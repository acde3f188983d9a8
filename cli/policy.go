package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"exportwatch/model"
)

// newPolicy is the command that prints the IAM policy to ask for.
func newPolicy(streams Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "policy [TARGET…]",
		Short: "Print the least IAM policy for what is to be watched",
		Long: `Print the least IAM policy, as JSON: without targets for finding all exports; for
executions given as ARN#EXECUTION-ID, GetExecution alone is enough.`,
		RunE: func(_ *cobra.Command, args []string) error {
			var named targets
			for _, arg := range args {
				if err := named.add(arg); err != nil {
					return fmt.Errorf("reading the argument: %w", err)
				}
			}
			policy := model.Policy()
			if len(named.pins) > 0 && len(named.arns)+len(named.patterns) == 0 {
				policy = model.PinPolicy()
			}
			if _, err := fmt.Fprintln(streams.Out, policy); err != nil {
				return fmt.Errorf("printing the policy: %w", err)
			}
			return nil
		},
	}
}
