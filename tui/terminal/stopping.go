package terminal

import (
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// continuedMsg says that the process goes on after a stop that it wasn't told of.
type continuedMsg struct{}

// suspend gives the terminal back, stops the process, and takes the terminal again when it goes on.
// It returns the message about that.
func (s *Screen) suspend(d drawing, dev *device) tea.Msg {
	d.suspend()
	s.stopProcess()
	return s.resume(d, dev)
}

// retake does the same for a stop that is over. The terminal is given back all the same: what the
// shell wrote meanwhile stands on our screen, but its cursor is still where we found it.
func (s *Screen) retake(d drawing, dev *device) tea.Msg {
	d.suspend()
	return s.resume(d, dev)
}

// resume takes the terminal, of which nobody has told us a new size.
func (s *Screen) resume(d drawing, dev *device) tea.Msg {
	if err := d.resume(); err != nil {
		s.stop(err)
		return nil
	}
	go s.program.Send(tea.ResumeMsg{}) // waits for Update
	return s.sized(dev)
}

// stopProcess stops the process and all that runs with it, as ctrl+z does where a terminal isn't
// raw, and returns when it goes on. By SIGSTOP: what has heard SIGTSTP once in Go is never again
// stopped by it.
func (s *Screen) stopProcess() {
	goesOn := make(chan os.Signal, 1)
	signal.Notify(goesOn, syscall.SIGCONT)
	signal.Stop(s.continued) // this one is no news
	_ = unix.Kill(0, syscall.SIGSTOP)
	<-goesOn
	signal.Notify(s.continued, syscall.SIGCONT)
	signal.Stop(goesOn)
}

// stoppable reports whether somebody would let the process go on if it stopped: a shell in its
// session. Without one, as in "ssh host program", the kernel doesn't stop it, and we would wait for
// good.
func stoppable() bool {
	ours, err := unix.Getsid(0)
	if err != nil || signal.Ignored(syscall.SIGTSTP) {
		return false
	}
	parent := os.Getppid()
	theirs, err := unix.Getsid(parent)
	return err == nil && parent > 0 && theirs == ours // 0: it is outside our container
}
