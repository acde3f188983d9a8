package words

import (
	"strconv"
	"strings"

	"exportwatch/model/watch"
)

// NewsLine says what is new in a few words, which begin with the name of what it is about; with the
// account behind it where there are several.
func NewsLine(n watch.News, several bool) string {
	if n.Entry.Watched == nil {
		return n.Account.Label() + ": " + silenceNews(n)
	}
	about := n.Entry.Watched.Title()
	if label := n.Account.Label(); several && n.Entry.Watched.Kind != watch.WatchedAccount {
		about += " (" + label + ")"
	}
	switch n.Kind {
	case watch.NewsStarted:
		return about + ": a run has started"
	case watch.NewsDelivered:
		return about + " was delivered" + stillNeeds(n)
	case watch.NewsFailed:
		return about + " failed" + reasonOf(n.Run)
	case watch.NewsNeedsYou:
		return about + needNews(n)
	case watch.NewsNeedsNobody:
	}
	switch {
	case n.Before == watch.NeedFault:
		return about + ": " + silenceNews(n)
	case n.Entry.Watched.Gone:
		return about + " is no longer listed by AWS"
	}
	return about + " needs nobody any more"
}

// stillNeeds says that a delivery isn't the end of it, if it isn't.
func stillNeeds(n watch.News) string {
	if n.Need == watch.NeedNone {
		return ""
	}
	return ", but still needs you"
}

// reasonOf returns AWS's reason behind a colon, or "".
func reasonOf(run *watch.Run) string {
	if execution, _ := run.Execution(); execution.Reason != "" {
		return ": " + string(execution.Reason)
	}
	return ""
}

// needNews says what a row begins to need somebody for.
func needNews(n watch.News) string {
	switch n.Need {
	case watch.NeedFailed:
		return " failed" + reasonOf(n.Run)
	case watch.NeedUnhealthy:
		said := " is unhealthy, says AWS"
		if reason := n.Entry.Watched.Health.Reason; reason != "" {
			said += ": " + string(reason)
		}
		return said
	case watch.NeedUnknown:
		execution, _ := n.Run.Execution()
		return " has an unknown status: " + string(execution.Status)
	case watch.NeedOverdue:
		return " is overdue"
	case watch.NeedSlow:
		return " is slow"
	case watch.NeedFault:
		return ": " + silenceNews(n)
	case watch.NeedNone:
	}
	return ""
}

// silenceNews says that AWS doesn't tell, or does again.
func silenceNews(n watch.News) string {
	rows := ""
	if n.Rows > 1 {
		rows = " (" + strconv.Itoa(n.Rows) + " exports)"
	}
	if n.Before == watch.NeedFault {
		return "AWS answers again" + rows
	}
	return FaultPhrase(n.Fault) + rows
}

// NewsSentence says what is new in whole sentences: the line about it, what is behind it, and since
// when it is so.
func NewsSentence(n watch.News) string {
	said := []string{NewsLine(n, false)}
	switch {
	case n.Kind == watch.NewsFailed, n.Kind == watch.NewsNeedsYou && n.Need == watch.NeedFailed:
		said = append(said, Explain(n.Run).Title)
	case n.Kind == watch.NewsNeedsYou && n.Need == watch.NeedFault && n.Fault.Message != "":
		said = append(said, "The message is: "+n.Fault.Message)
	}
	if since := instant(n.Since); since != "" {
		said = append(said, sinceNews(n.Kind)+since)
	}
	for i, sentence := range said {
		said[i] = strings.TrimSuffix(sentence, ".") + "."
	}
	return strings.Join(said, " ")
}

// sinceNews says what the time is since when it is so.
func sinceNews(kind watch.NewsKind) string {
	switch kind {
	case watch.NewsStarted:
		return "It was created "
	case watch.NewsDelivered, watch.NewsFailed:
		return "It ended "
	case watch.NewsNeedsNobody:
		return "It wasn't so since "
	case watch.NewsNeedsYou:
	}
	return "Since "
}
