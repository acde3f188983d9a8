package tui_test

import (
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// wavering returns the runs of an export that take between 15 and 25 minutes, every eight hours, of
// which every ninth fails.
func wavering(count int) []trip {
	trips := every(8*hour, count, 15*minute, 20*minute)
	for i := range trips {
		trips[i].took += time.Duration(i*7%11) * minute
		if i%9 == 4 {
			trips[i].ends, trips[i].reason = model.QueryFailure, model.InternalFailure
		}
	}
	return trips
}

// running returns an account with an export of so many runs.
func running(count int) func() *cloud {
	return func() *cloud {
		return &cloud{
			profiles: []profile{{account: amer}},
			exports:  []*plan{{name: "cur2-daily", account: amer, runs: wavering(count)}},
		}
	}
}

// patchy is an export of which runs are told apart: those that only memory knows, one of which AWS
// doesn't say when it was created, one that failed, one with a strange code, and one under way.
func patchy() *cloud {
	c := running(9)()
	p := c.exports[0]
	p.runs[1].undated = true
	p.runs[7].ends = "DELIVERY_PAUSED"
	p.runs = append(p.runs, trip{ago: 12 * minute, took: hour, ends: model.DeliverySuccess})
	for i := range 4 {
		created := noon().Add(-time.Duration(80+8*i) * hour)
		e := model.Execution{
			Ref: p.ref(100 + i), Status: model.DeliverySuccess,
			CreatedAt: created, UpdatedAt: created.Add(time.Duration(18-i) * minute),
		}
		if i == 2 {
			e.Status, e.Reason = model.DeliveryFailure, model.InsufficientPermission
		}
		c.memory = append(c.memory, watch.SeenRun{Execution: e, AnsweredAt: e.UpdatedAt})
	}
	return c
}

// runsStates are those of the tab of runs.
func runsStates() []state {
	chosen := []string{"3", "enter", "j"}
	zoomed := []string{"3", "z"}
	return []state{
		{name: "runs", cloud: organization, keys: []string{"3"}, between: true},
		{name: "runs_chosen", cloud: organization, keys: chosen, coloured: true},
		{name: "runs_one", cloud: running(1), keys: zoomed, between: true},
		{name: "runs_12", cloud: running(12), keys: zoomed, between: true, coloured: true},
		{name: "runs_400", cloud: running(400), keys: zoomed, between: true, coloured: true},
		{
			name: "runs_400_end", cloud: running(400), keys: append(zoomed, "G", "k"),
			between: true,
		},
		{name: "runs_patchy", cloud: patchy, keys: zoomed, between: true, coloured: true},
		{name: "runs_patchy_below", cloud: patchy, keys: []string{"3"}},
		{name: "runs_opened", cloud: organization, keys: append(chosen, "j", "j", "enter")},
		{name: "runs_pinned", runs: mixed(), keys: []string{"3"}},
		{name: "runs_first_answers", cloud: firstAnswers, keys: []string{"3"}},
		{name: "runs_cut", cloud: endless, keys: []string{"G", "3"}},
		{
			name: "runs_search", cloud: running(400),
			keys: append([]string{"3", "enter"}, typing("Query failed", "enter", "n", "n")...),
		},
	}
}
