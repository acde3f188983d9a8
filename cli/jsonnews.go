package cli

import (
	"encoding/json"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// jsonNews is a change as --on-change is told of it. What it is about stands on top, as it was when
// the change was seen: a run that failed needn't be the newest of its row.
type jsonNews struct {
	Version      int       `json:"version"`
	At           time.Time `json:"at"`
	What         string    `json:"what"`
	Need         string    `json:"need,omitempty"`
	NeedBefore   string    `json:"needBefore,omitempty"`
	Calls        bool      `json:"calls,omitempty"`
	Since        time.Time `json:"since,omitzero"`
	Line         string    `json:"line"`
	Sentence     string    `json:"sentence"`
	Advice       string    `json:"advice,omitempty"`
	Account      string    `json:"account,omitempty"`
	Profile      string    `json:"profile,omitempty"`
	Name         string    `json:"name"`
	ExportARN    string    `json:"exportArn,omitempty"`
	ExecutionID  string    `json:"executionId,omitempty"`
	Status       string    `json:"status,omitempty"`
	StatusReason string    `json:"statusReason,omitempty"`
	Bucket       string    `json:"bucket,omitempty"`
	Rows         int       `json:"rows,omitempty"`
	Fault        *fault    `json:"fault,omitempty"`
	Row          *jsonRow  `json:"row,omitempty"`
}

// newJSONNews writes news.
func newJSONNews(news watch.News) jsonNews {
	out := jsonNews{
		Version:    jsonVersion,
		At:         utc(news.At),
		What:       newsWord(news.Kind),
		Need:       needWord(news.Need),
		NeedBefore: needWord(news.Before),
		Calls:      news.Calls(),
		Since:      utc(news.Since),
		Line:       words.NewsLine(news, false),
		Sentence:   words.NewsSentence(news),
		Account:    news.Account.Number(),
		Profile:    model.Clean(news.Account.Profile),
		Name:       news.Account.Label(),
		Rows:       news.Rows,
	}
	if news.Need == watch.NeedFault {
		out.Fault = newFault(news.Fault)
		out.Fault.Advice = words.FaultAdvice(news.Fault)[0]
		out.Advice = out.Fault.Advice
	}
	if news.Entry.Watched != nil {
		out.aboutRow(news)
	}
	return out
}

// aboutRow fills in what is about a row and its run.
func (n *jsonNews) aboutRow(news watch.News) {
	row := newJSONRow(news.Entry)
	n.Row, n.Name, n.ExportARN = &row, row.Name, row.ExportARN
	if news.Need != watch.NeedFault {
		n.Advice = row.Advice
	}
	if news.Run == nil {
		return
	}
	var of jsonRow
	of.describe(news.Run)
	n.ExecutionID, n.Status, n.StatusReason = of.ExecutionID, of.Status, of.StatusReason
	n.Bucket = of.Bucket
}

// text returns it on a line.
func (n *jsonNews) text() []byte {
	text, err := json.Marshal(n)
	if err != nil {
		return []byte(err.Error()) // it is texts, numbers and times: there is none
	}
	return append(text, '\n')
}

func newsWord(kind watch.NewsKind) string {
	return map[watch.NewsKind]string{
		watch.NewsNeedsYou: "needsYou", watch.NewsNeedsNobody: "needsNobody",
		watch.NewsStarted: "started", watch.NewsDelivered: "delivered", watch.NewsFailed: "failed",
	}[kind]
}
