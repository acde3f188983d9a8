// Package check holds the rules by which evidence is judged: from facts (what S3 and AWS answered
// about an export) to findings, each with what it rests on, how sure it is, and what to do. A
// finding says what was seen and never more: that a policy lets AWS write is no proof that it can,
// a size is no count of rows, and what wasn't seen is nobody's fault. It is pure: no clock, no I/O.
package check

import (
	"slices"
	"strings"
	"time"
)

// Kind is one of the four things that are checked.
type Kind int

// The kinds, in the order in which they are shown.
const (
	KindData    Kind = iota // A: is the data there, complete, readable now?
	KindBucket              // B: why can't AWS write?
	KindDrift               // C: has the export changed since the run?
	KindColumns             // D: does the query still fit the table?
)

// String returns the kind's name, which commands take.
func (k Kind) String() string {
	return [...]string{
		KindData: "data", KindBucket: "bucket", KindDrift: "drift", KindColumns: "columns",
	}[k]
}

// Title returns the question that a kind answers.
func (k Kind) Title() string {
	return [...]string{
		KindData:    "Is the data there?",
		KindBucket:  "Can AWS write?",
		KindDrift:   "Did the export change since this run?",
		KindColumns: "Does the query fit the table?",
	}[k]
}

// Kinds returns all kinds in order.
func Kinds() []Kind { return []Kind{KindData, KindBucket, KindDrift, KindColumns} }

// Severity says how bad a finding is.
type Severity int

// The severities, the worst last.
const (
	SeverityOK Severity = iota
	SeverityNote
	SeverityWarning
	SeverityFailure
)

// String returns the severity's name.
func (s Severity) String() string {
	return [...]string{
		SeverityOK: "ok", SeverityNote: "note", SeverityWarning: "warning",
		SeverityFailure: "failure",
	}[s]
}

// Certainty says what a finding rests on.
type Certainty int

// The certainties, the surest first.
const (
	CertaintyFact   Certainty = iota // what was read says so
	CertaintyLikely                  // it rests on an inference
	CertaintyGuess                   // what it means is our guess
)

// String returns the certainty's name.
func (c Certainty) String() string {
	return [...]string{
		CertaintyFact: "fact", CertaintyLikely: "likely", CertaintyGuess: "guess",
	}[c]
}

// Words returns the certainty as people read it.
func (c Certainty) Words() string {
	return [...]string{
		CertaintyFact: "as read", CertaintyLikely: "most likely", CertaintyGuess: "our guess",
	}[c]
}

// Finding is what a rule found. All texts are cleaned and on one line.
type Finding struct {
	ID        string // of the rule, as A1
	Severity  Severity
	Certainty Certainty
	Sentence  string
	Todo      string   // what to do; "" where there is nothing
	Compare   *Compare // what to set side by side; nil where there is nothing
	Remedy    Remedy   // what can be copied; the zero Remedy where nothing can
}

// Sureness returns in words how sure the finding is, to stand behind its sentence or what stands for
// that; "" where the text says so itself.
func (f Finding) Sureness(text string) string {
	text = strings.ToLower(text)
	if strings.Contains(text, "our guess") || strings.Contains(text, "most likely") {
		return ""
	}
	return f.Certainty.Words()
}

// Compare is what a policy wants beside what Data Exports sends. Its lead stands in place of the
// finding's sentence where the two are drawn one below the other.
type Compare struct {
	Lead         string
	Wants, Sends string
}

// Unseen is what a check couldn't see, and why. It is half a finding: never a fault of the run.
type Unseen struct {
	Why      UnseenWhy
	Sentence string
	// Action is the IAM action that would show it, and Resource the ARN that it is needed for; ""
	// where no permission is what is missing.
	Action, Resource string
}

// UnseenWhy says why something wasn't seen.
type UnseenWhy int

// The reasons.
const (
	UnseenDenied UnseenWhy = iota // a permission is missing
	UnseenCapped                  // there is more than is looked at, or nothing to look at it by
	UnseenFailed                  // no answer came, or none that can be trusted: look again
)

// String returns the reason in a word or two.
func (w UnseenWhy) String() string {
	return [...]string{
		UnseenDenied: "permission", UnseenCapped: "limit", UnseenFailed: "no answer",
	}[w]
}

// Section is what one check found.
type Section struct {
	Kind     Kind
	Findings []Finding // the worst first
	Unseen   []Unseen
	Details  []string  // what is no finding, for those who want to know more
	Policy   *Policy   // of the bucket's check, where its policy was read
	LookedAt time.Time // this machine's clock; zero if nothing was asked
	Requests int       // how many it took
}

// Worst returns the worst severity found.
func (s Section) Worst() Severity {
	worst := SeverityOK
	for _, finding := range s.Findings {
		worst = max(worst, finding.Severity)
	}
	return worst
}

// Failed says whether something was found that is at least as bad.
func (s Section) Failed(at Severity) bool {
	return slices.ContainsFunc(s.Findings, func(f Finding) bool { return f.Severity >= at })
}

// Blind says whether something wasn't seen because no answer came: looking again may help. A
// missing permission doesn't count.
func (s Section) Blind() bool {
	return slices.ContainsFunc(s.Unseen, func(u Unseen) bool { return u.Why == UnseenFailed })
}

// Contradicts says whether AWS reports a delivery and the data says otherwise.
func (s Section) Contradicts() bool { return s.Kind == KindData && s.Failed(SeverityFailure) }

// Complete says whether the manifest was read and all files that it names are there, so that they
// can be loaded.
func (s Section) Complete() bool { return s.found("A1", "A2") && !s.Failed(SeverityFailure) }

// LookAgain says whether what was found may pass by itself within minutes, as files and manifests
// that a delivery just writes.
func (s Section) LookAgain() bool { return s.found("A3", "A5", "A7", "A12", "A13") }

// draft is a section that is being written.
type draft struct{ Section }

// add adds findings.
func (d *draft) add(findings ...Finding) { d.Findings = append(d.Findings, findings...) }

// capped adds what wasn't seen as there is more than is looked at, or nothing to look at it by.
func (d *draft) capped(sentence string) {
	d.Unseen = append(d.Unseen, Unseen{Why: UnseenCapped, Sentence: sentence})
}

// done returns the section with its findings in order: the worst first, the surest of equals
// first, and else by rule as they came.
func (d *draft) done() Section {
	slices.SortStableFunc(d.Findings, func(a, b Finding) int {
		if a.Severity != b.Severity {
			return int(b.Severity - a.Severity)
		}
		return int(a.Certainty - b.Certainty)
	})
	return d.Section
}
