package words

import (
	"fmt"
	"time"
)

// Age returns a span of time in one unit, and after how long that text will change: seconds
// under a minute, minutes under an hour, hours under two days, then days.
func Age(d time.Duration) (string, time.Duration) {
	const day = 24 * time.Hour
	d = max(0, d)
	unit, letter := day, "d"
	switch {
	case d < time.Minute:
		unit, letter = time.Second, "s"
	case d < time.Hour:
		unit, letter = time.Minute, "m"
	case d < 2*day:
		unit, letter = time.Hour, "h"
	}
	return fmt.Sprintf("%d%s", d/unit, letter), unit - d%unit
}

// Span returns a finished span of time in at most two units: 45s, 15m49s, 1h05m, 3d04h.
func Span(d time.Duration) string {
	const day = 24 * time.Hour
	d = max(0, d).Round(time.Second)
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%ds", d/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%dm%02ds", d/time.Minute, d%time.Minute/time.Second)
	case d < 2*day:
		return fmt.Sprintf("%dh%02dm", d/time.Hour, d%time.Hour/time.Minute)
	default:
		return fmt.Sprintf("%dd%02dh", d/day, d%day/time.Hour)
	}
}
