package words_test

import (
	"strings"
	"testing"
	"time"

	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// TestRulesAreThoseOfTheForecast holds that what the help says of slow and overdue is what happens.
func TestRulesAreThoseOfTheForecast(t *testing.T) {
	t.Parallel()
	texts := map[string]string{}
	for _, rule := range words.Rules() {
		texts[rule.Word] = rule.Text
	}
	for word, part := range map[string]string{
		"slow":      "over 2 times its usual and 1.25 its longest; needs 5 runs",
		"overdue":   "1.25 to 1.5 times its usual gap",
		"no answer": "3 failures in a row",
	} {
		if !strings.Contains(texts[word], part) {
			t.Errorf("%s: %q lacks %q", word, texts[word], part)
		}
	}
	list := watch.NewList(20*time.Second, 1)
	if c := list.Cadence(); c.Running != 20*time.Second || c.Exports <= c.Runs ||
		c.Runs <= c.NearStart {
		t.Errorf("asks in the order %+v", c)
	}
}
