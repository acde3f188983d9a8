package check

import (
	"slices"

	"exportwatch/model/policy"
)

// Answer is what a section says in short to its title's question.
type Answer int

// The answers.
const (
	AnswerUnseen   Answer = iota // it couldn't be looked at
	AnswerYes                    // nothing seen speaks against it
	AnswerPartly                 // it does, with a reservation
	AnswerNo                     // something seen does
	AnswerCantTell               // it was looked at and hangs on what isn't known
)

// String returns the answer's name.
func (a Answer) String() string {
	return [...]string{
		AnswerUnseen: "unseen", AnswerYes: "yes", AnswerPartly: "partly", AnswerNo: "no",
		AnswerCantTell: "can't tell",
	}[a]
}

// Answer returns what the section says in short: of drift, whether the export is as it was.
func (s Section) Answer() Answer {
	worst := s.Worst()
	switch {
	case worst == SeverityFailure:
		return AnswerNo
	case worst == SeverityWarning:
		return AnswerPartly
	case s.Kind == KindBucket:
		return s.bucketAnswer()
	case s.confirmed():
		return AnswerYes
	case len(s.Unseen) > 0:
		return AnswerUnseen
	case len(s.Findings) > 0:
		return AnswerCantTell
	default:
		return AnswerUnseen
	}
}

// bucketAnswer answers where nothing was found that keeps AWS from writing: nothing but the policy
// lets it.
func (s Section) bucketAnswer() Answer {
	switch {
	case s.Policy != nil && s.Policy.granted():
		return AnswerYes
	case s.Policy == nil && (len(s.Unseen) > 0 || len(s.Findings) == 0):
		return AnswerUnseen
	default:
		return AnswerCantTell
	}
}

// granted says whether files may be written.
func (p *Policy) granted() bool {
	return p.Data.Verdict == policy.VerdictGranted && p.Manifest.Verdict == policy.VerdictGranted
}

// likely says whether that rests on an inference.
func (p *Policy) likely() bool { return p.Data.Likely || p.Manifest.Likely }

// confirmed says whether a finding answers the section's question with yes. That one file can be read
// doesn't: it says nothing of the others.
func (s Section) confirmed() bool {
	return slices.ContainsFunc(s.Findings, func(f Finding) bool {
		return f.Severity == SeverityOK && f.ID != "A28"
	})
}

// Verdict returns the section's answer as a line.
func (s Section) Verdict() string {
	answer := s.Answer()
	switch {
	case answer == AnswerUnseen:
		return "That can't be seen."
	case s.Kind == KindDrift:
		return s.driftVerdict()
	case answer == AnswerNo && s.onlyLikely():
		return "Most likely not."
	case answer == AnswerNo:
		return "No."
	}
	switch s.Kind {
	case KindData:
		return s.dataVerdict(answer)
	case KindBucket:
		return s.bucketVerdict(answer)
	case KindDrift, KindColumns:
	}
	return pick(answer, "Yes.", "Yes, but look at this.", "That can't be told.")
}

// Readable answers whether whoever asks can read the data, in short and as a line: as the section does,
// unless what is there was refused.
func (s Section) Readable() (Answer, string) {
	if answer := s.Answer(); answer == AnswerNo || !s.found("A29") {
		return answer, s.Verdict()
	}
	return AnswerPartly, "Not with your permissions."
}

// driftVerdict answers whether the export changed, and says what else AWS says of it.
func (s Section) driftVerdict() string {
	line := "No"
	switch {
	case s.found("C2", "C3", "C7"):
		line = "Yes"
	case s.found("C4", "C5", "C6") && !s.found("C1"):
		line = "A little"
	case !s.found("C1"):
		line = "That can't be seen"
	}
	if s.found("C8") {
		line += "; AWS calls it unhealthy"
	}
	return line + "."
}

// found says whether one of the rules found something.
func (s Section) found(ids ...string) bool {
	return slices.ContainsFunc(
		s.Findings,
		func(f Finding) bool { return slices.Contains(ids, f.ID) },
	)
}

// pick returns the line of an answer.
func pick(answer Answer, yes, partly, cantTell string) string {
	if answer == AnswerYes {
		return yes
	}
	if answer == AnswerPartly {
		return partly
	}
	return cantTell
}

func (s Section) dataVerdict(answer Answer) string {
	switch {
	case answer == AnswerYes && s.found("A17"):
		return "Yes, but nothing of this month."
	case answer == AnswerYes && s.found("A19"):
		return "Yes, but next to nothing."
	case answer == AnswerYes:
		return "Yes, as far as can be seen."
	case answer == AnswerPartly && s.confirmed():
		return "Yes, but look at this."
	case answer == AnswerPartly:
		return "Not for certain."
	}
	for id, line := range map[string]string{
		"A4": "Not yet.", "A6": "That can't be told any more.", "A19": "Next to nothing.",
	} {
		if s.found(id) {
			return line
		}
	}
	return "That can't be told."
}

func (s Section) bucketVerdict(answer Answer) string {
	switch {
	case answer == AnswerPartly:
		return "Something may hinder it."
	case answer != AnswerYes:
		return "That can't be told."
	case s.Policy.likely():
		return "The policy most likely lets it."
	default:
		return "The policy lets it."
	}
}

// onlyLikely says whether no failure is a fact.
func (s Section) onlyLikely() bool {
	return !slices.ContainsFunc(s.Findings, func(f Finding) bool {
		return f.Severity == SeverityFailure && f.Certainty == CertaintyFact
	})
}
