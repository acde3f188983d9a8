package terminal

import (
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

// listen hears the signals that concern the terminal, until the returned function is called.
//
//   - Those that end a program end this one, SIGHUP also where it was ignored when we started: a
//     screen without its terminal serves nobody.
//   - SIGQUIT and SIGABRT have the stacks printed, on the terminal given back.
//   - SIGTSTP is what ctrl+z is, and after SIGCONT the screen is taken again.
//   - SIGWINCH says that the size changed; which it is then, the filter finds out.
func (s *Screen) listen(program *tea.Program, d drawing, dev *device) (stop func()) {
	done := make(chan struct{})
	send := func(msg tea.Msg) func(os.Signal) {
		return func(os.Signal) { program.Send(msg) } // waits for Update
	}
	dump := func(sig os.Signal) { s.dump(d, dev, sig) }
	s.continued = s.hear(done, send(continuedMsg{}), syscall.SIGCONT)
	heard := []chan os.Signal{
		s.continued,
		s.hear(done, send(tea.SuspendMsg{}), heeded(syscall.SIGTSTP)...),
		s.hear(done, send(tea.WindowSizeMsg{}), syscall.SIGWINCH),
		s.hear(done, s.signalled, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM),
		s.hear(done, dump, heeded(syscall.SIGQUIT, syscall.SIGABRT)...),
	}
	return func() {
		if s.isGone() { // the signal that says so may still be under way
			signal.Ignore(syscall.SIGHUP)
		}
		for _, signals := range heard {
			signal.Stop(signals)
		}
		close(done)
	}
}

// hear has signals handled, one after the other, until done is closed.
func (s *Screen) hear(
	done <-chan struct{}, handle func(os.Signal), signals ...os.Signal,
) chan os.Signal {
	heard := make(chan os.Signal, 1)
	if len(signals) > 0 { // none would mean all
		signal.Notify(heard, signals...)
	}
	s.Go(func() {
		for {
			select {
			case sig := <-heard:
				handle(sig)
			case <-done:
				return
			}
		}
	})
	return heard
}

// heeded are those signals that whoever started us doesn't have ignored.
func heeded(signals ...os.Signal) (all []os.Signal) {
	for _, sig := range signals {
		if !signal.Ignored(sig) {
			all = append(all, sig)
		}
	}
	return all
}

// dump ends the process as Go does on such a signal: with the stacks of all goroutines.
func (s *Screen) dump(d drawing, dev *device, sig os.Signal) {
	s.close()
	s.leave(d, true)
	dev.cook()
	signal.Reset(sig)
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		_ = self.Signal(sig) // it can't fail on ourselves
	}
}
