package words

import "time"

// MutedUntil says that a row needs nobody because of its muted hours, and when they end; the longest
// form first. Both instants are of AWS's clock.
func MutedUntil(until, now time.Time) []string {
	layout := "15:04"
	if until.Sub(now) >= 24*time.Hour {
		layout = "02 Jan 15:04"
	}
	return []string{"muted until " + until.UTC().Format(layout), "muted"}
}
