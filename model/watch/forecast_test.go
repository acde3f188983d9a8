package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// lasting is a followed export that was created ten days ago, of which AWS lists runs that took the
// given times, each day one, the newest a day ago.
func lasting(t *testing.T, took ...time.Duration) (*watch.List, []model.Execution) {
	t.Helper()
	list := watch.NewList(interval, 8)
	list.FollowARN(arn("daily"), start())
	list.Watched()[0].CreatedAt = start().Add(-10 * day)
	var runs []model.Execution
	for i, took := range took {
		created := start().Add(-time.Duration(i+1) * day)
		runs = append(runs, model.Execution{
			Ref: run("daily", 100-i), Status: model.DeliverySuccess, CreatedAt: created,
			UpdatedAt: created.Add(took),
		})
	}
	lists(t, list, runs, start())
	return list, runs
}

func TestForecastOfDurations(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	for _, test := range []struct {
		took []time.Duration
		want watch.Forecast
		says string
	}{
		{nil, watch.Forecast{}, ""},
		{[]time.Duration{9 * m}, watch.Forecast{Runs: 1, Usual: 9 * m, Low: 9 * m, High: 9 * m}, "last run"},
		{
			[]time.Duration{9 * m, 5 * m, 7 * m, 8 * m},
			watch.Forecast{Runs: 4, Usual: 8 * m, Low: 5 * m, High: 9 * m},
			"last 4 runs",
		},
		{
			[]time.Duration{9 * m, 5 * m, 7 * m, 8 * m, 7 * m},
			watch.Forecast{Runs: 5, Usual: 7 * m, Low: 5 * m, High: 9 * m, SlowAfter: 14 * m},
			"last 5 runs",
		},
		{
			[]time.Duration{7 * m, 7 * m, 7 * m, 7 * m, 20 * m},
			watch.Forecast{Runs: 5, Usual: 7 * m, Low: 7 * m, High: 20 * m, SlowAfter: 25 * m},
			"last 5 runs",
		},
		{
			[]time.Duration{m, m, m, m, m, m, m, m, m, m, m, m, 90 * m},
			watch.Forecast{Runs: 12, Usual: m, Low: m, High: m, SlowAfter: 2 * m},
			"last 12 runs",
		},
	} {
		list, _ := lasting(t, test.took...)
		got := list.Watched()[0].Forecast()
		says := words.RunEvidence(got)
		got.Deliveries, got.ByDocuments, got.Gap, got.LateAfter = 0, false, 0, 0
		got.Next = time.Time{}
		if got != test.want || says != test.says {
			t.Errorf("%v: forecast %+v by the %q", test.took, got, says)
		}
	}
}

func TestSlow(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	list, runs := lasting(t, 9*m, 5*m, 7*m, 8*m, 7*m)
	under := model.Execution{
		Ref:       run("daily", 101),
		Status:    model.QueryInProcess,
		CreatedAt: start(),
	}
	asked := start().Add(14*m - 10*time.Second)
	lists(t, list, append([]model.Execution{under}, runs...), asked)
	survey := list.Survey(asked)
	next, ok := survey.NextChange(true)
	if want := start().Add(14 * m); !ok || !next.Equal(want) {
		t.Errorf("the next change is at %v, %v, want %v", next, ok, want)
	}
	for after, want := range map[int]watch.Need{839: watch.NeedNone, 840: watch.NeedSlow} {
		survey := list.Survey(start().Add(time.Duration(after) * time.Second))
		if got := survey.Entries[0].Need; got != want || survey.Slow+survey.Running != 1 {
			t.Errorf("after %d s it needs %d, want %d", after, got, want)
		}
	}
	if got := list.Survey(start().Add(time.Hour)).Entries[0]; got.Need != watch.NeedSlow ||
		!got.Stale {
		t.Errorf("no longer answered, it is %+v", got)
	}
	under.Status, under.UpdatedAt = model.DeliverySuccess, start().Add(30*m)
	lists(t, list, append([]model.Execution{under}, runs...), start().Add(31*m))
	if got := list.Survey(start().Add(time.Hour)).Entries[0].Need; got != watch.NeedNone {
		t.Errorf("delivered after all, it needs %d", got)
	}
}

func TestFourRunsMakeNothingSlow(t *testing.T) {
	t.Parallel()
	list, runs := lasting(t, time.Minute, time.Minute, time.Minute, time.Minute)
	under := model.Execution{
		Ref:       run("daily", 101),
		Status:    model.QueryInProcess,
		CreatedAt: start(),
	}
	lists(t, list, append([]model.Execution{under}, runs...), start().Add(9*time.Hour-time.Second))
	if list.Survey(start().Add(9*time.Hour)).Slow != 0 {
		t.Error("it is slow, by four runs")
	}
}

// The times of the table are hours since the story began; a run takes none of them.
func TestOverdueByDocuments(t *testing.T) {
	t.Parallel()
	const ok, bad, under = model.DeliverySuccess, model.DeliveryFailure, model.QueryInProcess
	type started struct {
		at   int
		says model.Status
	}
	for _, test := range []struct {
		name, export string
		created      int // 0: not known
		runs         []started
		from         int // 0: never
		evidence     string
	}{
		{"never delivered", "daily", 1, nil, 1 + 24, "per AWS documentation"},
		{"created at a time that isn't known", "daily", 0, nil, 0, "per AWS documentation"},
		{"delivered once", "daily", 1, []started{{20, ok}}, 20 + 36, "per AWS documentation"},
		{"delivered, then failed", "daily", 1, []started{{20, ok}, {30, bad}}, 20 + 36, "per AWS documentation"},
		{"the first is under way", "daily", 1, []started{{20, under}}, 20 + 24, "per AWS documentation"},
		{"the next is under way", "daily", 1, []started{{20, ok}, {50, under}}, 50 + 24, "per AWS documentation"},
		{
			"four in a week", "daily", 1,
			[]started{{20, ok}, {44, ok}, {68, ok}, {92, ok}},
			92 + 36, "per AWS documentation",
		},
		{
			"five in an hour", "daily", 1,
			[]started{{20, ok}, {20, ok}, {20, ok}, {20, ok}, {21, ok}},
			21 + 36, "per AWS documentation",
		},
		{"two in a month", "daily", 1, []started{{20, ok}, {740, ok}}, 0, "no reliable schedule"},
		{"carbon", "Carbon-report", 1, nil, 0, "no reliable schedule"},
		{"carbon, delivered", "carbon", 1, []started{{20, ok}}, 0, "no reliable schedule"},
		{"five", "daily", 1, []started{{4, ok}, {28, ok}, {52, ok}, {76, ok}, {100, ok}}, 130, "last 5 deliveries"},
	} {
		at := func(hour int) time.Time { return start().Add(time.Duration(hour) * time.Hour) }
		list := watch.NewList(interval, 8)
		list.FollowARN(arn(test.export), start())
		row := list.Watched()[0]
		if test.created != 0 {
			row.CreatedAt = at(test.created)
		}
		overdue := 0
		for hour := range 1000 {
			var page []model.Execution
			for n, r := range test.runs {
				if r.at <= hour {
					page = append(page, model.Execution{
						Ref: run("", n), Status: r.says, CreatedAt: at(r.at), UpdatedAt: at(r.at),
					})
				}
			}
			lists(t, list, page, at(hour).Add(time.Second))
			if len(page) < len(test.runs) {
				continue
			}
			if _, is := row.Overdue(); is {
				overdue = hour
				break
			}
		}
		if overdue != test.from || words.GapEvidence(row.Forecast()) != test.evidence {
			t.Errorf("%s: overdue after %d hours, want %d, %s", test.name, overdue, test.from,
				words.GapEvidence(row.Forecast()))
		}
	}
}

func TestTheTableSaysWhetherItIsOfCarbon(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		table string
		never bool
	}{
		"emissions": {"CARBON_EMISSIONS", true},
		"carbon":    {"COST_AND_USAGE_REPORT", false},
	} {
		list := watch.NewList(interval, 8)
		list.FollowARN(arn(name), start())
		created := minute(-30)
		lists(t, list, []model.Execution{
			{
				Ref: run(
					name,
					1,
				),
				Status:    model.DeliverySuccess,
				CreatedAt: created,
				UpdatedAt: minute(-20),
			},
		}, start())
		answer := says(model.DeliverySuccess, created, minute(-20))
		answer.Execution.Export = &model.Export{Query: "SELECT a FROM " + test.table}
		list.AskNow(run(name, 1), start())
		list.Take(model.Reply{Ask: list.Due(start())[0], Result: answer}, start())
		if never := list.Watched()[0].Forecast().LateAfter == 0; never != test.never {
			t.Errorf("%s of %s is never overdue: %v", name, test.table, never)
		}
	}
}

// Nothing is overdue before its table is known: the newest run is asked for it, once.
func TestNothingIsJudgedBeforeItsTableIsKnown(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		table   string
		fault   model.FaultKind // of GetExecution; FaultOther for none
		judged  bool            // after some seconds
		overdue bool            // after some minutes
	}{
		"ccft":       {"CARBON_EMISSIONS", model.FaultOther, true, false},
		"carbon-cur": {"COST_AND_USAGE_REPORT", model.FaultOther, true, true},
		"bare":       {"", model.FaultOther, true, true},
		"denied":     {"CARBON_EMISSIONS", model.FaultDenied, true, true},
		"stumbles":   {"COST_AND_USAGE_REPORT", model.FaultService, false, true},
		"throttled":  {"COST_AND_USAGE_REPORT", model.FaultThrottled, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := delivers(name, 3, 8*time.Hour, 9*day)
			e.table = test.table
			s := newCloud(t, e).follow()
			s.cloud.refuse = func(ask model.Ask) *model.Fault {
				if ask.Kind == model.AskExecution && test.fault != model.FaultOther {
					return &model.Fault{Kind: test.fault}
				}
				return nil
			}
			s.pass(5 * time.Second)
			if row := s.row(name); row.Judged() != test.judged ||
				!test.judged && s.entry(row).Need != watch.NeedNone {
				t.Errorf("judged: %v, it needs %v", row.Judged(), s.entry(row).Need)
			}
			s.pass(5 * time.Minute)
			if _, overdue := s.row(name).Overdue(); overdue != test.overdue {
				t.Errorf("overdue: %v", overdue)
			}
			if asked := s.asked(model.AskExecution, name); test.judged && len(asked) != 1 {
				t.Errorf("its newest run was asked for after %v", asked)
			}
		})
	}
}

// What AWS wasn't asked since may be delivered.
func TestOverdueIsOnlyWhatWasAskedFor(t *testing.T) {
	t.Parallel()
	list, runs := lasting(t, time.Minute)
	later := start().Add(40 * time.Hour)
	if survey := list.Survey(later); survey.Overdue != 0 {
		t.Error("it is overdue without having been asked for")
	}
	lists(t, list, runs, later)
	survey := list.Survey(later)
	since, _ := list.Watched()[0].Overdue()
	if survey.Overdue != 1 || survey.Entries[0].Need != watch.NeedOverdue ||
		!since.Equal(start().Add(-day+time.Minute+36*time.Hour)) {
		t.Errorf("overdue are %d, since %v", survey.Overdue, since)
	}
}

func TestWhatIsGoneOrPinnedIsNeverOverdue(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 9, day, 9*day)).follow().pin(run("daily", 8))
	s.pass(time.Minute)
	if survey := s.list.Survey(s.now); survey.Overdue != 1 {
		t.Errorf("%d are overdue, want the export alone", survey.Overdue)
	}
	s.cloud.exports[0].away = outage{0, day}
	s.pass(10 * time.Minute)
	if survey := s.list.Survey(s.now); survey.Overdue != 0 {
		t.Error("what is gone is overdue")
	}
}
