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
	return func() tea.Msg {
		switch ask.Kind {
		case model.AskExports:
			list, err := c.source.Exports(c.ctx, ask.Profile)
			return answered(ask, exportsFetchedMsg{ask, list}, err)
		case model.AskExecutions:
			list, err := c.source.Executions(c.ctx, ask.Profile, ask.Ref.ExportARN, ask.All)
			return answered(ask, executionsFetchedMsg{ask, list}, err)
		case model.AskExecution:
		}
		answer, err := c.source.Execution(c.ctx, ask.Profile, ask.Ref)
		return answered(ask, executionFetchedMsg{ask, answer}, err)
	}
}

func answered(ask model.Ask, msg tea.Msg, err error) tea.Msg {
	if err != nil {
		return askFailedMsg{ask, err}
	}
	return msg
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
