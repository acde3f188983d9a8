package words_test

import (
	"slices"
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/words"
)

// faultKinds are all kinds of faults. Canceled is the last of them.
func faultKinds() []model.FaultKind {
	var all []model.FaultKind
	for kind := model.FaultOther; kind <= model.FaultCanceled; kind++ {
		all = append(all, kind)
	}
	return all
}

func TestEveryFaultHasTitleSentenceAndAdvice(t *testing.T) {
	t.Parallel()
	sentences := map[string]model.FaultKind{}
	for _, kind := range faultKinds() {
		fault := &model.Fault{Kind: kind}
		if words.FaultTitle(fault) == "" || len(strings.Fields(words.FaultTitle(fault))) > 3 {
			t.Errorf("kind %d: title %q, want one to three words", kind, words.FaultTitle(fault))
		}
		if word, _, _ := strings.Cut(
			words.FaultPhrase(fault),
			" ",
		); word != strings.ToLower(
			word,
		) &&
			word != strings.ToUpper(word) {
			t.Errorf("kind %d: %q within a sentence", kind, words.FaultPhrase(fault))
		}
		sentence := words.FaultSentence(fault)
		if len(strings.Fields(sentence)) < 2 || strings.HasSuffix(sentence, ".") {
			t.Errorf("kind %d: sentence %q, want one that can go on", kind, sentence)
		}
		if other, taken := sentences[sentence]; taken {
			t.Errorf("kinds %d and %d say the same: %q", kind, other, sentence)
		}
		sentences[sentence] = kind
		if len(words.FaultAdvice(fault)) == 0 {
			t.Errorf("kind %d has no advice", kind)
		}
		for _, advice := range words.FaultAdvice(fault) {
			if !strings.HasSuffix(advice, ".") && !strings.Contains(advice, ": ") {
				t.Errorf("kind %d: advice %q is no sentence and no command", kind, advice)
			}
		}
	}
}

func TestOnlyFaultsOfAProfileNameIt(t *testing.T) {
	t.Parallel()
	ofProfile := []model.FaultKind{
		model.FaultNoCredentials,
		model.FaultLogin,
		model.FaultExpiredKeys,
		model.FaultBadKeys,
		model.FaultAssumeRole,
		model.FaultCredentialProcess,
	}
	for _, kind := range faultKinds() {
		named := &model.Fault{Kind: kind, Profile: "finops"}
		unnamed := &model.Fault{Kind: kind}
		want := words.FaultSentence(unnamed)
		if slices.Contains(ofProfile, kind) {
			want += " for profile finops"
		}
		if words.FaultSentence(named) != want {
			t.Errorf("kind %d: %q, want %q", kind, words.FaultSentence(named), want)
		}
	}
}
