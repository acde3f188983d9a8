package serve

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
)

// The names under which what is known of a visitor is kept in a connection's permissions.
const (
	permissionKey     = "fingerprint"
	permissionComment = "comment"
)

// admit says whether a key is known, by the file as it is now.
func (d *Door) admit(from ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
	known, err := readKeys(d.options.AuthorizedKeys, d.tellLine)
	if err != nil {
		d.options.Log.Error("nobody can come in", "why", err.Error())
		return nil, err
	}
	who, ok := known[string(key.Marshal())]
	if !ok {
		return nil, unknownKeyError{from.User(), ssh.FingerprintSHA256(key)}
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
	log := d.options.Log.With("from", conn.RemoteAddr().String())
	if !d.comeIn(conn, err == nil) {
		log.InfoContext(ctx, "not let in", whyNot(err)...)
		return
	}
	defer d.goOut(conn)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(errGone)
	s := newSession(d, server, log, cancel)
	go s.refuseAll(ctx, requests)
	go keepAlive(ctx, server, cancel)
	defer hurry(ctx, conn, s)()
	s.channels(ctx, channels)
}

// unknownKeyError is why a key doesn't open the door.
type unknownKeyError struct{ user, fingerprint string }

func (unknownKeyError) Error() string { return "the key is unknown" }

// whyNot is what the log says of a connection that isn't let in: whose keys were offered, and which.
// Without an error its key is known.
func whyNot(err error) []any {
	switch {
	case err == nil:
		return []any{"why", "too many are connected"}
	case errors.Is(err, net.ErrClosed): // by us: it took too long, or of too many it was the oldest
		return []any{"why", "no key was shown in time"}
	}
	refused, ok := errors.AsType[*ssh.ServerAuthError](err)
	if !ok {
		return []any{"why", printable(err.Error())}
	}
	user, why := "", "no key was offered"
	var keys []string
	for _, each := range refused.Errors {
		unknown, ok := errors.AsType[unknownKeyError](each)
		switch {
		case ok:
			user, why = unknown.user, "no key is known"
			keys = append(keys, unknown.fingerprint)
		case !errors.Is(each, ssh.ErrNoAuth):
			why = each.Error()
		}
	}
	return []any{
		"user", printable(user), "keys", strings.Join(keys, " "), "why", printable(why),
	}
}

// refuseAll refuses what a client asks of the connection, forwarding (-R) among it, and so answers its
// keepalives, too.
func (s *session) refuseAll(ctx context.Context, requests <-chan *ssh.Request) {
	for request := range requests {
		if strings.HasSuffix(request.Type, "-forward") ||
			strings.HasPrefix(request.Type, "streamlocal-forward") {
			s.logRefusal(ctx, request.Type)
		}
		if request.WantReply {
			_ = request.Reply(false, nil)
		}
	}
}

// logRefusal logs that something was asked for which isn't served; of each connection the first few.
func (s *session) logRefusal(ctx context.Context, what string) {
	if s.refusals.Add(1) <= maxRefusals {
		s.log.InfoContext(ctx, "refused", "what", printable(what))
	}
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
			s.log.InfoContext(ctx, "sent away", "why", "no screen was asked for")
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

// keepAlive asks the client again and again whether it is there, and ends the session of one that
// isn't: it was stopped, or its line is dead. What gives its terminal back is sent all the same: one
// that was stopped reads it when it goes on. hurry closes the connection then.
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
				cancel(errSilent)
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
