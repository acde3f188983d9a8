// Package canvas is what the panes draw with: a line of cells, a page of lines, styled runs, rects,
// the face of a run, the line into which somebody types.
package canvas

import (
	"time"

	"exportwatch/model/words"
	"exportwatch/theme"
)

// Pen is what panes draw with: how things look, what time it is on AWS's clock, and a note of when
// the first text that was drawn will have changed.
type Pen struct {
	Theme *theme.Theme
	Now   time.Time
	Local *time.Location
	Keys  Keys
	Fresh time.Duration // until the first text changes; 0 if none will
}

// Age returns the time since an instant in one unit, and notes when that changes.
func (p *Pen) Age(since time.Time) string {
	text, lasts := words.Age(p.Now.Sub(since))
	if p.Fresh == 0 || lasts < p.Fresh {
		p.Fresh = lasts
	}
	return text
}

// Passed says whether an instant is over, and notes when it will be.
func (p *Pen) Passed(t time.Time) bool {
	left := t.Sub(p.Now)
	if left > 0 && (p.Fresh == 0 || left < p.Fresh) {
		p.Fresh = left
	}
	return left <= 0
}

// Moment returns an instant in UTC: its time of day if it is of today, else its date.
func (p *Pen) Moment(t time.Time) string {
	t = t.UTC()
	if t.Format(time.DateOnly) == p.Now.UTC().Format(time.DateOnly) {
		return HourMinute(t)
	}
	return t.Format("02 Jan")
}

// Minute returns an instant in UTC to the minute, date first.
func Minute(t time.Time) string { return t.UTC().Format("02 Jan 15:04") }

// HourMinute returns the hour and the minute of an instant in UTC.
func HourMinute(t time.Time) string { return t.UTC().Format("15:04") }

// Clock returns the time of day of an instant in UTC.
func Clock(t time.Time) string { return t.UTC().Format(time.TimeOnly) }
