package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
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
	named, err := readTargets(f, args, streams.In)
	if err != nil {
		return err
	}
	if f.demo && !named.everything() {
		return errors.New("--demo watches its own account: it goes with no target")
	}
	options := awsclient.Options{
		Region: f.region, EndpointURL: f.endpointURL, CABundle: f.caBundle,
		InFlight: inFlight, Logger: log, Version: version(), Transport: streams.Network,
	}
	var source sources
	profiles := []string{""}
	if f.demo {
		source, err = demo(ctx, log)
	} else {
		source, profiles, err = openSources(ctx, f, options, log)
	}
	if err != nil {
		return err
	}
	named.watch(watch, profiles, time.Now())
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

// demo opens a session on a simulated account of its own.
func demo(ctx context.Context, log *slog.Logger) (sources, error) {
	server, err := simulator.New(simulator.Options{Now: time.Now, Seed: 1})
	if err != nil {
		return sources{}, fmt.Errorf("starting the demo: %w", err)
	}
	session, err := awsclient.Open(ctx, awsclient.Options{
		EndpointURL:     "http://demo.invalid",
		Transport:       simulator.Transport{Handler: server},
		AccessKeyID:     simulator.DemoAccessKey,
		SecretAccessKey: simulator.SecretKey,
		InFlight:        inFlight,
		Logger:          log,
		Version:         version(),
	})
	if err != nil {
		return sources{}, refused(err)
	}
	return sources{
		sessions: map[string]*awsclient.Session{"": session}, log: log, now: time.Now,
	}, nil
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
