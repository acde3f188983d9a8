package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"exportwatch/cli/config"
)

// bindConfig declares which configuration file is read.
func (f *watchFlags) bindConfig(flags *pflag.FlagSet) {
	flags.StringVar(&f.configFile, "config", "",
		"read this `FILE` instead of the usual configuration; see exportwatch config")
}

// configure reads the configuration file and gives the command's flags what it says, where neither
// the command line nor the environment says anything. To be called before the flags are looked at. Of
// accounts that aren't the user's the file says no more than how they look. Of flags that mean something
// else in this command than in the file it says nothing: own names them.
func (f *watchFlags) configure(cmd *cobra.Command, looksOnly bool, own ...string) error {
	known := schema()
	file, err := config.Read(f.located(), known)
	if err != nil {
		return err
	}
	if looksOnly {
		file = file.Looks(known)
	}
	return f.take(cmd, known, file, own...)
}

// located returns where the configuration file is.
func (f *watchFlags) located() config.Location {
	return config.Locate(f.configFile, os.Getenv(config.Variable))
}

// take gives a command's flags what a file says, but for those that mean something of their own.
func (f *watchFlags) take(
	cmd *cobra.Command, known config.Schema, file config.File, own ...string,
) error {
	f.sinceGiven = cmd.Flags().Changed("since")
	for _, setting := range known.Settings {
		value, ok := file.Values[setting.Name]
		if !ok || slices.Contains(own, setting.Flag) {
			continue
		}
		if onCommandLine(cmd, setting) != nil || environment(setting) != "" {
			continue
		}
		if err := give(cmd.Flags().Lookup(setting.Flag), value); err != nil {
			return fmt.Errorf("%s:%d: %s: %w", file.Path, value.Line, setting.Name, err)
		}
		f.sinceGiven = f.sinceGiven || setting.Name == "since"
	}
	if value, ok := file.Values["theme"]; ok && cmd.Flags().Lookup("theme") == nil {
		f.theme = value.Texts[0] // a table has colours, too, but no flag for them
	}
	f.settle(cmd)
	f.file = file
	return nil
}

// settle leaves out what the file says for a case that isn't this one: to mask, where nothing is
// recorded, and a directory, where nothing is remembered.
func (f *watchFlags) settle(cmd *cobra.Command) {
	if f.record == "" && !cmd.Flags().Changed("mask") {
		f.mask = false
	}
	if f.noState && !cmd.Flags().Changed("state-dir") {
		f.stateDir = ""
	}
}

// onCommandLine returns the flag of the command line that says something about a setting, or nil.
func onCommandLine(cmd *cobra.Command, setting config.Setting) *pflag.Flag {
	for _, name := range append([]string{setting.Flag}, setting.Rivals...) {
		if flag := cmd.Flags().Lookup(name); flag != nil && flag.Changed {
			return flag
		}
	}
	return nil
}

// give gives a flag, which may be none, what a file says.
func give(flag *pflag.Flag, value config.Value) error {
	if flag == nil {
		return nil
	}
	for _, text := range value.Texts {
		if err := flag.Value.Set(text); err != nil {
			return err //nolint:wrapcheck // the caller says where that stands
		}
	}
	return nil
}

// environment returns the variable that says the same as a setting, "" if none does.
func environment(setting config.Setting) string {
	for _, name := range setting.Env {
		if os.Getenv(name) != "" {
			return name
		}
	}
	return ""
}

// targets returns the targets of the command line, or without any those of the file.
func (f *watchFlags) targets(args []string) []string {
	if len(args)+len(f.exportARNs)+len(f.executionIDs) > 0 {
		return args
	}
	return f.file.Values["targets"].Texts
}

// effective is the value that a setting has, and who says so.
type effective struct {
	Name  string   `json:"key"`
	Texts []string `json:"values"`
	From  string   `json:"from"` // flag, environment, file or default
	Where string   `json:"where,omitempty"`
}

// effective returns the value of each setting for a command, once the file was taken.
func (f *watchFlags) effective(cmd *cobra.Command, known config.Schema) []effective {
	var all []effective
	for _, setting := range known.Settings {
		one := effective{Name: setting.Name, Texts: []string{}, From: "default"}
		flag := cmd.Flags().Lookup(setting.Flag)
		said := onCommandLine(cmd, setting)
		value, inFile := f.file.Values[setting.Name]
		variable := environment(setting)
		switch {
		case said != nil:
			one.From, one.Where = "flag", "--"+said.Name
			if said == flag {
				one.Texts = flagTexts(flag)
			}
		case variable != "":
			one.From, one.Where = "environment", variable
			one.Texts = []string{os.Getenv(variable)}
			if variable == "NO_COLOR" {
				one.Texts = []string{"never"}
			}
		case inFile:
			one.From, one.Texts = "file", value.Texts
			one.Where = f.file.Path + ":" + strconv.Itoa(value.Line)
		case flag != nil && flag.DefValue != "" && flag.DefValue != "[]":
			one.Texts = []string{flag.DefValue}
		}
		all = append(all, one)
	}
	return all
}

// flagTexts are the values that were given to a flag.
func flagTexts(flag *pflag.Flag) []string {
	if several, ok := flag.Value.(pflag.SliceValue); ok {
		return several.GetSlice()
	}
	return []string{flag.Value.String()}
}

// place says in a few words who says so.
func (e effective) place() string {
	switch e.From {
	case "file":
		return filepath.Base(e.Where)
	case "default":
		return e.From
	}
	return e.From + " " + e.Where
}

// shown is the value in the table, a line each.
func (e effective) shown() []string {
	switch e.Name {
	case "exports", "keys":
		if len(e.Texts) > 0 {
			return e.Texts
		}
		return []string{map[string]string{"exports": "not set", "keys": "the usual ones"}[e.Name]}
	}
	return []string{cmp.Or(strings.Join(e.Texts, ", "), "not set")}
}
