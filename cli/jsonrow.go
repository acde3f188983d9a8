package cli

import (
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// jsonRow is one row: an export with its newest run, a pinned execution, or an account.
type jsonRow struct {
	Kind          string    `json:"kind"`
	Attention     string    `json:"attention"`
	Need          string    `json:"need,omitempty"`
	Muted         bool      `json:"muted,omitempty"`
	MutedNeed     string    `json:"mutedNeed,omitempty"`
	Advice        string    `json:"advice,omitempty"`
	Account       string    `json:"account,omitempty"`
	Profile       string    `json:"profile,omitempty"`
	Name          string    `json:"name"`
	ExportARN     string    `json:"exportArn,omitempty"`
	Table         string    `json:"table,omitempty"`
	Bucket        string    `json:"bucket,omitempty"`
	Prefix        string    `json:"prefix,omitempty"`
	ExecutionID   string    `json:"executionId,omitempty"`
	Status        string    `json:"status,omitempty"`
	StatusReason  string    `json:"statusReason,omitempty"`
	CreatedAt     time.Time `json:"createdAt,omitzero"`
	LastUpdatedAt time.Time `json:"lastUpdatedAt,omitzero"`
	CompletedAt   time.Time `json:"completedAt,omitzero"`
	UsualSeconds  int       `json:"usualSeconds,omitempty"`
	LastDelivered time.Time `json:"lastDeliveredAt,omitzero"`
	NextDelivery  time.Time `json:"nextDeliveryAt,omitzero"`
	OverdueSince  time.Time `json:"overdueSince,omitzero"`
	MutedUntil    time.Time `json:"mutedUntil,omitzero"`
	FailedInARow  int       `json:"failedInARow,omitempty"`
	LastFailure   *failure  `json:"lastFailure,omitempty"`
	Health        *health   `json:"health,omitempty"`
	Stale         bool      `json:"stale,omitempty"`
	Deleted       bool      `json:"deleted,omitempty"`
	Remembered    bool      `json:"remembered,omitempty"`
	Fault         *fault    `json:"fault,omitempty"`
}

// health is what AWS says of the export as a whole.
type health struct {
	Status      string    `json:"status"`
	Reason      string    `json:"statusReason,omitempty"`
	RefreshedAt time.Time `json:"lastRefreshedAt,omitzero"`
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

func newJSONRow(entry watch.Entry) jsonRow {
	watched := entry.Watched
	row := jsonRow{
		Kind: kindWord(watched.Kind), Attention: attentionWord(entry.Attention),
		Need: needWord(entry.Need), Advice: advice(entry), Account: watched.Account.ID,
		Profile: model.Clean(watched.Account.Profile), Name: watched.Title(), Stale: entry.Stale,
		ExportARN: model.Ref{ExportARN: watched.ExportARN}.ARN(), Deleted: watched.Gone,
		MutedUntil: utc(entry.MutedUntil),
	}
	if entry.Muted {
		row.Muted, row.MutedNeed = true, needWord(entry.Mutes)
	}
	if run := watched.Newest(); run != nil {
		row.describe(run)
	}
	row.expect(watched)
	if last, inARow := watched.Failure(); last != nil {
		e, _ := last.Execution()
		row.FailedInARow = inARow
		row.LastFailure = &failure{
			ExecutionID: last.Ref.ID(), Status: string(e.Status), StatusReason: string(e.Reason),
			EndedAt: utc(e.EndedAt()),
		}
	}
	if h := watched.Health; h.Code != "" {
		row.Health = &health{
			Status: h.Code, Reason: string(h.Reason), RefreshedAt: utc(h.RefreshedAt),
		}
	}
	if f := faultOf(watched); f != nil {
		row.Fault = newFault(f)
	}
	return row
}

func newFault(f *model.Fault) *fault {
	return &fault{
		Title: words.FaultTitle(f), Code: f.Code, Message: f.Message, Action: f.Action,
		Principal: f.Principal, RequestID: f.RequestID, Advice: words.FaultAdviceOnce(f),
	}
}

// describe fills in what is known of the newest run.
func (r *jsonRow) describe(run *watch.Run) {
	e, _ := run.Execution()
	r.ExecutionID = run.Ref.ID()
	r.Status, r.StatusReason = string(e.Status), string(e.Reason)
	r.CreatedAt, r.LastUpdatedAt = utc(e.CreatedAt), utc(e.UpdatedAt)
	r.CompletedAt, r.Remembered = utc(e.CompletedAt), run.Unlisted()
	if export := e.Export; export != nil {
		r.Table, r.Bucket = export.Table(), export.Destination.Bucket
		r.Prefix = export.Destination.Prefix
	}
}

// expect fills in when the export was delivered last and what earlier runs let expect.
func (r *jsonRow) expect(watched *watch.Watched) {
	if delivered := watched.Delivered(); delivered != nil {
		execution, _ := delivered.Execution()
		r.LastDelivered = utc(execution.EndedAt())
	}
	forecast := watched.Forecast()
	r.UsualSeconds = int(forecast.Usual / time.Second)
	if watched.Kind != watch.WatchedExport || watched.Gone {
		return
	}
	r.NextDelivery = utc(forecast.Next)
	if since, overdue := watched.Overdue(); overdue {
		r.OverdueSince = utc(since)
	}
}

// advice says in a sentence what to do about a row, or "" where there is nothing to do.
func advice(entry watch.Entry) string {
	run := entry.Watched.Newest()
	if last, _ := entry.Watched.Failure(); last != nil {
		run = last
	}
	switch entry.Need {
	case watch.NeedFailed, watch.NeedUnknown:
		if todo := words.Explain(run).Todo; len(todo) > 0 {
			return firstSentence(todo[0].Text)
		}
	case watch.NeedUnhealthy:
		return firstSentence(words.ExplainHealth(entry.Watched).Todo[0].Text)
	case watch.NeedOverdue:
		return words.OverdueAdvice(entry.Watched)
	case watch.NeedFault:
		if fault := faultOf(entry.Watched); fault != nil {
			return words.FaultAdviceOnce(fault)
		}
	case watch.NeedSlow, watch.NeedNone:
	}
	return ""
}

// firstSentence returns a text up to its first full stop.
func firstSentence(text string) string {
	if first, _, more := strings.Cut(text, ". "); more {
		return first + "."
	}
	return text
}

func kindWord(kind watch.WatchedKind) string {
	return map[watch.WatchedKind]string{
		watch.WatchedPin: "execution", watch.WatchedExport: "export",
		watch.WatchedAccount: "account",
	}[kind]
}

func attentionWord(attention watch.Attention) string {
	return map[watch.Attention]string{
		watch.AttentionNeedsYou: "needsYou", watch.AttentionAsking: "asking",
		watch.AttentionUnderway: "running", watch.AttentionFinished: "finished",
	}[attention]
}

func needWord(need watch.Need) string {
	return map[watch.Need]string{
		watch.NeedFailed: "failed", watch.NeedUnhealthy: "unhealthy",
		watch.NeedUnknown: "unknown", watch.NeedOverdue: "overdue", watch.NeedSlow: "slow", watch.NeedFault: "noAnswer",
		watch.NeedNone: "",
	}[need]
}
