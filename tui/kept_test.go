package tui_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/model"
	"exportwatch/tui"
)

// TestKeptIsAsMadeAnew holds that a list that was sorted and filtered from the first frame on,
// while accounts' rows gave way to exports and runs came and went, shows what a new screen over the
// same facts shows.
func TestKeptIsAsMadeAnew(t *testing.T) {
	t.Parallel()
	ways := [][]string{
		{"S"},
		{"s"},
		{"s", "S"},
		{"s", "s"},
		{"s", "s", "s"},
		{"s", "s", "s", "S"},
		{"s", "s", "s", "s"},
		typing("querying", "enter"), typing("!delivered", "enter"),
		typing("cur2 !failed", "enter", "s"),
	}
	for _, keys := range ways {
		t.Run(fmt.Sprint(keys), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { checkKept(t, keys) })
		})
	}
}

func checkKept(t *testing.T, keys []string) {
	t.Helper()
	aws := organization()
	for i, plan := range aws.exports {
		start := time.Duration(i+1) * 5 * minute
		plan.runs = append(plan.runs, later(start, hour, model.DeliverySuccess))
	}
	aws.exports[0].deleted = -30 * minute
	aws.latency = func(model.Ask) time.Duration { return time.Second }
	p := followCloud(t, aws, nil)
	p.push(keys...)
	before := names(p.screen)
	changed := false
	for range 12 {
		p.sleep(7 * time.Minute)
		fresh := &screen{
			tb: t, now: p.now, model: tui.New(t.Context(), p.model.Watchlist(), plain()),
		}
		fresh.resize(120, 36)
		fresh.press(keys...)
		fresh.press("g")
		p.push("g")
		if got, want := names(p.screen), names(fresh); !slices.Equal(got, want) {
			t.Errorf("at %s the list is %v, want %v", p.now.Format(time.TimeOnly), got, want)
		}
		changed = changed || !slices.Equal(before, names(p.screen))
		p.sleep(3 * time.Second)
	}
	if !changed {
		t.Error("nothing ever changed")
	}
}
