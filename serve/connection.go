package serve

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"time"

	"golang.org/x/crypto/ssh"
)

// The names under which what is known of a visitor is kept in a connection's permissions.
const (
	permissionKey     = "fingerprint"
	permissionComment = "comment"
)

// admit says whether a key is known, by the file as it is now.
func (d *Door) admit(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
	known, err := readKeys(d.options.AuthorizedKeys, d.tellLine)
	if err != nil {
		d.options.Log.Error("nobody can come in", "why", err.Error())
		return nil, err
	}
	who, ok := known[string(key.Marshal())]
	if !ok {
		return nil, errUnknownKey
	}
	return &ssh.Permissions{Extensions: map[string]string{
		permissionKey: who.fingerprint, permissionComment: who.comment,
	}}, nil
}

// tellLine logs what is wrong with a line of the file of keys, each once.
func (d *Door) tellLine(line int, why string) {
	const most = 1000
	text := strconv.Itoa(line) + why
	d.mu.Lock()
	told := d.told[text] || len(d.told) >= most
	d.told[text] = true
	d.mu.Unlock()
	if !told {
		d.options.Log.Warn("a line of the authorized keys is passed over",
			"file", d.options.AuthorizedKeys, "line", line, "why", why)
	}
}

// serve has a connection from its first byte to its last.
func (d *Door) serve(ctx context.Context, conn net.Conn) {
	defer conn.Close() //nolint:errcheck // it is over
	d.greet(conn)
	limit := time.AfterFunc(handshakeTime, func() { _ = conn.Close() })
	server, channels, requests, err := ssh.NewServerConn(conn, d.config)
	limit.Stop()
	from := conn.RemoteAddr().String()
	if !d.comeIn(conn, err == nil) {
		if err != nil {
			d.options.Log.InfoContext(
				ctx,
				"not let in",
				"from",
				from,
				"why",
				printable(err.Error()),
			)
		}
		return
	}
	defer d.goOut(conn)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(errGone)
	go ssh.DiscardRequests(requests) // refuses forwarding (-R), answers the client's keepalives
	go keepAlive(ctx, server, cancel)
	s := &session{door: d, conn: server, from: from, cancel: cancel, begun: make(chan struct{})}
	defer hurry(ctx, conn, s)()
	s.channels(ctx, channels)
}

// hurry closes a connection that opens no session in time, or that doesn't end in time once it should.
// It returns what stops that.
func hurry(ctx context.Context, conn net.Conn, s *session) (stop func()) {
	over := make(chan struct{})
	go func() {
		start := time.NewTimer(idleStart)
		defer start.Stop()
		select {
		case <-s.begun:
		case <-start.C:
			_ = conn.Close()
			return
		case <-over:
			return
		case <-ctx.Done():
		}
		select {
		case <-ctx.Done():
		case <-over:
			return
		}
		end := time.NewTimer(2 * farewell)
		defer end.Stop()
		select {
		case <-end.C:
			_ = conn.Close() // frees a write that waits, too
		case <-over:
		}
	}()
	return func() { close(over) }
}

// keepAlive asks the client again and again whether it is there, and ends the connection of one that
// isn't: it was stopped, or its line is dead. A channel of SSH knows no deadlines; closing the
// connection is what frees a write that waits.
func keepAlive(
	ctx context.Context, server *ssh.ServerConn, cancel context.CancelCauseFunc,
) {
	answered := make(chan error, 1)
	ticker := time.NewTicker(keepalive)
	defer ticker.Stop()
	missed, asking := 0, false
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-answered:
			if err != nil {
				return // the connection is gone
			}
			missed, asking = 0, false
		case <-ticker.C:
			if asking {
				missed++
			}
			if missed >= maxMissed {
				cancel(fmt.Errorf("%w: it doesn't answer", errGone))
				_ = server.Close()
				return
			}
			if !asking {
				asking = true
				go func() {
					_, _, err := server.SendRequest("keepalive@openssh.com", true, nil)
					answered <- err
				}()
			}
		}
	}
}
