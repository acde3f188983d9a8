package cli

import (
	"encoding/json"
	"io"
	"time"
)

// jsonVersion rises when the meaning of a field of the JSON changes or one goes. New fields don't
// raise it.
const jsonVersion = 1

// document is what status prints as JSON.
type document struct {
	Version   int         `json:"version"`
	AsOf      time.Time   `json:"asOf,omitzero"`
	Counts    counts      `json:"counts"`
	Unmatched []unmatched `json:"unmatched,omitempty"`
	Rows      []jsonRow   `json:"rows"`
}

type counts struct {
	Failed      int `json:"failed"`
	Unhealthy   int `json:"unhealthy"`
	Unknown     int `json:"unknown"`
	Overdue     int `json:"overdue"`
	Slow        int `json:"slow"`
	NoAnswer    int `json:"noAnswer"`
	Running     int `json:"running"`
	Delivered   int `json:"delivered"`
	MadeGood    int `json:"madeGood"`
	WithoutRuns int `json:"withoutRuns"`
	Muted       int `json:"muted"`
}

// writeJSON prints everything as one document.
func (j *job) writeJSON(now time.Time) error {
	survey := asPrinted(j.watch.Survey(now))
	doc := document{
		Version: jsonVersion,
		AsOf:    utc(j.watch.AsOf()),
		Counts: counts{
			Failed:      survey.Failed,
			Unhealthy:   survey.Unhealthy,
			Unknown:     survey.Unknown,
			Overdue:     survey.Overdue,
			Slow:        survey.Slow,
			NoAnswer:    survey.Faulty + survey.Asking,
			Running:     survey.Running,
			Delivered:   survey.Delivered,
			MadeGood:    survey.Superseded,
			WithoutRuns: survey.Idle,
			Muted:       survey.Muted,
		},
		Unmatched: j.unmatched(),
		Rows:      make([]jsonRow, 0, len(survey.Entries)),
	}
	for _, entry := range survey.Entries {
		doc.Rows = append(doc.Rows, newJSONRow(entry))
	}
	return writeDocument(j.streams.Out, doc)
}

// writeDocument prints a document as JSON for people, too.
func writeDocument(out io.Writer, document any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document) //nolint:wrapcheck // the caller says what was printed
}

// utc keeps the zero time what it is.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC()
}
