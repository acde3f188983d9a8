package words

import "time"

// MutedUntil says that a row needs nobody because of its muted hours, and when they end; the longest
// form first. Both instants are of AWS's clock.
func MutedUntil(until, now time.Time) []string {
	layout := "15:04"
	switch {
	case AlwaysMuted(until, now):
		return []string{"always muted", "muted"}
	case until.Sub(now) >= 24*time.Hour:
		layout = "02 Jan 15:04"
	}
	return []string{"muted until " + until.UTC().Format(layout), "muted"}
}

// AlwaysMuted says whether muted hours never end: they repeat every week.
func AlwaysMuted(until, now time.Time) bool { return until.Sub(now) > 7*24*time.Hour }
