package cli

import (
	"fmt"
	"log/slog"
	"os"

	"exportwatch/model"
)

// openLog opens the debug log for appending, readable by its owner alone; one that is there and
// that others can read or write is refused. Without a name it discards everything.
func openLog(name string) (*slog.Logger, func(), error) {
	if name == "" {
		return slog.New(slog.DiscardHandler), func() {}, nil
	}
	const appending = os.O_APPEND | os.O_CREATE | os.O_WRONLY
	file, err := os.OpenFile(name, appending, 0o600) //nolint:gosec // the user named it
	if err != nil {
		return nil, nil, fmt.Errorf("--debug-log: %w", err)
	}
	if err := checkPrivate(file); err != nil {
		_ = file.Close()
		return nil, nil, fmt.Errorf("--debug-log: %w", err)
	}
	handler := slog.NewTextHandler(file, &slog.HandlerOptions{Level: slog.LevelDebug})
	return slog.New(handler), func() { _ = file.Close() }, nil
}

// checkPrivate returns an error if others than its owner can read or write a file.
func checkPrivate(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err //nolint:wrapcheck // it names the file
	}
	if mode := info.Mode(); mode.IsRegular() && mode.Perm()&0o077 != 0 {
		name := model.Clean(file.Name())
		return fmt.Errorf("%s has the mode %04o, so others than you can read or write it. "+
			"Run: chmod 600 %s", name, mode.Perm(), name)
	}
	return nil
}
