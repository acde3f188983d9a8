package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
	"exportwatch/tui/terminal"
)

// inFlight is how many questions may be under way at once.
const inFlight = 8

// runWatch watches executions on the screen, or prints their state once where there is none.
func runWatch(ctx context.Context, f *watchFlags, args []string, streams Streams) error {
	looks, err := f.check()
	if err != nil {
		return err
	}
	log, closeLog, err := openLog(f.debugLog)
	if err != nil {
		return err
	}
	defer closeLog()
	watch := model.NewWatchlist(f.interval, inFlight)
	options := awsclient.Options{
		Profile: f.profile, Region: f.region, EndpointURL: f.endpointURL, CABundle: f.caBundle,
		InFlight: inFlight, Logger: log, Version: version(), Transport: streams.Network,
	}
	var refs []model.Ref
	if f.demo {
		if len(args) > 0 {
			return errors.New("--demo watches its own account: it goes with no target")
		}
		refs, err = demo(&options)
	} else {
		refs, err = readTargets(f, args, streams.In)
	}
	if err != nil {
		return err
	}
	for _, ref := range refs {
		watch.Pin(ref, time.Now())
	}
	session, err := awsclient.Open(ctx, options)
	if err != nil {
		return refused(err)
	}
	source := logged{session, log, time.Now}
	if streams.Wire == nil && terminal.Gate(streams.In, streams.Out, os.Environ()) != nil {
		return runPlain(ctx, watch, source, f, streams)
	}
	return runScreen(ctx, watch, source, screenOptions{f, looks, streams, log})
}

// refused words a fault that keeps the program from starting.
func refused(err error) error {
	if fault, ok := errors.AsType[*model.Fault](err); ok {
		return fmt.Errorf("%s: %s. %s", fault.Sentence(), fault.Message, fault.Advice()[0])
	}
	return err
}

// demo points the options at a simulated account of its own, and returns its running and recent
// executions.
func demo(options *awsclient.Options) ([]model.Ref, error) {
	server, err := simulator.New(simulator.Options{Now: time.Now, Seed: 1})
	if err != nil {
		return nil, fmt.Errorf("starting the demo: %w", err)
	}
	*options = awsclient.Options{
		EndpointURL:     "http://demo.invalid",
		Transport:       simulator.Transport{Handler: server},
		AccessKeyID:     simulator.DemoAccessKey,
		SecretAccessKey: simulator.SecretKey,
		InFlight:        options.InFlight,
		Logger:          options.Logger,
		Version:         options.Version,
	}
	const recent = 2 // of each export
	var refs []model.Ref
	seen := map[string]int{}
	for _, execution := range server.Executions(simulator.DemoAccessKey) {
		if seen[execution.ExportArn]++; seen[execution.ExportArn] <= recent {
			refs = append(refs, model.Ref{
				ExportARN: execution.ExportArn, ExecutionID: execution.ExecutionId,
			})
		}
	}
	return refs, nil
}

// outcome returns the exit code for what is known when a command ends.
func outcome(watch *model.Watchlist, f *watchFlags, unanswered bool) error {
	switch {
	case f.failing("failed") && watch.Survey().Failed > 0:
		return exitError{exitFailed}
	case unanswered:
		return exitError{exitUnanswered}
	}
	return nil
}
