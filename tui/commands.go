package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// Terminal is what the screen reaches beside its frames, by commands alone. Its methods never
// block.
type Terminal interface {
	// AskBackground asks for the terminal's background colour. The answer comes as a
	// tea.BackgroundColorMsg, or never.
	AskBackground()
	// Notify calls somebody who doesn't look, in the way that the user wished, if in any.
	Notify(title, text string)
	// HasClipboard says whether Copy sends anything; that it arrives can't be known.
	HasClipboard() bool
	// Copy sends text to the clipboard of the user's terminal.
	Copy(text string)
}

// Files is where texts can be kept, by commands alone.
type Files interface {
	// Save writes a text to a new file of about that name, which nobody but its owner can read,
	// and returns how it is called. It never changes a file that is there.
	Save(name, text string) (saved string, err error)
}

// Journal keeps what was observed beyond the program's end, by commands alone. A notice is a sentence
// for the user, "" where there is none; nothing that goes wrong stops anything.
type Journal interface {
	// Recall returns what was observed before the program was started.
	Recall() (memory watch.Memory, notice string)
	// Record keeps what was observed, and when the user last looked: the zero time changes nothing.
	Record(observed watch.Observed, lookedAt time.Time) (notice string)
}

// Hook is told of each change, by commands but for Read.
type Hook interface {
	// Read returns what is told of news: it has no effect and reads no clock.
	Read(news watch.News) []byte
	// Tell tells it and returns when that has ended, in bounded time. The error says in a short line why
	// it failed.
	Tell(text []byte) error
}

// commands makes every effect that Update can order. Nothing has run when one is made.
type commands struct {
	ctx      context.Context //nolint:containedctx // Bubble Tea runs commands without one
	source   model.Source
	terminal Terminal
	files    Files
	journal  Journal
	hook     Hook
	trouble  func() string // nil where nothing can go wrong beside the watching
}

// recall asks the journal for what was observed before; nil where there is none.
func (c commands) recall() tea.Cmd {
	if c.journal == nil {
		return nil
	}
	return func() tea.Msg {
		memory, notice := c.journal.Recall()
		return recalledMsg{memory, notice}
	}
}

// record has the journal keep what was observed. Only one such command is under way at a time, so
// that they keep their order.
func (c commands) record(observed watch.Observed, lookedAt time.Time) tea.Cmd {
	return func() tea.Msg { return recordedMsg{c.journal.Record(observed, lookedAt)} }
}

// fetch asks AWS.
func (c commands) fetch(ask model.Ask) tea.Cmd {
	return func() tea.Msg { return repliedMsg{c.source.Answer(c.ctx, ask)} }
}

// askBackground asks for the terminal's background colour.
func (c commands) askBackground() tea.Msg {
	c.terminal.AskBackground()
	return nil
}

// notify calls somebody who doesn't look.
func (c commands) notify(title, text string) tea.Cmd {
	return func() tea.Msg {
		c.terminal.Notify(title, text)
		return nil
	}
}

// tell tells the hook of a change.
func (c commands) tell(text []byte) tea.Cmd {
	return func() tea.Msg { return toldMsg{c.hook.Tell(text)} }
}

// copy sends a text to the terminal's clipboard.
func (c commands) copy(text string) tea.Cmd {
	return func() tea.Msg {
		c.terminal.Copy(text)
		return nil
	}
}

// save writes a text to a file.
func (c commands) save(name, text string) tea.Cmd {
	return func() tea.Msg {
		saved, err := c.files.Save(name, text)
		return savedMsg{saved, err}
	}
}

// begin sends a beginMsg once the first frame had the time to reach the terminal.
func (c commands) begin() tea.Cmd {
	const drawing = 16 * time.Millisecond
	return c.after(drawing, beginMsg{})
}

// lookForTrouble looks whether something goes wrong beside the watching; nil where nothing can.
func (c commands) lookForTrouble() tea.Cmd {
	if c.trouble == nil {
		return nil
	}
	return func() tea.Msg { return troubleMsg{c.trouble()} }
}

// play reads on in a recording.
func (c commands) play(playback Playback, until time.Time) tea.Cmd {
	return func() tea.Msg { return playedMsg{playback.Until(c.ctx, until)} }
}

// startPolling sends the first pollDueMsg at once.
func startPolling() tea.Msg { return pollDueMsg{} }

// pollAfter and screenAfter are the program's two timers.
func (c commands) pollAfter(d time.Duration, generation int) tea.Cmd {
	return c.after(d, pollDueMsg{generation: generation})
}

func (c commands) screenAfter(d time.Duration, generation int) tea.Cmd {
	return c.after(d, screenDueMsg{generation: generation})
}

// after sends a message after a while. Unlike tea.Tick's, its timer ends with the screen's context: a
// process that shows many screens keeps nothing of one that is gone.
func (c commands) after(d time.Duration, msg tea.Msg) tea.Cmd {
	return func() tea.Msg {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			return msg
		case <-c.ctx.Done():
			return nil
		}
	}
}
