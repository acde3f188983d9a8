package watch_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// look is one answer of AWS: what it says and which minute of the story it is; updated is AWS's
// LastUpdatedAt, -1 where it is missing.
type look struct {
	minute  int
	status  model.Status
	updated int
}

func minute(n int) time.Time { return start().Add(time.Duration(n) * time.Minute) }

// followed returns the timeline of the looks, and the execution as it was last seen. It was
// created in the minute 0.
func followed(looks ...look) (*watch.Timeline, model.Execution) {
	timeline, e, before := &watch.Timeline{}, model.Execution{}, time.Time{}
	for _, look := range looks {
		e = model.Execution{Status: look.status, CreatedAt: start()}
		if look.updated >= 0 {
			e.UpdatedAt = minute(look.updated)
		}
		timeline.Observe(e, before, minute(look.minute))
		before = minute(look.minute)
	}
	return timeline, e
}

func TestTransitionsAreDatedAsNearAsWeKnow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		looks []look
		want  []int // the minutes at which the states began
	}{
		{"found: AWS's last update", []look{{9, model.QueryInProcess, 4}}, []int{4}},
		{"found, AWS says no time", []look{{9, model.QueryInProcess, -1}}, []int{9}},
		{
			"between two looks: AWS's last update",
			[]look{{5, model.QueryQueued, 1}, {9, model.QueryInProcess, 7}},
			[]int{1, 7},
		},
		{
			"updated before the last look: when we saw it",
			[]look{{5, model.QueryQueued, 1}, {9, model.QueryInProcess, 3}},
			[]int{1, 9},
		},
		{
			"updated in the future: when we saw it",
			[]look{{5, model.QueryQueued, 1}, {9, model.QueryInProcess, 30}},
			[]int{1, 9},
		},
		{
			"the same again is no transition",
			[]look{{5, model.QueryQueued, 1}, {9, model.QueryQueued, 8}},
			[]int{1},
		},
	} {
		timeline, _ := followed(test.looks...)
		var got []int
		for i, seen := range timeline.Transitions() {
			got = append(got, int(seen.At.Sub(start()).Minutes()))
			if seen.Found != (i == 0) {
				t.Errorf("%s: transition %d is found: %v", test.name, i, seen.Found)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: began in the minutes %v, want %v", test.name, got, test.want)
		}
	}
}

func TestAReasonThatComesLaterIsKept(t *testing.T) {
	t.Parallel()
	timeline := &watch.Timeline{}
	failed := model.Execution{Status: model.QueryFailure}
	timeline.Observe(failed, time.Time{}, minute(1))
	failed.Reason = model.InternalFailure
	timeline.Observe(failed, minute(1), minute(2))
	if seen := timeline.Transitions(); len(seen) != 1 || seen[0].Reason != model.InternalFailure {
		t.Errorf("seen is %+v", seen)
	}
}

func TestATimelineIsBounded(t *testing.T) {
	t.Parallel()
	looks := []look{{0, model.InitiationInProcess, 0}}
	for n := range 1000 {
		looks = append(
			looks,
			look{n + 1, []model.Status{model.QueryQueued, model.QueryInProcess}[n%2], n + 1},
		)
	}
	timeline, _ := followed(looks...)
	seen := timeline.Transitions()
	if len(seen) != 64 || seen[0].Status != model.InitiationInProcess ||
		!seen[63].At.Equal(minute(1000)) {
		t.Errorf(
			"%d transitions from %v to %v, want 64, the first and the newest",
			len(seen),
			seen[0],
			seen[len(seen)-1],
		)
	}
}

func TestSteps(t *testing.T) {
	t.Parallel()
	const (
		accepted, queued   = model.InitiationInProcess, model.QueryQueued
		query, queryFailed = model.QueryInProcess, model.QueryFailure
		delivery, done     = model.DeliveryInProcess, model.DeliverySuccess
		lost               = model.DeliveryFailure
	)
	for _, test := range []struct {
		name  string
		looks []look
		// For each stage its mark (-, passed, current, failed), the minute of entry and the
		// minutes spent, "?" where that isn't known. Now is the minute 20.
		want []string
	}{
		{
			"each state seen",
			[]look{{1, accepted, 0}, {2, queued, 2}, {5, query, 4}, {9, delivery, 8}, {12, done, 11}},
			[]string{"passed 0 2", "passed 2 2", "passed 4 4", "passed 8 3", "passed 11 ?"},
		},
		{
			"under way",
			[]look{{1, accepted, 0}, {2, queued, 2}, {5, query, 4}},
			[]string{"passed 0 2", "passed 2 2", "current 4 16", "- ? ?", "- ? ?"},
		},
		{
			"found delivered",
			[]look{{12, done, 11}},
			[]string{"passed 0 ?", "passed ? ?", "passed ? ?", "passed ? ?", "passed 11 ?"},
		},
		{
			"delivered, AWS says no time",
			[]look{{12, done, -1}},
			[]string{"passed 0 ?", "passed ? ?", "passed ? ?", "passed ? ?", "passed ? ?"},
		},
		{
			"a skipped state: nobody knows how long the one before took",
			[]look{{2, queued, 2}, {9, delivery, 8}},
			[]string{"passed 0 2", "passed 2 ?", "passed ? ?", "current 8 12", "- ? ?"},
		},
		{
			"the query failed",
			[]look{{5, query, 4}, {9, queryFailed, 8}},
			[]string{"passed 0 ?", "passed ? ?", "failed 4 4", "- ? ?", "- ? ?"},
		},
		{
			"failed before we saw it query: nobody knows how long it was queued",
			[]look{{2, queued, 2}, {9, queryFailed, 8}},
			[]string{"passed 0 2", "passed 2 ?", "failed ? ?", "- ? ?", "- ? ?"},
		},
		{
			"found failed",
			[]look{{9, lost, 8}},
			[]string{"passed 0 ?", "passed ? ?", "passed ? ?", "failed ? ?", "- ? ?"},
		},
		{
			"a failed run goes on under its id",
			[]look{{5, query, 4}, {9, queryFailed, 8}, {12, query, 11}},
			[]string{"passed 0 ?", "passed ? ?", "current 11 9", "- ? ?", "- ? ?"},
		},
		{
			"back to an earlier state: each counts to what followed it",
			[]look{{2, queued, 2}, {5, query, 4}, {9, delivery, 8}, {12, query, 11}},
			[]string{"passed 0 2", "passed 2 2", "current 11 9", "- ? ?", "- ? ?"},
		},
		{
			"and on again",
			[]look{{2, queued, 2}, {5, query, 4}, {9, delivery, 8}, {12, query, 11}, {15, delivery, 14}},
			[]string{"passed 0 2", "passed 2 2", "passed 11 3", "current 14 6", "- ? ?"},
		},
		{
			"an unknown code stays where it was last",
			[]look{{5, query, 4}, {9, "PAUSED", 8}},
			[]string{"passed 0 ?", "passed ? ?", "current 4 16", "- ? ?", "- ? ?"},
		},
		{
			"an unknown code from the beginning",
			[]look{{9, "PAUSED", 8}},
			[]string{"- ? ?", "- ? ?", "- ? ?", "- ? ?", "- ? ?"},
		},
		{
			"entered after now",
			[]look{{30, query, 30}},
			[]string{"passed 0 ?", "passed ? ?", "current 30 ?", "- ? ?", "- ? ?"},
		},
	} {
		timeline, e := followed(test.looks...)
		var got []string
		for _, step := range timeline.Steps(e, minute(20)) {
			got = append(got, describe(step))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

func describe(step watch.Step) string {
	mark := map[watch.Mark]string{
		watch.MarkNotReached: "-", watch.MarkPassed: "passed", watch.MarkCurrent: "current", watch.MarkFailed: "failed",
	}[step.Mark]
	entered, spent := "?", "?"
	if !step.Entered.IsZero() {
		entered = minutes(step.Entered.Sub(start()))
	}
	if step.Known {
		spent = minutes(step.Spent)
	}
	return mark + " " + entered + " " + spent
}

// CompletedAt is practically never set; where it is, it is when the delivery ended.
func TestADeliveryLastsUntilCompletedAt(t *testing.T) {
	t.Parallel()
	timeline, e := followed(
		look{9, model.DeliveryInProcess, 8},
		look{12, model.DeliverySuccess, 11},
	)
	e.CompletedAt = minute(10)
	steps := timeline.Steps(e, minute(20))
	if got := describe(steps[3]) + ", " + describe(steps[4]); got != "passed 8 2, passed 10 ?" {
		t.Errorf("delivery and end are %q", got)
	}
}

func TestStepsSayWhoseWordTheyAre(t *testing.T) {
	t.Parallel()
	timeline, e := followed(
		look{
			2,
			model.QueryQueued,
			2,
		},
		look{5, model.QueryInProcess, 4},
		look{9, model.DeliveryInProcess, 8},
		look{12, model.DeliverySuccess, 11},
	)
	want := []bool{false, true, true, true, false} // creation and end are AWS's
	for i, step := range timeline.Steps(e, minute(20)) {
		if step.Seen != want[i] {
			t.Errorf("%s is our observation: %v", words.Stage(step.Stage), step.Seen)
		}
	}
}

func TestDetoursAreWhatDoesNotFitTheOrder(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		seen []model.Status
		want []model.Status
	}{
		{"straight", []model.Status{
			model.InitiationInProcess, model.QueryQueued, model.QueryInProcess,
			model.DeliveryInProcess, model.DeliverySuccess,
		}, nil},
		{"skipping is no detour", []model.Status{model.QueryQueued, model.DeliverySuccess}, nil},
		{"a failure is none", []model.Status{model.QueryInProcess, model.QueryFailure}, nil},
		{
			"back to the queue",
			[]model.Status{model.QueryInProcess, model.QueryQueued, model.QueryInProcess},
			[]model.Status{model.QueryQueued},
		},
		{
			"a failed run goes on",
			[]model.Status{model.QueryFailure, model.QueryInProcess},
			[]model.Status{model.QueryInProcess},
		},
		{
			"a delivered run fails",
			[]model.Status{model.DeliverySuccess, model.DeliveryFailure},
			[]model.Status{model.DeliveryFailure},
		},
		{
			"an ended run takes an unknown code",
			[]model.Status{model.DeliverySuccess, "ARCHIVED"},
			[]model.Status{"ARCHIVED"},
		},
		{
			"an unknown code on the way is none",
			[]model.Status{model.QueryInProcess, "PAUSED", model.DeliveryInProcess},
			nil,
		},
		{
			"back by way of an unknown code",
			[]model.Status{model.DeliveryInProcess, "PAUSED", model.QueryQueued},
			[]model.Status{model.QueryQueued},
		},
	} {
		looks := make([]look, 0, len(test.seen))
		for i, status := range test.seen {
			looks = append(looks, look{i, status, i})
		}
		timeline, _ := followed(looks...)
		var got []model.Status
		for _, detour := range timeline.Detours() {
			got = append(got, detour.Status)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: detours are %v, want %v", test.name, got, test.want)
		}
	}
}
