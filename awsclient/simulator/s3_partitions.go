package simulator

import (
	"iter"
	"strings"
	"time"
)

// partition is a partition with the runs that wrote it.
type partition struct {
	name     string
	begins   time.Time // the month or the day
	from, to int
}

// partitions are those of a tree in the order of their names. A run on the first day of a month
// still writes the month before.
func (s *Server) partitions(t tree) iter.Seq[partition] {
	return func(yield func(partition) bool) {
		first, last := s.clock.wall(t.e.runs.start(t.from)), s.clock.wall(t.e.runs.start(t.to))
		daily := t.e.current.table() == tableRecommendations
		begins := time.Date(first.Year(), first.Month()-1, 1, 0, 0, 0, 0, time.UTC)
		if daily {
			begins = first.Truncate(day)
		}
		from := t.from
		for from <= t.to && !begins.After(last) {
			p := partition{begins: begins, from: from}
			next := begins.AddDate(0, 1, 0)
			end := next.Add(day)
			if daily {
				next = begins.Add(day)
				end = next
			}
			p.to = min(t.to, t.e.newest(s.clock.reach(end)-1))
			p.name = t.e.current.partition(begins)
			begins = next
			if p.to < p.from {
				continue
			}
			from = p.to + 1
			if !yield(p) {
				return
			}
		}
	}
}

// table is the table that an export selects from.
func (e *wireExport) table() string {
	_, rest, _ := strings.Cut(e.DataQuery.QueryStatement, " FROM ")
	table, _, _ := strings.Cut(rest, " ")
	return table
}

// partition is the name of the partition of a month or day.
func (e *wireExport) partition(begins time.Time) string {
	switch e.table() {
	case tableRecommendations:
		return "date=" + begins.Format(time.DateOnly)
	case tableCarbon: // three months behind
		return "carbon_model_version=v3.0.0/usage_period=" +
			begins.AddDate(0, -3, 0).Format("2006-01")
	default:
		return "BILLING_PERIOD=" + begins.Format("2006-01")
	}
}

// reach is the offset at which a time comes, whatever the clock.
func (c clock) reach(at time.Time) time.Duration {
	return time.Duration(float64(at.Sub(c.epoch)) * c.speed)
}
