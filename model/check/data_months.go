package check

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"exportwatch/model"
)

// periods are the months, and the days, that have a manifest, each with when its newest was written.
// Partitions of other tables are none.
type periods struct{ months, days map[time.Time]time.Time }

func periodsOf(facts model.DataFacts, manifests []model.Object) periods {
	p := periods{months: map[time.Time]time.Time{}, days: map[time.Time]time.Time{}}
	for _, manifest := range manifests {
		partition := partitionOf(manifest.Folder(facts.Metadata.Prefix))
		if month, ok := monthOf(partition); ok {
			p.months[month] = later(p.months[month], manifest.Modified)
		}
		if day, ok := dayOf(partition); ok {
			p.days[day] = later(p.days[day], manifest.Modified)
		}
	}
	return p
}

// present judges whether the month, or the day, has a manifest yet.
func (c Case) present(s *draft, facts model.DataFacts, p periods) {
	switch {
	case !facts.Metadata.Whole:
		s.capped(fmt.Sprintf("There are more than %s of metadata; newer ones weren't looked at.",
			counted(len(facts.Metadata.Objects), "object")))
	case len(p.months) > 0 && len(p.days) == 0:
		c.thisMonth(s, p.months)
	case len(p.days) > 0 && len(p.months) == 0:
		c.today(s, p.days)
	}
}

// past judges the months before.
func (c Case) past(s *draft, facts model.DataFacts, p periods) {
	c.refreshed(s, p.months)
	if facts.Metadata.Whole {
		gaps(s, p.months)
	}
}

// thisMonth judges whether the month has a manifest yet.
func (c Case) thisMonth(s *draft, months map[time.Time]time.Time) {
	this := startOfMonth(c.Now)
	if _, delivered := months[this]; delivered {
		return
	}
	f := Finding{
		ID:       "A17",
		Severity: SeverityNote,
		Sentence: fmt.Sprintf(
			"%s wasn't delivered yet; the newest is %s. A sum over this month gives "+
				"nothing.",
			this.Format("2006-01"),
			newest(months).Format("2006-01"),
		),
		Todo: "Wait; AWS may need 24 hours.",
	}
	if c.Now.UTC().Day() > 2 {
		f.ID, f.Severity = "A18", SeverityWarning
		f.Todo = "Look whether the export is overdue, and whether AWS can write to the bucket."
	}
	s.add(f)
}

// today judges whether today or yesterday has a manifest.
func (c Case) today(s *draft, days map[time.Time]time.Time) {
	today := c.Now.UTC().Truncate(24 * time.Hour)
	if newest := newest(days); newest.Before(today.AddDate(0, 0, -1)) {
		s.add(Finding{
			ID: "A18", Severity: SeverityWarning,
			Sentence: fmt.Sprintf("%s wasn't delivered yet; the newest is %s.",
				today.Format(time.DateOnly), newest.Format(time.DateOnly)),
			Todo: "Look whether the export is overdue, and whether AWS can write to the bucket.",
		})
	}
}

// refreshed judges whether the month before was delivered again after its end.
func (c Case) refreshed(s *draft, months map[time.Time]time.Time) {
	const settled = 14 // the day by which AWS has closed the month before, as a rule
	this := startOfMonth(c.Now)
	before := this.AddDate(0, -1, 0)
	written := months[before]
	if !written.After(this) {
		return
	}
	said := fmt.Sprintf("%s was delivered again at %s", before.Format("2006-01"), when(written))
	if c.Now.UTC().Day() <= settled {
		said += ": AWS may still change it until about the 14th"
	}
	s.add(Finding{ID: "A20", Severity: SeverityNote, Sentence: said + ".", Todo: "Load it again."})
}

// gaps judges months without a manifest between two that have one.
func gaps(s *draft, months map[time.Time]time.Time) {
	there := slices.SortedFunc(maps.Keys(months), time.Time.Compare)
	for i := 1; i < len(there); i++ {
		before, after := there[i-1], there[i]
		first, last := before.AddDate(0, 1, 0), after.AddDate(0, -1, 0)
		if !first.Before(after) {
			continue
		}
		missing, has := first.Format("2006-01"), "has"
		if last.After(first) {
			missing, has = missing+" to "+last.Format("2006-01"), "have"
		}
		s.add(Finding{
			ID: "A21", Severity: SeverityNote,
			Sentence: fmt.Sprintf("%s %s no manifest, though %s and %s do.", missing, has,
				before.Format("2006-01"), after.Format("2006-01")),
			Todo: "Ask AWS Support for a back-fill.",
		})
	}
}

func newest(times map[time.Time]time.Time) time.Time {
	var newest time.Time
	for t := range times {
		newest = later(newest, t)
	}
	return newest
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
