package watch

import (
	"slices"
	"strings"
	"time"
)

const day = 24 * time.Hour

// What a forecast rests on.
const (
	FewRuns        = 5        // with fewer, earlier runs tell nothing
	manyRuns       = 12       // of more, the newest count
	recentlyEnough = 14 * day // deliveries so close to the last one count beyond manyRuns
	shortHistory   = 2 * day  // deliveries that span less may be a burst
)

// What is slow or late, in hundredths.
const (
	SlowUsual   = 200 // of the usual time of a run, and
	SlowLongest = 125 // of the longest
	lateLong    = 120 // of a gap that is hardly ever passed, but
	LateLeast   = 125 // of the usual gap at least, and
	LateMost    = 150 // at most
)

// Forecast is what earlier runs of an export let expect of it, or else AWS's documents.
type Forecast struct {
	Runs      int           // delivered runs whose durations are known, the last twelve at most
	Usual     time.Duration // how long they took: the median; zero if there are none
	Low, High time.Duration // the shortest and the longest of them
	SlowAfter time.Duration // what runs longer is slow; zero while there are fewer than five

	Deliveries  int           // deliveries whose distances are known
	ByDocuments bool          // but they are too few, so that AWS's documents count
	Configured  bool          // a rule says Gap, and what is longer is overdue
	Gap         time.Duration // usual time between deliveries; zero where there is no schedule
	LateAfter   time.Duration // what wasn't delivered for longer is overdue; zero: never
	Next        time.Time     // when the next delivery is likely, AWS's clock; zero if not known
}

// Forecast returns what can be expected of the row's export.
func (w *Watched) Forecast() Forecast {
	if w.facts == nil {
		return Forecast{}
	}
	forecast := w.facts.forecast
	switch last := w.facts.lastDelivery; {
	case forecast.Gap == 0:
	case !last.IsZero():
		forecast.Next = last.Add(forecast.Gap)
	case !w.CreatedAt.IsZero():
		forecast.Next = w.CreatedAt.Add(forecast.Gap)
	}
	return forecast
}

// expect makes the forecast anew and notes the last delivery.
func (f *exportFacts) expect() {
	runs := f.sorted()
	var took []time.Duration
	ends := make([]time.Time, 0, len(runs))
	for _, run := range runs {
		if !run.delivered() {
			continue
		}
		end := run.execution.EndedAt()
		if end.IsZero() {
			end = run.execution.CreatedAt
		}
		if !countsStill(ends, end) {
			break
		}
		ends = append(ends, end)
		if len(took) == manyRuns {
			continue
		}
		if d, ok := run.execution.Took(); ok {
			took = append(took, d)
		}
	}
	slices.SortFunc(ends, func(a, b time.Time) int { return b.Compare(a) })
	f.forecast, f.lastDelivery = expectRuns(took), time.Time{}
	if len(ends) > 0 {
		f.lastDelivery = ends[0]
	}
	if !f.carbon() {
		f.forecast = f.forecast.withDeliveries(ends)
	}
	f.forecast = f.forecast.configured(f.rule)
}

// countsStill says whether an earlier delivery tells something beside those that ended at ends.
// Two weeks must be looked at, and not a number of runs, lest a burst at the start of a month pass
// for the usual.
func countsStill(ends []time.Time, end time.Time) bool {
	return len(ends) < manyRuns || ends[0].Sub(end) <= recentlyEnough
}

func expectRuns(took []time.Duration) Forecast {
	f := Forecast{Runs: len(took)}
	if f.Runs == 0 {
		return f
	}
	slices.Sort(took)
	f.Usual, f.Low, f.High = took[f.Runs/2], took[0], took[f.Runs-1]
	if f.Runs >= FewRuns {
		f.SlowAfter = max(hundredths(f.Usual, SlowUsual), hundredths(f.High, SlowLongest))
	}
	return f
}

// withDeliveries adds what follows from when deliveries ended, newest first. The usual gap is the
// one that two thirds of the time pass in gaps of at most: counted by time, since many short gaps
// of a burst say little of the rest. The longest gap is left out, for it may be an outage. AWS
// promises the first delivery within 24 hours and then at least one a day, but some exports come
// monthly: those have no schedule until enough deliveries show one.
func (f Forecast) withDeliveries(ends []time.Time) Forecast {
	f.Deliveries = len(ends)
	gaps := make([]time.Duration, 0, len(ends))
	for i := 1; i < len(ends); i++ {
		gaps = append(gaps, ends[i-1].Sub(ends[i]))
	}
	slices.Sort(gaps)
	last := len(gaps) - 1
	switch {
	case len(ends) >= FewRuns && ends[0].Sub(ends[len(ends)-1]) >= shortHistory:
		gaps = gaps[:last]
		f.Gap = byTime(gaps, 2./3)
		long := hundredths(byTime(gaps, 0.95), lateLong)
		f.LateAfter = min(max(long, hundredths(f.Gap, LateLeast)), hundredths(f.Gap, LateMost))
	case len(gaps) == 0 || gaps[last] <= 7*day:
		f.ByDocuments, f.Gap, f.LateAfter = true, day, hundredths(day, LateMost)
	}
	return f
}

// hundredths returns so many hundredths of a span of time. Dividing first keeps long spans from
// overflowing.
func hundredths(d, count time.Duration) time.Duration { return d / 100 * count }

// byTime returns the gap up to which, in ascending order, a share of all the time passes.
func byTime(gaps []time.Duration, share float64) time.Duration {
	var all, passed time.Duration
	for _, gap := range gaps {
		all += gap
	}
	for _, gap := range gaps {
		if passed += gap; passed.Seconds() >= share*all.Seconds() {
			return gap
		}
	}
	return 0
}

const carbonTable = "CARBON_EMISSIONS"

// carbon says whether the export is of carbon emissions, which have no reliable schedule. The
// table is known from a snapshot, or the export of today; without one the export's name is what
// there is to go by.
func (f *exportFacts) carbon() bool {
	for _, run := range f.runs {
		if snapshot := run.execution.Export; snapshot != nil {
			if table := snapshot.Table(); table != "" {
				return table == carbonTable
			}
		}
	}
	if f.table != "" {
		return f.table == carbonTable
	}
	return f.row != nil && strings.Contains(strings.ToLower(f.row.Title()), "carbon")
}
