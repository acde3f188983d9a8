package model

import (
	"strings"
	"time"
)

// StatusLine says how a run stands in one line that can be read without the screen: in a ticket,
// say. The run is nil if none is known; then the line tells of the row.
func StatusLine(watched *Watched, run *Run) string {
	words := []string{watched.Title()}
	if watched.Kind != WatchedAccount && watched.Account.ID != "" {
		words = append(words, "account "+watched.Account.ID)
	}
	if run == nil {
		return strings.Join(words, ", ") + ": " + stateWithoutRun(watched)
	}
	e, answered := run.Execution()
	about := "run " + run.Ref.ID()
	if !e.CreatedAt.IsZero() {
		about += " of " + instant(e.CreatedAt)
	}
	line := strings.Join(append(words, about), ", ") + ": "
	if !answered {
		return line + unanswered(run.Fault())
	}
	explanation := Explain(run)
	line += strings.Join(strings.Fields(explanation.Codes), " ") + " (" + explanation.Title + ")"
	if ended := e.EndedAt(); !ended.IsZero() {
		line += ", ended " + instant(ended)
	}
	if fault := run.Fault(); fault != nil {
		line += ", as of " + instant(run.AnsweredAt()) + "; since then: " + unanswered(fault)
	}
	return line
}

func stateWithoutRun(watched *Watched) string {
	switch fault := watched.Fault(); {
	case watched.Gone:
		return "AWS no longer lists this export"
	case fault != nil:
		return unanswered(fault)
	case watched.Looking():
		return unanswered(nil)
	case watched.Kind == WatchedAccount:
		return "the account has no exports"
	default:
		return "no run yet"
	}
}

func unanswered(fault *Fault) string {
	if fault == nil {
		return "not answered yet"
	}
	text := FaultLine(fault)
	if fault.Code != "" {
		text = fault.Code + ", " + text
	}
	if fault.RequestID != "" {
		text += ", request id " + fault.RequestID
	}
	return text
}

func instant(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }
