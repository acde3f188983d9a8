package words_test

import (
	"testing"
	"time"

	"exportwatch/model/words"
)

func TestAgeHasTheResolutionOfItsSize(t *testing.T) {
	t.Parallel()
	const s, m, h, d = time.Second, time.Minute, time.Hour, 24 * time.Hour
	for _, test := range []struct {
		age  time.Duration
		want string
		next time.Duration // until the text changes
	}{
		{-5 * s, "0s", s},
		{0, "0s", s},
		{s - 1, "0s", 1},
		{s, "1s", s},
		{m - 1, "59s", 1},
		{m, "1m", m},
		{h - 1, "59m", 1},
		{h, "1h", h},
		{d, "24h", h},
		{2*d - 1, "47h", 1},
		{2 * d, "2d", d},
		{9*d + 5*h, "9d", 19 * h},
	} {
		if text, next := words.Age(test.age); text != test.want || next != test.next {
			t.Errorf(
				"Age(%v) = %q for %v, want %q for %v",
				test.age,
				text,
				next,
				test.want,
				test.next,
			)
		}
	}
}

// The screen sleeps until the text changes: it must change then, and not before.
func TestAgeChangesExactlyWhenItSays(t *testing.T) {
	t.Parallel()
	for age := time.Duration(0); age < 5*24*time.Hour; {
		text, next := words.Age(age)
		if next <= 0 {
			t.Fatalf("at %v the next change is in %v", age, next)
		}
		if before, _ := words.Age(age + next - 1); before != text {
			t.Fatalf("at %v %q becomes %q too early", age, text, before)
		}
		after, _ := words.Age(age + next)
		if after == text {
			t.Fatalf("at %v %q is still the text after %v", age, text, next)
		}
		age += next
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	const s, m, h, d = time.Second, time.Minute, time.Hour, 24 * time.Hour
	for _, test := range []struct {
		span time.Duration
		want string
	}{
		{-s, "0s"},
		{0, "0s"},
		{499 * time.Millisecond, "0s"},
		{45 * s, "45s"},
		{59*s + 499*time.Millisecond, "59s"},
		{59*s + 500*time.Millisecond, "1m00s"},
		{15*m + 49*s, "15m49s"},
		{h - s, "59m59s"},
		{h, "1h00m"},
		{h + 5*m + 59*s, "1h05m"},
		{2*d - s, "47h59m"},
		{2 * d, "2d00h"},
		{3*d + 4*h + 59*m, "3d04h"},
	} {
		if got := words.Span(test.span); got != test.want {
			t.Errorf("Span(%v) = %q, want %q", test.span, got, test.want)
		}
	}
}

func TestAboutRounds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		d    time.Duration
		want string
	}{
		{0, "0s"},
		{40 * time.Second, "40s"},
		{59*time.Second + 600*time.Millisecond, "1m"},
		{5*time.Minute + 40*time.Second, "6m"},
		{59*time.Minute + 40*time.Second, "1h"},
		{8*time.Hour + 3*time.Minute, "8h"},
		{23*time.Hour + 59*time.Minute, "24h"},
		{47*time.Hour + 59*time.Minute, "2d"},
		{6*24*time.Hour + 23*time.Hour, "7d"},
		{-time.Minute, "0s"},
	} {
		if got := words.About(test.d); got != test.want {
			t.Errorf("%v is about %s, want %s", test.d, got, test.want)
		}
	}
}
