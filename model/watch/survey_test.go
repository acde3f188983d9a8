package watch_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// order returns the ids of the rows in the order of a survey.
func order(survey watch.Survey) string {
	var ids []string
	for _, entry := range survey.Entries {
		ids = append(ids, entry.Watched.Newest().Ref.ExecutionID)
	}
	return strings.Join(ids, " ")
}

// told is a watch list of pinned runs of different exports, in the order of their ids' letters,
// where AWS has answered for each as the table says.
func told(t *testing.T, answers map[string]any) *watch.List {
	t.Helper()
	list := watch.NewList(interval, 1)
	ids := make([]string, 0, len(answers))
	for id := range answers {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		ref := model.Ref{ExportARN: arn(id), ExecutionID: id}
		list.Pin(ref, start())
		switch answer := answers[id].(type) {
		case model.Answer:
			tell(t, list, ref, answer, start())
		case model.FaultKind:
			list.Take(
				model.Reply{Ask: ask(t, list, ref, start()), Result: &model.Fault{Kind: answer}},
				start(),
			)
		}
	}
	return list
}

func ago(status model.Status, created, updated int) model.Answer {
	return says(status, minute(-created), minute(-updated))
}

func TestSurveyOrdersByAttention(t *testing.T) {
	t.Parallel()
	list := told(t, map[string]any{
		"a-unasked":         nil,
		"b-delivered-early": ago(model.DeliverySuccess, 90, 80),
		"c-delivered-late":  ago(model.DeliverySuccess, 90, 70),
		"d-running-short":   ago(model.QueryInProcess, 5, 1),
		"e-running-long":    ago(model.DeliveryInProcess, 50, 1),
		"f-failed-early":    ago(model.QueryFailure, 90, 80),
		"g-failed-late":     ago(model.DeliveryFailure, 90, 70),
		"h-unknown":         ago("PAUSED", 90, 80),
		"i-denied":          model.FaultDenied,
		"j-notfound":        model.FaultNotFound,
		"k-unasked":         nil,
		"l-throttled":       model.FaultThrottled,
	})
	want := "g-failed-late f-failed-early h-unknown i-denied j-notfound " +
		"a-unasked k-unasked l-throttled " +
		"e-running-long d-running-short c-delivered-late b-delivered-early"
	survey := list.Survey(start())
	if got := order(survey); got != want {
		t.Errorf("order:\n got %s\nwant %s", got, want)
	}
	if again := order(list.Survey(start())); again != want {
		t.Errorf("surveyed again:\n got %s\nwant %s", again, want)
	}
	counts := survey
	counts.Entries = nil
	if counts.Failed != 2 || counts.Unknown != 1 || counts.Faulty != 2 || counts.Asking != 3 ||
		counts.Running != 2 || counts.Delivered != 2 || counts.Superseded != 0 {
		t.Errorf("counts are %+v", counts)
	}
	if added := list.Watched()[0].Newest().Ref.ExecutionID; added != "a-unasked" {
		t.Errorf("Watched no longer begins with what was added first, but with %s", added)
	}
}

func TestEachRowHasOnePlace(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		answers   []any // in turn
		attention watch.Attention
		need      watch.Need
	}{
		{"never asked", nil, watch.AttentionAsking, watch.NeedNone},
		{"the network is down", []any{model.FaultNetwork}, watch.AttentionAsking, watch.NeedNone},
		{"refused at once", []any{model.FaultDenied}, watch.AttentionNeedsYou, watch.NeedFault},
		{"unknown to AWS", []any{model.FaultNotFound}, watch.AttentionNeedsYou, watch.NeedFault},
		{"refused as invalid", []any{model.FaultInvalid}, watch.AttentionNeedsYou, watch.NeedFault},
		{"AWS stumbles at first", []any{model.FaultService}, watch.AttentionAsking, watch.NeedNone},
		{
			"AWS stumbles three times",
			[]any{model.FaultService, model.FaultService, model.FaultService},
			watch.AttentionNeedsYou, watch.NeedFault,
		},
		{"running", []any{model.QueryInProcess}, watch.AttentionUnderway, watch.NeedNone},
		{"AWS stumbles once", []any{model.QueryInProcess, model.FaultService}, watch.AttentionUnderway, watch.NeedNone},
		{
			"AWS stumbles again and again",
			[]any{model.QueryInProcess, model.FaultService, model.FaultService, model.FaultService},
			watch.AttentionUnderway, watch.NeedNone,
		},
		{
			"and recovers",
			[]any{model.QueryInProcess, model.FaultService, model.FaultService, model.FaultService, model.QueryInProcess},
			watch.AttentionUnderway, watch.NeedNone,
		},
		{
			"the right to ask is lost",
			[]any{model.QueryInProcess, model.FaultDenied},
			watch.AttentionUnderway, watch.NeedNone,
		},
		{
			"an account's fault leaves it where it is",
			[]any{model.QueryInProcess, model.FaultLogin},
			watch.AttentionUnderway, watch.NeedNone,
		},
		{
			"delivered, then forgotten by AWS",
			[]any{model.DeliverySuccess, model.FaultNotFound},
			watch.AttentionFinished, watch.NeedNone,
		},
		{
			"failed, then forgotten by AWS",
			[]any{model.QueryFailure, model.FaultNotFound},
			watch.AttentionNeedsYou, watch.NeedFailed,
		},
		{"unknown code", []any{model.Status("PAUSED")}, watch.AttentionNeedsYou, watch.NeedUnknown},
		{
			"failed and gone on",
			[]any{model.QueryFailure, model.QueryInProcess},
			watch.AttentionUnderway, watch.NeedNone,
		},
	} {
		ref := run("daily", 1)
		list := watch.NewList(interval, 8)
		list.Pin(ref, start())
		for i, answer := range test.answers {
			now := start().Add(time.Duration(i) * time.Hour)
			switch answer := answer.(type) {
			case model.Status:
				tell(t, list, ref, says(answer, minute(-9), minute(-5)), now)
			case model.FaultKind:
				list.Take(
					model.Reply{Ask: ask(t, list, ref, now), Result: &model.Fault{Kind: answer}},
					now,
				)
			}
		}
		entry := list.Survey(start()).Entries[0]
		if entry.Attention != test.attention || entry.Need != test.need {
			t.Errorf("%s: attention %d and need %d, want %d and %d", test.name, entry.Attention,
				entry.Need, test.attention, test.need)
		}
	}
}

func TestCountsAddUp(t *testing.T) {
	t.Parallel()
	list := told(t, map[string]any{
		"a": nil,
		"b": ago(model.DeliverySuccess, 9, 5),
		"c": model.FaultDenied,
		"d": ago("PAUSED", 9, 5),
		"e": ago(model.QueryFailure, 9, 5),
		"f": ago(model.QueryQueued, 9, 5),
		"g": model.FaultService,
	})
	s := list.Survey(start())
	if sum := s.Failed + s.Unknown + s.Faulty + s.Asking + s.Running + s.Delivered + s.Superseded; sum != 7 {
		t.Errorf("%d of 7 rows are counted: %+v", sum, s)
	}
}
