package words

import (
	"fmt"
	"strconv"

	"exportwatch/model/watch"
)

// Rule is what makes a row need somebody.
type Rule struct{ Word, Text string }

// Rules returns those by which rows need somebody, worst first.
func Rules() []Rule {
	return []Rule{
		{"failed", "and no delivery since"},
		{"unhealthy", "AWS calls the export so"},
		{"unknown", "a status unknown to exportwatch"},
		{"overdue", fmt.Sprintf("no delivery for %s to %s times its usual gap",
			times(watch.LateLeast), times(watch.LateMost))},
		{"slow", fmt.Sprintf("over %s times its usual and %s its longest; needs %d runs",
			times(watch.SlowUsual), times(watch.SlowLongest), watch.FewRuns)},
		{"no answer", fmt.Sprintf("denied, or %d failures in a row", watch.FaultsInARow)},
	}
}

// times writes hundredths as a factor.
func times(hundredths int) string {
	return strconv.FormatFloat(float64(hundredths)/100, 'g', -1, 64)
}
