package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"exportwatch/model"
	"exportwatch/tui"
)

// openLog opens the debug log for appending, readable by its owner alone. Without a name it
// discards everything.
func openLog(name string) (*slog.Logger, func(), error) {
	if name == "" {
		return slog.New(slog.DiscardHandler), func() {}, nil
	}
	const appending = os.O_APPEND | os.O_CREATE | os.O_WRONLY
	file, err := os.OpenFile(name, appending, 0o600) //nolint:gosec // the user named it
	if err != nil {
		return nil, nil, fmt.Errorf("--debug-log: %w", err)
	}
	handler := slog.NewTextHandler(file, &slog.HandlerOptions{Level: slog.LevelDebug})
	return slog.New(handler), func() { _ = file.Close() }, nil
}

// logged is a source that logs what is asked and answered.
type logged struct {
	tui.Source
	log *slog.Logger
	now func() time.Time
}

// Execution asks the source, and logs how it went.
func (l logged) Execution(ctx context.Context, ref model.Ref) (model.Answer, error) {
	began := l.now()
	answer, err := l.Source.Execution(ctx, ref)
	fields := []any{"execution", ref.String(), "took", l.now().Sub(began)}
	if err != nil {
		l.log.WarnContext(ctx, "not answered", append(fields, "fault", err)...)
		return answer, err
	}
	l.log.DebugContext(ctx, "answered", append(fields, "status", answer.Execution.Status)...)
	return answer, nil
}
