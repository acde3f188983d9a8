package words_test

import (
	"testing"
	"time"

	"exportwatch/model/words"
)

func TestMutedUntil(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 7, 10, 21, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	for _, test := range []struct {
		ahead time.Duration
		want  string
	}{
		{time.Hour, "muted until 22:00"},
		{day - time.Second, "muted until 20:59"},
		{day, "muted until 11 Jul 21:00"},
		{7 * day, "muted until 17 Jul 21:00"},
		{7*day + time.Second, "always muted"},
	} {
		got := words.MutedUntil(now.Add(test.ahead), now)
		if got[0] != test.want || got[1] != "muted" {
			t.Errorf("in %v: %q, want %q", test.ahead, got, test.want)
		}
	}
}
