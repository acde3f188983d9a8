// Package awsclient is the one door to AWS: sessions (profile, Region, credentials), the read
// operations of Data Exports, and the way from the SDK's types and errors to model's.
//
// A profile's credential_process runs with the os.Stderr of that moment: a program that holds the
// terminal has to point it elsewhere before its first call here.
package awsclient

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"exportwatch/model"
)

// Options says which session to open. The zero value is the AWS CLI's default: environment, then
// the default profile.
type Options struct {
	// Profile, Region, EndpointURL and CABundle are the AWS CLI's flags; "" leaves the choice to
	// the environment and the shared files. Without any Region it is us-east-1.
	Profile, Region, EndpointURL, CABundle string
	// InFlight is the number of calls at once, which sizes the session's own connection pool; 0
	// means 8.
	InFlight int
	// Logger receives what the SDK logs; nil discards it. No secret is logged.
	Logger *slog.Logger
	// Pool holds the connections of sessions that share it; nil makes the session one of its own.
	Pool *Pool
	// Transport replaces the network, the pool included, for all that the session sends; nil is the
	// real one. It can't be combined with a CA bundle.
	Transport http.RoundTripper
	// Tap, if it isn't nil, is put around what sends the questions to Data Exports, and sees them
	// with their answers. What gets credentials never passes through it.
	Tap func(http.RoundTripper) http.RoundTripper
	// Attempts is how often a question is sent at most; 0 means the usual 2.
	Attempts int
	// AccessKeyID and SecretAccessKey are fixed keys. With them the session is an island: it
	// reads no AWS_* variable, no shared file and no profile.
	AccessKeyID, SecretAccessKey string
	// Version of the program, for the user agent.
	Version string

	limits limits
}

// limits are the times that a session allows; zero is the usual.
type limits struct {
	answer      time.Duration // for one question with its retry
	credentials time.Duration // for resolving credentials
	process     time.Duration // for credential_process
	dial        time.Duration
	handshake   time.Duration
	header      time.Duration // from the request to the answer's first line
	request     time.Duration // for one request to S3 or STS with its retry
	look        time.Duration // for all that one question of evidence asks
	rest        time.Duration // between reloads, and as long a failure is remembered
}

// withDefaults returns the limits with the usual in place of every zero. Those of the connection
// are shorter than that of the answer, for the cause of a time-out is lost once the whole call's
// time is up.
func (l limits) withDefaults() limits {
	usual := limits{
		answer:      15 * time.Second,
		credentials: 25 * time.Second,
		process:     20 * time.Second,
		dial:        4 * time.Second,
		handshake:   5 * time.Second,
		header:      8 * time.Second,
		request:     5 * time.Second,
		look:        15 * time.Second,
		rest:        2 * time.Second,
	}
	for _, limit := range []struct{ given, usual *time.Duration }{
		{&l.answer, &usual.answer},
		{&l.credentials, &usual.credentials},
		{&l.process, &usual.process},
		{&l.dial, &usual.dial},
		{&l.handshake, &usual.handshake},
		{&l.header, &usual.header},
		{&l.request, &usual.request},
		{&l.look, &usual.look},
		{&l.rest, &usual.rest},
	} {
		if *limit.given == 0 {
			*limit.given = *limit.usual
		}
	}
	return l
}

func (o Options) withDefaults() Options {
	o.limits = o.limits.withDefaults()
	if o.InFlight <= 0 {
		o.InFlight = 8
	}
	if o.Attempts <= 0 {
		o.Attempts = 2
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// Session asks AWS with the credentials of one profile. It is safe for concurrent use.
type Session struct {
	options   Options
	pool      *Pool
	snapshots *snapshots

	mu      sync.Mutex
	conn    *connection
	stale   bool         // what conn was made of may have changed
	resting bool         // conn is so new that it is not made again
	failure *model.Fault // what getting credentials ended with a moment ago
}

// Open loads the settings and checks them; it sends nothing. Its error is a *model.Fault.
func Open(ctx context.Context, options Options) (*Session, error) {
	options = options.withDefaults()
	s := &Session{options: options, pool: newPool(options), snapshots: newSnapshots()}
	conn, fault := s.load(ctx)
	if fault != nil {
		return nil, fault
	}
	s.conn = conn
	return s, nil
}

// Warnings returns what is risky about the settings in use, a cleaned sentence each, without its
// full stop.
func (s *Session) Warnings() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.conn.warnings)
}
