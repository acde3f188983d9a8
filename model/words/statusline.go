package words

import (
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// StatusLine says how a run stands in one line that can be read without the screen: in a ticket,
// say. The run is nil if none is known; then the line tells of the row.
func StatusLine(watched *watch.Watched, run *watch.Run) string {
	said := []string{watched.Title()}
	if watched.Kind != watch.WatchedAccount && watched.Account.ID != "" {
		said = append(said, "account "+watched.Account.ID)
	}
	if run == nil {
		return strings.Join(said, ", ") + ": " + stateWithoutRun(watched)
	}
	e, answered := run.Execution()
	about := "run " + run.Ref.ID()
	if !e.CreatedAt.IsZero() {
		about += " of " + instant(e.CreatedAt)
	}
	line := strings.Join(append(said, about), ", ") + ": "
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

func stateWithoutRun(watched *watch.Watched) string {
	switch fault := watched.Fault(); {
	case watched.Gone:
		return "AWS no longer lists this export"
	case fault != nil:
		return unanswered(fault)
	case watched.Looking():
		return unanswered(nil)
	case watched.Kind == watch.WatchedAccount:
		return "the account has no exports"
	case !watched.CreatedAt.IsZero():
		return "never delivered, no run yet; the export was made " + instant(watched.CreatedAt)
	default:
		return "no run yet"
	}
}

func unanswered(fault *model.Fault) string {
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
