package tui

import (
	"time"

	"exportwatch/model/watch"
)

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
