package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"exportwatch/cli/config"
	"exportwatch/model"
	"exportwatch/tui/cells"
)

// newConfig is the command that says which settings are in effect, and why.
func newConfig(streams Streams) *cobra.Command {
	f := &watchFlags{since: days(usualSince)}
	output := outputTable
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print the settings in effect, and where each comes from",
		Long: `Print the settings in effect, and where each comes from: a flag, a variable of the
environment, a line of the configuration file, or the default. Flags beat the environment, and
that beats the file.

The file is $XDG_CONFIG_HOME/exportwatch/config.yaml (~/.config/exportwatch/config.yaml), or the
one that --config or ` + config.Variable + ` names. What is wrong in it is told with line and
column, and the exit code is 2.

  exportwatch config                          what is in effect
  exportwatch config --theme dark             what would be, with these flags
  exportwatch config example                  a file with every key, to begin with
  exportwatch config path                     where the file is`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if output != outputTable && output != outputJSON {
				return fmt.Errorf("--output %q: it is table or json", output)
			}
			return f.printConfig(cmd, output, streams)
		},
	}
	f.bind(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", outputTable,
		"`FORM` of what is printed: table or json")
	complete := func(_ *cobra.Command, _ []string, typed string) (
		[]string, cobra.ShellCompDirective,
	) {
		return complete([]string{outputTable, outputJSON}, typed, false),
			cobra.ShellCompDirectiveNoFileComp
	}
	_ = cmd.RegisterFlagCompletionFunc("output", complete) // it is there, and once
	cmd.AddCommand(&cobra.Command{
		Use: "example", Short: "Print a configuration file with every key and what it does",
		Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			return printLine(streams, "%s", strings.TrimRight(config.Example(schema()), "\n"))
		},
	}, newConfigPath(streams))
	return cmd
}

// newConfigPath is the command that says where the file is.
func newConfigPath(streams Streams) *cobra.Command {
	f := &watchFlags{}
	cmd := &cobra.Command{
		Use: "path", Short: "Print where the configuration file is, or would be",
		Args: cobra.NoArgs, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			return printLine(streams, "%s", f.located().Path)
		},
	}
	f.bindConfig(cmd.Flags())
	cmd.SetFlagErrorFunc(badFlag)
	return cmd
}

// printConfig prints what is in effect. What is right in a file counts although something in it is
// wrong; that is told, too.
func (f *watchFlags) printConfig(cmd *cobra.Command, output string, streams Streams) error {
	at, known := f.located(), schema()
	file, wrong := config.Read(at, known)
	if _, invalid := errors.AsType[*config.InvalidError](wrong); wrong != nil && !invalid {
		return wrong
	}
	if f.demo {
		file = file.Looks(known)
	}
	if err := f.take(cmd, known, file); err != nil {
		return err
	}
	values := f.effective(cmd, known)
	var err error
	if output == outputJSON {
		err = printConfigJSON(streams, at, file, values)
	} else {
		err = printConfigTable(streams, at, file, values)
	}
	if err != nil {
		return err
	}
	return wrong
}

// configDocument is the configuration as JSON.
type configDocument struct {
	Version  int         `json:"version"`
	File     configFile  `json:"file"`
	Settings []effective `json:"settings"`
}

type configFile struct {
	Path    string `json:"path"`
	Exists  bool   `json:"exists"`
	NamedBy string `json:"namedBy,omitempty"`
}

func printConfigJSON(
	streams Streams, at config.Location, file config.File, values []effective,
) error {
	err := writeDocument(streams.Out, configDocument{
		Version: jsonVersion, File: configFile{at.Path, file.Exists, at.NamedBy}, Settings: values,
	})
	if err != nil {
		return outputError{err}
	}
	return nil
}

func printConfigTable(
	streams Streams, at config.Location, file config.File, values []effective,
) error {
	said := model.Clean(at.Path)
	if at.NamedBy != "" {
		said += ", named by " + at.NamedBy
	}
	if !file.Exists {
		said += ": there is none; \"exportwatch config example\" prints one"
	}
	if err := printLine(streams, "%s\n", said); err != nil {
		return err
	}
	rows := [][3]string{{"KEY", "VALUE", "FROM"}}
	for _, value := range values {
		for i, text := range value.shown() {
			row := [3]string{"", model.Clean(text), ""}
			if i == 0 {
				row[0], row[2] = value.Name, model.Clean(value.place())
			}
			rows = append(rows, row)
		}
	}
	return printColumns(streams, rows)
}

// printColumns prints rows of three columns, each as wide as it needs.
func printColumns(streams Streams, rows [][3]string) error {
	var widths [3]int
	for _, row := range rows {
		for i, text := range row {
			widths[i] = max(widths[i], cells.Width(text))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, text := range row {
			line.WriteString(text + cells.Blanks(widths[i]-cells.Width(text)+2))
		}
		if err := printLine(streams, "%s", strings.TrimRight(line.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}
