package check

import (
	"fmt"
	"strings"

	"exportwatch/model"
	"exportwatch/model/policy"
)

// verdict turns the policy's judgements into findings.
func (c Case) verdict(s *draft, manifestKey string) (fine, likely bool) {
	p := s.Policy
	if p.Check.Verdict == policy.VerdictNotGranted {
		s.Details = append(s.Details, "The policy doesn't let Data Exports read it "+
			"(s3:GetBucketPolicy): AWS's page of today doesn't ask for that.")
	}
	files := []policy.Judgement{p.Data, p.Manifest}
	if p.Data.Unreadable != "" {
		s.add(Finding{
			ID: "B14", Severity: SeverityNote,
			Sentence: fmt.Sprintf("What was answered isn't a policy that can be judged (%s).",
				p.Data.Unreadable),
		})
		return false, false
	}
	if j, is := first(files, policy.VerdictDenied); is {
		s.add(denies(j))
		return false, false
	}
	data, manifest := p.Data.Verdict, p.Manifest.Verdict
	refused := policy.VerdictNotGranted
	switch {
	case data == refused && manifest == refused:
		s.add(c.notGranted(p.Data))
	case data == refused || manifest == refused:
		s.add(c.halfGranted(p, manifestKey))
	case data == policy.VerdictUnknown || manifest == policy.VerdictUnknown:
		j, _ := first(files, policy.VerdictUnknown)
		s.add(cantTell(j))
	default:
		if p.Root.Verdict == refused || p.Root.Verdict == policy.VerdictDenied {
			s.add(c.rootLeftOut(p.Root))
		}
		return true, p.Data.Likely || p.Manifest.Likely
	}
	return false, false
}

func first(judgements []policy.Judgement, verdict policy.Verdict) (policy.Judgement, bool) {
	for _, j := range judgements {
		if j.Verdict == verdict {
			return j, true
		}
	}
	return policy.Judgement{}, false
}

// denies judges a Deny that applies.
func denies(j policy.Judgement) Finding {
	verb := " denies it"
	if j.Likely {
		verb = " most likely denies it"
	}
	said := capitalized(j.Statement()) + verb
	if j.Cause.Part == policy.PartCondition {
		said += ": " + j.Cause.String()
	}
	return Finding{
		ID: "B7", Severity: SeverityFailure, Certainty: certainty(j), Sentence: said + ".",
		Todo:   `Exempt the service: "Bool": {"aws:PrincipalIsAWSService": "false"} in the Deny.`,
		Remedy: Remedy{Kind: RemedyExemption},
	}
}

// notGranted judges that no statement lets files be written.
func (c Case) notGranted(j policy.Judgement) Finding {
	f := Finding{
		ID: "B8", Severity: SeverityFailure, Certainty: certainty(j), Compare: compare(j.Cause),
		Todo: "Give the bucket the statement that AWS asks for.", Remedy: c.statement(),
	}
	none := "No statement lets Data Exports write"
	if j.Likely {
		none = "Most likely no statement lets Data Exports write"
	}
	switch {
	case j.Cause.Literal:
		f.ID, f.Certainty = "B10", CertaintyLikely
		f.Sentence = fmt.Sprintf(
			"%s: %s takes the star as a letter; it needs ArnLike or StringLike.",
			none,
			j.Cause.Operator,
		)
	case j.Cause.Legacy:
		f.ID = "B9"
		f.Sentence = "The policy lets only legacy reports write (billingreports.amazonaws.com)."
	case f.Compare != nil:
		f.Compare.Lead = fmt.Sprintf("%s. The nearest, %s, wants another %s.", none, j.Statement(),
			j.Cause.Key)
		f.Sentence = fmt.Sprintf("%s; the nearest, %s, wants %s %s = %s, but the service sends %s.",
			none, j.Statement(), j.Cause.Operator, j.Cause.Key, j.Cause.Wanted(), j.Cause.Sent)
	case near(j):
		f.Sentence = fmt.Sprintf("%s; the nearest, %s, doesn't: %s.", none, j.Statement(), j.Cause)
	default:
		f.Sentence = none + "."
	}
	return f
}

// near says whether the statement that comes nearest is about Data Exports at all.
func near(j policy.Judgement) bool {
	return j.Number > 0 && j.Cause.Part != policy.PartPrincipal
}

// compare sets what a condition wants beside what is sent, where both are known.
func compare(cause policy.Cause) *Compare {
	if cause.Part != policy.PartCondition || cause.Sent == "" || cause.State != policy.KeySent ||
		cause.Unjudged {
		return nil
	}
	return &Compare{Wants: cause.Wanted(), Sends: cause.Sent}
}

// halfGranted judges that one of the two kinds of files may be written and the other not.
func (c Case) halfGranted(p *Policy, manifestKey string) Finding {
	if manifestKey == "" {
		_, manifestKey = c.likelyKeys()
	}
	said, j := "The policy lets data be written, but not the manifest (%s).", p.Manifest
	if p.Data.Verdict == policy.VerdictNotGranted {
		said, j = "The policy lets the manifest be written (%s), but not data.", p.Data
	}
	if p.Data.Verdict == policy.VerdictUnknown || p.Manifest.Verdict == policy.VerdictUnknown {
		said = strings.Replace(said, "lets", "may let", 1)
	}
	return Finding{
		ID: "B11", Severity: SeverityFailure, Certainty: certainty(j),
		Sentence: fmt.Sprintf(said, last(manifestKey)),
		Todo:     "Give the bucket the statement that AWS asks for.", Remedy: c.statement(),
	}
}

// rootLeftOut judges that files may be written, but nothing at the root.
func (c Case) rootLeftOut(j policy.Judgement) Finding {
	covers := "The policy doesn't cover the bucket's root"
	if prefix := c.Sought.Destination.Prefix; prefix != "" {
		covers = "The policy covers only what is like " + model.Clean(prefix) + "/"
	}
	return Finding{
		ID:        "B12",
		Severity:  SeverityNote,
		Certainty: certainty(j),
		Sentence: covers + ": enough for deliveries, but AWS's test when an export is made writes at " +
			"the root.",
		Remedy: c.statement(),
	}
}

// cantTell judges a statement of which it can't be told whether it applies.
func cantTell(j policy.Judgement) Finding {
	verb := "allows"
	if j.Deny {
		verb = "denies"
	}
	f := Finding{ID: "B13", Severity: SeverityNote}
	if j.Deny {
		f.Todo = "Try: exempt the service, wait for the next delivery."
		f.Remedy = Remedy{Kind: RemedyExemption}
	}
	if cause := j.Cause; cause.Part == policy.PartCondition && cause.State == policy.KeyUnknown &&
		!cause.Unjudged {
		f.Sentence = fmt.Sprintf(
			"Whether %s %s it can't be told: it asks for %s, and AWS doesn't say "+
				"what it sends.",
			j.Statement(),
			verb,
			cause.Key,
		)
		return f
	}
	f.Sentence = fmt.Sprintf("Whether %s %s it can't be told: %s.", j.Statement(), verb, j.Cause)
	return f
}

// certainty is that of a judgement.
func certainty(j policy.Judgement) Certainty {
	if j.Likely {
		return CertaintyLikely
	}
	return CertaintyFact
}

// capitalized begins a sentence.
func capitalized(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
