package cli

import (
	"fmt"
	"log/slog"
	"os"
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
