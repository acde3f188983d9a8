package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"time"

	"github.com/spf13/cobra"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/tui/terminal"
)

// inFlight is how many questions may be under way at once.
const inFlight = 8

// job is what a command works on: what is watched, and who is asked.
type job struct {
	flags   *watchFlags
	streams Streams
	watch   *watch.List
	source  model.Source
	log     *slog.Logger
	named   targets
	heard   heard
	journal *journal // nil where nothing is to be remembered
	close   func()

	profiles   []string // whose accounts are watched
	passedOver bool     // there are others, which can't be used
}

// runWatch watches on the screen, or prints the state once where there is none.
func runWatch(cmd *cobra.Command, f *watchFlags, args []string, streams Streams) error {
	ctx := cmd.Context()
	f.sinceGiven = cmd.Flags().Changed("since")
	looks, err := f.look()
	if err != nil {
		return err
	}
	j, err := open(ctx, f, args, streams)
	if err != nil {
		return err
	}
	defer j.close()
	if err := j.refuseMistaken(ctx, cmd.Root(), args); err != nil {
		return err
	}
	if streams.Wire == nil && terminal.Gate(streams.In, streams.Out, os.Environ()) != nil {
		return j.printOnce(ctx, outputTable, usualTimeout)
	}
	return j.runScreen(ctx, looks)
}

// open reads what is to be watched and opens the door to AWS.
func open(ctx context.Context, f *watchFlags, args []string, streams Streams) (*job, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	j := &job{flags: f, streams: streams, watch: newList(f), heard: newHeard()}
	var err error
	if j.named, err = readTargets(f, args, streams.In); err != nil {
		return nil, err
	}
	if f.demo && len(j.named.pins)+len(j.named.arns) > 0 {
		return nil, errors.New("--demo watches its own account: it goes with no target " +
			"but the names of its exports")
	}
	if j.log, j.close, err = openLog(f.debugLog); err != nil {
		return nil, err
	}
	j.journal = openJournal(ctx, f, j.log)
	closeLog := j.close
	j.close = func() { j.journal.close(); closeLog() } //nolint:contextcheck // what is recorded is, whatever ends
	var all sources
	if f.demo {
		all, j.profiles, err = openDemo(ctx, f.demoAccounts, j.log)
	} else {
		all, j.profiles, err = openSources(ctx, f, streams, j.log)
	}
	if err != nil {
		j.close()
		return nil, err
	}
	j.source = logged{all, j.log, time.Now}
	j.passedOver = all.passedOver
	j.named.watch(j.watch, j.profiles, time.Now())
	j.journal.recallFor(ctx, viewOf(f, j.profiles, j.named))
	return j, nil
}

// newList returns an empty watch list.
func newList(f *watchFlags) *watch.List {
	return watch.NewList(f.interval, inFlight, watch.WithJitter(rand.Float64))
}

// refused words a fault that keeps the program from starting.
func refused(err error) error {
	if fault, ok := errors.AsType[*model.Fault](err); ok {
		return fmt.Errorf("%s: %s. %s", words.FaultSentence(fault), fault.Message,
			words.FaultAdviceOnce(fault))
	}
	return err
}

// outcome returns the exit code for what is known when a command ends.
func (j *job) outcome(unanswered bool) error {
	switch {
	case j.flags.failing(j.watch.Survey(time.Now())):
		return exitError{exitFailed}
	case unanswered:
		return exitError{exitUnanswered}
	}
	return nil
}
