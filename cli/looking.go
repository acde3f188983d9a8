package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/evidence"
	"exportwatch/model/watch"
)

// looking has evidence looked for about rows, without a screen.
type looking struct {
	list  *watch.List
	kinds []check.Kind // that are wanted
	opens bool         // a file of each delivery is opened, too
}

// lookAtAll asks for everything that is watched, and then for the evidence about it, until all was
// answered once or has a fault, or the time is up. What was found until then is returned in any case.
func (j *job) lookAtAll(
	ctx context.Context, l looking, timeout time.Duration,
) ([]checked, error) {
	ctx, cancel := withTimeout(ctx, timeout)
	defer cancel()
	sayWaiting, said := j.sayWaiting(), ""
	err := j.drive(ctx, pulse{
		done:  func() bool { return !missing(j.watch) && !l.anyPending(time.Now()) },
		every: hush,
		beat: func() {
			sayWaiting()
			if looks := l.lookingAt(); looks != "" && looks != said {
				said = looks
				warn(j.streams, "looking at "+looks)
			}
		},
	})
	if looks := l.lookingAt(); errors.Is(err, timeoutError{}) && looks != "" {
		warn(j.streams, "gave up after "+timeout.String()+", looking at "+looks)
	}
	var all []checked
	for _, row := range j.watch.Watched() {
		if row.Kind != watch.WatchedAccount {
			all = append(all, l.found(row, runToCheck(row)))
		}
	}
	return all, err
}

// anyPending says whether evidence about a row is still to come, and asks for it.
func (l looking) anyPending(now time.Time) bool {
	pending := false
	for _, row := range l.list.Watched() {
		if l.pending(row, runToCheck(row), now) {
			pending = true
		}
	}
	return pending
}

// lookingAt names the rows about which evidence is asked for, "" for none.
func (l looking) lookingAt() string {
	const most = 5
	var names []string
	for _, row := range l.list.Watched() {
		looks := row.Looks(runToCheck(row))
		if looks != nil && slices.ContainsFunc(evidence.Questions(), looks.Asking) {
			names = append(names, row.Title())
		}
	}
	if more := len(names) - most; more > 0 {
		names = append(names[:most], fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

// runToCheck returns the run of a row that is checked: its newest that has ended, or else its newest;
// nil for the export as such.
func runToCheck(row *watch.Watched) *watch.Run {
	for _, run := range row.Runs() {
		if execution, _ := run.Execution(); execution.Status.Terminal() {
			return run
		}
	}
	return row.Newest()
}

// pending says whether evidence about a run is still to come, and asks for it, once. Where AWS refuses
// to list an export's runs, the export as such is looked at.
func (l looking) pending(row *watch.Watched, run *watch.Run, now time.Time) bool {
	if row.Kind == watch.WatchedAccount || unreachable(row) {
		return false
	}
	if run != nil && detailsMayCome(run) {
		if run.Lacks() {
			l.list.AskNow(run.Ref, now)
		}
		return true
	}
	looks := row.Looks(run)
	if looks == nil {
		looks = l.list.Seek(row, run, now, l.questions()...)
	}
	if looks == nil {
		return false
	}
	if slices.ContainsFunc(evidence.Questions(), looks.Asking) || looks.Asking(model.AskSample) {
		return true
	}
	return l.opens && l.open(row, run, looks, now)
}

// open has a file opened, if one was seen and none was opened, and says whether that is so.
func (l looking) open(
	row *watch.Watched, run *watch.Run, looks *watch.Looks, now time.Time,
) bool {
	report := evidence.Of(row, run)
	if report == nil || report.ToOpen == "" || !looks.Look(model.AskSample).At.IsZero() {
		return false
	}
	l.list.SeekSample(row, run, report.ToOpen, now)
	return looks.Asking(model.AskSample)
}

// questions are those by whose facts the checks judge that are wanted.
func (l looking) questions() []model.AskKind {
	questions := make([]model.AskKind, 0, len(l.kinds))
	for _, kind := range l.kinds {
		questions = append(questions, evidence.QuestionOf(kind))
	}
	return questions
}

// unreachable says whether AWS doesn't tell about a row, for another reason than that it may not list
// its runs.
func unreachable(row *watch.Watched) bool {
	fault := faultOf(row)
	return unknown(row) && (fault == nil || fault.Kind != model.FaultDenied)
}

// detailsMayCome says whether the snapshot of a run's export may still come.
func detailsMayCome(run *watch.Run) bool {
	execution, _ := run.Execution()
	return execution.Export == nil && run.Sketchy() && run.Fault() == nil
}

// defined says whether the export is known, from the run's snapshot or as it is today.
func defined(row *watch.Watched, run *watch.Run) bool {
	if run != nil {
		if execution, _ := run.Execution(); execution.Export != nil {
			return true
		}
	}
	return current(row, run).Export != nil
}

// current returns the export of today as it was looked at.
func current(row *watch.Watched, run *watch.Run) model.CurrentExport {
	if looks := row.Looks(run); looks != nil {
		if export, ok := looks.Look(model.AskCurrent).Result.(model.CurrentExport); ok {
			return export
		}
	}
	return model.CurrentExport{}
}

// found returns what the checks that are wanted found about a run.
func (l looking) found(row *watch.Watched, run *watch.Run) checked {
	c := checked{watched: row, run: run}
	report := evidence.Of(row, run)
	for _, kind := range l.kinds {
		if section, ok := report.Section(kind); ok {
			c.sections = append(c.sections, section)
		} else if fault := undefined(row, run); fault != nil {
			c.sections = append(c.sections, check.Unanswered(kind, fault))
		}
	}
	if export := current(row, run); !slices.Contains(l.kinds, check.KindDrift) {
		c.besides = export.Requests
	}
	return c
}

// undefined returns why it isn't known what the export is, so that nothing of it can be looked at;
// nil if it is.
func undefined(row *watch.Watched, run *watch.Run) *model.Fault {
	looks := row.Looks(run)
	if looks == nil || defined(row, run) {
		return nil
	}
	var ofRun *model.Fault
	if run != nil {
		ofRun = run.Fault()
	}
	return cmp.Or(ofRun, looks.Look(model.AskCurrent).Fault, current(row, run).Fault)
}
