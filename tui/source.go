package tui

import (
	"context"

	"exportwatch/model"
)

// Source answers questions about executions. It may be asked from several goroutines at once.
type Source interface {
	// Execution returns what AWS says about one execution now. Any error should be a
	// *model.Fault; it must come within a bounded time, and soon when the context ends.
	Execution(ctx context.Context, ref model.Ref) (model.Answer, error)
}

// Terminal is what the screen reaches beside its frames. Its methods never block.
type Terminal interface {
	// AskBackground asks for the terminal's background colour. The answer comes as a
	// tea.BackgroundColorMsg, or never.
	AskBackground()
}
