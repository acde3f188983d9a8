package words

import (
	"fmt"
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// Ticket says how a run stands in a block that can be read without the screen: what is so, since
// when, how often in a row, when the export was last delivered, and the names by which others find
// it. The run is nil if none is known; then the block tells of the row. What isn't known has no line.
func Ticket(watched *watch.Watched, run *watch.Run) string {
	about := watched.Title()
	if watched.Kind != watch.WatchedAccount && watched.Account.ID != "" {
		about += ", account " + watched.Account.ID
	}
	facts := ticket{lines: []string{about + ": " + ticketTitle(watched, run)}}
	if watched.Unhealthy() {
		facts.add("Health", strings.Join(strings.Fields(ExplainHealth(watched).Codes), " "))
	}
	failing(&facts, watched)
	if since, overdue := watched.Overdue(); overdue {
		facts.add("Overdue since", instant(since))
	}
	if watched.Kind == watch.WatchedExport && run != nil {
		delivered := "never, as far as is known"
		if last := watched.Delivered(); last != nil {
			e, _ := last.Execution()
			delivered = instant(e.EndedAt())
		}
		facts.add("Last delivered", delivered)
	}
	if run != nil {
		aboutRun(&facts, run)
	} else if watched.ExportARN != "" {
		facts.add("Export ARN", model.Ref{ExportARN: watched.ExportARN}.ARN())
	}
	if (model.Ref{ExportARN: watched.ExportARN}).Partition() == "aws" {
		facts.add("Console", consoleURL)
	}
	return strings.Join(facts.lines, "\n")
}

// consoleURL is the page of AWS's console that lists all exports; none of one export is documented.
const consoleURL = "https://us-east-1.console.aws.amazon.com/costmanagement/home#/bcm-data-exports"

// ticket is a block of labels with their values.
type ticket struct{ lines []string }

// add adds a line, unless nothing is known.
func (t *ticket) add(label, value string) {
	if value != "" {
		t.lines = append(t.lines, fmt.Sprintf("%-15s %s", label, value))
	}
}

// ticketTitle says what is so in a line.
func ticketTitle(watched *watch.Watched, run *watch.Run) string {
	if run == nil {
		return stateWithoutRun(watched)
	}
	if _, answered := run.Execution(); !answered {
		return unanswered(run.Fault())
	}
	title := Explain(run).Title
	if last, _ := watched.Failure(); last != nil && last != run && run == watched.Newest() {
		title += "; the run before failed: " + Explain(last).Title
	}
	return title
}

// failing adds since when the export's runs fail, and how many did in a row.
func failing(facts *ticket, watched *watch.Watched) {
	last, inARow := watched.Failure()
	if last == nil {
		return
	}
	var first time.Time
	for _, run := range watched.Runs() {
		e, answered := run.Execution()
		if answered && e.Status.Terminal() && !e.Status.Failed() {
			break
		}
		if e.Status.Failed() {
			first = e.EndedAt()
		}
	}
	since := instant(first)
	if inARow > 1 {
		since = strings.TrimPrefix(since+fmt.Sprintf(", %d in a row", inARow), ", ")
	}
	facts.add("Failing since", since)
}

// aboutRun adds what AWS says of a run, and its names.
func aboutRun(facts *ticket, run *watch.Run) {
	e, answered := run.Execution()
	if answered {
		facts.add("Status", strings.Join(strings.Fields(Explain(run).Codes), " "))
	}
	facts.add("Run created", instant(e.CreatedAt))
	facts.add("Run ended", instant(e.EndedAt()))
	if fault := run.Fault(); fault != nil && answered {
		facts.add("As of", instant(run.AnsweredAt())+"; since then: "+unanswered(fault))
	}
	facts.add("Execution id", run.Ref.ID())
	facts.add("Export ARN", run.Ref.ARN())
	if e.Export != nil {
		to := e.Export.Destination
		bucket := to.Bucket
		if to.Owner != "" && bucket != "" {
			bucket += ", owner " + to.Owner
		}
		if to.Region != "" && bucket != "" {
			bucket += ", " + to.Region
		}
		facts.add("Bucket", bucket)
		facts.add("Data", e.Export.DataRoot())
	}
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

// instant writes an instant for others, who may be elsewhere; "" if it isn't known.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05 UTC")
}
