package cli_test

import (
	"bytes"
	"fmt"
	"log"
	"log/slog"
	"os"
	"strings"
	"testing"

	"exportwatch/cli"
)

// TestQuiet: while the screen has the terminal, what others print goes to the log, and what a
// credential_process prints is no more than counted, for it may be half of the keys.
//
//nolint:paralleltest // the streams and package log are everybody's
func TestQuiet(t *testing.T) {
	var screen, logged bytes.Buffer
	flags, prefix, writer := log.Flags(), log.Prefix(), log.Writer()
	t.Cleanup(func() { log.SetFlags(flags); log.SetPrefix(prefix); log.SetOutput(writer) })
	log.SetOutput(&screen)
	log.SetPrefix("theirs: ")
	in, errs := os.Stdin, os.Stderr

	unquiet := cli.Quiet(slog.New(slog.NewTextHandler(&logged, nil)))
	log.Print("Unsolicited response\x1b[2J received")
	fmt.Fprintln(os.Stderr, "SecretAccessKey: hush")
	fmt.Fprint(os.Stderr, strings.Repeat("x", 100_000))
	if os.Stdin == in || os.Stderr == errs {
		t.Error("the streams are still the terminal's")
	}
	unquiet()

	if screen.Len() > 0 {
		t.Errorf("%q is on the screen", &screen)
	}
	text := logged.String()
	if !strings.Contains(text, "Unsolicited response") || strings.ContainsAny(text, "\x1b") {
		t.Errorf("the log lacks what package log was told, or it isn't cleaned:\n%s", text)
	}
	if strings.Contains(text, "hush") || strings.Contains(text, "xxx") {
		t.Errorf("the log holds what was printed:\n%.2000s", text)
	}
	counted := 0
	for field := range strings.FieldsSeq(text) {
		var bytes int
		if _, err := fmt.Sscanf(field, "bytes=%d", &bytes); err == nil {
			counted += bytes
		}
	}
	if want := len("SecretAccessKey: hush\n") + 100_000; counted != want {
		t.Errorf("counted %d bytes, want %d", counted, want)
	}
	log.Print("after it")
	if got := screen.String(); !strings.Contains(got, "theirs: ") ||
		!strings.Contains(got, "after it") {
		t.Errorf("package log wasn't given back: %q", got)
	}
	if os.Stdin != in || os.Stderr != errs {
		t.Error("the streams weren't given back")
	}
}
