package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// waiting is a wait under way.
type waiting struct {
	*job

	goal     goal
	failFast bool
	began    time.Time

	before  map[*watch.Watched]map[model.Ref]bool // runs that had ended when a row was first listed
	settled map[*watch.Watched]bool
	told    map[model.Ref]bool // failures that were named
	said    string             // what was said last of what is waited for
	files   *confirming        // looks at what was delivered; nil without --check
	failed  bool               // a settled run did, or its files aren't whole
	unseen  bool               // the files of a settled run couldn't be seen
	ended   bool
	result  error // how it has ended
	failure error // of printing
}

func newWaiting(j *job, f *waitFlags) *waiting {
	var files *confirming
	if f.files {
		files = newConfirming(j.watch)
	}
	return &waiting{
		files: files,
		job:   j, goal: f.goal, failFast: f.failFast, began: time.Now(),
		before:  map[*watch.Watched]map[model.Ref]bool{},
		settled: map[*watch.Watched]bool{},
		told:    map[model.Ref]bool{},
	}
}

// end ends the wait with an exit code.
func (w *waiting) end(code int) {
	if w.ended {
		return
	}
	w.ended = true
	if code != exitDone {
		w.result = exitError{code}
	}
}

// done says whether the wait is over. What is looked at once more is due at a time of its own.
func (w *waiting) done() bool {
	if w.files != nil && !w.ended {
		w.look()
	}
	return w.ended
}

// look takes stock after each reply.
func (w *waiting) look() {
	for _, watched := range w.rows() {
		if !unknown(watched) && !w.settled[watched] {
			w.lookAt(watched)
		}
	}
	switch {
	case w.failure != nil:
		w.end(exitUnanswered)
	case w.failed && w.failFast:
		w.end(exitFailed)
	case w.refused(), w.deleted(), w.warnOfUnmatched():
		w.end(exitUnanswered)
	case len(w.open()) > 0 || w.listing():
	case w.failed:
		w.end(exitFailed)
	case w.unseen:
		w.end(exitUnanswered)
	default:
		w.end(exitDone)
	}
}

// rows returns the rows that are waited for.
func (w *waiting) rows() []*watch.Watched {
	return slices.DeleteFunc(slices.Clone(w.watch.Watched()), func(watched *watch.Watched) bool {
		return watched.Kind == watch.WatchedAccount
	})
}

// open returns the rows that aren't settled.
func (w *waiting) open() []*watch.Watched {
	return slices.DeleteFunc(w.rows(), func(watched *watch.Watched) bool {
		return w.settled[watched]
	})
}

// listing says whether an account's exports have never been listed yet.
func (w *waiting) listing() bool {
	return slices.ContainsFunc(w.watch.Watched(), func(watched *watch.Watched) bool {
		return watched.Kind == watch.WatchedAccount && watched.Looking()
	}) || slices.ContainsFunc(w.watch.Accounts(), func(account *watch.Account) bool {
		return account.Looking() && account.Refused == nil
	})
}

// lookAt tells of a row's failures, and of the run that settles it.
func (w *waiting) lookAt(watched *watch.Watched) {
	if w.before[watched] == nil {
		w.before[watched] = endedRuns(watched)
	}
	asked := w.watch.AWSNow(w.began)
	if run := w.goal.settles(watched, w.before[watched], asked); run != nil {
		said, final := w.checked(watched, run)
		if !final {
			return
		}
		w.settled[watched] = true
		execution, _ := run.Execution()
		if execution.Status.Failed() {
			w.failed = true
			warn(w.streams, watched.Title()+": "+words.Explain(run).Brief)
		}
		if err := printLine(w.streams, "%s%s", ending(watched, run), said); err != nil {
			w.failure = err
		}
		return
	}
	for _, run := range w.goal.failures(watched, w.before[watched], asked) {
		if !w.told[run.Ref] {
			w.told[run.Ref] = true
			warn(w.streams, ending(watched, run)+". "+words.Explain(run).Brief)
		}
		w.failed = w.failed || w.failFast
	}
}

// endedRuns returns the runs of a row that have ended.
func endedRuns(watched *watch.Watched) map[model.Ref]bool {
	ended := map[model.Ref]bool{}
	for _, run := range watched.Runs() {
		if execution, _ := run.Execution(); execution.Status.Terminal() {
			ended[run.Ref] = true
		}
	}
	return ended
}

// ending says how a run ended: name, id, status, reason and when.
func ending(watched *watch.Watched, run *watch.Run) string {
	execution, _ := run.Execution()
	said := []string{watched.Title(), run.Ref.ID(), string(execution.Status)}
	if execution.Reason != "" {
		said = append(said, string(execution.Reason))
	}
	if ended := execution.EndedAt(); !ended.IsZero() {
		said = append(said, "ended", ended.UTC().Format("2006-01-02 15:04:05 UTC"))
	}
	return strings.Join(said, " ")
}

// refused says whether AWS refuses to tell, in a way that waiting doesn't mend, and tells why.
func (w *waiting) refused() bool {
	for _, watched := range w.watch.Watched() {
		fault := faultOf(watched)
		if w.settled[watched] || fault == nil {
			continue
		}
		if fault.Lasting() || fault.Kind == model.FaultNoCredentials {
			warnOfFault(w.streams, fault)
			return true
		}
	}
	return false
}

// deleted says whether an export that is waited for is gone, and names it.
func (w *waiting) deleted() bool {
	for _, watched := range w.open() {
		if watched.Gone {
			warn(w.streams, "AWS no longer lists the export "+watched.Title())
			return true
		}
	}
	return false
}

// late ends a wait whose time has run out: with 3 where something was never answered.
func (w *waiting) late(after time.Duration) error {
	never := slices.ContainsFunc(w.open(), unknown) || w.listing()
	if fault := w.heard.fault; fault != nil && (never || w.silent()) {
		warnOfFault(w.streams, fault)
	}
	switch what := w.missing(); {
	case never:
		warn(w.streams, fmt.Sprintf("AWS didn't answer within %v%s", after, w.waitedFor()))
		return exitError{exitUnanswered}
	case w.confirmingAll():
		warn(w.streams, fmt.Sprintf("delivered, but not seen whole within %v: %s", after, what))
	case w.goal.delivery():
		warn(w.streams, fmt.Sprintf("not delivered within %v: %s", after, what))
	case len(w.open()) == 1:
		warn(w.streams, fmt.Sprintf("it hasn't ended after %v: %s", after, what))
	default:
		warn(w.streams, fmt.Sprintf("they haven't ended after %v: %s", after, what))
	}
	return exitError{exitLate}
}

// silent says whether AWS has stopped to answer about something that is waited for.
func (w *waiting) silent() bool {
	return slices.ContainsFunc(w.open(), func(watched *watch.Watched) bool {
		return faultOf(watched) != nil
	})
}

// remind says what is waited for.
func (w *waiting) remind() {
	if what := w.missing(); what != "" {
		warn(w.streams, "waiting for "+what)
	}
}

// change says what is waited for, if that has changed.
func (w *waiting) change() {
	if what := w.missing(); what != w.said {
		w.said = what
		w.remind()
	}
}

// missing names what isn't settled, each with how it stands.
func (w *waiting) missing() string {
	const most = 5
	open := w.open()
	var names []string
	for _, watched := range open[:min(len(open), most)] {
		how := standing(watched)
		if files := w.files.standing(watched); files != "" {
			how += ", " + files
		}
		names = append(names, watched.Title()+" ("+how+")")
	}
	if len(open) > most {
		names = append(names, fmt.Sprintf("%d more", len(open)-most))
	}
	if len(open) == 0 {
		return strings.TrimPrefix(w.waitedFor(), " for ")
	}
	return strings.Join(names, ", ")
}

// standing says in a few words how a row stands.
func standing(watched *watch.Watched) string {
	run := watched.Newest()
	switch {
	case unknown(watched) || faultOf(watched) != nil:
		return silenceOf(watched.Account)
	case run == nil:
		return "no run yet"
	}
	execution, _ := run.Execution()
	return words.Status(execution.Status)
}
