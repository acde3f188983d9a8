package cli

import (
	"bufio"
	"log/slog"
	"os"
	"time"

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
		for lines := bufio.NewReader(reader); ; {
			line, _, err := lines.ReadLine() // or a piece of one that is too long
			if err != nil {
				return
			}
			log.Info("written to standard error", "text", model.Clean(string(line)))
		}
	}()
	return func() {
		os.Stdin, os.Stderr = in, out
		_ = writer.Close()
		_ = reader.SetReadDeadline(time.Now().Add(lastWords))
		<-done
		_ = reader.Close()
		_ = null.Close()
	}
}

// lastWords is how long a process that outlives the screen may go on writing.
const lastWords = 100 * time.Millisecond
