package simulator

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// Transport asks a handler directly, in the caller's goroutine: no socket, no other goroutine, so
// it blocks durably in a bubble of testing/synctest and opens nothing in the demo. A handler that
// aborts looks like a connection cut before the answer; when the request's context ends, its
// error is returned, as net/http's own transport would.
type Transport struct {
	Handler http.Handler
}

// RoundTrip implements http.RoundTripper.
func (t Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer r.Body.Close() //nolint:errcheck // what was to be read of it has been read
	}
	if err := r.Context().Err(); err != nil {
		return nil, err //nolint:wrapcheck // callers compare it, as with net/http's transport
	}
	inbound := r.Clone(r.Context())
	inbound.RequestURI = r.URL.RequestURI()
	if inbound.Host == "" { // as a client's request has it, whose host is in its URL
		inbound.Host = r.URL.Host
	}
	inbound.RemoteAddr = "simulated"
	if inbound.Body == nil {
		inbound.Body = http.NoBody
	}
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	err := serve(t.Handler, w, inbound)
	if ended := r.Context().Err(); ended != nil {
		return nil, ended //nolint:wrapcheck // callers compare it, as with net/http's transport
	}
	if err != nil {
		return nil, err
	}
	return w.response(r), nil
}

// serve runs the handler and turns its abort into an error.
func serve(handler http.Handler, w http.ResponseWriter, r *http.Request) (err error) {
	defer func() {
		switch abort := recover(); abort {
		case nil:
		case http.ErrAbortHandler:
			err = fmt.Errorf("reading the answer: connection reset: %w", io.ErrUnexpectedEOF)
		default:
			panic(abort)
		}
	}()
	handler.ServeHTTP(w, r)
	return nil
}

// recorder is an http.ResponseWriter that keeps the answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (w *recorder) Header() http.Header { return w.header }

// WriteHeader implements http.ResponseWriter.
func (w *recorder) WriteHeader(status int) { w.status = status }

// Write implements http.ResponseWriter.
func (w *recorder) Write(b []byte) (int, error) {
	return w.body.Write(b) //nolint:wrapcheck // never fails
}

func (w *recorder) response(r *http.Request) *http.Response {
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)),
		StatusCode:    w.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        w.header.Clone(),
		Body:          io.NopCloser(bytes.NewReader(w.body.Bytes())),
		ContentLength: int64(w.body.Len()),
		Request:       r,
	}
}
