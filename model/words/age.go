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

// About returns a usual span of time, rounded to one unit: what is a minute short of a day is a day.
func About(d time.Duration) string {
	const day = 24 * time.Hour
	for _, unit := range []struct {
		size, from time.Duration
		letter     string
	}{
		{day, 2*day - time.Hour/2, "d"},
		{time.Hour, time.Hour - time.Minute/2, "h"},
		{time.Minute, time.Minute - time.Second/2, "m"},
	} {
		if d >= unit.from {
			return fmt.Sprintf("%d%s", (d+unit.size/2)/unit.size, unit.letter)
		}
	}
	return fmt.Sprintf("%ds", max(0, d).Round(time.Second)/time.Second)
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
