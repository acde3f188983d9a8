package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"exportwatch/cli/config"
)

// doctorTimeout is how long doctor may take in all.
const doctorTimeout = 30 * time.Second

// doctorFlags are the flags of doctor.
type doctorFlags struct {
	watchFlags

	output  string
	timeout time.Duration
}

// newDoctor is the command that says what works here, and what doesn't.
func newDoctor(streams Streams) *cobra.Command {
	f := &doctorFlags{watchFlags: watchFlags{since: days(usualSince)}}
	cmd := &cobra.Command{
		Use:   "doctor [TARGET…]",
		Short: "Say what works here and what doesn't, with a remedy for each",
		Long: `Say what works here and what doesn't, a line each, with a remedy where something isn't right:
version, configuration, credentials and whose they are, the clock, endpoint and TLS, each
permission, the terminal, and the files that are written.

It only reads, writes no file and asks for nothing. Permissions are tried on one export, the first
that the targets match, and on its bucket. Flags are those of the screen, so that it says what they
would come to.

Signs: ✓ fine, · good to know, ! something is lost that nothing depends on, ✗ wrong. Exit codes:
  0 all that is needed is there
  2 wrong use
  3 something is wrong or couldn't be found out

  exportwatch doctor                          with your usual settings
  exportwatch doctor --profile 'payer-*'      of several accounts
  exportwatch doctor -o json                  one JSON document, see docs/json.md`,
		ValidArgsFunction: cobra.NoFileCompletions,
		SuggestFor:        []string{"diagnose", "diagnostics", "troubleshoot"},
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd, args, streams)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&f.output, "output", "o", outputTable,
		"`FORM` of what is printed: table or json")
	flags.DurationVar(&f.timeout, "timeout", doctorTimeout,
		"give up what isn't answered after this time; 0 is never")
	f.bind(cmd)
	return cmd
}

// run examines all, and prints it.
func (f *doctorFlags) run(cmd *cobra.Command, args []string, streams Streams) error {
	program := []finding{versionFinding(), f.takeConfiguration(cmd)}
	if err := f.checkPrinting(); err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	named, err := readTargets(&f.watchFlags, f.targets(args), streams.In)
	if err != nil {
		return err
	}
	if f.demo && len(named.pins)+len(named.arns) > 0 {
		return errors.New("--demo watches its own account: it goes with no target " +
			"but the names of its exports")
	}
	ctx, cancel := untilSignal(cmd.Context())
	defer cancel()
	blocks := []block{{about: aboutProgram, findings: program}}
	blocks = append(blocks, f.lookAround(ctx, named, streams)...)
	if ctx.Err() != nil {
		return context.Cause(ctx) //nolint:wrapcheck // it says which signal
	}
	if f.output == outputJSON {
		err = printDoctorJSON(streams, blocks)
	} else {
		err = f.printDoctor(streams, blocks)
	}
	if err == nil && tally(blocks)[verdictWrong] > 0 {
		err = exitError{exitUnanswered}
	}
	return err
}

// lookAround examines accounts, terminal and files, all at once.
func (f *doctorFlags) lookAround(ctx context.Context, named targets, streams Streams) []block {
	terminal, files := make(chan block, 1), make(chan block, 1)
	go func() { terminal <- f.terminal(ctx, streams) }()
	go func() { files <- f.files() }()
	limited, stop := f.limited(ctx)
	defer stop()
	blocks := f.accounts(limited, named, streams)
	return append(blocks, soon(terminal, aboutTerminal), soon(files, aboutFiles))
}

// soon returns a block that was begun before, or after a while that it doesn't come: a filesystem on
// the network can hold who looks at it for ever.
func soon(comes <-chan block, about string) block {
	const patient = 3 * time.Second
	limit := time.NewTimer(patient)
	defer limit.Stop()
	select {
	case b := <-comes:
		return b
	case <-limit.C:
		return block{about: about, findings: []finding{{
			check: about, verdict: verdictLook, text: "no answer within " + patient.String(),
			remedy: "See whether a filesystem on the network or tmux hangs.",
		}}}
	}
}

// limited returns a context that ends when the time is up.
func (f *doctorFlags) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if f.timeout == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, f.timeout, doctorLateError(f.timeout))
}

// doctorLateError is the cause of a context's end when doctor's time is up.
type doctorLateError time.Duration

func (d doctorLateError) Error() string {
	return "the time ran out, " + time.Duration(d).String() + "; --timeout gives more"
}

func (doctorLateError) Unwrap() error { return context.DeadlineExceeded }

// checkPrinting refuses a way of printing that can't be meant.
func (f *doctorFlags) checkPrinting() error {
	if f.output != outputTable && f.output != outputJSON {
		return fmt.Errorf("--output %q: it is table or json", f.output)
	}
	if err := checkTimeout(f.timeout); err != nil {
		return err
	}
	_, err := f.look()
	return err
}

// takeConfiguration gives the flags what the configuration says, as far as that is right, and says
// what it is like.
func (f *doctorFlags) takeConfiguration(cmd *cobra.Command) finding {
	at, known := f.located(), schema()
	file, wrong := config.Read(at, known)
	if f.demo {
		file = file.Looks(known)
	}
	if err := f.take(cmd, known, file); wrong == nil {
		wrong = err
	}
	return configurationFinding(at, file, wrong)
}
