package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// historyVersion rises when the meaning of a field of history's JSON changes or one goes. New fields
// don't raise it.
const historyVersion = 1

// historyDocument is what history prints as JSON.
type historyDocument struct {
	Version   int           `json:"version"`
	AsOf      time.Time     `json:"asOf,omitzero"`
	Since     time.Time     `json:"since,omitzero"`
	Unmatched []unmatched   `json:"unmatched,omitempty"`
	Exports   []jsonHistory `json:"exports"`
}

// jsonHistory is an export with its runs.
type jsonHistory struct {
	Account     string    `json:"account,omitempty"`
	Profile     string    `json:"profile,omitempty"`
	Name        string    `json:"name"`
	ExportARN   string    `json:"exportArn"`
	Deleted     bool      `json:"deleted,omitempty"`
	Delivered   int       `json:"delivered"`
	Failed      int       `json:"failed"`
	Underway    int       `json:"underway"`
	SuccessRate *float64  `json:"successRate,omitempty"`
	Timed       int       `json:"timed"`
	Median      int       `json:"medianSeconds,omitempty"`
	P90         int       `json:"p90Seconds,omitempty"`
	Slowest     int       `json:"slowestSeconds,omitempty"`
	SlowestID   string    `json:"slowestExecutionId,omitempty"`
	Gap         int       `json:"longestGapSeconds,omitempty"`
	GapSince    time.Time `json:"longestGapSince,omitzero"`
	GapUntil    time.Time `json:"longestGapUntil,omitzero"`
	CutAfter    int       `json:"cutAfter,omitempty"`
	Fault       *fault    `json:"fault,omitempty"`
	Runs        []jsonRun `json:"runs"`
}

// jsonRun is a run.
type jsonRun struct {
	ExecutionID   string    `json:"executionId"`
	Status        string    `json:"status"`
	StatusReason  string    `json:"statusReason,omitempty"`
	CreatedAt     time.Time `json:"createdAt,omitzero"`
	LastUpdatedAt time.Time `json:"lastUpdatedAt,omitzero"`
	CompletedAt   time.Time `json:"completedAt,omitzero"`
	EndedAt       time.Time `json:"endedAt,omitzero"`
	TookSeconds   *int      `json:"tookSeconds,omitempty"`
	Remembered    bool      `json:"remembered,omitempty"`
}

// writeHistoryJSON prints the runs as one document.
func (j *job) writeHistoryJSON(all []past, since time.Time) error {
	doc := historyDocument{
		Version: historyVersion, AsOf: utc(j.watch.AsOf()), Since: utc(since),
		Unmatched: j.unmatched(), Exports: make([]jsonHistory, 0, len(all)),
	}
	for _, p := range all {
		doc.Exports = append(doc.Exports, newJSONHistory(p))
	}
	return writeDocument(j.streams.Out, doc)
}

func newJSONHistory(p past) jsonHistory {
	h := p.history
	cut, _ := p.watched.Cut()
	said := jsonHistory{
		Account:   p.watched.Account.ID,
		Profile:   model.Clean(p.watched.Account.Profile),
		Name:      p.watched.Title(),
		ExportARN: model.Ref{ExportARN: p.watched.ExportARN}.ARN(),
		Deleted:   p.watched.Gone,
		Delivered: h.Delivered,
		Failed:    h.Failed,
		Underway:  h.Underway,
		Timed:     h.Timed,
		Median:    seconds(h.Median),
		P90:       seconds(h.P90),
		Gap:       seconds(h.Gap),
		GapSince:  utc(h.GapSince),
		GapUntil:  utc(h.GapUntil),
		CutAfter:  cut,
		Runs:      make([]jsonRun, 0, len(p.runs)),
	}
	if ended := h.Delivered + h.Failed; ended > 0 {
		rate := float64(h.Delivered) / float64(ended)
		said.SuccessRate = &rate
	}
	if h.Slowest != nil {
		execution, _ := h.Slowest.Execution()
		took, _ := execution.Took()
		said.Slowest, said.SlowestID = seconds(took), h.Slowest.Ref.ID()
	}
	if f := faultOf(p.watched); f != nil {
		said.Fault = &fault{
			Title: words.FaultTitle(f), Code: f.Code, Message: f.Message, Action: f.Action,
			Principal: f.Principal, RequestID: f.RequestID, Advice: words.FaultAdviceOnce(f),
		}
	}
	for _, run := range p.runs {
		said.Runs = append(said.Runs, newJSONRun(run))
	}
	return said
}

func newJSONRun(run *watch.Run) jsonRun {
	e, _ := run.Execution()
	said := jsonRun{
		ExecutionID: run.Ref.ID(), Status: string(e.Status), StatusReason: string(e.Reason),
		CreatedAt: utc(e.CreatedAt), LastUpdatedAt: utc(e.UpdatedAt),
		CompletedAt: utc(e.CompletedAt), EndedAt: utc(e.EndedAt()), Remembered: run.Remembered(),
	}
	if took, ok := e.Took(); ok {
		whole := seconds(took)
		said.TookSeconds = &whole
	}
	return said
}

// seconds returns a span of time in whole seconds.
func seconds(d time.Duration) int { return int(d.Round(time.Second) / time.Second) }

// writeHistoryCSV prints a line for each run, as in RFC 4180, after one with the names of the fields.
func writeHistoryCSV(out io.Writer, all []past) error {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	rows := [][]string{{
		"export", "export_arn", "account", "execution_id", "status", "status_reason", "created_at",
		"last_updated_at", "completed_at", "ended_at", "took_seconds", "remembered",
	}}
	for _, p := range all {
		for _, run := range p.runs {
			said := newJSONRun(run)
			took := ""
			if said.TookSeconds != nil {
				took = strconv.Itoa(*said.TookSeconds)
			}
			rows = append(rows, []string{
				p.watched.Title(), model.Ref{ExportARN: p.watched.ExportARN}.ARN(),
				p.watched.Account.ID, said.ExecutionID, said.Status, said.StatusReason,
				instant(said.CreatedAt), instant(said.LastUpdatedAt), instant(said.CompletedAt),
				instant(said.EndedAt), took, strconv.FormatBool(said.Remembered),
			})
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("printing lines: %w", err)
	}
	return nil
}

// instant returns a point in time as in RFC 3339, "" if it isn't known.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
