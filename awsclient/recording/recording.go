// Package recording writes down what AWS said and when, as lines of JSON, masked if asked, and
// hands it out again in the same order: to a real client of awsclient, so that a recording runs
// through the same decoding as AWS's own answers. The format is docs/recording.md's.
//
// No secret reaches it: of a request only the operation and its parameters are written, of an answer
// only the headers that keptHeaders names, and what gets credentials never passes by.
package recording

import (
	"crypto/sha256"
	"encoding/json"
	"time"
)

// Version is that of the format. It rises when what stands in a line changes its meaning or goes;
// new kinds of lines and new fields don't raise it.
const Version = 1

// The format's name, by which its first line is known.
const formatName = "exportwatch recording"

// The kinds of lines.
const (
	kindStart = "start" // a program began to record
	kindAsk   = "ask"   // a question was asked
	kindCall  = "call"  // a request for a question was answered, or wasn't
	kindReply = "reply" // a question ended
	kindEnd   = "end"   // the program ended
)

// line is one line of a recording.
type line struct {
	Kind     string    `json:"kind"`
	Run      string    `json:"run"` // of which run of the program it is
	At       time.Time `json:"at"`
	Question int       `json:"question,omitempty"` // counted from 1 in each run
	Start    *Start    `json:"start,omitempty"`
	Ask      *ask      `json:"ask,omitempty"`
	Call     *call     `json:"call,omitempty"`
	Reply    *reply    `json:"reply,omitempty"`
}

// Start is what a run of the program says of itself.
type Start struct {
	Format   string   `json:"format"`
	Version  int      `json:"version"`
	Program  string   `json:"program"` // its version
	Masked   bool     `json:"masked"`
	Region   string   `json:"region,omitempty"` // as given; "" is what the settings say
	Profiles []string `json:"profiles"`         // "" is the default one
	Interval Seconds  `json:"intervalSeconds"`
	Jitter   uint32   `json:"jitter"` // the seed of the waits after AWS throttled
	Watched  Watched  `json:"watched"`
}

// Watched is what was watched. All of it empty means every export of the profiles.
type Watched struct {
	Names      []string    `json:"names,omitempty"` // of exports, or globs
	ExportARNs []string    `json:"exportArns,omitempty"`
	Executions []Execution `json:"executions,omitempty"`
}

// Execution is an execution that was named.
type Execution struct {
	ExportARN   string `json:"exportArn"`
	ExecutionID string `json:"executionId"`
}

// Seconds is a length of time, written as a number of seconds.
type Seconds time.Duration

// MarshalJSON implements json.Marshaler.
func (s Seconds) MarshalJSON() ([]byte, error) {
	return json.Marshal(time.Duration(s).Seconds()) //nolint:wrapcheck // never fails
}

// UnmarshalJSON implements json.Unmarshaler.
func (s *Seconds) UnmarshalJSON(text []byte) error {
	var number float64
	if err := json.Unmarshal(text, &number); err != nil {
		return err //nolint:wrapcheck // the reader names the line
	}
	*s = Seconds(number * float64(time.Second))
	return nil
}

// ask is a question, as model.Ask has it.
type ask struct {
	Operation   string `json:"operation"`
	Profile     string `json:"profile,omitempty"`
	ExportARN   string `json:"exportArn,omitempty"`
	ExecutionID string `json:"executionId,omitempty"`
	All         bool   `json:"allPages,omitempty"`
}

// call is a request with its answer, or with why none came or it broke off.
type call struct {
	Operation  string            `json:"operation"`
	Asked      time.Time         `json:"asked"`
	Request    string            `json:"request"` // the parameters, JSON as it was sent
	Status     int               `json:"status,omitempty"`
	Headers    map[string]string `json:"headers,omitempty"`
	Body       string            `json:"body,omitempty"`
	BodyBase64 []byte            `json:"bodyBase64,omitempty"` // in place of Body where that is no UTF-8
	Same       bool              `json:"same,omitempty"`       // Body is as it was for this request before
	Fault      string            `json:"fault,omitempty"`
}

// about says what a call asked, with whose credentials.
func (c *call) about(profile string) [sha256.Size]byte {
	return sha256.Sum256([]byte(profile + "\x00" + c.Operation + "\x00" + c.Request))
}

// reply is what a question ended with: what the program made of its calls.
type reply struct {
	Result  string `json:"result,omitempty"` // in a few words, for people; nothing reads it
	Retries int    `json:"retries,omitempty"`
	Fault   *fault `json:"fault,omitempty"`
}

// fault is a model.Fault; its kinds are model's words.
type fault struct {
	Kind      string `json:"kind"`
	Code      string `json:"code,omitempty"`
	Message   string `json:"message,omitempty"`
	RequestID string `json:"requestId,omitempty"`
	Profile   string `json:"profile,omitempty"`
	Action    string `json:"action,omitempty"`
	Principal string `json:"principal,omitempty"`
	DeniedBy  string `json:"deniedBy,omitempty"`
}

// keptHeaders are the headers of an answer that are written down.
func keptHeaders() []string {
	return []string{
		"Date", "X-Amzn-Requestid", "X-Amzn-Errortype", "Content-Type", "Content-Encoding",
		"Retry-After",
	}
}
