package cli

import (
	"fmt"
	"io"
)

// outputError says that standard output takes nothing more.
type outputError struct{ cause error }

func (e outputError) Error() string { return "writing to standard output: " + e.cause.Error() }

func (e outputError) Unwrap() error { return e.cause }

// output is standard output for all that is printed by others, as help is by cobra, which look at
// no error: it keeps the first.
type output struct {
	to  io.Writer
	err error
}

// Write implements io.Writer.
func (o *output) Write(text []byte) (int, error) {
	n, err := o.to.Write(text)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err //nolint:wrapcheck // as the other writer says it
}

// printLine prints one line of output.
func printLine(streams Streams, format string, values ...any) error {
	if _, err := fmt.Fprintf(streams.Out, format+"\n", values...); err != nil {
		return outputError{err}
	}
	return nil
}
