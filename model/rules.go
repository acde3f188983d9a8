package model

import (
	"fmt"
	"strconv"
	"time"
)

// Cadence is how often AWS is asked for what.
type Cadence struct {
	Running   time.Duration // a run under way
	Runs      time.Duration // an export's new runs
	NearStart time.Duration // the same near the time at which one usually starts
	Listed    time.Duration // the same while one is under way of which lists alone may tell
	Exports   time.Duration // an account's new exports
}

// Cadence returns it.
func (w *Watchlist) Cadence() Cadence {
	return Cadence{
		Running: w.interval, Runs: executionsGap, NearStart: nearStartGap, Listed: listedGap,
		Exports: exportsGap,
	}
}

// Started returns when the first thing was watched, this machine's clock; zero if nothing is.
func (w *Watchlist) Started() time.Time { return w.anchor }

// Rule is what makes a row need somebody.
type Rule struct{ Word, Text string }

// Rules returns those by which rows need somebody, worst first.
func Rules() []Rule {
	return []Rule{
		{"failed", "and no delivery since"},
		{"unknown", "a status we don't know"},
		{"overdue", fmt.Sprintf("no delivery for %s to %s times its usual gap",
			times(lateLeast), times(lateMost))},
		{"slow", fmt.Sprintf("over %s times its usual and %s its longest; needs %d runs",
			times(slowUsual), times(slowLongest), fewRuns)},
		{"no answer", fmt.Sprintf("refused, or %d in a row", faultsInARow)},
	}
}

// times writes hundredths as a factor.
func times(hundredths int) string {
	return strconv.FormatFloat(float64(hundredths)/100, 'g', -1, 64)
}
