package terminal

import (
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// listen ends the program on the signals that end a program, SIGHUP among them also where it was
// ignored when we started: a screen without its terminal serves nobody. And it tells the program
// that the size changed; which it is then, the filter finds out. It stops listening when the
// returned function is called.
func (s *Screen) listen(program *tea.Program) (stop func()) {
	endings := make(chan os.Signal, 1)
	signal.Notify(endings, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM)
	sizes := make(chan os.Signal, 1)
	signal.Notify(sizes, syscall.SIGWINCH)
	done := make(chan struct{})
	s.Go(func() {
		for {
			select {
			case sig := <-endings:
				s.signalled(sig)
			case <-done:
				return
			}
		}
	})
	s.Go(func() {
		for {
			select {
			case <-sizes:
				program.Send(tea.WindowSizeMsg{}) // waits for Update
			case <-done:
				return
			}
		}
	})
	return func() {
		if s.isGone() { // the signal that says so may still be under way
			signal.Ignore(syscall.SIGHUP)
		}
		signal.Stop(endings)
		signal.Stop(sizes)
		close(done)
	}
}

// stoppable reports whether somebody would let the process go on if it stopped: a shell in its
// session. Without one, as in "ssh host program", the kernel doesn't stop it, and Bubble Tea would
// wait for good.
func stoppable() bool {
	ours, err := unix.Getsid(0)
	if err != nil || signal.Ignored(syscall.SIGTSTP) {
		return false
	}
	parent := os.Getppid()
	theirs, err := unix.Getsid(parent)
	return err == nil && parent > 0 && theirs == ours // 0: it is outside our container
}
