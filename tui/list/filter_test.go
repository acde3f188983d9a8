package list_test

import (
	"strings"
	"testing"

	"exportwatch/tui/list"
)

// TestWords holds which rows a filter lets through.
func TestWords(t *testing.T) {
	t.Parallel()
	const text = "cur2-daily\ndelivery failed\ndelivery_failure\n222222222222\npayer-amer\née"
	tests := map[string]bool{
		"":                      true,
		"   ":                   true,
		"cur2":                  true,
		"CUR2":                  true,
		"r2-d":                  true,
		"cur2 failed":           true,
		"failed  cur2":          true,
		"cur2 focus":            false,
		"!focus":                true,
		"!cur2":                 false,
		"cur2 !apac":            true,
		"cur2 !AMER":            false,
		"!":                     true,
		"cur2 !":                true,
		"!!":                    true,
		"!!cur2":                true,
		"2222":                  true,
		"delivery_failure":      true,
		"dailydelivery":         false,
		"ÉE":                    true,
		"daily\u3000222":        true,
		strings.Repeat("x", 99): false,
	}
	for filter, want := range tests {
		if got := list.Matches(filter, text); got != want {
			t.Errorf("%q: %t, want %t", filter, got, want)
		}
	}
}
