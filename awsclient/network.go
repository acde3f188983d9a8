package awsclient

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// Pool holds connections to AWS. It is safe for concurrent use.
type Pool struct {
	// settings make the clients that get credentials. The SDK has to know their type, to make
	// copies with a CA bundle and with the short time-outs of EC2's metadata service.
	settings aws.HTTPClient
	service  *http.Client // for Data Exports
}

// NewPool returns a pool for sessions that all together make so many calls at once; 0 means 8. One
// whose settings name a CA bundle keeps its connections to itself, for it trusts others.
func NewPool(inFlight int) *Pool {
	return newPool(Options{InFlight: inFlight}.withDefaults())
}

// newPool returns the pool of a session's options, so that every reload shares its connections.
func newPool(o Options) *Pool {
	if o.Transport != nil {
		client := newClient(o.Transport)
		return &Pool{client, client}
	}
	if o.Pool != nil {
		return o.Pool
	}
	settings := awshttp.NewBuildableClient().
		WithDialerOptions(func(d *net.Dialer) { d.Timeout = o.limits.dial }).
		WithTransportOptions(func(t *http.Transport) {
			t.TLSHandshakeTimeout = o.limits.handshake
			t.ResponseHeaderTimeout = o.limits.header
			t.MaxIdleConnsPerHost = o.InFlight
			t.MaxIdleConns = max(t.MaxIdleConns, o.InFlight)
			// A dead connection of HTTP/2 is known before an answer over it is late.
			t.HTTP2 = &http.HTTP2Config{
				SendPingTimeout: 4 * time.Second,
				PingTimeout:     2 * time.Second,
			}
		})
	return &Pool{settings, newClient(settings.GetTransport())}
}

// serviceOf returns the client for Data Exports under loaded settings: the pool's own, or another
// if the SDK made a copy of the settings for a CA bundle.
func (p *Pool) serviceOf(loaded aws.HTTPClient) *http.Client {
	if copied, ok := loaded.(*awshttp.BuildableClient); ok && loaded != p.settings {
		return newClient(copied.GetTransport())
	}
	return p.service
}

// tapped returns a client for Data Exports with the options' tap around its transport.
func (o Options) tapped(client *http.Client) *http.Client {
	if o.Tap == nil {
		return client
	}
	own := *client
	own.Transport = o.Tap(client.Transport)
	return &own
}

// newClient returns a client that follows no redirect: AWS sends none.
func newClient(transport http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     reconnecting{transport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// reconnecting is a RoundTripper that drops the idle connections when an answer is late: a machine
// that slept, or a network that changed, leaves all of them dead and silent, and each would cost a
// time-out of its own.
type reconnecting struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (r reconnecting) RoundTrip(request *http.Request) (*http.Response, error) {
	request, err := inMemory(request)
	if err != nil {
		return nil, err
	}
	response, err := r.RoundTripper.RoundTrip(request)
	if err != nil {
		r.after(err)
		return nil, err //nolint:wrapcheck // net/http compares it
	}
	response.Body = body{response.Body, r}
	return response, nil
}

// inMemory returns a request with its body in memory, which net/http sends in one piece with the
// headers. Of any other it may still look for more when the answer is there; the SDK has closed
// it by then, and the connection would end while the answer is read.
func inMemory(request *http.Request) (*http.Request, error) {
	if request.Body == nil {
		return request, nil
	}
	text, err := io.ReadAll(request.Body)
	_ = request.Body.Close() // it was only read
	if err != nil {
		return nil, fmt.Errorf("reading the question: %w", err)
	}
	own := request.WithContext(request.Context())
	own.Body = io.NopCloser(bytes.NewReader(text))
	return own, nil
}

func (r reconnecting) after(err error) {
	if keeps, ok := r.RoundTripper.(interface{ CloseIdleConnections() }); ok && isLate(err) {
		keeps.CloseIdleConnections()
	}
}

// body is an answer's body that may be late, too.
type body struct {
	io.ReadCloser
	over reconnecting
}

// Read implements io.Reader.
func (b body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		b.over.after(err)
	}
	return n, err //nolint:wrapcheck // io.EOF must stay itself
}

// isLate says whether the time ran out that something may take.
func isLate(err error) bool {
	late, canBeLate := errors.AsType[net.Error](err)
	return errors.Is(err, context.DeadlineExceeded) || canBeLate && late.Timeout()
}
