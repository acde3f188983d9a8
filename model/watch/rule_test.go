package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// zone loads a time zone with daylight saving time.
func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loaded, err := time.LoadLocation(name)
	if err != nil {
		t.Skip(err)
	}
	return loaded
}

// weekdays are Monday to Friday.
func weekdays() watch.Weekdays {
	return watch.Weekdays{
		time.Monday: true, time.Tuesday: true, time.Wednesday: true, time.Thursday: true,
		time.Friday: true,
	}
}

// ruled is an export under a rule that was delivered a day ago, and five days before that, too.
func ruled(t *testing.T, rule watch.Rule) *watch.List {
	t.Helper()
	list := watch.NewList(interval, 8, watch.WithRules([]watch.Rule{
		{Pattern: "other*", Gap: time.Hour}, rule,
	}))
	list.FollowARN(arn("daily"), start())
	var runs []model.Execution
	for i := range 6 {
		created := start().Add(-time.Duration(i+1) * day)
		runs = append(runs, model.Execution{
			Ref: run("daily", 100-i), Status: model.DeliverySuccess, CreatedAt: created,
			UpdatedAt: created,
		})
	}
	lists(t, list, runs, start())
	return list
}

func TestMutedHours(t *testing.T) {
	t.Parallel()
	const h, m = time.Hour, time.Minute
	berlin := zone(t, "Europe/Berlin")
	night := watch.Hours{From: 22 * h, To: 6 * h, In: time.UTC}
	at := func(text string) time.Time {
		parsed, err := time.Parse("2006-01-02 15:04:05", text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	for _, test := range []struct {
		name  string
		hours []watch.Hours
		at    string
		until string // "" while they aren't
	}{
		{"before", []watch.Hours{night}, "2026-07-10 21:59:59", ""},
		{"at its beginning", []watch.Hours{night}, "2026-07-10 22:00:00", "2026-07-11 06:00:00"},
		{"after midnight", []watch.Hours{night}, "2026-07-11 03:00:00", "2026-07-11 06:00:00"},
		{"at its end", []watch.Hours{night}, "2026-07-11 06:00:00", ""},
		{
			"of Friday, on Saturday",
			[]watch.Hours{{weekdays(), 22 * h, 6 * h, time.UTC}},
			"2026-07-11 05:00:00", "2026-07-11 06:00:00",
		},
		{
			"not of Sunday, on Monday",
			[]watch.Hours{{weekdays(), 22 * h, 6 * h, time.UTC}},
			"2026-07-13 05:00:00", "",
		},
		{
			"days that follow each other", []watch.Hours{{
				watch.Weekdays{time.Saturday: true, time.Sunday: true}, 0, 24 * h, time.UTC,
			}}, "2026-07-11 12:00:00", "2026-07-13 00:00:00",
		},
		{
			"hours that follow each other",
			[]watch.Hours{{From: 6 * h, To: 8 * h, In: time.UTC}, night},
			"2026-07-10 23:00:00", "2026-07-11 08:00:00",
		},
		{
			"all day",
			[]watch.Hours{{From: 0, To: 24 * h, In: time.UTC}},
			"2026-07-10 12:00:00", "2026-07-25 00:00:00", // as far as anybody looks
		},
		{
			"night and day",
			[]watch.Hours{night, {From: 6 * h, To: 22 * h, In: time.UTC}},
			"2026-07-10 12:00:00", "2026-07-24 22:00:00",
		},
		{
			"of five days that follow each other",
			[]watch.Hours{{weekdays(), 0, 24 * h, time.UTC}},
			"2026-07-13 12:00:00", "2026-07-18 00:00:00",
		},
		{
			"elsewhere in summer",
			[]watch.Hours{{From: 22 * h, To: 6 * h, In: berlin}},
			"2026-07-10 20:00:00", "2026-07-11 04:00:00",
		},
		{
			"elsewhere in winter",
			[]watch.Hours{{From: 22 * h, To: 6 * h, In: berlin}},
			"2026-01-10 20:59:00", "",
		},
		{
			"over the end of summer time",
			[]watch.Hours{{From: 22 * h, To: 6 * h, In: berlin}},
			"2026-10-24 20:30:00", "2026-10-25 05:00:00",
		},
		{
			"over its beginning",
			[]watch.Hours{{From: 22 * h, To: 6 * h, In: berlin}},
			"2026-03-28 21:30:00", "2026-03-29 04:00:00",
		},
		{
			"of a minute",
			[]watch.Hours{{From: 12 * h, To: 12*h + m, In: time.UTC}},
			"2026-07-10 12:00:30", "2026-07-10 12:01:00",
		},
	} {
		list := ruled(t, watch.Rule{Pattern: "da?ly", Muted: test.hours})
		until, muted := list.Watched()[0].MutedHours(at(test.at))
		switch {
		case muted != (test.until != ""):
			t.Errorf("%s: muted %t, until %v", test.name, muted, until)
		case muted && !until.Equal(at(test.until)):
			t.Errorf("%s: until %v, want %s", test.name, until.UTC(), test.until)
		}
	}
}

// Hours are written as they are read.
func TestHoursString(t *testing.T) {
	t.Parallel()
	for want, hours := range map[string]watch.Hours{
		"22:00-06:00": {From: 22 * time.Hour, To: 6 * time.Hour, In: time.UTC},
		"sun,sat 00:00-24:00": {
			Days: watch.Weekdays{0: true, 6: true}, To: 24 * time.Hour, In: time.UTC,
		},
		"08:05-09:30 Europe/Berlin": {
			From: 8*time.Hour + 5*time.Minute, To: 9*time.Hour + 30*time.Minute,
			In: zone(t, "Europe/Berlin"),
		},
	} {
		if got := hours.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What is expected is late when it isn't there in time, however rare or often deliveries were; the
// first rule whose pattern matches counts.
func TestExpectedGap(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		rule    watch.Rule
		overdue bool
		gap     time.Duration
		says    string
	}{
		{watch.Rule{Pattern: "daily", Gap: 24*time.Hour - time.Second}, true, 24*time.Hour - time.Second, "as configured"},
		{watch.Rule{Pattern: "d*", Gap: 24*time.Hour + time.Second}, false, 24*time.Hour + time.Second, "as configured"},
		{watch.Rule{Pattern: "weekly", Gap: time.Hour}, false, 24 * time.Hour, "last 6 deliveries"},
		{watch.Rule{Pattern: "daily"}, false, 24 * time.Hour, "last 6 deliveries"},
	} {
		row := ruled(t, test.rule).Watched()[0]
		forecast := row.Forecast()
		since, overdue := row.Overdue()
		if overdue != test.overdue || forecast.Gap != test.gap ||
			words.GapEvidence(forecast) != test.says {
			t.Errorf("%+v: overdue %t since %v, %+v", test.rule, overdue, since, forecast)
		}
		if want := start().Add(-day + test.gap); !forecast.Next.Equal(want) {
			t.Errorf("%+v: next at %v, want %v", test.rule, forecast.Next, want)
		}
		if forecast.Configured && !since.Equal(forecast.Next) {
			t.Errorf("%+v: overdue from %v on, not %v", test.rule, since, forecast.Next)
		}
	}
}

// Even carbon emissions have a schedule if somebody says so.
func TestExpectedGapOfCarbon(t *testing.T) {
	t.Parallel()
	for _, rules := range [][]watch.Rule{nil, {{Pattern: "carbon", Gap: 31 * day}}} {
		list := watch.NewList(interval, 8, watch.WithRules(rules))
		list.FollowARN(arn("carbon"), start())
		lists(t, list, []model.Execution{{
			Ref: run("carbon", 1), Status: model.DeliverySuccess, CreatedAt: start().Add(-40 * day),
			UpdatedAt: start().Add(-40 * day),
		}}, start())
		forecast := list.Watched()[0].Forecast()
		if forecast.Configured != (rules != nil) || (forecast.Gap > 0) != (rules != nil) {
			t.Errorf("%+v: %+v", rules, forecast)
		}
	}
}

// A row that would need somebody needs nobody in muted hours, is counted apart, and the list says
// when to look again: when they end and when they begin.
func TestMutedRowsNeedNobody(t *testing.T) {
	t.Parallel()
	const h = time.Hour
	// It begins at 3:36:03.
	list := ruled(t, watch.Rule{Pattern: "daily", Gap: h, Muted: []watch.Hours{
		{From: 3 * h, To: 5 * h, In: time.UTC},
	}})
	five := start().Truncate(h).Add(2 * h)
	survey := list.Survey(start())
	entry := survey.Entries[0]
	if entry.Attention != watch.AttentionFinished || entry.Need != watch.NeedNone ||
		!entry.MutedUntil.Equal(five) || survey.Muted != 1 || survey.Overdue != 0 {
		t.Errorf("in its hours: %+v of %+v", entry, survey)
	}
	if at := following(t, list, start(), five); !at.Equal(five) {
		t.Errorf("the end of its hours is looked at at %v", at)
	}
	survey = list.Survey(five)
	entry = survey.Entries[0]
	if entry.Attention != watch.AttentionNeedsYou || entry.Need != watch.NeedOverdue ||
		!entry.MutedUntil.IsZero() || survey.Muted != 0 || survey.Overdue != 1 {
		t.Errorf("after them: %+v of %+v", entry, survey)
	}
	if at := following(t, list, five, five.Add(22*h)); !at.Equal(five.Add(22 * h)) {
		t.Errorf("their beginning is looked at at %v", at)
	}
}

// following goes from change to change until an instant is reached, and returns the change there.
func following(t *testing.T, list *watch.List, from, until time.Time) time.Time {
	t.Helper()
	for at := from; ; {
		survey := list.Survey(at)
		next, ok := survey.NextChange(true)
		if !ok || !next.After(at) {
			t.Fatalf("after %v comes %v, %t", at, next, ok)
		}
		if at = next; !at.Before(until) {
			return at
		}
	}
}

// A failure is muted, too; a run under way keeps its place; what AWS refuses to tell isn't muted.
func TestMutedFailures(t *testing.T) {
	t.Parallel()
	always := []watch.Hours{{To: 24 * time.Hour, In: time.UTC}}
	for _, test := range []struct {
		newest    model.Status
		attention watch.Attention
		need      watch.Need
		muted     bool
	}{
		{model.DeliveryFailure, watch.AttentionFinished, watch.NeedNone, true},
		{model.QueryFailure, watch.AttentionFinished, watch.NeedNone, true},
		{model.DeliverySuccess, watch.AttentionFinished, watch.NeedNone, false},
		{model.QueryInProcess, watch.AttentionUnderway, watch.NeedNone, true}, // the one before failed
		{"SOMETHING_NEW", watch.AttentionFinished, watch.NeedNone, true},
	} {
		list := watch.NewList(interval, 8, watch.WithRules([]watch.Rule{
			{Pattern: "*", Muted: always},
		}))
		list.FollowARN(arn("daily"), start())
		lists(t, list, []model.Execution{
			{
				Ref: run("daily", 2), Status: test.newest, CreatedAt: start().Add(-time.Hour),
				UpdatedAt: start().Add(-time.Minute),
			},
			{
				Ref: run("daily", 1), Status: model.QueryFailure,
				CreatedAt: start().Add(-3 * time.Hour), UpdatedAt: start().Add(-2 * time.Hour),
			},
		}, start())
		survey := list.Survey(start())
		entry := survey.Entries[0]
		if entry.Attention != test.attention || entry.Need != test.need ||
			entry.MutedUntil.IsZero() == test.muted || survey.Failed != 0 {
			t.Errorf("%s: %+v of %+v", test.newest, entry, survey)
		}
	}
	list := watch.NewList(interval, 8, watch.WithRules([]watch.Rule{{Pattern: "*", Muted: always}}))
	list.FollowARN(arn("daily"), start())
	for _, ask := range list.Due(start()) {
		list.Take(model.Reply{Ask: ask, Result: &model.Fault{Kind: model.FaultDenied}}, start())
	}
	if entry := list.Survey(start()).Entries[0]; entry.Need != watch.NeedFault {
		t.Errorf("refused: %+v", entry)
	}
}
