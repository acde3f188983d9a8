package cli

import (
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/policy"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// checkVersion rises when the meaning of a field of check's JSON changes or one goes. New fields
// don't raise it.
const checkVersion = 1

// checkDocument is what check prints as JSON.
type checkDocument struct {
	Version   int           `json:"version"`
	AsOf      time.Time     `json:"asOf,omitzero"`
	Requests  int           `json:"requests"`
	Unmatched []unmatched   `json:"unmatched,omitempty"`
	Exports   []jsonChecked `json:"exports"`
}

// jsonChecked is an export, or a pinned run, with what was found.
type jsonChecked struct {
	Account      string        `json:"account,omitempty"`
	Profile      string        `json:"profile,omitempty"`
	Name         string        `json:"name"`
	ExportARN    string        `json:"exportArn"`
	ExecutionID  string        `json:"executionId,omitempty"`
	Status       string        `json:"status,omitempty"`
	StatusReason string        `json:"statusReason,omitempty"`
	Worst        string        `json:"worst"`
	Complete     *bool         `json:"complete,omitempty"`
	Requests     int           `json:"requests"`
	Checks       []jsonCheck   `json:"checks"`
	Findings     []jsonFinding `json:"findings"`
	Unseen       []jsonUnseen  `json:"unseen"`
	Policy       *jsonPolicy   `json:"policy,omitempty"`
	Fault        *fault        `json:"fault,omitempty"`
}

// jsonCheck is what one check says in short.
type jsonCheck struct {
	Check    string    `json:"check"`
	Answer   string    `json:"answer"`
	Verdict  string    `json:"verdict"`
	LookedAt time.Time `json:"lookedAt,omitzero"`
	Requests int       `json:"requests"`
	Details  []string  `json:"details,omitempty"`
}

// jsonFinding is what a rule found.
type jsonFinding struct {
	Check     string `json:"check"`
	ID        string `json:"id"`
	Severity  string `json:"severity"`
	Certainty string `json:"certainty"`
	Sentence  string `json:"sentence"`
	Todo      string `json:"todo,omitempty"`
	Wants     string `json:"wants,omitempty"`
	Sends     string `json:"sends,omitempty"`
	Paste     string `json:"paste,omitempty"`
}

// jsonUnseen is what couldn't be seen.
type jsonUnseen struct {
	Check    string `json:"check"`
	Why      string `json:"why"`
	Sentence string `json:"sentence"`
	Action   string `json:"action,omitempty"`
	Resource string `json:"resource,omitempty"`
}

// jsonPolicy is what a bucket's policy says of what Data Exports does.
type jsonPolicy struct {
	Data     jsonVerdict `json:"data"`
	Manifest jsonVerdict `json:"manifest"`
	Check    jsonVerdict `json:"check"`
	Root     jsonVerdict `json:"root"`
}

type jsonVerdict struct {
	Verdict string `json:"verdict"`
	Likely  bool   `json:"likely"`
	Why     string `json:"why"`
}

// writeChecksJSON prints what was found as one document.
func (j *job) writeChecksJSON(all []checked) error {
	doc := checkDocument{
		Version: checkVersion, AsOf: utc(j.watch.AsOf()), Unmatched: j.unmatched(),
		Exports: make([]jsonChecked, 0, len(all)),
	}
	for _, c := range all {
		said := newJSONChecked(c)
		doc.Requests += said.Requests
		doc.Exports = append(doc.Exports, said)
	}
	return writeDocument(j.streams.Out, doc)
}

func newJSONChecked(c checked) jsonChecked {
	said := jsonChecked{
		Account: c.watched.Account.ID, Profile: model.Clean(c.watched.Account.Profile),
		Name: c.watched.Title(), ExportARN: model.Ref{ExportARN: c.watched.ExportARN}.ARN(),
		Worst:  c.worst().String(),
		Checks: []jsonCheck{}, Findings: []jsonFinding{}, Unseen: []jsonUnseen{},
	}
	said.Requests, _ = c.requests()
	if c.run != nil {
		e, _ := c.run.Execution()
		said.ExecutionID = c.run.Ref.ID()
		said.Status, said.StatusReason = string(e.Status), string(e.Reason)
	}
	for _, section := range c.sections {
		said.add(section, c.watched)
	}
	if p := c.policy(); p != nil {
		said.Policy = &jsonPolicy{
			Data: newJSONVerdict(p.Data), Manifest: newJSONVerdict(p.Manifest),
			Check: newJSONVerdict(p.Check), Root: newJSONVerdict(p.Root),
		}
	}
	if f := faultOf(c.watched); f != nil {
		said.Fault = newFault(f)
	}
	return said
}

// add adds what one check found.
func (c *jsonChecked) add(section check.Section, watched *watch.Watched) {
	kind := section.Kind.String()
	c.Checks = append(c.Checks, jsonCheck{
		Check: kind, Answer: section.Answer().String(), Verdict: section.Verdict(),
		LookedAt: utc(section.LookedAt), Requests: section.Requests, Details: section.Details,
	})
	if section.Kind == check.KindData && section.Answer() != check.AnswerUnseen {
		complete := section.Complete()
		c.Complete = &complete
	}
	for _, f := range section.Findings {
		said := jsonFinding{
			Check: kind, ID: f.ID, Severity: f.Severity.String(),
			Certainty: f.Certainty.String(), Sentence: f.Sentence, Todo: f.Todo,
			Paste: words.RemedyPaste(f.Remedy, watched.Account.Profile).Text,
		}
		if f.Compare != nil {
			said.Wants, said.Sends = f.Compare.Wants, f.Compare.Sends
		}
		c.Findings = append(c.Findings, said)
	}
	for _, u := range section.Unseen {
		c.Unseen = append(c.Unseen, jsonUnseen{
			Check: kind, Why: u.Why.String(), Sentence: u.Sentence, Action: u.Action,
			Resource: u.Resource,
		})
	}
}

func newJSONVerdict(j policy.Judgement) jsonVerdict {
	return jsonVerdict{Verdict: j.Verdict.String(), Likely: j.Likely, Why: j.Why()}
}
