package serve

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/crypto/ssh"

	"exportwatch/tui/terminal"
)

// session is what one connection may have: one terminal with the screen on it.
type session struct {
	door     *Door
	conn     *ssh.ServerConn
	log      *slog.Logger // says who it is
	cancel   context.CancelCauseFunc
	begun    chan struct{} // closed when the screen is shown
	refusals atomic.Int32  // what was asked for and isn't served

	env       []string
	variables int  // env requests that came
	pty       bool // a terminal was asked for
	size      tea.WindowSizeMsg
	resizes   chan tea.WindowSizeMsg // holds the newest alone
}

func newSession(
	d *Door, conn *ssh.ServerConn, log *slog.Logger, cancel context.CancelCauseFunc,
) *session {
	who := conn.Permissions.Extensions
	log = log.With("user", printable(conn.User()),
		"key", who[permissionKey], "comment", who[permissionComment])
	return &session{door: d, conn: conn, log: log, cancel: cancel, begun: make(chan struct{})}
}

// channels serves what the client opens: one session, nothing else.
func (s *session) channels(ctx context.Context, channels <-chan ssh.NewChannel) {
	opened := false
	var shown sync.WaitGroup
	for asked := range channels {
		switch {
		case asked.ChannelType() != "session":
			s.logRefusal(ctx, asked.ChannelType())
			_ = asked.Reject(ssh.Prohibited, "only the screen is served here")
		case opened:
			_ = asked.Reject(ssh.ResourceShortage, "one session for each connection")
		default:
			channel, requests, err := asked.Accept()
			if err != nil {
				continue // the connection ends
			}
			opened = true
			s.resizes = make(chan tea.WindowSizeMsg, 1)
			shown.Go(func() { s.serve(ctx, channel, requests) })
		}
	}
	s.cancel(errGone)
	shown.Wait()
}

// serve heeds a session's requests, and shows the screen once a shell is asked for.
func (s *session) serve(ctx context.Context, channel ssh.Channel, requests <-chan *ssh.Request) {
	defer channel.Close() //nolint:errcheck // it is over
	shell := false
	var shown sync.WaitGroup
	for request := range requests {
		ok := false
		switch request.Type {
		case "env":
			ok = !shell && s.setVariable(request.Payload)
		case "pty-req":
			ok = !shell && s.setTerminal(request.Payload)
		case "window-change":
			ok = s.resize(request.Payload)
		case "shell":
			ok = !shell
		case "exec", "subsystem":
			s.logRefusal(ctx, request.Type)
		}
		if request.WantReply {
			_ = request.Reply(ok, nil)
		}
		if request.Type == "shell" && ok {
			shell = true
			close(s.begun)
			shown.Go(func() { s.sit(ctx, channel) })
		}
	}
	s.cancel(errGone)
	shown.Wait()
}

// setVariable keeps a variable of the environment, if it says how to draw.
func (s *session) setVariable(payload []byte) bool {
	var variable struct{ Name, Value string }
	s.variables++
	if s.variables > maxVariables || ssh.Unmarshal(payload, &variable) != nil {
		return false
	}
	known := []string{"COLORTERM", "LANG", "NO_COLOR"}
	name, value := variable.Name, variable.Value
	if !slices.Contains(known, name) && !isLocale(name) || value != printable(value) {
		return false
	}
	s.put(name, value)
	return true
}

// isLocale says whether a variable is one of those of the locale, LC_ALL and the like.
func isLocale(name string) bool {
	rest, ok := strings.CutPrefix(name, "LC_")
	return ok && len(rest) > 0 && len(rest) <= 20 &&
		strings.Trim(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
}

func (s *session) put(name, value string) {
	s.env = slices.DeleteFunc(s.env, func(entry string) bool {
		return strings.HasPrefix(entry, name+"=")
	})
	s.env = append(s.env, name+"="+value)
}

// setTerminal notes which terminal the client has, and how large it is.
func (s *session) setTerminal(payload []byte) bool {
	var asked struct {
		Term                         string
		Columns, Rows, Width, Height uint32
		Modes                        string
	}
	if s.pty || ssh.Unmarshal(payload, &asked) != nil {
		return false
	}
	s.pty = true
	const longest = 64
	if len(asked.Term) > longest || asked.Term != printable(asked.Term) {
		asked.Term = ""
	}
	s.put("TERM", asked.Term)
	s.size = sizeOf(asked.Columns, asked.Rows)
	return true
}

// resize notes a new size: of several only the newest counts.
func (s *session) resize(payload []byte) bool {
	var asked struct{ Columns, Rows, Width, Height uint32 }
	if ssh.Unmarshal(payload, &asked) != nil {
		return false
	}
	size := sizeOf(asked.Columns, asked.Rows)
	for {
		select {
		case s.resizes <- size:
			return true
		default:
		}
		select {
		case <-s.resizes:
		default:
		}
	}
}

func sizeOf(columns, rows uint32) tea.WindowSizeMsg {
	const most = 1 << 16
	return tea.WindowSizeMsg{Width: int(min(columns, most)), Height: int(min(rows, most))}
}

// sit shows the screen, if there is a place.
func (s *session) sit(ctx context.Context, channel ssh.Channel) {
	word := s.refusal()
	if word == "" && !s.door.sitDown() {
		word = "all places are taken; try again later"
	}
	if word != "" {
		s.log.InfoContext(ctx, "sent away", "why", word)
		s.part(channel, word, 1)
		return
	}
	came := s.door.options.Now()
	s.log.InfoContext(ctx, "came", "viewers", s.door.Viewers())
	word, why := s.show(ctx, channel)
	s.door.standUp()
	stayed := s.door.options.Now().Sub(came).Round(time.Second)
	s.log.InfoContext(ctx, "left", "after", stayed.String(), "why", why)
	s.part(channel, word, 0)
}

// refusal says why no screen can be shown, or "".
func (s *session) refusal() string {
	switch {
	case !s.pty:
		return "the screen needs a terminal: connect with ssh -t"
	case slices.Contains(s.env, "TERM=") || slices.Contains(s.env, "TERM=dumb"):
		return "the screen needs a terminal that can move its cursor: TERM is not set, or dumb"
	}
	return ""
}

// show shows the screen, and returns what to say when it is over, and why it is.
func (s *session) show(ctx context.Context, channel ssh.Channel) (word, why string) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	keys := &keys{from: channel, now: s.door.options.Now, ctx: ctx, left: keysAtOnce}
	if idle := s.door.options.Idle; idle > 0 {
		timer := time.AfterFunc(idle, func() { cancel(ErrIdle) })
		defer timer.Stop()
		keys.pressed = func() { timer.Reset(idle) }
	}
	word = s.door.options.Show(ctx, Viewer{
		Wire: &terminal.Wire{
			In: keys, Out: channel, Width: s.size.Width, Height: s.size.Height, Resizes: s.resizes,
		},
		Env: append(s.env, "SSH_CONNECTION="+s.conn.RemoteAddr().String()),
	})
	cause := context.Cause(ctx)
	switch {
	case cause == nil && keys.ended.Load():
		return word, errGone.Error()
	case cause == nil:
		return word, "quit"
	case errors.Is(cause, errGone):
		return "", cause.Error()
	}
	return cause.Error(), cause.Error()
}

// part says a last word, ends the session, and waits a moment for the client to close: a connection
// that is closed over unread keys may lose what was said.
func (s *session) part(channel ssh.Channel, word string, code uint32) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if word != "" {
			_, _ = io.WriteString(channel, "exportwatch: "+word+"\r\n")
		}
		status := ssh.Marshal(struct{ Code uint32 }{code})
		_, _ = channel.SendRequest("exit-status", false, status)
		_ = channel.Close()
		_ = s.conn.Wait()
	}()
	limit := time.NewTimer(farewell)
	defer limit.Stop()
	select {
	case <-done:
	case <-limit.C:
	}
	_ = s.conn.Close()
}
