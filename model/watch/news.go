package watch

import (
	"time"

	"exportwatch/model"
)

// NewsKind says what is new about a row or an account.
type NewsKind int

// The kinds.
const (
	NewsNeedsYou    NewsKind = iota // it begins to need somebody, or for another reason than before
	NewsNeedsNobody                 // it needs nobody any more, though no run of it ended
	NewsStarted                     // a run of it started
	NewsDelivered                   // a run of it was delivered
	NewsFailed                      // a run of it failed
)

// String returns what is new.
func (k NewsKind) String() string {
	return [...]string{
		NewsNeedsYou:    "needs you",
		NewsNeedsNobody: "needs nobody",
		NewsStarted:     "started",
		NewsDelivered:   "delivered",
		NewsFailed:      "failed",
	}[k]
}

// News is something that is worth telling somebody who doesn't look at the screen. Its times are on
// AWS's clock.
type News struct {
	Kind    NewsKind
	At      time.Time // when it was learned
	Since   time.Time // since when it is so; of what is over: was so. Zero if that isn't known
	Account *Account
	Entry   Entry        // the row as it is now; its Watched is nil where the account is meant
	Run     *Run         // what it is about; nil where that is no run
	Need    Need         // why somebody is needed now
	Before  Need         // and why before
	Fault   *model.Fault // of NeedFault, now or before: why AWS doesn't tell
	Rows    int          // how many rows of the account AWS doesn't tell about, where the account is meant
}

// Calls says whether the news is such that somebody should look: what is needed is new, or one more
// run failed.
func (n News) Calls() bool {
	return n.Need != NeedNone && (n.Need != n.Before || n.Kind == NewsFailed)
}

// Told remembers what it told of each row and account, so that each change is told once. The zero
// value has told nothing.
type Told struct {
	settled map[*Account]bool // all of it was answered once: what comes now is news
	needs   map[*Watched]toldNeed
	silent  map[silenceSubject]toldSilence
	look    int
}

// toldNeed is what a row needed when it was last looked at.
type toldNeed struct {
	need  Need
	since time.Time
	run   *Run
	look  int
}

// News compares what a survey of the list found with what was so before, and returns what is worth
// telling, each once: runs that started or ended as they came, then what needs somebody in the order of
// the survey, then what is over. What the first answers of an account tell isn't news, whenever they
// come. Failures that were made good already, and rows that AWS told nothing about lately, tell nothing.
func (t *Told) News(w *List, survey Survey, now time.Time) []News {
	if t.needs == nil {
		t.settled, t.needs = map[*Account]bool{}, map[*Watched]toldNeed{}
		t.silent = map[silenceSubject]toldSilence{}
	}
	t.look++
	c := comparison{Told: t, list: w, at: w.AWSNow(now), told: map[*Run]bool{}}
	c.readRuns()
	c.readNeeds(survey)
	c.readSilences(survey)
	c.readEnds(survey)
	c.fillEntries(survey)
	t.settle(w, survey)
	return c.news
}

// settle notes the accounts of which all is answered that is asked for at the start.
func (t *Told) settle(w *List, survey Survey) {
	open := map[*Account]bool{}
	for _, account := range w.accounts {
		if !t.settled[account] && !account.AnsweredAt.IsZero() && !account.Silent() {
			open[account] = true
		}
	}
	if len(open) == 0 {
		return
	}
	for _, entry := range survey.Entries {
		if entry.Attention == AttentionAsking || !entry.Watched.answeredOnce() {
			delete(open, entry.Watched.Account)
		}
	}
	for account := range open {
		t.settled[account] = true
	}
}

// answeredOnce says whether AWS has answered, or refused to, all that is asked for at the start about
// a row. What was remembered of it counts for nothing.
func (w *Watched) answeredOnce() bool {
	switch {
	case w.Kind == WatchedExport && !w.Gone:
		return (!w.readAt.IsZero() || w.Refused != nil) && w.Judged()
	case w.Kind == WatchedPin:
		return !w.pin.askedAt.IsZero() || w.pin.fault != nil
	}
	return true
}

// comparison is one look at a survey.
type comparison struct {
	*Told

	list    *List
	at      time.Time
	news    []News
	ofRuns  int                // how many of them, the first, are about runs that started or ended
	told    map[*Run]bool      // in this look
	entries map[*Watched]Entry // the survey's, once they are needed
}

// readRuns tells of the runs that started or ended. One that had ended when AWS first listed it is
// told by its end, one that is watched by two rows once.
func (c *comparison) readRuns() {
	untold := c.list.untold
	c.list.untold = nil
	for _, change := range untold {
		run := change.run
		row := c.list.rowAbout(run)
		if row == nil || c.told[run] || !c.settled[row.Account] || !change.worthTelling(row) {
			continue
		}
		c.told[run] = true
		news := News{
			Kind: NewsStarted, Since: run.execution.CreatedAt, Run: run,
			Entry: Entry{Watched: row, Need: NeedNone}, Need: NeedNone, Before: NeedNone,
		}
		if run.ended() {
			news.Kind, news.Since = NewsDelivered, run.execution.EndedAt()
		}
		if run.failed() {
			news.Kind = NewsFailed
		}
		c.add(news)
	}
	c.ofRuns = len(c.news)
}

// untold is a run that started or ended since news were last asked for.
type untold struct {
	run   *Run
	fresh bool // AWS listed it for the first time
}

// mostUntold bounds what is kept where nobody asks for news.
const mostUntold = 4096

// keepUntold keeps it.
func (w *List) keepUntold(run *Run, fresh bool) {
	if (fresh || run.ended()) && len(w.untold) < mostUntold {
		w.untold = append(w.untold, untold{run, fresh})
	}
}

// worthTelling says whether it is still news: a failure that was made good isn't, nor a delivery that
// was listed together with a later one.
func (u untold) worthTelling(row *Watched) bool {
	switch status := u.run.execution.Status; {
	case status.Failed():
		return !u.run.Superseded()
	case status.Delivered():
		return !u.fresh || row.Delivered() == u.run || row.Kind == WatchedPin
	default:
		return u.fresh
	}
}

// rowAbout returns the row that a run is about: its export's, or else the pinned one; nil if there is
// none.
func (w *List) rowAbout(run *Run) *Watched {
	if row := run.export.row; row != nil && !row.off {
		return row
	}
	for _, watched := range w.watched {
		if watched.pin == run {
			return watched
		}
	}
	return nil
}

// add adds news about a row or an account.
func (c *comparison) add(news News) {
	news.At = c.at
	if row := news.Entry.Watched; row != nil {
		news.Account = row.Account
	}
	c.news = append(c.news, news)
}

// readNeeds tells of rows that begin to need somebody, but for those that AWS doesn't tell about.
func (c *comparison) readNeeds(survey Survey) {
	for _, entry := range survey.Entries {
		if entry.Attention != AttentionNeedsYou {
			break
		}
		if entry.Need == NeedFault {
			continue
		}
		row := entry.Watched
		before, known := c.needs[row]
		since, run := row.needSince(entry.Need)
		c.needs[row] = toldNeed{entry.Need, since, run, c.look}
		switch {
		case !known:
			before.need = NeedNone
		case before.need == entry.Need:
			c.note(row, entry.Need, entry.Need)
			continue
		}
		if c.note(row, entry.Need, before.need) || !c.settled[row.Account] || c.told[run] {
			continue
		}
		if run != nil {
			c.told[run] = true
		}
		c.add(News{
			Kind: NewsNeedsYou, Since: since, Entry: entry, Run: run, Need: entry.Need,
			Before: before.need,
		})
	}
}

// note adds to the news about a row's runs what the row needs now and needed before. It returns false
// if there are none.
func (c *comparison) note(row *Watched, need, before Need) bool {
	found := false
	for i := range c.ofRuns {
		if c.news[i].Entry.Watched == row {
			c.news[i].Need, c.news[i].Before, found = need, before, true
		}
	}
	return found
}

// needSince returns since when a row needs somebody, on AWS's clock, and which run it is about.
func (w *Watched) needSince(need Need) (time.Time, *Run) {
	run := w.Newest()
	switch need {
	case NeedFailed:
		if last, _ := w.Failure(); last != nil {
			run = last
		}
		return run.execution.EndedAt(), run
	case NeedUnhealthy:
		return w.Health.RefreshedAt, nil
	case NeedUnknown:
		seen := run.Timeline.transitions
		return seen[len(seen)-1].At, run
	case NeedOverdue:
		since, _ := w.Overdue()
		return since, nil
	case NeedSlow:
		since, _ := w.slowFrom()
		return since, run
	case NeedFault, NeedNone:
	}
	return time.Time{}, nil
}
