package terminal

import (
	"context"
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// typing reads keys and the terminal's answers, and sends them to the program, as Bubble Tea does
// where it has an input.
type typing struct {
	reader interface {
		io.ReadCloser
		Cancel() bool
	}
	ended chan struct{} // closed when nothing is read any more
}

// read starts reading. It ends with the input, or by end.
func (s *Screen) read(program *tea.Program, in io.Reader) (*typing, error) {
	t := &typing{ended: make(chan struct{})}
	if wire, ok := in.(*wireInput); ok {
		t.reader = wire
	} else {
		reader, err := uv.NewCancelReader(in)
		if err != nil {
			return nil, fmt.Errorf("read the terminal's keys: %w", err)
		}
		t.reader = reader
	}
	events := make(chan uv.Event)
	s.Go(func() {
		defer close(t.ended)
		defer close(events)
		keys := uv.NewTerminalReader(t.reader, s.env("TERM"))
		_ = keys.StreamEvents(
			context.Background(),
			events,
		) // a terminal that is gone says so itself
	})
	s.Go(func() {
		for event := range events {
			program.Send(event) // waits for Update, and no longer than the program runs
		}
	})
	return t, nil
}

// end stops reading: what is typed from now on is for others.
func (t *typing) end() {
	if t.reader.Cancel() {
		within(forgiveness, t.ended)
	}
	_ = t.reader.Close()
}
