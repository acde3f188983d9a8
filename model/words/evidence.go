package words

import (
	"fmt"
	"strings"

	"exportwatch/model/watch"
)

// RunEvidence says what Usual, Low, High and SlowAfter rest on; "" where it is nothing.
func RunEvidence(f watch.Forecast) string { return lastOf(f.Runs, "run") }

// GapEvidence says what Gap, LateAfter and Next rest on.
func GapEvidence(f watch.Forecast) string {
	switch {
	case f.Gap == 0:
		return "no reliable schedule"
	case f.Configured:
		return "as configured"
	case f.ByDocuments:
		return "per AWS documentation"
	default:
		return lastOf(f.Deliveries, "delivery")
	}
}

func lastOf(n int, what string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "last " + what
	default:
		plural := strings.TrimSuffix(what, "y")
		if plural != what {
			plural += "ie"
		}
		return fmt.Sprintf("last %d %ss", n, plural)
	}
}

// Every says how often deliveries are to be expected.
func Every(f watch.Forecast) string {
	if f.Configured {
		return "expected every " + About(f.Gap)
	}
	return "usually every " + About(f.Gap)
}
