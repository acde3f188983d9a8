package cli

import (
	"context"
	"fmt"
	"os"
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
		if odd != nil && !warned[watched.ExportARN] {
			warned[watched.ExportARN] = true
			warn(streams, "the ARN "+watched.Newest().Ref.ARN()+" looks odd: "+odd.Error())
		}
	}
}

// warnOfFaults tells the first fault, and returns whether anything stayed unanswered.
func warnOfFaults(watch *model.Watchlist, streams Streams) (unanswered bool) {
	for _, watched := range watch.Watched() {
		run := watched.Newest()
		if fault := run.Fault(); fault != nil {
			warn(streams, fault.Error())
			warn(streams, fault.Advice()[0])
			return true
		}
		_, answered := run.Execution()
		unanswered = unanswered || !answered
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
				go func() {
					answer, err := source.Execution(ctx, ask.Ref)
					replies <- reply{ask, answer, err}
				}()
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
			if r.note(watch, now()) {
				heard = now()
			}
		}
	}
	return nil
}

// reply is what a question ended with.
type reply struct {
	ask    model.Ask
	answer model.Answer
	err    error
}

// note tells the watch list. It returns false if AWS asked to slow down.
func (r reply) note(watch *model.Watchlist, now time.Time) bool {
	if r.err == nil {
		watch.Observe(r.ask, r.answer, now)
		return true
	}
	fault := tui.AsFault(r.err)
	watch.Fail(r.ask, fault, now)
	return fault.Kind != model.Throttled
}

// unsettled says whether a run has neither been answered nor has a fault.
func unsettled(watch *model.Watchlist) bool {
	for _, watched := range watch.Watched() {
		run := watched.Newest()
		if _, answered := run.Execution(); !answered && run.Fault() == nil {
			return true
		}
	}
	return false
}

// warn tells the user something beside the output.
func warn(streams Streams, text string) {
	_, _ = fmt.Fprintln(streams.Err, "exportwatch: "+text)
}
