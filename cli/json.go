package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// jsonVersion rises when the meaning of a field of the JSON changes or one goes. New fields don't
// raise it.
const jsonVersion = 1

// document is what status prints as JSON.
type document struct {
	Version int       `json:"version"`
	AsOf    time.Time `json:"asOf,omitzero"`
	Counts  counts    `json:"counts"`
	Rows    []jsonRow `json:"rows"`
}

type counts struct {
	Failed      int `json:"failed"`
	Unknown     int `json:"unknown"`
	Overdue     int `json:"overdue"`
	Slow        int `json:"slow"`
	NoAnswer    int `json:"noAnswer"`
	Running     int `json:"running"`
	Delivered   int `json:"delivered"`
	MadeGood    int `json:"madeGood"`
	WithoutRuns int `json:"withoutRuns"`
}

// jsonRow is one row: an export with its newest run, a pinned execution, or an account.
type jsonRow struct {
	Kind          string    `json:"kind"`
	Attention     string    `json:"attention"`
	Need          string    `json:"need,omitempty"`
	Account       string    `json:"account,omitempty"`
	Profile       string    `json:"profile,omitempty"`
	Name          string    `json:"name"`
	ExportARN     string    `json:"exportArn,omitempty"`
	ExecutionID   string    `json:"executionId,omitempty"`
	Status        string    `json:"status,omitempty"`
	StatusReason  string    `json:"statusReason,omitempty"`
	CreatedAt     time.Time `json:"createdAt,omitzero"`
	LastUpdatedAt time.Time `json:"lastUpdatedAt,omitzero"`
	CompletedAt   time.Time `json:"completedAt,omitzero"`
	LastDelivered time.Time `json:"lastDeliveredAt,omitzero"`
	FailedInARow  int       `json:"failedInARow,omitempty"`
	LastFailure   *failure  `json:"lastFailure,omitempty"`
	Stale         bool      `json:"stale,omitempty"`
	Deleted       bool      `json:"deleted,omitempty"`
	Fault         *fault    `json:"fault,omitempty"`
}

// failure is the run that failed last, if none was delivered since.
type failure struct {
	ExecutionID  string    `json:"executionId"`
	Status       string    `json:"status"`
	StatusReason string    `json:"statusReason,omitempty"`
	EndedAt      time.Time `json:"endedAt,omitzero"`
}

// fault is why AWS didn't answer.
type fault struct {
	Title     string `json:"title"`
	Code      string `json:"code,omitempty"`
	Message   string `json:"message,omitempty"`
	Action    string `json:"action,omitempty"`
	Principal string `json:"principal,omitempty"`
	RequestID string `json:"requestId,omitempty"`
	Advice    string `json:"advice"`
}

// writeJSON prints everything as one document.
func writeJSON(out io.Writer, watchlist *watch.List) error {
	survey := settled(watchlist.Survey(time.Now()))
	doc := document{
		Version: jsonVersion,
		AsOf:    utc(watchlist.AsOf()),
		Counts: counts{
			Failed: survey.Failed, Unknown: survey.Unknown, Overdue: survey.Overdue,
			Slow: survey.Slow, NoAnswer: survey.Faulty + survey.Asking,
			Running: survey.Running, Delivered: survey.Delivered, MadeGood: survey.Superseded,
			WithoutRuns: survey.Idle,
		},
		Rows: make([]jsonRow, 0, len(survey.Entries)),
	}
	for _, entry := range survey.Entries {
		doc.Rows = append(doc.Rows, newJSONRow(entry))
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(doc); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

func newJSONRow(entry watch.Entry) jsonRow {
	watched := entry.Watched
	row := jsonRow{
		Kind: kindWord(watched.Kind), Attention: attentionWord(entry.Attention),
		Need: needWord(entry.Need), Account: watched.Account.ID,
		Profile: model.Clean(watched.Account.Profile), Name: watched.Title(),
		ExportARN: model.Ref{ExportARN: watched.ExportARN}.ARN(), Deleted: watched.Gone,
	}
	if run := watched.Newest(); run != nil {
		row.describe(run)
	}
	if delivered := watched.Delivered(); delivered != nil {
		execution, _ := delivered.Execution()
		row.LastDelivered = utc(execution.EndedAt())
	}
	if last, inARow := watched.Failure(); last != nil {
		e, _ := last.Execution()
		row.FailedInARow = inARow
		row.LastFailure = &failure{
			ExecutionID: last.Ref.ID(), Status: string(e.Status), StatusReason: string(e.Reason),
			EndedAt: utc(e.EndedAt()),
		}
	}
	if f := watched.Fault(); f != nil {
		row.Fault = &fault{
			Title: words.FaultTitle(f), Code: f.Code, Message: f.Message, Action: f.Action,
			Principal: f.Principal, RequestID: f.RequestID, Advice: words.FaultAdvice(f)[0],
		}
	}
	return row
}

// describe fills in what is known of the newest run.
func (r *jsonRow) describe(run *watch.Run) {
	e, _ := run.Execution()
	r.ExecutionID = run.Ref.ID()
	r.Status, r.StatusReason = string(e.Status), string(e.Reason)
	r.CreatedAt, r.LastUpdatedAt = utc(e.CreatedAt), utc(e.UpdatedAt)
	r.CompletedAt = utc(e.CompletedAt)
	r.Stale = run.Stale()
}

// utc keeps the zero time what it is.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC()
}

func kindWord(kind watch.WatchedKind) string {
	return map[watch.WatchedKind]string{
		watch.WatchedPin: "execution", watch.WatchedExport: "export",
		watch.WatchedAccount: "account",
	}[kind]
}

func attentionWord(attention watch.Attention) string {
	return map[watch.Attention]string{
		watch.AttentionNeedsYou: "needsYou", watch.AttentionAsking: "asking", watch.AttentionUnderway: "running",
		watch.AttentionFinished: "finished",
	}[attention]
}

func needWord(need watch.Need) string {
	return map[watch.Need]string{
		watch.NeedFailed: "failed", watch.NeedUnknown: "unknown", watch.NeedOverdue: "overdue",
		watch.NeedSlow: "slow", watch.NeedFault: "noAnswer",
		watch.NeedNone: "",
	}[need]
}

// change is a line of --watch: a row as it is now, and when that was seen.
type change struct {
	Version int       `json:"version"`
	At      time.Time `json:"at"`
	jsonRow
}

// printChanges prints a line for each row, and then one whenever a row changes, until a signal.
func (j *job) printChanges(ctx context.Context) error {
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	warnOfARNs(j.watch, j.streams)
	encoder := json.NewEncoder(j.streams.Out)
	said := map[*watch.Watched]string{}
	var broken error
	err := j.drive(ctx, func() bool { return broken != nil }, func(model.Reply) {
		broken = cmp.Or(broken, j.printNew(encoder, said))
	})
	if broken != nil {
		warn(j.streams, outputError{broken}.Error())
		return j.outcome(true)
	}
	if err != nil {
		return err
	}
	return j.outcome(neverAnswered(j.watch))
}

// printNew prints the rows that aren't as they were said last.
func (j *job) printNew(encoder *json.Encoder, said map[*watch.Watched]string) error {
	for _, entry := range j.watch.Survey(time.Now()).Entries {
		if entry.Attention == watch.AttentionAsking {
			continue
		}
		row := newJSONRow(entry)
		text, err := json.Marshal(row)
		if err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
		if said[entry.Watched] == string(text) {
			continue
		}
		said[entry.Watched] = string(text)
		line := change{Version: jsonVersion, At: j.watch.AWSNow(time.Now()).UTC(), jsonRow: row}
		if err := encoder.Encode(line); err != nil {
			return fmt.Errorf("writing a line: %w", err)
		}
	}
	return nil
}
