package tui_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/tui"
)

// hook takes a time for each change, and may fail.
type hook struct {
	mu     sync.Mutex
	takes  time.Duration
	err    error
	told   []string
	busy   int
	atOnce int // how many changes were told at once at most
}

func (*hook) Read(news watch.News) []byte { return []byte(words.NewsLine(news, false)) }

func (h *hook) Tell(text []byte) error {
	h.mu.Lock()
	h.told = append(h.told, string(text))
	h.busy++
	h.atOnce = max(h.atOnce, h.busy)
	err, takes := h.err, h.takes
	h.mu.Unlock()
	time.Sleep(takes)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.busy--
	return err
}

// turn changes how it fares from now on.
func (h *hook) turn(takes time.Duration, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.takes, h.err = takes, err
}

// many is an account whose exports all start a run after a minute, which ends after ten.
func many(exports int) *cloud {
	c := &cloud{profiles: []profile{{account: amer}}}
	for i := range exports {
		c.exports = append(c.exports, &plan{
			name: fmt.Sprintf("export-%04d", i), account: amer,
			runs: []trip{later(minute, 10*minute, model.DeliverySuccess)},
		})
	}
	return c
}

// TestTheHookIsToldOneAfterTheOther holds that each change is told once, in order, one at a time.
func TestTheHookIsToldOneAfterTheOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		told := &hook{takes: 5 * time.Second}
		p := followCloud(t, many(10), func(o *tui.Options) { o.Hook = told })
		p.sleep(20 * minute)
		if len(told.told) != 20 || told.atOnce != 1 {
			t.Errorf("told %d at once: %q", told.atOnce, told.told)
		}
		for i, line := range told.told {
			if strings.HasSuffix(line, "started") != (i < 10) {
				t.Errorf("number %d is %q", i, line)
			}
		}
		slices.Sort(told.told)
		if all := slices.Compact(told.told); len(all) != 20 {
			t.Errorf("told twice: %q", all)
		}
	})
}

// TestAHookThatFailsIsSaid holds that the screen says so until it works again.
func TestAHookThatFailsIsSaid(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		told := &hook{err: errors.New("--on-change: notify.sh ended with exit code 1")}
		p := followCloud(t, many(2), func(o *tui.Options) { o.Hook = told })
		p.sleep(9 * minute)
		p.row("--on-change: notify.sh ended with exit code 1, 2 times in a row.")
		told.turn(0, nil)
		p.sleep(9 * minute)
		if strings.Contains(p.text(), "--on-change") {
			t.Errorf("it works again, and the screen says\n%s", p.text())
		}
	})
}

// TestASlowHookLosesChanges holds that what waits is bounded, and what is lost is counted.
func TestASlowHookLosesChanges(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		told := &hook{takes: 10 * minute}
		p := followCloud(t, many(300), func(o *tui.Options) { o.Hook = told })
		p.sleep(9 * minute)
		p.row("--on-change is too slow: it wasn't told of 43 changes.")
		told.turn(0, nil)
		p.sleep(12 * minute)
		if len(told.told) != 257 {
			t.Errorf("told %d", len(told.told))
		}
	})
}
