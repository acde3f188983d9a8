package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/tui"
)

// hook runs a command of the user's for each change, with the change as JSON on its standard input.
//
// No shell runs it. It runs in a session of its own, so that it has no terminal, and what it writes is
// dropped, since nobody knows whether that holds a secret. When it has ended, or its time is up, or this
// program ends, all ends that it started and that still runs in its process group.
type hook struct {
	command []string
	limit   time.Duration // how long it may take
	grace   time.Duration // and how long when the program ends
	log     *slog.Logger

	ctx    context.Context //nolint:containedctx // it ends with the hook, not with who tells it
	cancel context.CancelFunc

	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
}

var _ tui.Hook = (*hook)(nil)

// How long a command may take for a change, and how long when the program ends.
const (
	hookLimit = 30 * time.Second
	hookGrace = time.Second
)

// newHook returns what runs a command. Close must be called.
func newHook(command []string, log *slog.Logger) *hook {
	ctx, cancel := context.WithCancel(context.Background())
	return &hook{
		command: command, limit: hookLimit, grace: hookGrace, log: log, ctx: ctx, cancel: cancel,
	}
}

// readCommand reads the value of --on-change; none is no command. One that can't be found is refused.
func readCommand(text string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	command, err := splitWords(text)
	if err != nil {
		return nil, fmt.Errorf("--on-change: %w", err)
	}
	if _, err := exec.LookPath(command[0]); err != nil {
		return nil, fmt.Errorf("--on-change: %w", err)
	}
	return command, nil
}

// wrongCommand says why a text is no command, wherever it would be run; nil if it is one.
func wrongCommand(text string) error {
	_, err := splitWords(text)
	return err
}

// Read implements tui.Hook.
func (*hook) Read(news watch.News) []byte {
	out := newJSONNews(news)
	return out.text()
}

// Tell implements tui.Hook. It must be called for one change after the other.
func (h *hook) Tell(text []byte) error {
	h.mu.Lock()
	if h.closed {
		h.mu.Unlock()
		return errHookClosed
	}
	h.running.Add(1)
	h.mu.Unlock()
	defer h.running.Done()
	err := h.run(text)
	if err != nil {
		h.log.Warn("--on-change failed", "command", h.name(), "error", err.Error())
		return err
	}
	h.log.Debug("--on-change told", "command", h.name())
	return nil
}

// run runs the command once.
func (h *hook) run(text []byte) error {
	ctx, cancel := context.WithTimeout(h.ctx, h.limit)
	defer cancel()
	//nolint:gosec // the user's own settings name the command
	cmd := exec.CommandContext(ctx, h.command[0], h.command[1:]...)
	cmd.Stdin = bytes.NewReader(text)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	group := func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.Cancel = group
	cmd.WaitDelay = 100 * time.Millisecond // for what has left the group and holds the pipe
	err := cmd.Run()
	if cmd.Process != nil {
		_ = group() // nobody may be left in it
	}
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil
	}
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case h.ctx.Err() != nil:
		return hookError{h.name(), "was ended: the program ends"}
	case ctx.Err() != nil:
		return hookError{h.name(), fmt.Sprintf("was ended after %s", h.limit)}
	case errors.As(err, &exit) && exit.Exited():
		return hookError{h.name(), fmt.Sprintf("ended with exit code %d", exit.ExitCode())}
	default:
		return hookError{h.name(), "failed: " + model.Clean(err.Error())}
	}
}

// name is what the command is called.
func (h *hook) name() string { return model.Clean(filepath.Base(h.command[0])) }

// Close lets the command that runs have its grace, and ends it. Nothing is run any more.
func (h *hook) Close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	ended := make(chan struct{})
	go func() {
		h.running.Wait()
		close(ended)
	}()
	grace := time.NewTimer(h.grace)
	defer grace.Stop()
	select {
	case <-ended:
	case <-grace.C:
	}
	h.cancel()
	<-ended
}

// errHookClosed says that a command wasn't run since the program ends.
var errHookClosed = errors.New("--on-change: the program ends")

// hookError says what a command did wrong.
type hookError struct{ command, what string }

func (e hookError) Error() string { return "--on-change: " + e.command + " " + e.what }
