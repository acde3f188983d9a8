package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// sick is AWS's word for an export whose most recent delivery failed.
func sick(time.Time) model.Health {
	return model.Health{Code: "UNHEALTHY", Reason: model.InsufficientPermission}
}

// TestUnhealthyNeedsSomebody: AWS's own word counts, with a run or without, unless a failed run
// says it already.
func TestUnhealthyNeedsSomebody(t *testing.T) {
	t.Parallel()
	delivered := delivers("delivered", 9, day, 9*time.Hour)
	empty := &export{name: "empty"}
	failed := delivers("failed", 8, day, 30*time.Hour)
	failed.runs = append(failed.runs, scripted{
		start: start().Add(-2 * time.Hour), took: time.Minute, ends: model.DeliveryFailure,
	})
	healthy := delivers("healthy", 9, day, 9*time.Hour)
	for _, e := range []*export{delivered, empty, failed} {
		e.health = sick
	}
	healthy.health = func(time.Time) model.Health { return model.Health{Code: "HEALTHY"} }
	s := newCloud(t, delivered, empty, failed, healthy).follow()
	s.pass(time.Minute)
	for name, want := range map[string]watch.Need{
		"delivered": watch.NeedUnhealthy, "empty": watch.NeedUnhealthy,
		"failed": watch.NeedFailed, "healthy": watch.NeedNone,
	} {
		if got := s.entry(s.row(name)).Need; got != want {
			t.Errorf("%s needs %v, want %v", name, got, want)
		}
	}
	if survey := s.list.Survey(s.now); survey.Unhealthy != 2 {
		t.Errorf("%d are counted as unhealthy, want 2", survey.Unhealthy)
	}
}

// TestHealthIsAsOldAsItsList: what was delivered since AWS called the export unhealthy counts more
// than the list of exports, which is asked for rarely.
func TestHealthIsAsOldAsItsList(t *testing.T) {
	t.Parallel()
	e := delivers("daily", 9, day, 9*time.Hour)
	e.runs = append(e.runs, scripted{
		start: start().Add(2 * time.Minute), took: 2 * time.Minute, ends: model.DeliverySuccess,
	})
	e.health = func(now time.Time) model.Health {
		if now.Before(start().Add(4 * time.Minute)) {
			return sick(now)
		}
		return model.Health{Code: "HEALTHY"}
	}
	s := newCloud(t, e).follow()
	s.pass(time.Minute)
	if need := s.entry(s.row("daily")).Need; need != watch.NeedUnhealthy {
		t.Errorf("before the delivery it needs %v", need)
	}
	s.pass(7 * time.Minute)
	if need := s.entry(s.row("daily")).Need; need != watch.NeedNone {
		t.Errorf("after the delivery, and before the next list, it needs %v", need)
	}
}
