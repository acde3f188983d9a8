package awsclient

import (
	"net/http"
	"sync"
	"time"

	"exportwatch/model"
)

// Witness sees what passes between a session and Data Exports, as its Tap: how long it takes, who
// signed the certificate, what AWS's clock says. It is safe for concurrent use.
type Witness struct {
	now func() time.Time

	mu   sync.Mutex
	seen model.Passage
	took time.Duration // by the answer that the clock is judged by
}

// NewWitness returns a witness with a clock, by which AWS's is judged.
func NewWitness(now func() time.Time) *Witness { return &Witness{now: now} }

// Tap returns a transport that is watched.
func (w *Witness) Tap(transport http.RoundTripper) http.RoundTripper {
	return witnessed{transport, w}
}

// Seen returns what was seen so far.
func (w *Witness) Seen() model.Passage {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen
}

type witnessed struct {
	http.RoundTripper

	by *Witness
}

// RoundTrip implements http.RoundTripper.
func (w witnessed) RoundTrip(request *http.Request) (*http.Response, error) {
	sent := w.by.now()
	response, err := w.RoundTripper.RoundTrip(request)
	if err == nil {
		w.by.note(sent, w.by.now(), response)
	}
	return response, err //nolint:wrapcheck // net/http compares it
}

// note keeps what an answer tells. The clock is judged by the quickest, for its time lies somewhere
// between question and answer; AWS's is cut to a second, so half a one is added.
func (w *Witness) note(sent, came time.Time, response *http.Response) {
	w.mu.Lock()
	defer w.mu.Unlock()
	took := came.Sub(sent)
	if w.seen.Answers == 0 || took < w.seen.Quickest {
		w.seen.Quickest = took
	}
	w.seen.Answers++
	if tls := response.TLS; tls != nil && len(tls.PeerCertificates) > 0 {
		w.seen.Issuer = model.Clean(issuer(tls.PeerCertificates[0]))
	}
	if response.Header.Get("X-Amzn-Requestid") == "" {
		return // whoever this is, its clock isn't AWS's
	}
	served, err := http.ParseTime(response.Header.Get("Date"))
	if err != nil || w.seen.ClockKnown && took >= w.took {
		return
	}
	w.took, w.seen.ClockKnown = took, true
	const half = time.Second / 2
	ahead := sent.Add(took / 2).Sub(served.Add(half))
	if ahead.Abs() <= took/2+half {
		ahead = 0 // the question's way may be all there is to it
	}
	w.seen.Ahead = ahead.Truncate(time.Second)
}
