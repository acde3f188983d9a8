package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// The forms of output without a screen.
const (
	outputTable = "table"
	outputJSON  = "json"
	outputLines = "jsonl"
)

// usualTimeout is how long is waited for answers where nobody says otherwise.
const usualTimeout = time.Minute

// hush is how long a command that asks once may be silent before it says what it waits for.
const hush = 5 * time.Second

// timeoutError is the cause of a context whose time ran out.
type timeoutError struct{}

func (timeoutError) Error() string { return "the time ran out" }

// withTimeout returns a context that ends with a timeoutError after a time; 0 is never.
func withTimeout(
	ctx context.Context, timeout time.Duration,
) (context.Context, context.CancelFunc) {
	if timeout <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, timeout, timeoutError{})
}

// checkTimeout refuses a time that can't be meant.
func checkTimeout(timeout time.Duration) error {
	if timeout < 0 {
		return fmt.Errorf("--timeout %v: want a time such as 90m, or 0 for never", timeout)
	}
	return nil
}

// printOnce asks for everything once, for so long at most, and prints it.
func (j *job) printOnce(ctx context.Context, output string, timeout time.Duration) error {
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	warnOfARNs(j.watch, j.streams)
	err := j.askOnce(ctx, timeout, output == outputJSON)
	late := errors.Is(err, timeoutError{})
	if err != nil && !late {
		return err
	}
	if output == outputJSON {
		err = j.writeJSON(time.Now())
	} else {
		err = j.newTable().write(j.streams.Out, time.Now(), -1)
	}
	if err != nil {
		warn(j.streams, outputError{err}.Error())
		return j.outcome(true)
	}
	unanswered := j.warnOfFaults()
	if waits := j.waitedFor(); late && waits != "" {
		warn(j.streams, "gave up after "+timeout.String()+", waiting"+waits)
	}
	return j.outcome(j.warnOfUnmatched() || unanswered || j.passedOver)
}

// askOnce asks until everything has been answered once or has a fault, or the time is up. With
// details it asks for the newest run of each export, too, beside what lists tell of it.
func (j *job) askOnce(ctx context.Context, timeout time.Duration, details bool) error {
	ctx, cancel := withTimeout(ctx, timeout)
	defer cancel()
	return j.drive(ctx, pulse{
		done: func() bool {
			return !missing(j.watch) && (!details || !j.askDetails())
		},
		every: hush,
		beat:  j.sayWaiting(),
	})
}

// askDetails has AWS asked for the newest run of each export of which only a list has told, and
// returns whether an answer is missing.
func (j *job) askDetails() (missing bool) {
	for _, watched := range j.watch.Watched() {
		if !detailless(watched) {
			continue
		}
		missing = true
		if run := watched.Newest(); run.Lacks() {
			j.watch.AskNow(run.Ref, time.Now())
		}
	}
	return missing
}

// detailless says whether the details of an export's newest run may still come.
func detailless(watched *watch.Watched) bool {
	run := watched.Newest()
	return watched.Kind == watch.WatchedExport && !watched.Gone && run != nil && run.Sketchy() &&
		run.Fault() == nil
}

// sayWaiting returns what says, each time that it is called, what is waited for, if that has
// changed.
func (j *job) sayWaiting() func() {
	said := ""
	return func() {
		if waits := j.waitedFor(); waits != said {
			said = waits
			if waits != "" {
				warn(j.streams, "waiting"+waits)
			}
		}
	}
}

// waitedFor names the accounts of which something is unsettled, each with why: " for NAME: WHY".
func (j *job) waitedFor() string {
	var names []string
	for _, account := range j.watch.Accounts() {
		if slices.ContainsFunc(j.watch.Watched(), func(watched *watch.Watched) bool {
			return watched.Account == account && unknown(watched)
		}) {
			names = append(names, account.Label()+": "+silenceOf(account))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " for " + strings.Join(names, "; ")
}

// missing says whether something has neither been answered nor has a fault, or can't be judged yet.
func missing(watchlist *watch.List) bool {
	return slices.ContainsFunc(watchlist.Watched(), func(watched *watch.Watched) bool {
		fault := watched.Fault()
		missing := unknown(watched) || !watched.Judged()
		return missing && (fault == nil || fault.Kind == model.FaultThrottled)
	})
}

// unknown says whether AWS was never heard about a row since the start.
func unknown(watched *watch.Watched) bool {
	run := watched.Newest()
	if run == nil {
		return watched.Looking() || watched.Recalled()
	}
	_, answered := run.Execution()
	return !answered || watched.Recalled()
}

// faultOf returns why AWS doesn't tell about a row, or nil. What AWS refuses to tell about a run
// itself counts for nothing where a list has told how it stands.
func faultOf(watched *watch.Watched) *model.Fault {
	fault, run := watched.Fault(), watched.Newest()
	if fault == nil || run == nil || fault != run.Fault() || watched.Account.Silent() {
		return fault
	}
	if run.Listed() {
		return watched.Refused
	}
	return fault
}
