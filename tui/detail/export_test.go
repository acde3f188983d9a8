package detail

import (
	"time"

	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// Marked gives the tests a painted line in which a search has marked what it found.
func Marked(t *theme.Theme, painted, find string) string {
	body := &canvas.Page{Pen: &canvas.Pen{Theme: t}, Lines: []string{painted}}
	s := search{text: find}
	s.look(body)
	return s.mark(body.Pen, 0, painted)
}

// PitchOf is pitchOf, for tests.
func PitchOf(count, width int) (pitch, shown int) { return pitchOf(count, width) }

// ScaleOf is scaleOf, for tests.
func ScaleOf(top, median time.Duration, height int) time.Duration {
	return scaleOf(top, median, height)
}

// ValueText is valueText, for tests.
func ValueText(d time.Duration) string { return valueText(d) }

// AxisTop is axisTop, for tests.
func AxisTop(longest, median time.Duration) time.Duration { return axisTop(longest, median) }
