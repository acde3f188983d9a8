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
	"exportwatch/model/evidence"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/store"
	"exportwatch/tui"
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
	journal *journal    // nil where nothing is to be remembered
	keeping chan string // what there is to say of what is being kept; nil while nothing is
	hook    *hook       // what --on-change runs; nil for nothing
	close   func()
	record  *recorder   // nil if nothing is recorded
	replay  *tui.Replay // what is played instead of asking; nil if nothing is

	profiles   []string // whose accounts are watched
	passedOver bool     // there are others, which can't be used
}

// runWatch watches on the screen, or prints the state once where there is none.
func runWatch(cmd *cobra.Command, f *watchFlags, args []string, streams Streams) error {
	ctx := cmd.Context()
	if err := f.configure(cmd, f.demo); err != nil {
		return err
	}
	args = f.targets(args)
	looks, err := f.look()
	if err != nil {
		return err
	}
	command, err := readCommand(f.onChange)
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
		j.begin(j.watch, time.Now())
		return j.printOnce(ctx, outputTable, usualTimeout)
	}
	defer j.openHook(command)()
	return j.runScreen(ctx, looks)
}

// open reads what is to be watched and opens the door to AWS.
func open(ctx context.Context, f *watchFlags, args []string, streams Streams) (*job, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if f.record != "" {
		f.jitter = rand.Uint32() | 1 //nolint:gosec // the waits after throttling are no secret
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
	if err = j.openRecording(); err != nil {
		j.close()
		return nil, err
	}
	j.journal = openJournal(ctx, f, j.log)
	closeAll := j.close
	j.close = func() { j.journal.close(); closeAll() } //nolint:contextcheck // what is recorded is, whatever ends
	var all sources
	if f.demo {
		all, j.profiles, err = openDemo(ctx, f.demoAccounts, j.log, j.record.tap())
	} else {
		all, j.profiles, err = openSources(ctx, f, streams, j.log, j.record.tap())
	}
	if err != nil {
		j.close()
		return nil, err
	}
	j.source = logged{all, j.log, time.Now}
	j.startRecording()
	j.passedOver = all.passedOver
	j.journal.recallFor(ctx, func() store.View { return viewOf(f, j.profiles, j.named) },
		len(j.named.pins) > pinnedAtOnce)
	return j, nil
}

// begin puts on the watch list what was named.
func (j *job) begin(watchlist *watch.List, now time.Time) {
	j.named.watch(watchlist, j.profiles, now)
}

// newList returns an empty watch list.
func newList(f *watchFlags, options ...watch.Option) *watch.List {
	jitter := rand.Float64
	if f.jitter != 0 {
		jitter = rand.New(rand.NewPCG(uint64(f.jitter), 0)).Float64 //nolint:gosec // no secret
	}
	options = append(options, watch.WithJitter(jitter), watch.WithRules(f.file.Rules),
		evidence.Checks(f.byItself))
	return watch.NewList(f.interval, inFlight, options...)
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
