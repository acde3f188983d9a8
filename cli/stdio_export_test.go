package cli

import "log/slog"

// Quiet is quiet, for tests.
func Quiet(to *slog.Logger) func() { return divertStdio(to) }
