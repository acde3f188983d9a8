package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// faults are the ways in which AWS, or what stands before it, can stop telling.
func faults() map[string]*model.Fault {
	return map[string]*model.Fault{
		"throttled":    {Kind: model.FaultThrottled},
		"denied":       {Kind: model.FaultDenied},
		"expired":      {Kind: model.FaultLogin},
		"hanging":      {Kind: model.FaultTimeout},
		"HTML":         {Kind: model.FaultNotAWS},
		"network":      {Kind: model.FaultNetwork},
		"AWS fails":    {Kind: model.FaultService},
		"without word": {Kind: model.FaultNoStatus},
	}
}

// worked is an account that answered for a while: an export whose run is under way and about to
// become slow, one that is delivered and about to become overdue, one that is overdue already, and
// one that has no run yet.
func worked(t *testing.T) *stage {
	t.Helper()
	s := newCloud(
		t,
		delivers(
			"running",
			9,
			day,
			4*day,
		).then(-15*time.Minute, 20*time.Hour, model.DeliverySuccess),
		delivers("delivered", 12, 8*time.Hour, 9*time.Hour+50*time.Minute),
		delivers("overdue", 12, 8*time.Hour, 20*time.Hour),
		&export{name: "new"},
	).follow()
	s.pass(3 * time.Minute)
	return s
}

// places returns the section and need of each row by its title.
func places(s *stage) map[string]watch.Entry {
	found := map[string]watch.Entry{}
	for _, entry := range s.list.Survey(s.now).Entries {
		found[entry.Watched.Title()] = watch.Entry{Attention: entry.Attention, Need: entry.Need}
	}
	return found
}

// Whatever keeps AWS from telling, rows say so after two missed rounds of their own schedule, keep
// their place, and aren't judged any more.
func TestWhatIsNotAnsweredIsStale(t *testing.T) {
	t.Parallel()
	for name, fault := range faults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := worked(t)
			before := places(s)
			if entry := before["overdue"]; entry.Need != watch.NeedOverdue {
				t.Fatalf("at first it needs %v", entry.Need)
			}
			if got := s.list.Survey(s.now); len(got.Silences) > 0 {
				t.Fatalf("all is answered, yet silent are %+v", got.Silences)
			}
			s.cloud.refuse = func(model.Ask) *model.Fault { return fault }
			began := s.now
			s.pass(15 * time.Second)
			for _, entry := range s.list.Survey(s.now).Entries {
				if entry.Stale {
					t.Errorf("%s is stale after one missed round", entry.Watched.Title())
				}
			}
			s.pass(30 * time.Second)
			listed := s.row("running").Newest().Listed() // refused, but lists go on
			if s.entry(s.row("running")).Stale == listed || s.entry(s.row("delivered")).Stale {
				t.Error("after two rounds of runs not the one under way alone is stale")
			}
			s.pass(4*time.Minute + 15*time.Second)
			survey := s.list.Survey(s.now)
			for _, entry := range survey.Entries {
				if !entry.Stale {
					t.Errorf("%s isn't stale after two rounds of lists", entry.Watched.Title())
				}
			}
			s.pass(3 * time.Hour)
			for title, now := range places(s) {
				if now != before[title] {
					t.Errorf("%s was %v, %v and is %v, %v", title, before[title].Attention,
						before[title].Need, now.Attention, now.Need)
				}
			}
			survey = s.list.Survey(s.now)
			if len(survey.Silences) != 1 {
				t.Fatalf("silent are %+v, want the account", survey.Silences)
			}
			said := survey.Silences[0]
			if said.Row != nil || said.Fault.Kind != fault.Kind || !said.Known {
				t.Errorf("silent is %+v, want the account", said)
			}
			if said.Since.Sub(began) > 10*time.Minute || said.Since.Before(began) ||
				!said.Until.After(s.now) {
				t.Errorf("silent since %v until %v; it began at %v, now is %v",
					said.Since, said.Until, began, s.now)
			}
			s.cloud.refuse = nil
			s.pass(10 * time.Minute)
			survey = s.list.Survey(s.now)
			if len(survey.Silences) > 0 {
				t.Errorf("AWS answers again, yet silent are %+v", survey.Silences)
			}
			for _, entry := range survey.Entries {
				if entry.Stale {
					t.Errorf("AWS answers again, yet %s is stale", entry.Watched.Title())
				}
			}
			if after := places(s); after["running"].Need != watch.NeedSlow ||
				after["delivered"].Need != watch.NeedOverdue {
				t.Errorf("what AWS tells again isn't judged again: %v", after)
			}
		})
	}
}

// What is told of nobody's refusal but one export's own list counts as that one export.
func TestAnExportWhoseListIsRefusedIsSilentAlone(t *testing.T) {
	t.Parallel()
	s := worked(t)
	s.cloud.refuse = func(ask model.Ask) *model.Fault {
		if ask.Kind == model.AskExecutions && ask.Ref.ExportARN == arn("delivered") {
			return &model.Fault{Kind: model.FaultDenied}
		}
		return nil
	}
	s.pass(8 * time.Minute)
	survey := s.list.Survey(s.now)
	if len(survey.Silences) != 1 || survey.Silences[0].Row != s.row("delivered") {
		t.Errorf("silent are %+v", survey.Silences)
	}
	if entry := s.entry(
		s.row("delivered"),
	); !entry.Stale ||
		entry.Attention != watch.AttentionFinished {
		t.Errorf("it is %+v", entry)
	}
}

// A change that no answer brings comes by itself: NextChange names the instant.
func TestNextChangeNamesWhenRowsBecomeStale(t *testing.T) {
	t.Parallel()
	s := worked(t)
	survey := s.list.Survey(s.now)
	if at, ok := survey.NextChange(true); ok && at.Sub(s.now) < 5*time.Minute {
		t.Errorf("all is answered in time, yet something changes after %v", at.Sub(s.now))
	}
	stale := func() int {
		count := 0
		for _, entry := range s.list.Survey(s.now).Entries {
			if entry.Stale {
				count++
			}
		}
		return count
	}
	for before := -1; ; {
		got := stale()
		if got <= before {
			t.Fatalf("%d rows are stale, as before", got)
		}
		before = got
		survey := s.list.Survey(s.now)
		next, ok := survey.NextChange(false)
		if !ok || !next.After(s.now) {
			if got != len(s.list.Watched()) {
				t.Errorf("nothing changes any more with %d rows stale", got)
			}
			return
		}
		s.now = next
	}
}
