package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/model/watch"
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

// beginMsg says that the first frame should be on the screen by now.
type beginMsg struct{}

// savedMsg says into which file a text was written, or why it wasn't.
type savedMsg struct {
	name string
	err  error
}

// recalledMsg is what was observed before the program was started.
type recalledMsg struct {
	memory watch.Memory
	notice string
}

// recordedMsg says that the journal has kept what it was given, or what there is to say of that.
type recordedMsg struct{ notice string }

// toldMsg says that the hook was told of a change, or why that failed.
type toldMsg struct{ err error }

// repliedMsg is what a question to AWS ended with.
type repliedMsg struct{ reply model.Reply }

// troubleMsg says what goes wrong beside the watching, or "".
type troubleMsg struct{ text string }

// playedMsg is what a recording says happened next.
type playedMsg struct{ passage Passage }
