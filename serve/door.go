// Package serve is the door through which many come in over SSH to look at a screen. It knows who may
// come in, how many at once and for how long, and hands each a terminal.Wire; what is shown there it
// doesn't know. Whoever comes in can look and do nothing else: there is no shell, no command, no file,
// no forwarding.
package serve

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"

	"exportwatch/tui/terminal"
)

// The limits. A client that keeps none of them costs no more than they allow.
const (
	handshakeTime = 20 * time.Second // from the connection to a known key
	idleStart     = 10 * time.Second // from there to a session
	maxHandshakes = 256              // at once: of more the oldest is closed
	maxTries      = 6                // keys offered by one connection
	maxSpare      = 200              // connections beyond the places, that are told so
	maxVariables  = 100              // env requests of a session that are read
	keepalive     = 15 * time.Second // between two questions whether a client is still there
	maxMissed     = 2                // of them in a row that it may leave unanswered
	maxRefusals   = 10               // of a connection that are logged
	farewell      = 2 * time.Second  // that a client may take to close
)

// ErrClosing is the cause of sessions that end since the server does.
var ErrClosing = errors.New("the service is ending")

// ErrIdle is the cause of sessions without a key for too long.
var ErrIdle = errors.New("no key was pressed for too long")

// errSilent is the cause of sessions whose client doesn't answer.
var errSilent = errors.New("the client answered nothing for too long")

// errGone is the cause of sessions whose client is gone.
var errGone = errors.New("the client is gone")

// Options say how a door is to be. All but Idle must be set.
type Options struct {
	HostKey        ssh.Signer
	AuthorizedKeys string        // a file in the form of OpenSSH's, read anew at each login
	Places         int           // how many may look at once
	Idle           time.Duration // without a key, after which a session ends; 0 is never
	Log            *slog.Logger  // who came and went, and why somebody couldn't
	Now            func() time.Time
	// Show shows somebody the screen until he leaves it or the context ends, whose cause says why. What
	// it returns is said to him on the terminal, which is his own again by then; "" is nothing.
	Show func(ctx context.Context, viewer Viewer) string
}

// Viewer is somebody who looks.
type Viewer struct {
	Wire *terminal.Wire
	// Env is the environment of his terminal: TERM, COLORTERM, LANG, LC_*, NO_COLOR as he sent them,
	// and SSH_CONNECTION.
	Env []string
}

// Door lets viewers in. Make it with New.
type Door struct {
	options Options
	config  *ssh.ServerConfig

	mu         sync.Mutex
	handshakes []net.Conn        // oldest first
	inside     map[net.Conn]bool // whose key is known
	viewers    int
	told       map[string]bool // what was logged of the file of keys
	all        sync.WaitGroup
}

// New returns a door. Serve opens it.
func New(options Options) *Door {
	d := &Door{options: options, inside: map[net.Conn]bool{}, told: map[string]bool{}}
	d.config = &ssh.ServerConfig{
		MaxAuthTries:      maxTries,
		PublicKeyCallback: d.admit,
		ServerVersion:     "SSH-2.0-exportwatch",
	}
	d.config.AddHostKey(options.HostKey)
	return d
}

// CheckKeys reads the file of keys once, and returns how many may come in.
func (d *Door) CheckKeys() (int, error) {
	known, err := readKeys(d.options.AuthorizedKeys, d.tellLine)
	return len(known), err
}

// Viewers returns how many look at present.
func (d *Door) Viewers() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.viewers
}

// Serve lets viewers in until the context ends. Then every session is ended with ErrClosing, its
// terminal given back, and Serve returns once all are gone, after some seconds at the worst. The error
// is nil then, else why nobody can be let in any more.
func (d *Door) Serve(ctx context.Context, listener net.Listener) error {
	inside, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	defer context.AfterFunc(ctx, func() { _ = listener.Close() })()
	var err error
	for {
		conn, failed := listener.Accept()
		if ctx.Err() != nil {
			break
		}
		if failed != nil {
			if temporary(ctx, failed) {
				continue
			}
			err = failed
			break
		}
		d.all.Go(func() { d.serve(inside, conn) })
	}
	cancel(ErrClosing)
	_ = listener.Close()
	d.leaveAll()
	return err
}

// temporary says whether accepting may go on after an error, and waits a moment then: too many files
// are open, say.
func temporary(ctx context.Context, err error) bool {
	if errors.Is(err, net.ErrClosed) {
		return false
	}
	wait := time.NewTimer(100 * time.Millisecond)
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-ctx.Done():
	}
	return true
}

// leaveAll closes what never came in, and waits for the others.
func (d *Door) leaveAll() {
	d.mu.Lock()
	for _, conn := range d.handshakes {
		_ = conn.Close()
	}
	d.mu.Unlock()
	d.all.Wait()
}

// greet counts a connection that hasn't shown a key. Of too many the oldest is closed, so that who
// opens thousands and says nothing keeps nobody out.
func (d *Door) greet(conn net.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.handshakes) >= maxHandshakes {
		_ = d.handshakes[0].Close()
		d.handshakes = d.handshakes[1:]
	}
	d.handshakes = append(d.handshakes, conn)
}

// comeIn counts it as one whose key is known, if it is; false if there are too many.
func (d *Door) comeIn(conn net.Conn, known bool) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, other := range d.handshakes {
		if other == conn {
			d.handshakes = append(d.handshakes[:i:i], d.handshakes[i+1:]...)
			break
		}
	}
	if !known || len(d.inside) >= d.options.Places+maxSpare {
		return false
	}
	d.inside[conn] = true
	return true
}

func (d *Door) goOut(conn net.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.inside, conn)
}

// sitDown takes a place; false if all are taken.
func (d *Door) sitDown() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.viewers >= d.options.Places {
		return false
	}
	d.viewers++
	return true
}

func (d *Door) standUp() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.viewers--
}
