package cli

import (
	"strings"
	"time"

	"exportwatch/cli/config"
	"exportwatch/tui"
)

// schema is what the configuration file may hold.
func schema() config.Schema { return config.Schema{Settings: settings(), Near: near} }

// settings lists the keys of the configuration file, in the order of the example. To add one, add a
// line; a flag of that name gets its value.
func settings() []config.Setting {
	var all []config.Setting
	for _, part := range [][]config.Setting{
		whatSettings(), judgeSettings(), lookSettings(), noticeSettings(), keptSettings(),
	} {
		all = append(all, part...)
	}
	return all
}

// whatSettings are about what is watched and how AWS is reached.
func whatSettings() []config.Setting {
	return []config.Setting{
		{
			Name: "profiles", Flag: "profile", Reader: config.Globs("names of profiles or globs"),
			Env: []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}, Example: "[payer, 'prod-*']",
			Comment: "Profiles of the AWS configuration, names or globs: one, or a list.",
		},
		{
			Name: "targets", Reader: config.Targets(),
			Example: "['cur2-*', focus-1-2]",
			Comment: "What to watch when no target is given: exports by name, glob or ARN, or " +
				"executions as ARN#EXECUTION-ID. " +
				"Without it every export is watched; '*' on the command line brings that back.",
		},
		{
			Name: "region", Flag: "region", Reader: config.Word("a Region, such as us-east-1"),
			Env: []string{"AWS_REGION", "AWS_DEFAULT_REGION"}, Example: "us-east-1",
			Comment: "The Region that is asked; one endpoint serves them all.",
		},
		{
			Name: "endpoint-url", Flag: "endpoint-url", Reader: config.Address(),
			Env:     []string{"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS", "AWS_ENDPOINT_URL"},
			Example: "https://proxy.example.com", Comment: "Ask this address instead of AWS.",
		},
		{
			Name: "ca-bundle", Flag: "ca-bundle", Reader: config.Path(),
			Env: []string{"AWS_CA_BUNDLE"}, Example: "/etc/ssl/company.pem",
			Comment: "Trust the certificates in this file instead of the system's.",
		},
		{
			Name: "interval", Flag: "interval", Reader: config.Span(time.Second, "15s or 2m"),
			Example: "15s", Comment: "How often a running execution is asked for, at least 1s.",
		},
		{
			Name: "since", Flag: "since", Reader: config.Days(0, "7d or 36h"), Example: "7d",
			Comment: "Show no older runs than this when unfolded.",
		},
		{
			Name:    "check",
			Flag:    "check",
			Reader:  config.Switch(),
			Example: "true",
			Comment: "Look into S3 by itself once after each run that ends: is the data there? It takes " +
				"more permissions: exportwatch policy --check.",
		},
	}
}

// judgeSettings are about what needs somebody.
func judgeSettings() []config.Setting {
	return []config.Setting{
		{
			Name: "fail-on", Flag: "fail-on", Reader: config.Choices(states()...),
			Example: "[failed, overdue]",
			Comment: "End with exit code 1 if one of these is so: " +
				strings.Join(states(), ", ") + ".",
		},
		{
			Name:   "exports",
			Reader: config.Exports(),
			Example: `  - name: 'cur2-*'              # a name or glob; the first that matches an export counts
    expected-gap: 24h           # overdue when nothing was delivered for longer
  - name: finance-monthly
    expected-gap: 31d
    muted-hours:                # when it needs nobody, for its bucket is closed on purpose
      - "22:00-06:00"           # UTC, every day; here from 22:00 to 06:00 of the next
      - "sat,sun 00:00-24:00 Europe/Berlin"`,
			Comment: "Rules for single exports, in place of what was observed of them: " +
				"expected-gap is at least 1h; muted-hours are hours in which it isn't on top and " +
				"fail-on passes it over, with days before and a time zone behind, if not every day " +
				"and UTC.",
		},
	}
}

// lookSettings are about how things look and which keys do what.
func lookSettings() []config.Setting {
	return []config.Setting{
		{
			Name: "theme", Flag: "theme", Reader: config.Choice(themes()...), Looks: true,
			Example: "dark",
			Comment: "Colours for the background: " + strings.Join(themes(), ", ") + ".",
		},
		{
			Name: "color", Flag: "color", Reader: config.Choice(colors()...), Looks: true,
			Env: []string{"NO_COLOR"}, Example: "auto",
			Comment: "Whether there are colours: " + strings.Join(colors(), ", ") + ".",
		},
		{
			Name: "ascii", Flag: "ascii", Reader: config.Switch(), Looks: true, Example: "true",
			Comment: "Draw with ASCII only; by itself where the locale isn't UTF-8.",
		},
		{
			Name:    "keys",
			Looks:   true,
			Example: exampleKeys(),
			Reader: config.Keys(config.Keyboard{
				Actions: actions(), Spell: tui.Spell, Else: tui.OtherUse,
			}),
			Comment: "Other keys for actions: one, or a list, in place of all the usual ones, which " +
				"stand here. A character is written as it is typed, between quotes if it isn't a " +
				"letter; others are called f5, space, pgdown, ctrl+d, alt+x.",
		},
	}
}

// noticeSettings are about how somebody hears of a change.
func noticeSettings() []config.Setting {
	return []config.Setting{
		{
			Name:    "bell",
			Flag:    "bell",
			Rivals:  []string{"notify"},
			Reader:  config.Switch(),
			Looks:   true,
			Example: "true",
			Comment: "Ring when something new needs you.",
		},
		{
			Name: "notify", Flag: "notify", Rivals: []string{"bell"}, Example: "osc9",
			Reader:  config.Choice("bell", "osc9", "osc777", "none"),
			Comment: "How the terminal tells of it: bell, osc9, osc777 or none.",
		},
		{
			Name:    "on-change",
			Flag:    "on-change",
			Reader:  config.Text("a command", wrongCommand),
			Example: "/usr/local/bin/tell-team",
			Comment: "A command to run at each change, which gets it as JSON on its standard input.",
		},
	}
}

// keptSettings are about what is written to disk.
func keptSettings() []config.Setting {
	return []config.Setting{
		{
			Name: "keep", Flag: "keep", Reader: config.Days(0, "400d"), Example: "400d",
			Comment: "How long what was seen is remembered; 0d is forever.",
		},
		{
			Name:    "state-dir",
			Flag:    "state-dir",
			Rivals:  []string{"no-state"},
			Reader:  config.Path(),
			Example: "~/.local/state/exportwatch",
			Comment: "The folder in which it is remembered.",
		},
		{
			Name: "no-state", Flag: "no-state", Rivals: []string{"state-dir"},
			Reader: config.Switch(), Example: "true",
			Comment: "Remember nothing.",
		},
		{
			Name: "record", Flag: "record", Reader: config.Path(), Example: "~/exportwatch.jsonl",
			Comment: "Append every answer of AWS to this file.",
		},
		{
			Name: "mask", Flag: "mask", Reader: config.Switch(), Example: "true",
			Comment: "Record without account ids, names, buckets and the literals of queries.",
		},
		{
			Name: "debug-log", Flag: "debug-log", Reader: config.Path(),
			Example: "~/exportwatch.log",
			Comment: "Append what is asked and answered to this file; no secrets are logged.",
		},
	}
}

// actions are those of the screen that can have other keys.
func actions() []config.Action {
	var all []config.Action
	for _, keyed := range tui.Actions() {
		all = append(all, config.Action{
			Name: keyed.Action, Keys: keyed.Keys, Exact: keyed.Exact,
		})
	}
	return all
}

// exampleKeys are all actions with their usual keys.
func exampleKeys() string {
	var b strings.Builder
	for _, keyed := range tui.Actions() {
		names := make([]string, len(keyed.Keys))
		for i, name := range keyed.Keys {
			names[i] = name
			if strings.ContainsFunc(name, func(r rune) bool {
				return r < 'A' && r != '+' || r > 'z' || r > 'Z' && r < 'a'
			}) {
				names[i] = "'" + name + "'" // YAML would take some signs and digits for something else
			}
		}
		b.WriteString("  " + keyed.Action + ": [" + strings.Join(names, ", ") + "]\n")
	}
	return b.String()
}
