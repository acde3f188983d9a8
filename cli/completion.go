package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/theme"
	"exportwatch/tui/terminal"
)

// completeFlags tells the shell's completion what the flags of a command take.
func completeFlags(cmd *cobra.Command) {
	for name, values := range map[string]func() []string{
		"output":  func() []string { return outputs(cmd.Name()) },
		"theme":   themes,
		"color":   colors,
		"profile": func() []string { names, _ := awsclient.Profiles([]string{"*"}); return names },
		"fault":   faultKinds,
		"fail-on": func() []string { return failOns(cmd.Name()) },
		"only":    checkNames,
		"notify":  notices,

		// What nobody can know, but that isn't a file's name.
		"export-arn": nothing, "execution-id": nothing, "region": nothing,
		"endpoint-url": nothing, "interval": nothing, "places": nothing, "idle": nothing,
		"listen": nothing, "metrics": nothing, "since": nothing, "timeout": nothing, "keep": nothing,
		"delivered-since": func() []string { return []string{"today"} },
	} {
		if cmd.Flags().Lookup(name) == nil {
			continue
		}
		list := name == "fail-on" || name == "only"
		_ = cmd.RegisterFlagCompletionFunc(name, // it is there, and once: these are the errors
			func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
				return complete(values(), typed, list), cobra.ShellCompDirectiveNoFileComp
			})
	}
}

// describePlainly takes away the marks of a flag's value, which only the help understands.
func describePlainly(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(flag *pflag.Flag) {
		flag.Usage = strings.ReplaceAll(flag.Usage, "`", "")
	})
	for _, below := range cmd.Commands() {
		describePlainly(below)
	}
}

// complete returns the values that begin as what is typed; in a list after its last comma.
func complete(values []string, typed string, list bool) []string {
	before := ""
	if at := strings.LastIndex(typed, ","); list && at >= 0 {
		before, typed = typed[:at+1], typed[at+1:]
	}
	var fit []string
	for _, value := range values {
		if strings.HasPrefix(value, typed) {
			fit = append(fit, before+value)
		}
	}
	return fit
}

// outputs are the forms in which a command prints.
func outputs(command string) []string {
	switch command {
	case "history":
		return []string{outputTable, outputJSON, outputCSV}
	case "doctor":
		return []string{outputTable, outputJSON}
	}
	if command == "check" {
		return []string{outputTable, outputJSON}
	}
	return []string{outputTable, outputJSON, outputLines}
}

// failOns are what --fail-on of a command takes.
func failOns(command string) []string {
	if command == "check" {
		return severityNames()
	}
	return states()
}

func nothing() []string { return nil }

func themes() []string {
	return []string{
		string(theme.Auto), string(theme.DarkBG), string(theme.LightBG), string(theme.Terminal),
		string(theme.None),
	}
}

func colors() []string {
	return []string{
		string(terminal.ColorAuto), string(terminal.ColorAlways), string(terminal.ColorNever),
	}
}

func notices() []string {
	kinds := make([]string, 0, len(terminal.NoticeKinds()))
	for _, kind := range terminal.NoticeKinds() {
		kinds = append(kinds, kind.String())
	}
	return kinds
}

func faultKinds() []string {
	kinds := make([]string, 0, len(simulator.FaultKinds()))
	for _, kind := range simulator.FaultKinds() {
		kinds = append(kinds, string(kind))
	}
	return kinds
}
