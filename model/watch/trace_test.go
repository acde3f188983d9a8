package watch_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

const (
	day  = 24 * time.Hour
	year = 365 * day
)

// trace is a year of an export: when its runs are created, each of which is delivered, and the
// days in which AWS starts none.
type trace struct {
	name    string
	gap     time.Duration // the usual one
	starts  func(dice *rand.Rand) []time.Duration
	outages []outage
}

type outage struct{ from, to time.Duration }

func (o outage) holds(at time.Duration) bool { return o.from <= at && at < o.to }

func traces() []trace {
	twoDays := []outage{
		{100*day - time.Hour, 102*day - time.Hour},
		{250*day + time.Hour, 252*day + time.Hour},
	}
	return []trace{
		{"three a day, an hour to and fro", 8 * time.Hour, every(8*time.Hour, time.Hour), nil},
		{"daily, two hours to and fro", day, every(day, 2*time.Hour), nil},
		{"daily, hourly at the start of a month", day, bursts, nil},
		{
			"three a day, two outages of two days",
			8 * time.Hour,
			every(8*time.Hour, time.Hour),
			twoDays,
		},
		{"daily, two outages of two days", day, every(day, 2*time.Hour), twoDays},
		{"bursts, two outages of two days", day, bursts, twoDays},
		{"three a day, 4, 8 and 12 hours apart", 12 * time.Hour, uneven, nil},
		{"monthly", 30 * day, monthly, nil},
		{"monthly, one left out", 30 * day, monthly, []outage{{300 * day, 325 * day}}},
	}
}

// every returns starts at equal distances, give or take a jitter.
func every(gap, jitter time.Duration) func(dice *rand.Rand) []time.Duration {
	return func(dice *rand.Rand) []time.Duration {
		var starts []time.Duration
		for at := gap; at < year; at += gap {
			starts = append(starts, at+time.Duration((2*dice.Float64()-1)*float64(jitter)))
		}
		return starts
	}
}

// uneven is three a day, 4, 8 and 12 hours apart.
func uneven(dice *rand.Rand) []time.Duration {
	var starts []time.Duration
	for i, at := range every(day/3, time.Hour)(dice) {
		starts = append(starts, at-[]time.Duration{4 * time.Hour, 0, 0}[i%3])
	}
	return starts
}

// bursts is daily, and hourly in the first three days of each month, each time for the month
// before too.
func bursts(dice *rand.Rand) []time.Duration {
	starts := every(day, 2*time.Hour)(dice)
	for month := 30 * day; month < year; month += 30 * day {
		for hour := range 3 * 24 {
			at := month + time.Duration(hour)*time.Hour
			starts = append(starts, at, at+3*time.Minute)
		}
	}
	slices.Sort(starts)
	return starts
}

// monthly is about the middle of each month.
func monthly(dice *rand.Rand) []time.Duration {
	var starts []time.Duration
	for month := range 12 {
		at := time.Date(2026, time.January+time.Month(month), 15, 0, 0, 0, 0, time.UTC).
			Sub(time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC))
		starts = append(starts, at+time.Duration((2*dice.Float64()-1)*float64(2*day)))
	}
	return starts
}

// record is what was said of a trace.
type record struct {
	runs     int
	alarms   int             // false ones
	reported []time.Duration // per outage, since the last delivery before it; 0: never
	slow     int
}

// TestForesightOnAYearOfTraces is the promise of foresight: at most one false alarm in an export's
// year, and each outage reported within one and a half usual gaps of the last delivery.
func TestForesightOnAYearOfTraces(t *testing.T) {
	t.Parallel()
	var table strings.Builder
	for _, trace := range traces() {
		//nolint:gosec // the dice must fall the same each time
		r := play12Months(t, trace, rand.New(rand.NewPCG(1, 5)))
		worst := 0.
		for _, after := range r.reported {
			gaps := after.Hours() / trace.gap.Hours()
			if worst = max(worst, gaps); after == 0 || gaps > 1.5 {
				t.Errorf("%s: reported after %.2f usual gaps", trace.name, gaps)
			}
		}
		if r.alarms > 1 || r.slow > 0 {
			t.Errorf("%s: %d false alarms, %d slow", trace.name, r.alarms, r.slow)
		}
		fmt.Fprintf(&table, "\n%-40s %4d %5d %7d %12.2f", trace.name, r.runs, r.alarms,
			len(r.reported), worst)
	}
	t.Logf("\n%-40s %4s %5s %7s %12s%s", "a year of", "runs", "false", "outages",
		"after (gaps)", &table)
}

// play12Months looks at the list of an export hourly for a year.
func play12Months(t *testing.T, trace trace, dice *rand.Rand) record {
	t.Helper()
	list := watch.NewList(interval, 1)
	list.FollowARN(arn("daily"), start())
	watched := list.Watched()[0]
	runs := trace.executions(dice)
	r := record{runs: len(runs), reported: make([]time.Duration, len(trace.outages))}
	was, last := false, time.Duration(0)
	for hour := range int(year / time.Hour) {
		at := time.Duration(hour) * time.Hour
		page := newest(runs, start().Add(at))
		if len(page) > 0 && page[0].Status == model.DeliverySuccess {
			last = page[0].UpdatedAt.Sub(start())
		}
		lists(t, list, page, start().Add(at))
		since, overdue := watched.Overdue()
		if overdue && !was && !report(&r, trace.outages, last, since.Sub(start())) {
			r.alarms++
		}
		was = overdue
		r.slow += list.Survey(start().Add(at)).Slow
	}
	return r
}

// report notes an alarm in an outage, and returns false if it is in none: if nothing is missing at
// the time, or something was delivered since the outage began.
func report(r *record, outages []outage, last, since time.Duration) bool {
	for i, out := range outages {
		if last < out.from+time.Hour && since > out.from {
			if r.reported[i] == 0 {
				r.reported[i] = since - last
			}
			return true
		}
	}
	return false
}

// executions returns the runs of a trace as they are once delivered, oldest first.
func (tr trace) executions(dice *rand.Rand) []model.Execution {
	var runs []model.Execution
	for i, at := range tr.starts(dice) {
		took := 15*time.Minute + time.Duration(dice.IntN(600))*time.Second
		if !slices.ContainsFunc(tr.outages, func(o outage) bool { return o.holds(at) }) {
			created := start().Add(at)
			runs = append(runs, model.Execution{
				Ref: run("daily", i), Status: model.DeliverySuccess,
				CreatedAt: created, UpdatedAt: created.Add(took),
			})
		}
	}
	return runs
}

// newest returns the newest runs as they are at a time, newest first.
func newest(runs []model.Execution, now time.Time) []model.Execution {
	begun, _ := slices.BinarySearchFunc(runs, now, func(e model.Execution, now time.Time) int {
		return e.CreatedAt.Compare(now)
	})
	page := slices.Clone(runs[max(0, begun-8):begun])
	slices.Reverse(page)
	for i, e := range page {
		if e.UpdatedAt.After(now) {
			page[i].Status, page[i].UpdatedAt = model.QueryInProcess, e.CreatedAt
		}
	}
	return page
}

// lists lets AWS answer what lists executions, and refuse all else.
func lists(t *testing.T, list *watch.List, page []model.Execution, now time.Time) {
	t.Helper()
	list.AskRowNow(list.Watched()[0], now)
	for {
		asks := list.Due(now)
		if len(asks) == 0 {
			t.Fatal("the list isn't asked for")
		}
		if asks[0].Kind == model.AskExecutions {
			list.Take(model.Reply{Ask: asks[0], Result: model.ExecutionList{
				Executions: page, NewestFirst: true, Complete: true,
			}}, now)
			break
		}
		list.Take(model.Reply{Ask: asks[0], Result: &model.Fault{Kind: model.FaultInvalid}}, now)
	}
	for !list.Watched()[0].Judged() { // by its name: of its table nothing is told
		list.Take(
			model.Reply{Ask: list.Due(now)[0], Result: &model.Fault{Kind: model.FaultInvalid}}, now,
		)
	}
}
