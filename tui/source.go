package tui

import (
	"context"

	"exportwatch/model"
)

// Source answers questions about executions. It may be asked from several goroutines at once.
type Source interface {
	// Execution returns what AWS says about one execution now (GetExecution). Any error should be
	// a *model.Fault; it must come within a bounded time, and soon when the context ends. So for
	// the others. The profile says whose credentials to use; "" is the default.
	Execution(ctx context.Context, profile string, ref model.Ref) (model.Answer, error)
	// Exports returns the exports of the account (ListExports).
	Exports(ctx context.Context, profile string) (model.ExportList, error)
	// Executions returns an export's executions (ListExecutions): all, or the first page.
	Executions(
		ctx context.Context,
		profile, exportARN string,
		all bool,
	) (model.ExecutionList, error)
	// Tables returns the tables that the account's exports can select from (ListTables).
	Tables(ctx context.Context, profile string) (model.TableList, error)
}

// Terminal is what the screen reaches beside its frames. Its methods never block.
type Terminal interface {
	// AskBackground asks for the terminal's background colour. The answer comes as a
	// tea.BackgroundColorMsg, or never.
	AskBackground()
	// Title sets the window's title; text is clean.
	Title(text string)
	// Bell rings.
	Bell()
	// Copy sends text to the clipboard of the user's terminal, and reports whether it sent
	// anything: that it arrived can't be known.
	Copy(text string) bool
}
