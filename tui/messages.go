package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
)

// Stamped is a message with the time at which it came. The model takes no other, so that it needs
// no clock.
type Stamped struct {
	At  time.Time
	Msg tea.Msg
}

// pollDueMsg says that a question's turn has come.
type pollDueMsg struct{ generation int }

// screenDueMsg says that a text on the screen has grown old.
type screenDueMsg struct{ generation int }

// executionFetchedMsg, exportsFetchedMsg, executionsFetchedMsg and tablesFetchedMsg are the answers
// to questions.
type (
	executionFetchedMsg struct {
		ask    model.Ask
		answer model.Answer
	}
	exportsFetchedMsg struct {
		ask  model.Ask
		list model.ExportList
	}
	executionsFetchedMsg struct {
		ask  model.Ask
		list model.ExecutionList
	}
	tablesFetchedMsg struct {
		ask  model.Ask
		list model.TableList
	}
)

// askFailedMsg is the fault that a question ended with.
type askFailedMsg struct {
	ask   model.Ask
	fault *model.Fault
}
