package awsclient_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient"
	"exportwatch/model"
)

const mostBytes = 32 << 20

// endless is a body that begins with a text and repeats another, and counts what is read of it.
type endless struct {
	begin, repeat string
	rest          string
	read          int
}

// Read implements io.Reader.
func (e *endless) Read(p []byte) (int, error) {
	if e.read == 0 {
		e.rest = e.begin
	}
	if e.rest == "" {
		e.rest = strings.Repeat(e.repeat, 1000)
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	e.read += n
	return n, nil
}

// Close implements io.Closer.
func (*endless) Close() error { return nil }

// answering returns a transport that answers with a body as it is.
func answering(status int, body io.ReadCloser) http.RoundTripper {
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		_, _ = io.Copy(io.Discard, r.Body)
		return &http.Response{
			StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
			Header: http.Header{"X-Amzn-Requestid": {requestID}}, Body: body,
		}, nil
	})
}

// unhurried returns options that leave a slow machine the time to read.
func unhurried(options awsclient.Options) awsclient.Options {
	return awsclient.WithLimits(options, awsclient.Limits{
		Answer: time.Hour, Credentials: time.Hour, Header: time.Hour,
	})
}

// TestEndlessAnswer: an answer without an end is read up to a limit, and says so.
func TestEndlessAnswer(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("reads tens of megabytes")
	}
	item := `{"ExportArn":"` + strings.Repeat("a", 1000) + `"},`
	for name, tt := range map[string]struct {
		status        int
		begin, repeat string
	}{
		"list":                {200, `{"Exports":[`, item},
		"text":                {200, `{"Exports":[{"ExportArn":"`, "x"},
		"refusal":             {400, `{"__type":"ValidationException","Message":"`, "x"},
		"after a whole value": {400, `{"__type":"ValidationException"}`, " "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := &endless{begin: tt.begin, repeat: tt.repeat}
			_, err := open(t, unhurried(island(answering(tt.status, body)))).Exports(t.Context())
			fault := asFault(t, err)
			want := model.Fault{
				Kind: model.FaultNotAWS, Message: "the answer is larger than 32 MB",
				RequestID: requestID, Action: listExportsAction,
			}
			if *fault != want {
				t.Errorf("got  %+v\nwant %+v", *fault, want)
			}
			if body.read < mostBytes || body.read > mostBytes+1<<20 {
				t.Errorf("read %d bytes, want %d and a buffer", body.read, mostBytes)
			}
		})
	}
}

// TestAnswerThatGoesOn: what follows a whole answer isn't read for ever.
func TestAnswerThatGoesOn(t *testing.T) {
	t.Parallel()
	body := &endless{begin: running, repeat: " "}
	mustAnswer(t, open(t, unhurried(island(answering(200, body)))))
	if body.read > mostBytes+1<<20 {
		t.Errorf("read %d bytes, want %d and a buffer", body.read, mostBytes)
	}
}

// TestPackedAnswer: what counts is the size after unpacking.
func TestPackedAnswer(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("reads tens of megabytes")
	}
	for name, tt := range map[string]struct {
		size int
		kind model.FaultKind
	}{
		"small enough": {31 << 20, 0},
		"too large":    {33 << 20, model.FaultNotAWS},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			session := open(t, unhurried(at(serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Encoding", "gzip")
				packed := gzip.NewWriter(w)
				_, _ = io.WriteString(packed, `{"Exports":[],"Filler":"`)
				_, _ = io.CopyN(packed, &endless{repeat: "x"}, int64(tt.size))
				_, _ = io.WriteString(packed, `"}`)
				_ = packed.Close()
			}))))
			_, err := session.Exports(t.Context())
			if tt.kind == 0 && err != nil {
				t.Errorf("got %v, want a list", err)
			}
			if tt.kind != 0 && asFault(t, err).Message != "the answer is larger than 32 MB" {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestEndlessCredentials: the limit holds for who gives credentials, too.
func TestEndlessCredentials(t *testing.T) {
	if testing.Short() {
		t.Skip("reads tens of megabytes")
	}
	t.Setenv("HOME", machine(t, assumesRole+staticKeys, ""))
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	body := &endless{
		begin:  "<AssumeRoleResponse><AssumeRoleResult><Credentials>",
		repeat: "<a></a>",
	}
	fault := ask(t, open(t, awsclient.Options{
		Profile: "acme", Transport: answering(200, body),
	}))
	if fault.Kind != model.FaultNotAWS || fault.Message != "the answer is larger than 32 MB" {
		t.Errorf("got %+v", *fault)
	}
	if body.read > mostBytes+1<<20 {
		t.Errorf("read %d bytes, want %d and a buffer", body.read, mostBytes)
	}
}
