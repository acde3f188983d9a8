package cli

import (
	"bufio"
	"log/slog"
	"os"

	"exportwatch/model"
)

// quiet keeps what else runs in this process from the terminal while the screen has it: the SDK
// gives os.Stdin and os.Stderr to a profile's credential_process, which would steal keys and
// write over the screen. What is written to standard error meanwhile goes to the log. It returns
// what gives the streams back.
func quiet(log *slog.Logger) func() {
	in, out := os.Stdin, os.Stderr
	null, err := os.Open(os.DevNull)
	if err != nil {
		return func() {}
	}
	reader, writer, err := os.Pipe()
	if err != nil {
		_ = null.Close()
		return func() {}
	}
	os.Stdin, os.Stderr = null, writer
	done := make(chan struct{})
	go func() {
		defer close(done)
		for lines := bufio.NewScanner(reader); lines.Scan(); {
			log.Info("written to standard error", "text", model.Clean(lines.Text()))
		}
	}()
	return func() {
		os.Stdin, os.Stderr = in, out
		_ = writer.Close()
		_ = null.Close()
	}
}
