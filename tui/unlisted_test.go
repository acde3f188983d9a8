package tui_test

import (
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// A run that only memory tells of, and that AWS doesn't list any more, is marked wherever it is
// shown: what is known of it holds, but AWS doesn't say so.
func TestUnlistedRunIsMarked(t *testing.T) {
	t.Parallel()
	aws := func() *cloud {
		c := one()
		for i := range 2 {
			created := noon().Add(-time.Duration(30-8*i) * hour)
			c.memory = append(c.memory, watch.SeenRun{Execution: model.Execution{
				Ref: c.exports[0].ref(i), Status: model.DeliveryFailure,
				CreatedAt: created, UpdatedAt: created.Add(minute),
			}, AnsweredAt: created.Add(2 * minute)})
		}
		return c
	}
	for _, at := range []size{{80, 24}, {100, 30}, {120, 36}, {200, 50}} {
		s := state{cloud: aws, keys: []string{"space"}}.open(t, at.width, at.height)
		text := strings.Join(strings.Fields(s.text()), " ")
		if at.width >= 100 {
			text = detailOf(s)
		}
		for _, want := range []string{
			"✗~cur2-daily", "└ ✗~23 Nov 08:32", "1 failed", "last told of it on 23 Nov 16:34 UTC",
		} {
			if !strings.Contains(s.text(), want) && !strings.Contains(text, want) {
				t.Errorf("%v: %q is missing in:\n%s", at, want, s.text())
			}
		}
		if strings.Contains(s.text(), "failed?") {
			t.Errorf("%v: AWS answered, but it counts as out of date:\n%s", at, s.text())
		}
	}
}

// The help explains the signs of the chart of runs.
func TestHelpExplainsTheChart(t *testing.T) {
	t.Parallel()
	text := state{runs: mixed(), keys: []string{"?"}}.open(t, 200, 60).text()
	for _, sign := range []string{"░ ", "▒  ~", "▲ "} {
		if !strings.Contains(text, sign) {
			t.Errorf("%q is missing in:\n%s", sign, text)
		}
	}
}
