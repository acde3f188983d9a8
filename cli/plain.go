package cli

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"exportwatch/model"
	"exportwatch/theme"
	"exportwatch/tui"
	"exportwatch/tui/terminal"
)

// runPlain asks for everything once and prints it.
func runPlain(
	ctx context.Context,
	watch *model.Watchlist,
	source tui.Source,
	f *watchFlags,
	streams Streams,
) error {
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	warnOfARNs(watch, streams)
	if err := askOnce(ctx, watch, source, time.Now); err != nil {
		return err
	}
	ascii := f.ascii || terminal.ASCIISigns(os.Environ())
	report := table{
		watch: watch,
		signs: theme.New(theme.None, theme.NoColor, theme.Unknown, ascii).Signs,
	}
	if err := report.write(streams.Out, time.Now(), -1); err != nil {
		warn(streams, "printing what was answered: "+err.Error())
		return outcome(watch, f, true)
	}
	return outcome(watch, f, warnOfFaults(watch, streams))
}

// warnOfARNs names the exports whose ARN looks odd, each once.
func warnOfARNs(watch *model.Watchlist, streams Streams) {
	warned := map[string]bool{}
	for _, watched := range watch.Watched() {
		odd := model.CheckARN(watched.ExportARN)
		if odd != nil && watched.Kind != model.WatchedAccount && !warned[watched.ExportARN] {
			warned[watched.ExportARN] = true
			arn := model.Ref{ExportARN: watched.ExportARN}.ARN()
			warn(streams, "the ARN "+arn+" looks odd: "+odd.Error())
		}
	}
}

// warnOfFaults tells the first fault, and returns whether anything stayed unanswered.
func warnOfFaults(watch *model.Watchlist, streams Streams) (unanswered bool) {
	for _, watched := range watch.Watched() {
		if fault := watched.Fault(); fault != nil {
			warn(streams, fault.Error())
			warn(streams, fault.Advice()[0])
			return true
		}
		unanswered = unanswered || unknown(watched)
	}
	if unanswered {
		warn(streams, "AWS asks to slow down: gave up after "+patience.String())
	}
	return unanswered
}

// patience is how long nothing but requests to slow down may come before a question is given up.
const patience = 2 * time.Minute

// askOnce asks until every run has been answered once or has a fault, or AWS has done nothing but
// ask to slow down for too long. It drives the same schedule as the screen.
func askOnce(
	ctx context.Context,
	watch *model.Watchlist,
	source tui.Source,
	now func() time.Time,
) error {
	replies := make(chan reply, inFlight)
	flying, heard := 0, now()
	for (unsettled(watch) || flying > 0) && now().Sub(heard) < patience {
		if unsettled(watch) {
			for _, ask := range watch.Due(now()) {
				flying++
				go func() { replies <- question(ctx, source, ask) }()
			}
		}
		var wake <-chan time.Time
		if next, ok := watch.NextDue(now()); ok {
			wake = time.NewTimer(next.Sub(now())).C
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx) //nolint:wrapcheck // our own signalError
		case <-wake:
		case r := <-replies:
			flying--
			if r(watch, now()) {
				heard = now()
			}
		}
	}
	return nil
}

// reply tells the watch list what a question ended with, and returns false if AWS asked to slow
// down.
type reply func(watch *model.Watchlist, now time.Time) bool

// question asks.
func question(ctx context.Context, source tui.Source, ask model.Ask) reply {
	msg := tui.Ask(ctx, source, ask)
	return func(watch *model.Watchlist, now time.Time) bool {
		fault := tui.Note(watch, msg, now)
		return fault == nil || fault.Kind != model.Throttled
	}
}

// unsettled says whether something has neither been answered nor has a fault.
func unsettled(watch *model.Watchlist) bool {
	return slices.ContainsFunc(watch.Watched(), func(watched *model.Watched) bool {
		return unknown(watched) && watched.Fault() == nil
	})
}

// unknown says whether AWS was never heard about a row.
func unknown(watched *model.Watched) bool {
	run := watched.Newest()
	if run == nil {
		return watched.Looking()
	}
	_, answered := run.Execution()
	return !answered
}

// warn tells the user something beside the output.
func warn(streams Streams, text string) {
	_, _ = fmt.Fprintln(streams.Err, "exportwatch: "+text)
}
