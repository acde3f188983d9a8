package terminal

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"syscall"
	"time"
)

// patience is how long a program that was told to end may take before it is given up.
const patience = 2 * time.Second

// SignalError says that a signal ended the program. A terminal that went away without sending
// SIGHUP, as it does under nohup, counts as that signal.
type SignalError struct{ Signal syscall.Signal }

func (e *SignalError) Error() string { return fmt.Sprintf("ended by signal: %v", e.Signal) }

// PanicError says that the program panicked, anywhere: in the model, a command or a goroutine
// started by Go. Nothing of it has been printed: whoever called Run prints it, on the restored
// terminal.
type PanicError struct {
	// Value is what panic was called with.
	Value any
	// Stack is the trace of the goroutine that panicked.
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("panicked: %v", e.Value) }

// HungError says that the program was told to end and did not within two seconds, so that it was
// left where it hangs. The terminal is restored. Cause is why it should end; nil if it wanted to.
type HungError struct{ Cause error }

func (e *HungError) Error() string {
	if e.Cause == nil {
		return "gave up waiting for the program to end"
	}
	return fmt.Sprintf("gave up waiting for the program to end: %v", e.Cause)
}

func (e *HungError) Unwrap() error { return e.Cause }

// stop ends the program from outside, from any goroutine. The first cause is the one that Run
// returns.
func (s *Screen) stop(cause error) {
	s.mu.Lock()
	if s.cause == nil {
		s.cause = cause
	}
	program := s.program
	s.mu.Unlock()
	s.ending()
	if program != nil {
		go program.Quit() // it waits until Update is free
	}
}

// ending starts the watchdog: from now on the program has its patience to end. Only here, for a
// program that merely does nothing is healthy.
func (s *Screen) ending() {
	s.endingOnce.Do(func() {
		time.AfterFunc(patience, func() { close(s.hung) })
	})
}

// signalled turns a signal into the cause of an ending.
func (s *Screen) signalled(sig os.Signal) {
	number, ok := sig.(syscall.Signal)
	if !ok {
		number = syscall.SIGTERM
	}
	s.stop(&SignalError{Signal: number})
}

// gone is called when the terminal went away.
func (s *Screen) gone() { s.stop(&SignalError{Signal: syscall.SIGHUP}) }

// isGone says whether the program ends because the terminal went away.
func (s *Screen) isGone() bool {
	ended, ok := errors.AsType[*SignalError](s.reason())
	return ok && ended.Signal == syscall.SIGHUP
}

// catch must be deferred. It turns a panic into the ending of the program.
func (s *Screen) catch() {
	if value := recover(); value != nil {
		s.panicked(value)
	}
}

func (s *Screen) panicked(value any) {
	s.stop(&PanicError{Value: value, Stack: debug.Stack()})
}

// Go runs f in a goroutine of its own. A panic there ends the program and is returned by Run,
// instead of killing the process with the terminal raw.
func (s *Screen) Go(f func()) {
	go func() {
		defer s.catch()
		f()
	}()
}
