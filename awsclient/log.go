package awsclient

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/aws/smithy-go/logging"

	"exportwatch/model"
)

// sdkLogger takes what the SDK would print on standard error.
type sdkLogger struct{ to *slog.Logger }

// Logf implements logging.Logger.
func (l sdkLogger) Logf(kind logging.Classification, format string, values ...any) {
	level := slog.LevelDebug
	if kind == logging.Warn {
		level = slog.LevelWarn
	}
	text := model.Clean(fmt.Sprintf(format, values...))
	l.to.Log(context.Background(), level, "AWS SDK", "text", text)
}
