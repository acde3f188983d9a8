package recording

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"exportwatch/model"
)

// target stands before the operation in X-Amz-Target, in requests to Data Exports alone.
const target = "AWSBillingAndCostManagementDataExports."

// Tap returns a transport that records what passes another: requests to Data Exports for recorded
// questions with their answers, and nothing else. An answer is written once it has been read, as it was read.
func (w *Writer) Tap(over http.RoundTripper) http.RoundTripper { return tap{over, w} }

type tap struct {
	over   http.RoundTripper
	writer *Writer
}

// RoundTrip implements http.RoundTripper.
func (t tap) RoundTrip(request *http.Request) (*http.Response, error) {
	operation, ours := strings.CutPrefix(request.Header.Get("X-Amz-Target"), target)
	of, recorded := request.Context().Value(questionKey{}).(question)
	if !ours || !recorded {
		return t.over.RoundTrip(request) //nolint:wrapcheck // net/http compares it
	}
	text, request, err := inMemory(request)
	if err != nil {
		return nil, err
	}
	heard := &hearing{writer: t.writer, question: of, call: call{
		Operation: operation, Asked: t.writer.now().UTC(), Request: string(text),
	}}
	response, err := t.over.RoundTrip(request)
	if err != nil {
		heard.end(err)
		return nil, err //nolint:wrapcheck // net/http compares it
	}
	heard.call.Status = response.StatusCode
	heard.call.Headers = map[string]string{}
	for _, name := range keptHeaders() {
		if value := response.Header.Get(name); value != "" {
			heard.call.Headers[name] = value
		}
	}
	heard.ReadCloser = response.Body
	response.Body = heard
	return response, nil
}

// inMemory returns a request's body, and the request with that body to be read once more.
func inMemory(request *http.Request) ([]byte, *http.Request, error) {
	if request.Body == nil {
		return nil, request, nil
	}
	text, err := io.ReadAll(request.Body)
	_ = request.Body.Close() // it was only read
	if err != nil {
		return nil, nil, fmt.Errorf("reading the question: %w", err)
	}
	own := request.WithContext(request.Context())
	own.Body = io.NopCloser(bytes.NewReader(text))
	return text, own, nil
}

// hearing is an answer's body that is written down while it is read. The reader limits its size.
type hearing struct {
	io.ReadCloser
	writer   *Writer
	question question
	call     call
	text     bytes.Buffer
	ended    bool
}

// Read implements io.Reader.
func (h *hearing) Read(p []byte) (int, error) {
	n, err := h.ReadCloser.Read(p)
	h.text.Write(p[:n])
	if err != nil {
		h.end(err)
	}
	return n, err //nolint:wrapcheck // io.EOF must stay itself
}

// Close implements io.Closer.
func (h *hearing) Close() error {
	h.end(nil)
	return h.ReadCloser.Close() //nolint:wrapcheck // it is the body's own
}

// end writes the call, once.
func (h *hearing) end(err error) {
	if h.ended {
		return
	}
	h.ended = true
	if err != nil && !errors.Is(err, io.EOF) {
		h.call.Fault = model.Clean(err.Error())
	}
	text := h.text.Bytes()
	h.text = bytes.Buffer{}
	if utf8.Valid(text) {
		h.call.Body = string(text)
	} else {
		h.call.BodyBase64 = text
	}
	said := &h.call
	if h.writer.mask != nil {
		said = h.writer.mask.call(said)
	}
	h.writer.writeCall(h.question, *said)
}
