package cli

import (
	"context"
	"fmt"
	"os"
	"path"
	"slices"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/terminal"
)

// The forms of output without a screen.
const (
	outputTable = "table"
	outputJSON  = "json"
	outputLines = "jsonl"
)

// printOnce asks for everything once and prints it.
func (j *job) printOnce(ctx context.Context, output string) error {
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	warnOfARNs(j.watch, j.streams)
	if err := j.askOnce(ctx); err != nil {
		return err
	}
	var err error
	if output == outputJSON {
		err = writeJSON(j.streams.Out, j.watch)
	} else {
		ascii := j.flags.ascii || terminal.ASCIISigns(os.Environ())
		err = table{
			watch: j.watch,
			signs: theme.New(theme.None, theme.NoColor, theme.Unknown, ascii).Signs,
		}.write(j.streams.Out, time.Now(), -1)
	}
	if err != nil {
		warn(j.streams, "printing what was answered: "+err.Error())
		return j.outcome(true)
	}
	unanswered := warnOfFaults(j.watch, j.streams)
	return j.outcome(warnOfNames(j.named.patterns, j.watch, j.streams) || unanswered)
}

// warnOfNames names what was asked for and isn't listed, and returns whether there is any. Where
// an account doesn't answer, nobody knows.
func warnOfNames(patterns []string, watchlist *watch.List, streams Streams) (missing bool) {
	if slices.ContainsFunc(watchlist.Accounts(), func(account *watch.Account) bool {
		return account.Fault != nil || account.Refused != nil
	}) {
		return false
	}
	for _, pattern := range patterns {
		if !slices.ContainsFunc(watchlist.Watched(), func(watched *watch.Watched) bool {
			matches, err := path.Match(pattern, watched.Name)
			return watched.Kind == watch.WatchedExport && err == nil && matches
		}) {
			missing = true
			warn(streams, fmt.Sprintf("no export is called %q", model.Clean(pattern)))
		}
	}
	return missing
}

// warnOfARNs names the exports whose ARN looks odd, each once.
func warnOfARNs(watchlist *watch.List, streams Streams) {
	warned := map[string]bool{}
	for _, watched := range watchlist.Watched() {
		odd := model.CheckARN(watched.ExportARN)
		if odd != nil && watched.Kind != watch.WatchedAccount && !warned[watched.ExportARN] {
			warned[watched.ExportARN] = true
			arn := model.Ref{ExportARN: watched.ExportARN}.ARN()
			warn(streams, "the ARN "+arn+" looks odd: "+odd.Error())
		}
	}
}

// warnOfFaults tells the first fault, and returns whether anything stayed unanswered.
func warnOfFaults(watchlist *watch.List, streams Streams) (unanswered bool) {
	for _, watched := range watchlist.Watched() {
		if fault := watched.Fault(); fault != nil && fault.Kind != model.FaultThrottled {
			warnOfFault(streams, fault)
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

// askOnce asks until everything has been answered once or has a fault, or AWS has done nothing but
// ask to slow down for too long.
func (j *job) askOnce(ctx context.Context) error {
	heard := time.Now()
	done := func() bool { return !unsettled(j.watch) || time.Now().After(heard.Add(patience)) }
	return j.drive(ctx, done, func(reply model.Reply) {
		if fault := reply.Fault(); fault == nil || fault.Kind != model.FaultThrottled {
			heard = time.Now()
		}
	})
}

// unsettled says whether something has neither been answered nor has a fault, or can't be judged yet.
func unsettled(watchlist *watch.List) bool {
	return slices.ContainsFunc(watchlist.Watched(), func(watched *watch.Watched) bool {
		fault := watched.Fault()
		missing := unknown(watched) || !watched.Judged()
		return missing && (fault == nil || fault.Kind == model.FaultThrottled)
	})
}

// unknown says whether AWS was never heard about a row.
func unknown(watched *watch.Watched) bool {
	run := watched.Newest()
	if run == nil {
		return watched.Looking()
	}
	_, answered := run.Execution()
	return !answered
}

// warnOfFault tells what is wrong and the most useful thing to do.
func warnOfFault(streams Streams, fault *model.Fault) {
	warn(streams, words.FaultLine(fault))
	warn(streams, words.FaultAdvice(fault)[0])
}

// warn tells the user something beside the output.
func warn(streams Streams, text string) {
	_, _ = fmt.Fprintln(streams.Err, "exportwatch: "+text)
}
