package watch

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"exportwatch/model"
)

// silenceSubject is what AWS doesn't tell about as it is told: an account that doesn't answer, whatever
// keeps it from that; what AWS refuses of an account for one kind of reason, since what refuses a row
// refuses the next; or a row for a reason of its own. So ten thousand rows that fall silent are told
// once.
type silenceSubject struct {
	account *Account
	row     *Watched
	kind    model.FaultKind
	whole   bool
}

// toldSilence is how a silence was when it was last looked at.
type toldSilence struct {
	since time.Time
	fault *model.Fault
	rows  int
	row   *Watched // if it is the only one
	heard bool     // it has been told, or was so at the start
	look  int
}

func (s Silence) subject() silenceSubject {
	switch kind := s.Fault.Kind; {
	case s.Row == nil && s.Fault == s.Account.trouble():
		return silenceSubject{account: s.Account, whole: true}
	case s.Row != nil && (kind == model.FaultNotFound || kind == model.FaultInvalid):
		return silenceSubject{account: s.Account, row: s.Row}
	default:
		return silenceSubject{account: s.Account, kind: kind}
	}
}

// lasts says whether it won't pass by the next question, as far as is known: what may, such as a
// network that fails, is worth telling only once several tries in a row have failed.
func (s Silence) lasts() bool {
	if s.Fault.Lasting() {
		return true
	}
	tries := FaultsInARow // of all rows
	switch {
	case s.Row != nil:
		tries = s.Row.failures
		if run := s.Row.Newest(); run != nil && run.fault == s.Fault {
			tries = run.failures
		}
	case s.Fault == s.Account.trouble():
		tries = s.Account.hold.tries
	case s.Fault == s.Account.Refused:
		tries = s.Account.exports.failures
	}
	if s.Fault.Kind == model.FaultThrottled {
		return tries >= throttledLong
	}
	return tries >= FaultsInARow
}

// throttledLong is how many tries in a row AWS must throttle to be worth telling: half a minute, since
// they come sooner than those of other faults.
const throttledLong = 5

// readSilences tells of what AWS begins not to tell about.
func (c *comparison) readSilences(survey Survey) {
	var order []silenceSubject
	for _, silence := range survey.Silences {
		if silence.Row != nil && silence.Row.Muted() {
			continue
		}
		what := silence.subject()
		said, known := c.silent[what]
		if !known && !silence.lasts() {
			continue
		}
		if said.look != c.look {
			order = append(order, what)
		}
		c.silent[what] = c.count(silence, said, known)
	}
	for _, what := range order {
		said := c.silent[what]
		if !said.heard && c.settled[what.account] {
			c.addSilence(what, said, News{Kind: NewsNeedsYou, Need: NeedFault, Before: NeedNone})
		}
		said.heard = true
		c.silent[what] = said
	}
}

// count adds a silence to what was known of its kind.
func (c *comparison) count(silence Silence, said toldSilence, known bool) toldSilence {
	first := said.look != c.look
	said.look, said.fault = c.look, silence.Fault
	if !known {
		said.since = c.list.AWSNow(silence.Since)
	}
	switch {
	case silence.Row == nil && !said.heard:
		said.rows = c.rowsOf(silence.Account)
	case silence.Row != nil && first:
		said.rows = 1
	case silence.Row != nil:
		said.rows++
	}
	if said.row = silence.Row; said.rows > 1 {
		said.row = nil
	}
	return said
}

func (c *comparison) addSilence(what silenceSubject, said toldSilence, news News) {
	news.Account, news.Since, news.Fault = what.account, said.since, said.fault
	if said.row == nil {
		news.Rows = said.rows
	} else {
		news.Entry.Watched, news.Run = said.row, said.row.Newest()
	}
	c.add(news)
}

// rowsOf counts the rows of an account that AWS still lists.
func (c *comparison) rowsOf(account *Account) int {
	rows := 0
	for _, watched := range c.list.watched {
		if watched.Account == account && !watched.Gone {
			rows++
		}
	}
	return rows
}

// readEnds tells of what needs nobody any more. Of a row that isn't up to date nothing is known, so
// that it needs what it needed.
func (c *comparison) readEnds(survey Survey) {
	var over []*Watched
	for row, said := range c.needs {
		if said.look != c.look {
			over = append(over, row)
		}
	}
	slices.SortFunc(over, compareRows)
	for _, row := range over {
		said := c.needs[row]
		entry, watched := c.entryOf(survey, row)
		if entry.Stale || entry.Muted {
			continue
		}
		delete(c.needs, row)
		noted := c.note(row, NeedNone, said.need)
		if noted || !watched || !c.settled[row.Account] || said.run != nil && c.told[said.run] {
			continue
		}
		if said.run != nil {
			c.told[said.run] = true
		}
		c.add(News{
			Kind: NewsNeedsNobody, Since: said.since, Entry: entry, Run: said.run,
			Need: NeedNone, Before: said.need,
		})
	}
	c.readSilenceEnds()
}

// readSilenceEnds tells of what AWS tells about again. While an account doesn't answer, what else it
// refused is as it was.
func (c *comparison) readSilenceEnds() {
	var over []silenceSubject
	for what, said := range c.silent {
		if said.look != c.look && (what.whole || !what.account.Silent()) {
			over = append(over, what)
		}
	}
	slices.SortFunc(over, func(a, b silenceSubject) int {
		return cmp.Or(slices.Index(c.list.accounts, a.account)-
			slices.Index(c.list.accounts, b.account), compareRows(a.row, b.row),
			cmp.Compare(a.kind, b.kind))
	})
	for _, what := range over {
		said := c.silent[what]
		delete(c.silent, what)
		if c.settled[what.account] && slices.Contains(c.list.accounts, what.account) {
			c.addSilence(what, said, News{Kind: NewsNeedsNobody, Need: NeedNone, Before: NeedFault})
		}
	}
}

// compareRows orders rows by what tells them apart, none first.
func compareRows(a, b *Watched) int {
	var first, second model.Ref
	if a != nil {
		first = a.identity()
	}
	if b != nil {
		second = b.identity()
	}
	return cmp.Or(strings.Compare(first.ExportARN, second.ExportARN),
		strings.Compare(first.ExecutionID, second.ExecutionID))
}

// entryOf returns a row's entry in the survey; false if it isn't watched any more.
func (c *comparison) entryOf(survey Survey, row *Watched) (Entry, bool) {
	if c.entries == nil {
		c.entries = make(map[*Watched]Entry, len(survey.Entries))
		for _, entry := range survey.Entries {
			c.entries[entry.Watched] = entry
		}
	}
	entry, ok := c.entries[row]
	return entry, ok
}

// fillEntries gives the news their rows as the survey has them.
func (c *comparison) fillEntries(survey Survey) {
	for i, news := range c.news {
		if entry, ok := c.entryOf(survey, news.Entry.Watched); ok {
			c.news[i].Entry = entry
		}
	}
}
