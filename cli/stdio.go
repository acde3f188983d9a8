package cli

import (
	"log"
	"log/slog"
	"os"
	"time"

	"exportwatch/model"
)

// divertStdio keeps what else runs in this process from the terminal while the screen has it. What
// a profile's credential_process writes to os.Stderr is counted in the log, no more, for it may be
// half of the keys; what package log is told, as by net/http, goes there, too. It returns what
// gives all back.
func divertStdio(to *slog.Logger) func() {
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
	unredirect := redirect(to)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for text := make([]byte, 1<<16); ; {
			n, err := reader.Read(text)
			if err != nil {
				return
			}
			to.Info("written to standard error", "bytes", n)
		}
	}()
	return func() {
		unredirect()
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

// redirect has a log take what package log is told, and returns what gives that back.
func redirect(to *slog.Logger) func() {
	flags, writer := log.Flags(), log.Writer()
	log.SetFlags(0)
	log.SetOutput(taker{to})
	return func() {
		log.SetOutput(writer)
		log.SetFlags(flags)
	}
}

// taker writes what it is given to a log.
type taker struct{ to *slog.Logger }

// Write implements io.Writer.
func (t taker) Write(text []byte) (int, error) {
	t.to.Info("package log", "text", model.Clean(string(text)))
	return len(text), nil
}
