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
	for _, watched := range watch.Watched() {
		if odd := model.CheckARN(watched.ExportARN); odd != nil {
			warn(streams, "the ARN "+watched.Newest().Ref.ARN()+" looks odd: "+odd.Error())
		}
	}
	if err := askOnce(ctx, watch, source, time.Now); err != nil {
		return err
	}
	ascii := f.ascii || terminal.ASCIISigns(os.Environ())
	report := table{
		watch: watch,
		signs: theme.New(theme.None, theme.NoColor, theme.Unknown, ascii).Signs,
	}
	report.write(streams.Out, time.Now(), -1)
	unanswered := false
	for _, watched := range watch.Watched() {
		run := watched.Newest()
		if fault := run.Fault(); fault != nil {
			if !unanswered {
				warn(streams, fault.Error())
				warn(streams, fault.Advice()[0])
			}
			unanswered = true
		}
	}
	return outcome(watch, f, unanswered)
}

// askOnce asks until every run has been answered once or has a fault. It drives the same schedule
// as the screen.
func askOnce(
	ctx context.Context,
	watch *model.Watchlist,
	source tui.Source,
	now func() time.Time,
) error {
	type reply struct {
		ask    model.Ask
		answer model.Answer
		err    error
	}
	replies := make(chan reply, inFlight)
	flying := 0
	for unsettled(watch) || flying > 0 {
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
			if r.err == nil {
				watch.Observe(r.ask, r.answer, now())
			} else {
				watch.Fail(r.ask, tui.AsFault(r.err), now())
			}
		}
	}
	return nil
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
