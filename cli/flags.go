package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"exportwatch/theme"
	"exportwatch/tui/terminal"
)

// watchFlags are the flags of the screen.
type watchFlags struct {
	exportARNs, executionIDs               []string
	demo                                   bool
	profile, region, endpointURL, caBundle string
	interval                               time.Duration
	theme, color                           string
	ascii                                  bool
	asciiSet                               bool
	failOn                                 []string
	debugLog                               string
	stock                                  bool
}

func (f *watchFlags) bind(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(
		&f.exportARNs,
		"export-arn",
		nil,
		"the `ARN` of an execution's export; repeat it with --execution-id, in the same order",
	)
	flags.StringArrayVar(&f.executionIDs, "execution-id", nil, "the `ID` of the execution to watch")
	flags.BoolVar(
		&f.demo,
		"demo",
		false,
		"watch a simulated account; reads no settings and asks nobody",
	)
	flags.StringVar(&f.profile, "profile", "", "the `NAME` of a profile in the AWS configuration")
	flags.StringVar(
		&f.region,
		"region",
		"",
		"the `REGION`; the service has one endpoint for all, so us-east-1 will do",
	)
	flags.StringVar(&f.endpointURL, "endpoint-url", "", "ask this `URL` instead of AWS")
	flags.StringVar(
		&f.caBundle,
		"ca-bundle",
		"",
		"trust the certificates in `FILE` instead of the system's",
	)
	flags.DurationVar(
		&f.interval,
		"interval",
		15*time.Second,
		"how often a running execution is asked for, at least 1s",
	)
	flags.StringVar(
		&f.theme,
		"theme",
		string(theme.Auto),
		"colours: auto, dark, light, terminal or none",
	)
	flags.BoolVar(
		&f.ascii,
		"ascii",
		false,
		"draw with ASCII only (default: where the locale isn't UTF-8)",
	)
	flags.StringVar(&f.color, "color", "auto", "colour: auto, always or never")
	flags.StringSliceVar(
		&f.failOn,
		"fail-on",
		nil,
		"end with exit code 1 if this is so when leaving: failed",
	)
	flags.StringVar(
		&f.debugLog,
		"debug-log",
		"",
		"append what is asked and answered to `FILE`; no secrets are logged",
	)
	flags.BoolVar(&f.stock, "stock-renderer", false, "draw with Bubble Tea's own renderer")
	_ = flags.MarkHidden("stock-renderer") // it exists: that is the only error
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return fmt.Errorf("%w. See exportwatch --help", err)
	})
}

// look is how the screen is to look.
type look struct {
	theme theme.Name
	color terminal.ColorMode
}

// check refuses what can't be meant.
func (f *watchFlags) check() (look, error) {
	name, err := theme.ParseName(f.theme)
	if err != nil {
		return look{}, fmt.Errorf("--theme: %w", err)
	}
	color, err := terminal.ParseColorMode(f.color)
	if err != nil {
		return look{}, fmt.Errorf("--color: %w", err)
	}
	if f.interval < time.Second {
		return look{}, fmt.Errorf("--interval %v: the least is 1s", f.interval)
	}
	for _, state := range f.failOn {
		if state != "failed" {
			return look{}, fmt.Errorf("--fail-on %q: it knows only failed", state)
		}
	}
	if f.demo && (f.profile != "" || f.endpointURL != "" || len(f.exportARNs) > 0) {
		return look{}, errors.New(
			"--demo watches its own account: it goes with no profile, endpoint or target",
		)
	}
	return look{theme: name, color: color}, nil
}

// failing says whether a state was named with --fail-on.
func (f *watchFlags) failing(state string) bool {
	return strings.Contains(","+strings.Join(f.failOn, ",")+",", ","+state+",")
}
