package watch

import (
	"fmt"
	"strings"
	"time"
)

// Weekdays are days of the week, by time.Weekday. None at all means every day.
type Weekdays [7]bool

// Hours are hours of the day, by the clocks of some place. They are of the days on which they
// begin; where they don't end later than they begin, they end on the next day.
type Hours struct {
	Days     Weekdays
	From, To time.Duration  // of the day, as its clocks show it; up to 24 hours
	In       *time.Location // never nil
}

// String returns them as the configuration has them.
func (h Hours) String() string {
	var days []string
	for day, on := range h.Days {
		if on {
			days = append(days, strings.ToLower(time.Weekday(day).String()[:3]))
		}
	}
	text := fmt.Sprintf("%s-%s", clockText(h.From), clockText(h.To))
	if len(days) > 0 {
		text = strings.Join(days, ",") + " " + text
	}
	if h.In != time.UTC {
		text += " " + h.In.String()
	}
	return text
}

func clockText(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d/time.Hour), int(d%time.Hour/time.Minute))
}

// on returns when the hours begin and end that belong to a day, which is given by how far it is from
// the day of an instant; false if they don't belong to it.
func (h Hours) on(at time.Time, offset int) (from, to time.Time, ok bool) {
	local := at.In(h.In)
	day := func(offset int, of time.Duration) time.Time {
		return time.Date(local.Year(), local.Month(), local.Day()+offset, int(of/time.Hour),
			int(of%time.Hour/time.Minute), 0, 0, h.In)
	}
	from, to = day(offset, h.From), day(offset, h.To)
	if h.To <= h.From {
		to = day(offset+1, h.To)
	}
	return from, to, h.Days == (Weekdays{}) || h.Days[day(offset, 12*time.Hour).Weekday()]
}

// until returns when the hours end that an instant is in; false if it is in none.
func (h Hours) until(at time.Time) (time.Time, bool) {
	for offset := -1; offset <= 0; offset++ { // they may have begun the day before
		if from, to, ok := h.on(at, offset); ok && !at.Before(from) && at.Before(to) {
			return to, true
		}
	}
	return time.Time{}, false
}

// next returns when they begin next after an instant.
func (h Hours) next(at time.Time) time.Time {
	const week = 7
	for offset := 0; offset <= week; offset++ {
		if from, to, ok := h.on(at, offset); ok && from.After(at) && to.After(from) {
			return from
		}
	}
	return time.Time{}
}
