package watch

import "time"

// Cadence is how often AWS is asked for what.
type Cadence struct {
	Running   time.Duration // a run under way
	Runs      time.Duration // an export's new runs
	NearStart time.Duration // the same near the time at which one usually starts
	Listed    time.Duration // the same while one is under way of which lists alone may tell
	Exports   time.Duration // an account's new exports
}

// Cadence returns it.
func (w *List) Cadence() Cadence {
	return Cadence{
		Running: w.interval, Runs: executionsGap, NearStart: nearStartGap, Listed: listedGap,
		Exports: exportsGap,
	}
}

// Started returns when the first thing was watched, this machine's clock; zero if nothing is.
func (w *List) Started() time.Time { return w.anchor }
