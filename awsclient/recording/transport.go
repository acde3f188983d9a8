package recording

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Transport answers requests of a Player's questions with what was recorded for them, in its order.
// It knows no network.
type Transport struct{}

// callsKey is that of the calls that were recorded for the question that a request is for.
type callsKey struct{}

// recalled are the calls that weren't asked for yet.
type recalled struct{ left []call }

// RoundTrip implements http.RoundTripper.
func (Transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Body != nil {
		_ = request.Body.Close() // nobody reads it
	}
	operation, _ := strings.CutPrefix(request.Header.Get("X-Amz-Target"), target)
	calls, _ := request.Context().Value(callsKey{}).(*recalled)
	if calls == nil || len(calls.left) == 0 || calls.left[0].Operation != operation {
		return nil, fmt.Errorf("the recording holds no answer to this %s", operation)
	}
	said := calls.left[0]
	calls.left = calls.left[1:]
	header := http.Header{}
	for name, value := range said.Headers {
		header.Set(name, value)
	}
	body := []byte(said.Body)
	if said.BodyBase64 != nil {
		body = said.BodyBase64
	}
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", said.Status, http.StatusText(said.Status)),
		StatusCode: said.Status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)), Request: request,
	}, nil
}
