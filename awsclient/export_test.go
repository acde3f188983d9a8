package awsclient

import (
	"net/http"
	"testing"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// Limits are the times that a test allows; zero is the usual.
type Limits struct{ Answer, Credentials, Process, Header, Rest time.Duration }

// WithLimits returns options with other limits.
func WithLimits(o Options, l Limits) Options {
	o.limits = limits{
		answer: l.Answer, credentials: l.Credentials, process: l.Process, header: l.Header,
		rest: l.Rest,
	}
	return o
}

// Client returns the SDK's client as the session uses it.
func (s *Session) Client() *bcmdataexports.Client { return s.conn.client }

// Network returns the time for dialing, and the transport, of a session with a real network.
func (s *Session) Network() (time.Duration, *http.Transport) {
	settings, built := s.pool.settings.(*awshttp.BuildableClient)
	over, known := s.pool.service.Transport.(reconnecting)
	transport, ofNetwork := over.RoundTripper.(*http.Transport)
	if !built || !known || !ofNetwork {
		return 0, &http.Transport{}
	}
	return settings.GetDialer().Timeout, transport
}

// Snapshots returns how many snapshots the session knows.
func (s *Session) Snapshots() int {
	s.snapshots.mu.Lock()
	defer s.snapshots.mu.Unlock()
	return len(s.snapshots.known)
}

// Buckets returns the SDK's client for S3 as the session uses it.
func (s *Session) Buckets(t *testing.T) *s3.Client {
	t.Helper()
	client, err := s.conn.buckets.client(t.Context(), "us-east-1")
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// Issuer returns the SDK's client for STS as the session uses it.
func (s *Session) Issuer(t *testing.T) *sts.Client {
	t.Helper()
	return sts.NewFromConfig(s.conn.buckets.cfg, s.issuer(s.conn))
}
