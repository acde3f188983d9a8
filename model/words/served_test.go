package words_test

import (
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/words"
)

// TestServedAdviceIsForWhoRunsTheService holds that a viewer is told to do nothing that he can't do.
func TestServedAdviceIsForWhoRunsTheService(t *testing.T) {
	t.Parallel()
	for kind := model.FaultOther; kind <= model.FaultCanceled; kind++ {
		fault := &model.Fault{Kind: kind, Served: true}
		advice := strings.Join(words.FaultAdvice(fault), " ")
		if fault.OfAccount() != strings.Contains(advice, "service") {
			t.Errorf("%v: %s", kind, advice)
		}
		for _, own := range []string{"aws sso login", "--", "Renew", "HTTPS_PROXY"} {
			if fault.OfAccount() && strings.Contains(advice, own) {
				t.Errorf("%v tells a viewer: %s", kind, advice)
			}
		}
		if command := words.FaultCommand(fault); fault.OfAccount() && command != "" {
			t.Errorf("%v tells a viewer to run %s", kind, command)
		}
	}
}
