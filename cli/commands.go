package cli

import "github.com/spf13/cobra"

// Commands returns all commands with their flags and help texts, for what is written about them. It
// isn't meant to be run: Main does that.
func Commands() *cobra.Command {
	root := newRoot(Streams{})
	root.InitDefaultCompletionCmd()
	return root
}
