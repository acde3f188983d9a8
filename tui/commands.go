package tui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
)

// commands makes every effect that Update can order. Nothing has run when one is made.
type commands struct {
	ctx    context.Context //nolint:containedctx // Bubble Tea runs commands without one
	source Source
}

// fetch asks AWS.
func (c commands) fetch(ask model.Ask) tea.Cmd {
	return func() tea.Msg { return Ask(c.ctx, c.source, ask) }
}

// Ask asks the source one question, and returns what it ended with as a message for Note.
func Ask(ctx context.Context, source Source, ask model.Ask) tea.Msg {
	answered := func(msg tea.Msg, err error) tea.Msg {
		if err != nil {
			return askFailedMsg{ask, AsFault(err)}
		}
		return msg
	}
	switch ask.Kind {
	case model.AskExports:
		list, err := source.Exports(ctx, ask.Profile)
		return answered(exportsFetchedMsg{ask, list}, err)
	case model.AskExecutions:
		list, err := source.Executions(ctx, ask.Profile, ask.Ref.ExportARN, ask.All)
		return answered(executionsFetchedMsg{ask, list}, err)
	case model.AskTables:
		list, err := source.Tables(ctx, ask.Profile)
		return answered(tablesFetchedMsg{ask, list}, err)
	case model.AskExecution:
	}
	answer, err := source.Execution(ctx, ask.Profile, ask.Ref)
	return answered(executionFetchedMsg{ask, answer}, err)
}

// Note tells the watch list what a question ended with, and returns its fault, if it had one.
func Note(watch *model.Watchlist, msg tea.Msg, now time.Time) *model.Fault {
	switch msg := msg.(type) {
	case executionFetchedMsg:
		watch.Observe(msg.ask, msg.answer, now)
	case exportsFetchedMsg:
		watch.ObserveExports(msg.ask, msg.list, now)
	case executionsFetchedMsg:
		watch.ObserveExecutions(msg.ask, msg.list, now)
	case tablesFetchedMsg:
		watch.ObserveTables(msg.ask, msg.list, now)
	case askFailedMsg:
		watch.Fail(msg.ask, msg.fault, now)
		return msg.fault
	}
	return nil
}

// startPolling sends the first pollDueMsg at once.
func startPolling() tea.Msg { return pollDueMsg{} }

// pollAfter and screenAfter are the program's two timers.
func pollAfter(d time.Duration, generation int) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return pollDueMsg{generation: generation} })
}

func screenAfter(d time.Duration, generation int) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return screenDueMsg{generation: generation} })
}

// AsFault returns the fault in a source's error; an error of another kind becomes one.
func AsFault(err error) *model.Fault {
	if fault, ok := errors.AsType[*model.Fault](err); ok {
		return fault
	}
	return &model.Fault{Kind: model.Other, Message: model.Clean(err.Error())}
}
