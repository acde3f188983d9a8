package simulator

import (
	"fmt"
	"math"
	"time"
)

const (
	history     = 28 * day // before the epoch, unless Options.Executions wants more or less
	runningSome = 10       // executions under way at the epoch
)

// standardAccount is the account of the options: the catalogue, cut or repeated to the number of
// exports, with a past long enough for the number of executions.
func standardAccount(options Options) *account {
	chance := newStream(options.Seed, "standard")
	a := &account{id: digits(chance.at(0, "account"))}
	templates := repeated(catalogue(), options.Exports)
	counts := executionCounts(templates, options.Executions)
	burst := bursts(templates)
	for i, t := range templates {
		own := newStream(uint64(chance), t.name)
		e := t.build(a.id, own)
		_, share := math.Modf(float64(i) * math.Phi) // spreads any number of exports evenly
		runs := t.cadence(own, counts[i], burst, share)
		e.runs = runs
		e.created = runs.start(runs.oldest()) - 19*time.Hour
		a.exports = append(a.exports, e)
	}
	return a
}

// repeated cuts or repeats the catalogue to n exports; 0 leaves it as it is.
func repeated(templates []template, n int) []template {
	if n == 0 {
		return templates
	}
	chosen := make([]template, n)
	for i := range chosen {
		chosen[i] = templates[i%len(templates)]
		if round := i / len(templates); round > 0 {
			chosen[i].name += fmt.Sprintf("-team%02d", round)
		}
	}
	return chosen
}

// bursts is how many runs of each running export are under way at the epoch.
func bursts(templates []template) int {
	running := 0
	for _, t := range templates {
		if t.runsNow() {
			running++
		}
	}
	return max(1, (runningSome+running-1)/max(running, 1))
}

func (t template) runsNow() bool { return t.resting == 0 && !t.never }

// executionCounts divides a number of executions among exports: first those that run now, the
// rest as often as each export runs. 0 means those of four weeks.
func executionCounts(templates []template, total int) []int {
	burst := bursts(templates)
	counts := make([]int, len(templates))
	left, rate := total, 0.0
	for i, t := range templates {
		switch {
		case t.never:
			continue
		case total == 0:
			counts[i] = max(burst, int(history/t.period))
		case t.runsNow():
			counts[i] = min(burst, left)
			left -= counts[i]
		}
		rate += 1 / t.period.Hours()
	}
	if total == 0 {
		return counts
	}
	spare := left
	for i, t := range templates {
		if !t.never {
			share := min(left, int(math.Round(float64(spare)/t.period.Hours()/rate)))
			counts[i] += share
			left -= share
		}
	}
	counts[0] += left
	return counts
}

// cadence is the schedule of a template with a number of executions at the epoch. The share, 0 to
// 1, sets exports apart that would else do everything at the same time.
func (t template) cadence(chance stream, count, burst int, share float64) *cadence {
	c := &cadence{
		ids:    ids{chance},
		count:  count,
		period: t.period,
		jitter: min(t.period/12, 40*time.Minute),
		took:   t.took,
		ends:   t.ends,
	}
	if t.never {
		c.anchor = 17*time.Hour - t.period
		return c
	}
	if !t.runsNow() {
		c.anchor = -t.resting
		return c
	}
	c.burst = burst
	under := 0.02 + 0.85*share
	if burst > 1 {
		under = 0.85
	}
	c.anchor = -time.Duration(under * float64(t.took)).Truncate(time.Millisecond)
	c.ahead = time.Duration(0.7 * share * float64(t.period))
	return c
}
