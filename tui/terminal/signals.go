package terminal

import (
	"os"
	"os/signal"
	"syscall"
)

// listen ends the program on the signals that end a program, SIGHUP among them also where it was
// ignored when we started: a screen without its terminal serves nobody. It stops listening when
// the returned function is called.
func (s *Screen) listen() (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM)
	done := make(chan struct{})
	s.Go(func() {
		for {
			select {
			case sig := <-signals:
				s.signalled(sig)
			case <-done:
				return
			}
		}
	})
	return func() {
		signal.Stop(signals)
		close(done)
	}
}
