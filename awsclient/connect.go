package awsclient

import (
	"context"
	"slices"
	"time"

	"exportwatch/model"
)

// connect returns a connection that has credentials. Calls at once share one try to get them, and
// for a moment after it its failure, so that a round of calls without a login costs the wait for
// one. Its error is a *model.Fault.
func (s *Session) connect(ctx context.Context) (*connection, *model.Fault) {
	conn, fault := s.current(ctx)
	if fault != nil {
		return nil, fault
	}
	limit := s.options.limits.credentials
	ctx, cancel := context.WithTimeoutCause(ctx, limit, lateError{"credentials", limit})
	defer cancel()
	if _, err := conn.identity.Retrieve(ctx); err != nil {
		fault = s.callFault(ctx, err)
		s.remember(conn, fault)
		return nil, fault
	}
	return conn, nil
}

// current returns the connection in use, made anew if a fault said that its settings may be
// outdated. Keys in a file are read again only so; the SDK never does it. Settings that can't be
// loaded now, as when a file is just being written, leave the session as it was.
func (s *Session) current(ctx context.Context) (*connection, *model.Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failure != nil {
		return nil, s.failure
	}
	if !s.stale || s.resting {
		return s.conn, nil
	}
	s.resting = true
	time.AfterFunc(s.options.limits.rest, func() { s.locked(func() { s.resting = false }) })
	conn, fault := s.load(ctx)
	if fault != nil {
		s.options.Logger.WarnContext(ctx, "settings can't be loaded again", "fault", fault)
		return s.conn, nil
	}
	s.conn, s.stale = conn, false
	return s.conn, nil
}

// remember keeps for a moment that no credentials were to be had. After a time-out the next call
// makes a new connection: on this one it would join the try that may never end.
func (s *Session) remember(conn *connection, fault *model.Fault) {
	s.suspect(conn, fault)
	if fault.Kind == model.FaultTimeout {
		s.outdated(conn)
	}
	if fault.Kind == model.FaultCanceled {
		return
	}
	s.locked(func() {
		if s.failure != nil {
			return
		}
		s.failure = fault
		time.AfterFunc(s.options.limits.rest, func() { s.locked(func() { s.failure = nil }) })
	})
}

// suspect has the settings loaded again before the next call if the fault is of a kind that
// changed settings would mend.
func (s *Session) suspect(conn *connection, fault *model.Fault) {
	ofSettings := []model.FaultKind{
		model.FaultConfig,
		model.FaultNoCredentials,
		model.FaultLogin,
		model.FaultExpiredKeys,
		model.FaultBadKeys,
		model.FaultAssumeRole,
		model.FaultCredentialProcess,
	}
	if slices.Contains(ofSettings, fault.Kind) {
		s.outdated(conn)
	}
}

// outdated has a connection made anew before the next call, unless it was replaced meanwhile.
func (s *Session) outdated(conn *connection) {
	s.locked(func() { s.stale = s.stale || conn == s.conn })
}

func (s *Session) locked(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// lateError is the cause of a time-out of ours. net/http hands on a context's cause in place of
// its error, so it has to be one, too.
type lateError struct {
	what  string
	limit time.Duration
}

func (e lateError) Error() string { return "no " + e.what + " within " + e.limit.String() }

func (lateError) Unwrap() error { return context.DeadlineExceeded }
