package tui

import (
	"time"

	"exportwatch/model/watch"
)

// setRows gives the list its rows. While the row under the cursor is being read, no filter hides
// it.
func (m *Model) setRows(reading bool) {
	m.list.Set(m.survey, m.watch.Following(), m.oldest(), reading)
}

// nextDelivery returns the first time to come at which a delivery is likely.
func nextDelivery(survey watch.Survey, now time.Time) time.Time {
	var next time.Time
	for _, entry := range survey.Entries {
		if entry.Watched.Kind != watch.WatchedExport || entry.Watched.Gone {
			continue
		}
		at := entry.Watched.Forecast().Next
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// oldest returns when the oldest run may have been created that is shown; zero is no limit.
func (m *Model) oldest() time.Time {
	if m.options.Since == 0 {
		return time.Time{}
	}
	return m.watch.AWSNow(m.now).Add(-m.options.Since)
}
