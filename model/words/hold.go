package words

import "time"

// Held says since when AWS hasn't answered and when it is asked next, as "since 14:02, next try
// 14:07", all by AWS's clock. Without a next time it says the first alone.
func Held(since, until, now time.Time) string {
	text := "since " + Lately(since, now)
	if !until.IsZero() {
		text += ", next try " + Lately(until, now)
	}
	return text
}

// Lately returns the hour and minute of an instant that is less than a day from now, in UTC, else
// its date too.
func Lately(t, now time.Time) string {
	if t.Sub(now).Abs() < 24*time.Hour {
		return t.UTC().Format("15:04")
	}
	return t.UTC().Format("02 Jan 15:04")
}
