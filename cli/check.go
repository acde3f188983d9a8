package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"exportwatch/model/check"
	"exportwatch/theme"
)

// checkFlags are the flags of check.
type checkFlags struct {
	watchFlags

	output  string
	only    []string
	opens   bool
	failAt  string
	timeout time.Duration
}

// newCheck is the command that looks whether the data is there.
func newCheck(streams Streams) *cobra.Command {
	f := &checkFlags{watchFlags: watchFlags{theme: string(theme.Auto)}}
	cmd := &cobra.Command{
		Use:   "check [TARGET…]",
		Short: "Look whether the data is there, and whether AWS can write it",
		Long: `Look at what exports delivered, and print what was found: whether the files are there and
whole (data), whether the bucket and its policy let AWS write (bucket), whether the export changed
since its run (drift), and whether the query fits the table (columns). Targets are as for
exportwatch itself; without any it is every export of the account. It only reads, a few requests
for each export, most of them to S3. What a missing permission would tell is said; exportwatch
policy --check prints what it takes.

  exportwatch check cur2-daily
      all that can be checked
  exportwatch check --only data --fail-on warning
      the files alone; warnings are failures, too
  exportwatch check cur2-daily --open
      and whether you may read the data: one request of 4 bytes more, which takes s3:GetObject on
      the data files
  exportwatch check 'cur2-*' -o json
      one JSON document; it is described in docs/json.md

Exit codes: 0 nothing failed; 1 a failure was found, or with --fail-on warning a warning; 3 AWS or
S3 didn't answer, no export is called so, a permission is missing for a check that --only names, or
no check of an export could see anything.`,
		ValidArgsFunction: cobra.NoFileCompletions,
		SuggestFor:        []string{"verify", "validate", "evidence"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.configure(cmd, f.demo, "fail-on"); err != nil {
				return err
			}
			if err := f.check(); err != nil {
				return err
			}
			return runCheck(cmd.Context(), f, f.targets(args), streams)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&f.output, "output", "o", outputTable,
		"`FORM` of what is printed: table or json")
	flags.StringSliceVar(&f.only, "only", nil,
		"only these `CHECKS`: "+strings.Join(checkNames(), ", "))
	flags.BoolVar(&f.opens, "open", false,
		"also read the first 4 bytes of one file of each delivery, to see whether you may")
	flags.StringVar(&f.failAt, "fail-on", check.SeverityFailure.String(),
		"the `SEVERITY` from which on the exit code is 1: failure or warning")
	flags.DurationVar(&f.timeout, "timeout", usualTimeout,
		"give up what isn't answered after this time; 0 is never")
	f.bindTargets(flags)
	f.bindColor(flags)
	f.bindState(flags)
	f.bindLog(flags)
	flags.BoolVar(&f.ascii, "ascii", false, "print ASCII only")
	cmd.SetFlagErrorFunc(badFlag)
	completeFlags(cmd)
	return cmd
}

// checkNames are the names of the checks, in order.
func checkNames() []string {
	names := make([]string, 0, len(check.Kinds()))
	for _, kind := range check.Kinds() {
		names = append(names, kind.String())
	}
	return names
}

// severityNames are what check's --fail-on takes.
func severityNames() []string {
	return []string{check.SeverityFailure.String(), check.SeverityWarning.String()}
}

// check refuses what can't be meant.
func (f *checkFlags) check() error {
	if f.output != outputTable && f.output != outputJSON {
		return fmt.Errorf("--output %q: it is table or json", f.output)
	}
	if !slices.Contains(severityNames(), f.failAt) {
		return fmt.Errorf("--fail-on %q: check knows %s", f.failAt,
			strings.Join(severityNames(), ", "))
	}
	for _, name := range f.only {
		if !slices.Contains(checkNames(), name) {
			return fmt.Errorf("--only %q: it knows %s", name, strings.Join(checkNames(), ", "))
		}
	}
	if f.opens && !slices.Contains(f.kinds(), check.KindData) {
		return errors.New("--open opens a file of the check data, which --only leaves out")
	}
	if _, err := f.look(); err != nil {
		return err
	}
	return checkTimeout(f.timeout)
}

// kinds are the checks that were asked for, in order.
func (f *checkFlags) kinds() []check.Kind {
	if len(f.only) == 0 {
		return check.Kinds()
	}
	return slices.DeleteFunc(check.Kinds(), func(kind check.Kind) bool {
		return !slices.Contains(f.only, kind.String())
	})
}

// severity is from which on a finding is a failure.
func (f *checkFlags) severity() check.Severity {
	if f.failAt == check.SeverityWarning.String() {
		return check.SeverityWarning
	}
	return check.SeverityFailure
}

func runCheck(ctx context.Context, f *checkFlags, args []string, streams Streams) error {
	j, err := open(ctx, &f.watchFlags, args, streams)
	if err != nil {
		return err
	}
	defer j.close()
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	j.begin(j.watch, time.Now())
	warnOfARNs(j.watch, j.streams)
	all, err := j.lookAtAll(ctx, looking{j.watch, f.kinds(), f.opens}, f.timeout)
	late := errors.Is(err, timeoutError{})
	if err != nil && !late {
		return err
	}
	sortChecked(all)
	if err := j.writeChecks(f.output, all); err != nil {
		return outputError{err}
	}
	unanswered := j.warnOfFaults()
	if waits := j.waitedFor(); late && waits != "" {
		warn(streams, "gave up after "+f.timeout.String()+", waiting"+waits)
	}
	unmatched := j.warnOfUnmatched()
	return f.outcome(all, late || unanswered || unmatched || j.passedOver)
}

// writeChecks prints what was found in a form.
func (j *job) writeChecks(output string, all []checked) error {
	if output == outputJSON {
		return j.writeChecksJSON(all)
	}
	return j.writeChecksTable(all)
}

// outcome returns the exit code: what was found comes before what wasn't seen.
func (f *checkFlags) outcome(all []checked, unanswered bool) error {
	if slices.ContainsFunc(all, func(c checked) bool { return c.worst() >= f.severity() }) {
		return exitError{exitFailed}
	}
	if unanswered || slices.ContainsFunc(all, func(c checked) bool {
		return c.blind(len(f.only) > 0)
	}) {
		return exitError{exitUnanswered}
	}
	return nil
}
