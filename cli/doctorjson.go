package cli

// doctorDocument is what doctor prints as JSON.
type doctorDocument struct {
	Version int           `json:"version"`
	Healthy bool          `json:"healthy"`
	Counts  doctorCounts  `json:"counts"`
	Checks  []doctorCheck `json:"checks"`
}

type doctorCounts struct {
	Fine  int `json:"fine"`
	Note  int `json:"note"`
	Look  int `json:"look"`
	Wrong int `json:"wrong"`
}

type doctorCheck struct {
	About      string `json:"about"`
	Profile    string `json:"profile,omitempty"`
	Check      string `json:"check"`
	Verdict    string `json:"verdict"`
	Text       string `json:"text"`
	Remedy     string `json:"remedy,omitempty"`
	Account    string `json:"account,omitempty"`
	Principal  string `json:"principal,omitempty"`
	Action     string `json:"action,omitempty"`
	Permission string `json:"permission,omitempty"`
}

// newDoctorDocument returns blocks as JSON tells them.
func newDoctorDocument(blocks []block) doctorDocument {
	counts := tally(blocks)
	doc := doctorDocument{
		Version: jsonVersion, Healthy: counts[verdictWrong] == 0,
		Counts: doctorCounts{
			counts[verdictFine], counts[verdictNote], counts[verdictLook], counts[verdictWrong],
		},
	}
	for _, b := range blocks {
		for _, f := range b.findings {
			doc.Checks = append(doc.Checks, doctorCheck{
				About: b.about, Profile: b.profile, Check: f.check, Verdict: f.verdict.String(),
				Text: f.text, Remedy: f.remedy, Account: f.account, Principal: f.principal,
				Action: f.action, Permission: f.granted.String(),
			})
		}
	}
	return doc
}

func printDoctorJSON(streams Streams, blocks []block) error {
	if err := writeDocument(streams.Out, newDoctorDocument(blocks)); err != nil {
		return outputError{err}
	}
	return nil
}
