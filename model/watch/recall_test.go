package watch_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// remember adds up what a list handed out, as a store keeps it.
func remember(memory *watch.Memory, observed watch.Observed) {
	memory.Profiles = append(memory.Profiles, observed.Profiles...)
	for _, export := range observed.Exports {
		same := func(e watch.SeenExport) bool { return e.ARN == export.ARN }
		memory.Exports = append(slices.DeleteFunc(memory.Exports, same), export)
	}
	for _, run := range observed.Runs {
		same := func(r watch.SeenRun) bool { return r.Execution.Ref == run.Execution.Ref }
		if at := slices.IndexFunc(memory.Runs, same); at >= 0 {
			run.Transitions = append(memory.Runs[at].Transitions, run.Transitions...)
		}
		memory.Runs = append(slices.DeleteFunc(memory.Runs, same), run)
	}
	memory.Changes = append(memory.Changes, observed.Changes...)
}

// again is a stage on the same cloud that is begun anew, with what the one before had handed out.
func (s *stage) again(after time.Duration) (*stage, watch.Memory) {
	s.t.Helper()
	var memory watch.Memory
	remember(&memory, s.list.Observed())
	next := newStage(s.t, 8, nil)
	next.cloud, next.now = s.cloud, s.now.Add(after)
	return next, memory
}

// daily are two exports with a delivery a day, one of which is under way when the story begins.
func daily(t *testing.T) *stage {
	t.Helper()
	s := newCloud(t,
		delivers("cur2", 8, 24*time.Hour, 3*time.Hour),
		delivers("focus", 8, 24*time.Hour, 5*time.Minute).
			then(24*time.Hour, 10*time.Minute, model.DeliveryFailure),
	).follow()
	s.pass(time.Minute)
	return s
}

// What was known is there at once, up to date in nothing and judged by nothing, until AWS answers.
func TestRecalledRowsAreOutOfDateUntilAWSAnswers(t *testing.T) {
	t.Parallel()
	s, memory := daily(t).again(100 * 24 * time.Hour) // all is overdue, and what runs is slow
	s.list.Follow("", nil, s.now)
	s.list.Recall(memory, s.now)
	survey := s.list.Survey(s.now)
	if len(survey.Entries) != 2 || survey.Recalled != 2 || survey.Overdue+survey.Slow > 0 ||
		survey.Running != 1 || survey.Delivered != 1 {
		t.Fatalf("recalled are %+v", survey)
	}
	for _, entry := range survey.Entries {
		run := entry.Watched.Newest()
		if !entry.Stale || !entry.Watched.Recalled() || !run.Remembered() {
			t.Errorf("%s counts as up to date", entry.Watched.Title())
		}
		if run.AnsweredAt().After(start().Add(time.Minute)) ||
			len(run.Timeline.Transitions()) == 0 {
			t.Errorf("%s: answered at %v, timeline %v", entry.Watched.Title(), run.AnsweredAt(),
				run.Timeline)
		}
		if entry.Watched.Forecast().Usual != 10*time.Minute {
			t.Errorf("%s: forecast %+v", entry.Watched.Title(), entry.Watched.Forecast())
		}
	}
	if !s.list.AsOf().IsZero() || s.list.RememberedAt().Sub(start()) > time.Minute {
		t.Errorf("as of %v, remembered at %v", s.list.AsOf(), s.list.RememberedAt())
	}
	s.pass(10 * time.Second)
	survey = s.list.Survey(s.now)
	if survey.Recalled > 0 || survey.Failed != 1 || survey.Overdue != 1 {
		t.Errorf("after AWS has answered: %+v", survey)
	}
	for _, entry := range survey.Entries {
		if entry.Stale || entry.Watched.Newest().Remembered() {
			t.Errorf("%s is still out of date", entry.Watched.Title())
		}
	}
}

// A list that answers once is followed by no question for what is recalled and has ended.
func TestRecallAsksNoMore(t *testing.T) {
	t.Parallel()
	first := daily(t)
	s, memory := first.again(time.Second)
	s.list.Follow("", nil, s.now)
	s.list.Recall(memory, s.now)
	s.pass(time.Minute)
	if len(s.calls) > len(first.calls) {
		t.Errorf("asked were %v, without memory %v", s.calls, first.calls)
	}
}

// What ended or started while nobody watched happened when AWS says so; what the user can't have
// seen comes after he last looked.
func TestWhatHappenedMeanwhile(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		s, memory := daily(t).again(25 * time.Hour)
		memory.LookedAt = start().Add(time.Minute)
		s.list.Follow("", nil, s.now)
		if !late {
			s.list.Recall(memory, s.now)
		}
		s.pass(10 * time.Second)
		if late { // than the answers
			s.list.Recall(memory, s.now)
		}
		var got []string
		for _, c := range s.list.Changes(memory.LookedAt) {
			got = append(got, title(c.Run)+" "+string(c.Status)+" "+c.Kind.String()+
				" "+c.At.Sub(start()).String())
			if !c.Told {
				t.Errorf("%v isn't told by AWS", c)
			}
		}
		want := []string{
			"focus DELIVERY_SUCCESS ended 5m0s",
			"focus DELIVERY_FAILURE started 24h0m0s",
			"focus DELIVERY_FAILURE ended 24h10m0s",
		}
		if !slices.Equal(got, want) {
			t.Errorf("late %v: happened has %q, want %q", late, got, want)
		}
		if again := s.list.Observed().Changes; len(again) != len(want) {
			t.Errorf("handed out are %v", again)
		}
	}
}

// Of an export whose runs weren't known when it was remembered, none is new.
func TestWhatWasNotListedBeforeIsNoNews(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		s, memory := daily(t).again(time.Hour)
		memory.Runs, memory.Changes = nil, nil
		for i := range memory.Exports {
			memory.Exports[i].ListedAt = time.Time{}
		}
		s.list.Follow("", nil, s.now)
		if !late {
			s.list.Recall(memory, s.now)
		}
		s.pass(10 * time.Second)
		if late {
			s.list.Recall(memory, s.now)
		}
		if changes := s.list.Changes(time.Time{}); len(changes) > 0 {
			t.Errorf("late %v: happened has %+v", late, changes)
		}
	}
}

// Recalled facts never replace newer ones, whenever they come.
func TestLateMemoryAddsWhatCameBefore(t *testing.T) {
	t.Parallel()
	ref := run("cur2", 1)
	created := start().Add(-time.Hour)
	list := observed(t, ref,
		says(model.DeliveryInProcess, created, start().Add(-time.Minute)),
		says(model.DeliverySuccess, created, start().Add(500*time.Millisecond)))
	snapshot := &model.Export{Name: "cur2"}
	list.Recall(watch.Memory{Observed: watch.Observed{Runs: []watch.SeenRun{{
		Execution: model.Execution{
			Ref: ref, Status: model.QueryInProcess, CreatedAt: created, Export: snapshot,
		},
		AnsweredAt: start().Add(-30 * time.Minute), Whole: true,
		Transitions: []watch.Transition{
			{Status: model.InitiationInProcess, At: created, Found: true},
			{Status: model.QueryInProcess, At: created.Add(time.Minute)},
		},
	}}}}, start().Add(2*time.Second))
	execution, _ := list.Run(ref).Execution()
	if execution.Status != model.DeliverySuccess || execution.Export != snapshot ||
		list.Run(ref).Remembered() {
		t.Errorf("known is %+v", execution)
	}
	var states []model.Status
	for i, seen := range list.Run(ref).Timeline.Transitions() {
		states = append(states, seen.Status)
		if seen.Found != (i == 0) {
			t.Errorf("state %d: %+v", i, seen)
		}
	}
	if want := []model.Status{
		model.InitiationInProcess, model.QueryInProcess, model.DeliveryInProcess,
		model.DeliverySuccess,
	}; !slices.Equal(states, want) {
		t.Errorf("states %v, want %v", states, want)
	}
}

// What isn't followed, what AWS lists no more, and what another account had doesn't stay.
func TestRecalledRowsThatDontStay(t *testing.T) {
	t.Parallel()
	titles := func(s *stage) []string {
		var names []string
		for _, watched := range s.list.Watched() {
			names = append(names, watched.Title())
		}
		slices.Sort(names)
		return names
	}
	s, memory := daily(t).again(time.Hour)
	s.list.Follow("", []string{"cur*"}, s.now)
	s.list.Recall(memory, s.now)
	if got := titles(s); !slices.Equal(got, []string{"cur2"}) {
		t.Errorf("of one target are shown %q", got)
	}
	s.cloud.exports = s.cloud.exports[1:] // deleted while nobody watched
	s.pass(time.Minute)
	if got := titles(s); !slices.Equal(got, []string{account}) {
		t.Errorf("of a deleted target are shown %q", got)
	}
	gone := s.list.Observed().Exports
	if len(gone) != 1 || !gone[0].Gone || gone[0].Name != "cur2" {
		t.Errorf("handed out as gone are %+v", gone)
	}

	s, memory = daily(t).again(time.Hour)
	for i := range memory.Exports { // the profile led to another account
		memory.Exports[i].ARN = "arn:aws:bcm-data-exports:us-east-1:999988887777:export/old"
	}
	memory.Profiles[0].Account = "999988887777"
	s.list.Follow("", nil, s.now)
	s.list.Recall(memory, s.now)
	if got := titles(s); !slices.Equal(got, []string{"cur2"}) && len(got) == 0 {
		t.Errorf("of the other account are shown %q", got)
	}
	s.pass(time.Second)
	if got := titles(s); !slices.Equal(got, []string{"cur2", "focus"}) {
		t.Errorf("of this account are shown %q", got)
	}
	if gone := s.list.Observed().Exports; slices.ContainsFunc(gone, func(e watch.SeenExport) bool {
		return e.Gone
	}) {
		t.Errorf("handed out as gone are %+v", gone)
	}
}

// Where the exports may no longer be listed, those that are recalled are asked for by themselves.
func TestRecalledRowsOfAnAccountThatMayNotListItsExports(t *testing.T) {
	t.Parallel()
	s, memory := daily(t).again(time.Hour)
	s.cloud.refuse = func(ask model.Ask) *model.Fault {
		if ask.Kind == model.AskExports {
			return &model.Fault{Kind: model.FaultDenied}
		}
		return nil
	}
	s.list.Follow("", nil, s.now)
	s.list.Recall(memory, s.now)
	s.pass(10 * time.Second)
	if survey := s.list.Survey(s.now); survey.Recalled > 0 || survey.Delivered != 2 {
		t.Errorf("known are %+v", survey)
	}
}

// An export that had no run is no problem while AWS doesn't answer: it is idle, as far as is known.
func TestRecalledExportWithoutARun(t *testing.T) {
	t.Parallel()
	first := newCloud(t, &export{name: "new"}).follow()
	first.pass(time.Minute)
	s, memory := first.again(time.Hour)
	s.cloud.refuse = func(model.Ask) *model.Fault {
		return &model.Fault{Kind: model.FaultNetwork}
	}
	s.list.Follow("", nil, s.now)
	s.list.Recall(memory, s.now)
	s.pass(time.Minute)
	survey := s.list.Survey(s.now)
	if survey.Idle != 1 || survey.Recalled != 1 || len(survey.Silences) != 1 {
		t.Errorf("known is %+v", survey)
	}
}

// A remembered run that AWS no longer lists stays, and tells how long runs usually take.
func TestRunsThatOnlyMemoryTellsOf(t *testing.T) {
	t.Parallel()
	s, memory := daily(t).again(time.Hour)
	for n := range 3 { // AWS has forgotten them
		created := start().Add(-3*time.Hour - time.Duration(8+n)*24*time.Hour)
		memory.Runs = append(memory.Runs, watch.SeenRun{
			Execution: model.Execution{
				Ref: run("cur2", 90+n), Status: model.DeliverySuccess, CreatedAt: created,
				UpdatedAt: created.Add(20 * time.Minute),
			},
			AnsweredAt: created.Add(time.Hour),
		})
	}
	s.list.Follow("", []string{"cur2"}, s.now)
	s.list.Recall(memory, s.now)
	s.pass(time.Minute)
	row := s.list.Watched()[0]
	if runs := row.Runs(); len(runs) != 11 || runs[7].Remembered() {
		t.Fatalf("there are %d runs", len(runs))
	}
	for _, run := range row.Runs()[8:] {
		if !run.Remembered() || run.Stale(s.now) {
			t.Errorf("%v: remembered %v, stale %v", run.Ref, run.Remembered(), run.Stale(s.now))
		}
	}
	if forecast := row.Forecast(); forecast.Runs != 11 || forecast.High != 20*time.Minute {
		t.Errorf("the forecast is %+v", forecast)
	}
}

// What is added long after the start has what is remembered of it, whether its runs were looked at
// before or not.
func TestWhatIsAddedIsRemembered(t *testing.T) {
	t.Parallel()
	for _, looked := range []bool{false, true} {
		s, memory := daily(t).again(time.Hour)
		created := start().Add(-20 * day)
		memory.Runs = append(memory.Runs, watch.SeenRun{ // AWS has forgotten it
			Execution: model.Execution{
				Ref: run("focus", 90), Status: model.DeliverySuccess, CreatedAt: created,
				UpdatedAt: created.Add(20 * time.Minute),
			},
			AnsweredAt: created.Add(time.Hour),
		})
		s.list.Follow("", []string{"cur2"}, s.now)
		s.list.Recall(memory, s.now)
		s.pass(time.Minute)
		if looked {
			s.list.Look(arn("focus"), nil, s.now)
			s.pass(time.Minute)
		}
		row, _ := s.list.Add(model.Ref{ExportARN: arn("focus")}, nil, s.now)
		if runs := row.Runs(); len(runs) < 9 || !runs[len(runs)-1].Remembered() {
			t.Errorf("looked %v: %d runs are known at once", looked, len(runs))
		}
		s.pass(time.Minute)
		if runs := row.Runs(); len(runs) != 9 || runs[0].Remembered() || !runs[8].Remembered() {
			t.Errorf("looked %v: %d runs are known", looked, len(runs))
		}
	}
}

// A run that was pinned on the screen shows at a start what was known of it, as one that is named does.
func TestPinnedRunIsRemembered(t *testing.T) {
	t.Parallel()
	s, memory := daily(t).again(time.Hour)
	s.list.Follow("", []string{"cur2"}, s.now)
	s.list.Recall(memory, s.now)
	ref := run("focus", 3)
	s.list.Restore([]watch.Edit{
		{Kind: watch.EditAdded, Target: ref.String(), At: start()},
	}, s.now)
	execution, answered := s.list.Run(ref).Execution()
	if !answered || execution.Status != model.DeliverySuccess || !s.list.Run(ref).Remembered() {
		t.Errorf("known is %+v, answered %v", execution, answered)
	}
}

// What AWS no longer lists can be shown with all that is remembered of it, of accounts and names that
// are followed; nobody asks about it.
func TestGoneExportsAreShownOnDemand(t *testing.T) {
	t.Parallel()
	s, memory := daily(t).again(time.Hour)
	gone := watch.SeenExport{ARN: arn("old"), Name: "old", Gone: true}
	other := gone
	other.ARN = "arn:aws:bcm-data-exports:us-east-1:999988887777:export/old"
	unnamed, there := gone, gone
	unnamed.ARN, unnamed.Name = arn("younger"), "younger"
	there.ARN, there.Name, there.Gone = arn("oldest"), "oldest", false
	created := start().Add(-20 * day)
	memory.Runs = append(memory.Runs, watch.SeenRun{
		Execution: model.Execution{
			Ref: run("old", 1), Status: model.DeliverySuccess, CreatedAt: created,
			UpdatedAt: created.Add(20 * time.Minute),
		},
		AnsweredAt: created.Add(time.Hour),
	})
	s.list.Follow("", []string{"cur2", "old*"}, s.now)
	s.pass(time.Minute)
	asked := len(s.calls)
	s.list.RecallGone([]watch.SeenExport{gone, gone, other, unnamed, there}, s.now)
	s.list.Recall(memory, s.now)
	s.wantRows("cur2 old")
	row := s.row("old")
	if len(row.Runs()) != 1 || !row.Runs()[0].Remembered() || row.Runs()[0].Stale(s.now) ||
		!row.Gone || row.Recalled() {
		t.Errorf("known are %d runs of %+v", len(row.Runs()), row)
	}
	s.pass(time.Minute)
	if len(s.asked(model.AskExecutions, "old")) > 0 || len(s.calls) > asked {
		t.Errorf("asked were %v", s.calls[asked:])
	}
}

// What is handed out is what changed, once; unchanged answers only make it younger, and seldom.
func TestObservedHandsOutWhatChanged(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("cur2", 3, 24*time.Hour, time.Hour).
		then(5*time.Minute, 20*time.Minute, model.DeliverySuccess)).follow()
	s.pass(time.Minute)
	all := s.list.Observed()
	if len(all.Profiles) != 1 || all.Profiles[0].Account != account || len(all.Exports) != 1 ||
		len(all.Runs) != 3 || len(all.Changes) != 0 {
		t.Errorf("first: %+v", all)
	}
	if got := s.list.Observed(); !got.Empty() {
		t.Errorf("handed out twice: %+v", got)
	}
	s.pass(3 * time.Minute)
	if got := s.list.Observed(); !got.Empty() {
		t.Errorf("handed out is what didn't change: %+v", got)
	}
	s.pass(4 * time.Minute)
	got := s.list.Observed()
	if len(got.Runs) != 1 || len(got.Runs[0].Transitions) != 1 || len(got.Changes) != 1 {
		t.Errorf("of a run that started: %+v", got)
	}
	s.pass(4 * time.Minute)
	if got := s.list.Observed().Runs; len(got) != 0 {
		t.Errorf("of a run that goes on: %+v", got)
	}
	s.pass(5 * time.Minute)
	if got := s.list.Observed().Runs; len(got) != 1 || len(got[0].Transitions) != 0 {
		t.Errorf("of a run that goes on for long: %+v", got)
	}
	s.pass(10 * time.Minute)
	got = s.list.Observed()
	ended := watch.Happening{
		Ref: run("cur2", 3), Kind: watch.ChangeEnded, Status: model.DeliverySuccess,
	}
	if len(got.Changes) == 1 {
		ended.At = got.Changes[0].At
	}
	if len(got.Runs) != 1 || !reflect.DeepEqual(got.Changes, []watch.Happening{ended}) {
		t.Errorf("of a run that ended: %+v", got)
	}
}

// title returns the name of a run's export.
func title(run *watch.Run) string {
	execution, _ := run.Execution()
	return execution.Name()
}

// TestKnownIsWhatWasObserved compares what a list tells another of with what it handed out bit by bit,
// of which nothing is taken away by that.
func TestKnownIsWhatWasObserved(t *testing.T) {
	t.Parallel()
	s := daily(t)
	var kept watch.Memory
	remember(&kept, s.list.Observed())
	s.pass(25 * time.Hour)
	known := s.list.Known()
	remember(&kept, s.list.Observed())
	if len(known.Exports) != 2 || !slices.Equal(known.Profiles, slices.Compact(kept.Profiles)) {
		t.Errorf("known are %v and %v", known.Profiles, known.Exports)
	}
	if len(known.Runs) != len(kept.Runs) {
		t.Errorf("%d runs are known, and %d were handed out", len(known.Runs), len(kept.Runs))
	}
	for _, run := range known.Runs {
		at := slices.IndexFunc(kept.Runs, func(r watch.SeenRun) bool {
			return r.Execution.Ref == run.Execution.Ref
		})
		if at < 0 || run.Execution.Status != kept.Runs[at].Execution.Status ||
			run.Whole != kept.Runs[at].Whole ||
			!slices.Equal(run.Transitions, kept.Runs[at].Transitions) {
			t.Errorf("%s differs from what was handed out", run.Execution.Ref)
		}
	}
}
