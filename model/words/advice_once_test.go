package words_test

import (
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/words"
)

// TestFaultAdviceOnce: advice of a command that ends promises no further try and names no key.
func TestFaultAdviceOnce(t *testing.T) {
	t.Parallel()
	for kind := model.FaultOther; kind <= model.FaultCanceled; kind++ {
		advice := words.FaultAdviceOnce(&model.Fault{Kind: kind, Profile: "a b"})
		if advice == "" {
			t.Errorf("%v: no advice", kind)
		}
		for _, promise := range []string{
			"again by itself", "asked again", "retrying", "automatically", "goes on",
			"this screen", "r asks", "by themselves",
		} {
			if strings.Contains(advice, promise) {
				t.Errorf("%v: %q promises %q", kind, advice, promise)
			}
		}
	}
	login := words.FaultAdviceOnce(&model.Fault{Kind: model.FaultLogin, Profile: "a b"})
	if !strings.Contains(login, "aws sso login --profile 'a b'") {
		t.Errorf("%q lacks the command", login)
	}
}
