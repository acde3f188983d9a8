package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"exportwatch/cli/config"
	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/terminal"
)

// watchFlags are the flags of the screen.
type watchFlags struct {
	exportARNs, executionIDs      []string
	demo                          bool
	demoAccounts                  int
	profiles                      []string
	region, endpointURL, caBundle string
	interval                      time.Duration
	since                         days
	sinceGiven                    bool
	theme, color                  string
	ascii                         bool
	failOn                        []string
	debugLog                      string
	record                        string
	mask                          bool
	byItself                      bool   // evidence is looked for without a key
	jitter                        uint32 // the seed of waits after throttling; 0 is none in particular
	stock, bell                   bool
	noState                       bool
	stateDir                      string
	keep                          days
	notify, onChange              string
	configFile                    string
	file                          config.File // as read and taken
}

func (f *watchFlags) bind(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	f.bindTargets(flags)
	f.bindScreen(flags)
	f.bindChecks(flags)
	f.bindFailOn(flags)
	f.bindState(flags)
	f.bindLog(flags)
	cmd.SetFlagErrorFunc(badFlag)
	completeFlags(cmd)
}

// badFlag words what is wrong with a flag.
func badFlag(cmd *cobra.Command, err error) error {
	wanted := map[string]string{
		"duration": "a time with its unit, such as 15s or 2m",
		"float64":  "a number",
		"int":      "a whole number",
		"uint64":   "a whole number that isn't negative",
	}
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		flag := invalid.GetFlag()
		if want := wanted[flag.Value.Type()]; want != "" {
			return fmt.Errorf("--%s %q: want %s", flag.Name, invalid.GetValue(), want)
		}
	}
	if meant := commandLike(cmd, cmd.Flags().Args()); meant != nil && !cmd.HasParent() {
		return fmt.Errorf("%w; did you mean %s?", err, strings.Join(meant, " or "))
	}
	return fmt.Errorf("%w. See %s --help", err, cmd.CommandPath())
}

// bindTargets declares what to watch and how to reach AWS.
func (f *watchFlags) bindTargets(flags *pflag.FlagSet) {
	flags.StringArrayVar(&f.exportARNs, "export-arn", nil,
		"the `ARN` of an execution's export; goes in pairs with --execution-id, in order")
	flags.StringArrayVar(&f.executionIDs, "execution-id", nil, "the `ID` of the execution")
	flags.BoolVar(&f.demo, "demo", false,
		"watch a simulated account; asks nobody, and reads no settings but for looks")
	flags.IntVar(&f.demoAccounts, "demo-accounts", 1, "of how many accounts the demo is, 1 to 3")
	flags.StringArrayVar(&f.profiles, "profile", nil,
		"the `NAME` of a profile in the AWS configuration, or a glob; may be repeated")
	flags.StringVar(&f.region, "region", "",
		"the `REGION`; one endpoint serves them all, so the default us-east-1 will do")
	flags.StringVar(&f.endpointURL, "endpoint-url", "", "ask this `URL` instead of AWS")
	flags.StringVar(&f.caBundle, "ca-bundle", "",
		"trust the certificates in `FILE` instead of the system's")
	flags.DurationVar(&f.interval, "interval", usualInterval,
		"how often a running execution is asked for, at least 1s")
	f.bindConfig(flags)
}

// bindScreen declares how to show it.
func (f *watchFlags) bindScreen(flags *pflag.FlagSet) {
	flags.Var(
		&f.since,
		"since",
		"show no older runs than this when unfolded, such as 7d or 36h; without it five at least",
	)
	flags.StringVar(&f.theme, "theme", string(theme.Auto),
		"colours for the background: auto, dark, light, terminal or none")
	f.bindColor(flags)
	flags.BoolVar(&f.ascii, "ascii", false,
		"draw with ASCII only (by itself where the locale isn't UTF-8)")
	f.bindNotify(flags)
	f.bindOnChange(flags)
	flags.BoolVar(&f.stock, "stock-renderer", false, "draw with Bubble Tea's own renderer")
	_ = flags.MarkHidden("stock-renderer") // it exists: that is the only error
}

// bindChecks declares when it is looked into S3.
func (f *watchFlags) bindChecks(flags *pflag.FlagSet) {
	flags.BoolVar(&f.byItself, "check", false,
		"look into S3 by itself after each delivery: is the data there? (else by a key, in Checks)")
}

// bindColor declares whether there are colours.
func (f *watchFlags) bindColor(flags *pflag.FlagSet) {
	flags.StringVar(&f.color, "color", "auto", "colour: auto, always or never")
}

// bindFailOn declares what makes the exit code 1.
func (f *watchFlags) bindFailOn(flags *pflag.FlagSet) {
	flags.StringSliceVar(&f.failOn, "fail-on", nil,
		"end with exit code 1 if one of these `STATES` is so: failed, unhealthy, overdue, slow, "+
			"stale")
}

// bindState declares what is remembered, and where.
func (f *watchFlags) bindState(flags *pflag.FlagSet) {
	f.keep = days(usualKeep)
	flags.StringVar(&f.stateDir, "state-dir", "",
		"remember what was seen in `DIR` instead of the usual directory")
	flags.BoolVar(&f.noState, "no-state", false, "remember nothing and recall nothing")
	flags.Var(&f.keep, "keep", "forget what is older than this, such as 400d; 0d keeps all")
}

// bindLog declares what a command leaves behind.
func (f *watchFlags) bindLog(flags *pflag.FlagSet) {
	flags.StringVar(&f.debugLog, "debug-log", "",
		"append what is asked and answered to `FILE`; no secrets are logged")
	flags.StringVar(&f.record, "record", "",
		"append what AWS says, as it says it, to `FILE`, for exportwatch replay; no secrets")
	flags.BoolVar(&f.mask, "mask", false,
		"mask account ids, names, buckets and the like in the recording")
}

// usualSince is how far back older runs are shown.
const usualSince = 7 * day

// usualKeep is for how long is remembered what was seen: a year and a month to compare it with.
const usualKeep = 400 * day

// usualInterval is how often running executions are asked for.
const usualInterval = 15 * time.Second

// look is how the screen is to look.
type look struct {
	theme theme.Name
	color terminal.ColorMode
	// how the terminal is to call somebody
	notice terminal.NoticeKind
}

// look refuses what can't be drawn.
func (f *watchFlags) look() (look, error) {
	name, err := theme.ParseName(f.theme)
	if err != nil {
		return look{}, fmt.Errorf("--theme: %w", err)
	}
	color, err := terminal.ParseColorMode(f.color)
	if err != nil {
		return look{}, err // it names the flag
	}
	notice, err := f.notice()
	if err != nil {
		return look{}, err
	}
	return look{theme: name, color: color, notice: notice}, nil
}

// states are what --fail-on knows.
func states() []string { return []string{"failed", "unhealthy", "overdue", "slow", "stale"} }

// check refuses what can't be meant.
func (f *watchFlags) check() error {
	if f.interval < time.Second {
		return fmt.Errorf("--interval %v: the least is 1s", f.interval)
	}
	for _, state := range f.failOn {
		if !slices.Contains(states(), state) {
			return fmt.Errorf("--fail-on %q: it knows %s", state, strings.Join(states(), ", "))
		}
	}
	if f.mask && f.record == "" {
		return errors.New("--mask masks a recording: it goes with --record FILE")
	}
	if f.demoAccounts < 1 || f.demoAccounts > 3 {
		return fmt.Errorf("--demo-accounts %d: it is 1 to 3", f.demoAccounts)
	}
	if f.noState && f.stateDir != "" {
		return errors.New("--no-state and --state-dir don't go together: " +
			"without a state there is none to move")
	}
	settings := strings.Join(f.profiles, "") + f.region + f.endpointURL + f.caBundle
	if f.demo && (settings != "" || len(f.exportARNs)+len(f.executionIDs) > 0) {
		return errors.New("--demo watches its own account: " +
			"it goes with no profile, Region, endpoint, CA bundle or target")
	}
	return nil
}

// failing says whether a state that --fail-on names is so. What only memory tells of isn't: AWS may
// know better.
func (f *watchFlags) failing(survey watch.Survey) bool {
	needs := map[string]watch.Need{
		"failed": watch.NeedFailed, "unhealthy": watch.NeedUnhealthy,
		"overdue": watch.NeedOverdue, "slow": watch.NeedSlow,
	}
	return slices.ContainsFunc(survey.Entries, func(e watch.Entry) bool {
		return slices.ContainsFunc(f.failOn, func(state string) bool {
			need, known := needs[state]
			if !known {
				return e.Stale && !e.Muted
			}
			return e.Need == need && !e.Watched.Recalled()
		})
	})
}
