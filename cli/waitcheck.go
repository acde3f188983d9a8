package cli

import (
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/watch"
)

// confirming looks at the files of deliveries that were waited for. A nil one looks at nothing.
type confirming struct {
	looking

	rows map[*watch.Watched]*confirmation
}

// confirmation is how far one delivery is confirmed.
type confirmation struct {
	run     *watch.Run // whose files are looked at
	looks   int        // how often they were
	again   time.Time  // when they are looked at once more; zero if that isn't known or was done
	section check.Section
	seen    bool // the section was answered
	final   bool
}

// lookGaps are how long after a look there is the next, where what was found may pass by itself.
func lookGaps() []time.Duration { return []time.Duration{2 * time.Minute, 10 * time.Minute} }

func newConfirming(list *watch.List) *confirming {
	return &confirming{
		looking: looking{list: list, kinds: []check.Kind{check.KindData}},
		rows:    map[*watch.Watched]*confirmation{},
	}
}

// confirm looks at the files of a row's delivery, and says whether what was found is final: that they
// are whole, or that looking again won't change it. While a run that may replace them is under way,
// it waits for its end.
func (c *confirming) confirm(row *watch.Watched, run *watch.Run, now time.Time) *confirmation {
	state := c.rows[row]
	if state == nil {
		state = &confirmation{run: newestDelivery(row, run)}
		c.rows[row] = state
	}
	if state.final || state.again.After(now) {
		return state
	}
	if state.seen {
		if row.Underway() {
			return state
		}
		state.seen, state.again, state.run = false, time.Time{}, newestDelivery(row, run)
		c.list.Seek(row, state.run, now, model.AskData)
	}
	if c.pending(row, state.run, now) {
		return state
	}
	state.section = check.Section{Kind: check.KindData}
	if sections := c.found(row, state.run).sections; len(sections) > 0 {
		state.section = sections[0]
	}
	state.seen = true
	if passing := state.section.LookAgain() || state.section.Blind(); !passing {
		state.final = true
		return state
	}
	if state.looks < len(lookGaps()) {
		state.again = now.Add(lookGaps()[state.looks])
	} else {
		state.final = !row.Underway()
	}
	state.looks++
	return state
}

// newestDelivery returns the newest delivery of a row's export, whose files are there, or the run that
// settles the row where that is another's.
func newestDelivery(row *watch.Watched, settles *watch.Run) *watch.Run {
	if delivered := row.Delivered(); delivered != nil && row.Kind == watch.WatchedExport {
		return delivered
	}
	return settles
}

// next returns when files are to be looked at once more, the first.
func (c *confirming) next() (next time.Time, ok bool) {
	if c == nil {
		return time.Time{}, false
	}
	for row, state := range c.rows {
		waits := !state.again.IsZero() && !state.final && !row.Underway()
		if waits && (!ok || state.again.Before(next)) {
			next, ok = state.again, true
		}
	}
	return next, ok
}

// standing says in a few words how far the files of a row are, "" if they aren't looked at.
func (c *confirming) standing(row *watch.Watched) string {
	if c == nil || c.rows[row] == nil {
		return ""
	}
	state := c.rows[row]
	switch {
	case state.seen && row.Underway():
		return "its files are being replaced"
	case state.again.IsZero():
		return "looking at its files"
	}
	how := "its files aren't whole"
	if state.section.Blind() {
		how = "its files can't be seen"
	}
	return how + ", looking again at " +
		c.list.AWSNow(state.again).UTC().Format("15:04:05 UTC")
}

// code returns the exit code for what was found: 3 where no failure was, but something that would
// tell wasn't seen.
func (c *confirmation) code() int {
	switch {
	case c.section.Complete():
		return exitDone
	case c.section.Failed(check.SeverityFailure):
		return exitFailed
	case len(c.section.Unseen) > 0 || len(c.section.Findings) == 0:
		return exitUnanswered
	default:
		return exitFailed
	}
}

// said returns in short what was found.
func (c *confirmation) said() string {
	for _, finding := range c.section.Findings {
		telling := finding.ID == "A1" || finding.ID == "A2"
		if !c.section.Complete() || telling {
			return finding.ID + ": " + finding.Sentence
		}
	}
	for _, unseen := range c.section.Unseen {
		return unseen.Sentence
	}
	return "Whether its files are there can't be seen."
}

// warnings returns what is to be told beside that: what speaks against loading the files, and what
// wasn't seen.
func (c *confirmation) warnings() []string {
	var said []string
	for _, finding := range c.section.Findings {
		if finding.Severity >= check.SeverityWarning {
			said = append(said,
				strings.TrimSpace(finding.ID+": "+finding.Sentence+" "+finding.Todo))
		}
	}
	for _, unseen := range c.section.Unseen {
		said = append(said, unseen.Sentence)
	}
	return said
}

// checked says whether what the checks say of a row's delivery is final; without --check it is at
// once. Then it tells what they found.
func (w *waiting) checked(row *watch.Watched, run *watch.Run) (said string, final bool) {
	execution, _ := run.Execution()
	if w.files == nil || !execution.Status.Delivered() {
		return "", true
	}
	state := w.files.confirm(row, run, time.Now())
	if !state.final {
		return "", false
	}
	for _, text := range state.warnings() {
		warn(w.streams, row.Title()+": "+text)
	}
	switch state.code() {
	case exitFailed:
		w.failed = true
	case exitUnanswered:
		w.unseen = true
	}
	return "; " + state.said(), true
}

// confirmingAll says whether all that is waited for was delivered, and only its files are looked at.
func (w *waiting) confirmingAll() bool {
	for _, row := range w.open() {
		if w.files.standing(row) == "" {
			return false
		}
	}
	return len(w.open()) > 0
}
