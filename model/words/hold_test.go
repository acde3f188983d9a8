package words_test

import (
	"testing"
	"time"

	"exportwatch/model/words"
)

func TestHeld(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 14, 32, 10, 0, time.UTC)
	for want, test := range map[string]struct{ since, until time.Time }{
		"since 14:20, next try 14:37":        {now.Add(-12 * time.Minute), now.Add(5 * time.Minute)},
		"since 14:20":                        {now.Add(-12 * time.Minute), time.Time{}},
		"since 22 Nov 14:32, next try 14:33": {now.Add(-48 * time.Hour), now.Add(time.Minute)},
	} {
		if got := words.Held(test.since, test.until, now); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
