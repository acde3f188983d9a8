package cli_test

import (
	"io"
	"net"
	"sync"
	"time"
)

// line is one direction of a connection in memory. It holds so much that nobody waits who doesn't
// wait on a network either; net.Pipe would have both sides wait for each other at once.
type line struct {
	mu      sync.Mutex
	changed *sync.Cond
	held    []byte
	closed  bool
	shut    bool // closed by who reads it
	stalled bool // nothing arrives
	stopped bool // who reads it stands still, and reads on later
}

func newLine() *line {
	l := &line{}
	l.changed = sync.NewCond(&l.mu)
	return l
}

func (l *line) Read(buf []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for (len(l.held) == 0 || l.stalled) && !l.closed || l.stopped {
		l.changed.Wait()
	}
	switch {
	case l.shut:
		return 0, net.ErrClosed
	case len(l.held) == 0 || l.stalled:
		return 0, io.EOF
	}
	n := copy(buf, l.held)
	l.held = l.held[n:]
	l.changed.Broadcast()
	return n, nil
}

func (l *line) Write(p []byte) (int, error) {
	const room = 1 << 18
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.held)+len(p) > room && !l.closed {
		l.changed.Wait()
	}
	if l.closed {
		return 0, io.ErrClosedPipe
	}
	l.held = append(l.held, p...)
	l.changed.Broadcast()
	return len(p), nil
}

func (l *line) set(change func(*line)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(l)
	l.changed.Broadcast()
}

// end is one end of a connection in memory. It knows no deadlines, as a channel of SSH.
type end struct{ in, out *line }

func (e end) Read(buf []byte) (int, error)   { return e.in.Read(buf) }
func (e end) Write(p []byte) (int, error)    { return e.out.Write(p) }
func (end) LocalAddr() net.Addr              { return memory{} }
func (end) RemoteAddr() net.Addr             { return memory{} }
func (end) SetDeadline(time.Time) error      { return nil }
func (end) SetReadDeadline(time.Time) error  { return nil }
func (end) SetWriteDeadline(time.Time) error { return nil }

func (e end) Close() error {
	e.in.set(func(l *line) { l.closed, l.shut = true, true })
	e.out.set(func(l *line) { l.closed = true })
	return nil
}

// memory is the address of those who connect in memory.
type memory struct{}

func (memory) Network() string { return "memory" }
func (memory) String() string  { return "memory" }

// exchange is a listener to which one connects in memory.
type exchange struct {
	calls  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newExchange() *exchange {
	return &exchange{calls: make(chan net.Conn), closed: make(chan struct{})}
}

func (x *exchange) Accept() (net.Conn, error) {
	select {
	case conn := <-x.calls:
		return conn, nil
	case <-x.closed:
		return nil, net.ErrClosed
	}
}

func (x *exchange) Close() error {
	x.once.Do(func() { close(x.closed) })
	return nil
}

func (*exchange) Addr() net.Addr { return memory{} }

// dial returns the caller's end.
func (x *exchange) dial() end {
	there, back := newLine(), newLine()
	x.calls <- end{in: there, out: back}
	return end{in: back, out: there}
}
