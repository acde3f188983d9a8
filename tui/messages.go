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

// savedMsg says into which file a text was written, or why it wasn't.
type savedMsg struct {
	name string
	err  error
}

// toldMsg says that the hook was told of a change, or why that failed.
type toldMsg struct{ err error }

// repliedMsg is what a question to AWS ended with.
type repliedMsg struct{ reply model.Reply }
