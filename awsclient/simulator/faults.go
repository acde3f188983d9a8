package simulator

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// FaultKind is a way in which an answer can go wrong.
type FaultKind string

// The kinds of faults.
const (
	FaultThrottle FaultKind = "throttle" // ThrottlingException
	Fault5xx      FaultKind = "5xx"      // InternalServerException, 500
	Fault503      FaultKind = "503"      // ServiceUnavailableException, 503
	FaultHTML     FaultKind = "html"     // a proxy's 502 page
	FaultPortal   FaultKind = "portal"   // a captive portal's page, 200
	FaultEmpty    FaultKind = "empty"    // 200 without a body, of something that isn't AWS
	FaultNoFields FaultKind = "nofields" // {}, of something that isn't AWS
	FaultSlow     FaultKind = "slow"     // the right answer after SlowAnswer
	FaultHang     FaultKind = "hang"     // no answer until the request's context ends
	FaultReset    FaultKind = "reset"    // the connection is cut
	FaultExpired  FaultKind = "expired"  // ExpiredTokenException
	FaultDenied   FaultKind = "denied"   // AccessDeniedException naming the operation
	FaultUnknown  FaultKind = "unknown"  // a status code that nobody knows
	FaultHostile  FaultKind = "hostile"  // hostile text wherever text is free
)

// SlowAnswer is how long FaultSlow takes to answer.
const SlowAnswer = 3 * time.Second

// FaultKinds lists all kinds.
func FaultKinds() []FaultKind {
	return []FaultKind{
		FaultThrottle, Fault5xx, Fault503, FaultHTML, FaultPortal, FaultEmpty, FaultNoFields,
		FaultSlow, FaultHang, FaultReset, FaultExpired, FaultDenied, FaultUnknown, FaultHostile,
	}
}

// Fault is a scripted fault: it holds from After the epoch on, for For, in the clock's time
// whatever the speed. For 0 means for ever.
type Fault struct {
	Kind  FaultKind
	After time.Duration
	For   time.Duration
}

// ParseFault reads KIND[@AFTER[+FOR]], for example throttle@30s+10s. Its errors say what is wrong
// and list the kinds.
func ParseFault(text string) (Fault, error) {
	kind, times, timed := strings.Cut(text, "@")
	fault := Fault{Kind: FaultKind(kind)}
	if !slices.Contains(FaultKinds(), fault.Kind) {
		return Fault{}, faultError(text, fmt.Sprintf("no kind of fault is called %q", kind))
	}
	if !timed {
		return fault, nil
	}
	after, length, limited := strings.Cut(times, "+")
	var err error
	if fault.After, err = time.ParseDuration(after); err != nil || fault.After < 0 {
		return Fault{}, faultError(text, fmt.Sprintf("%q is no time after the start", after))
	}
	if !limited {
		return fault, nil
	}
	if fault.For, err = time.ParseDuration(length); err != nil || fault.For <= 0 {
		return Fault{}, faultError(text, fmt.Sprintf("%q is no length of time", length))
	}
	return fault, nil
}

func faultError(text, why string) error {
	kinds := make([]string, 0, len(FaultKinds()))
	for _, kind := range FaultKinds() {
		kinds = append(kinds, string(kind))
	}
	return fmt.Errorf("fault %q: %s: want KIND, KIND@AFTER or KIND@AFTER+FOR "+
		"like throttle@30s+10s, KIND one of %s", text, why, strings.Join(kinds, ", "))
}

// String is the fault as ParseFault reads it.
func (f Fault) String() string {
	switch {
	case f.For > 0:
		return fmt.Sprintf("%s@%s+%s", f.Kind, f.After, f.For)
	case f.After > 0:
		return fmt.Sprintf("%s@%s", f.Kind, f.After)
	default:
		return string(f.Kind)
	}
}

// replacesAnswer tells faults that come instead of an answer from those that change one.
func (k FaultKind) replacesAnswer() bool {
	return k != FaultUnknown && k != FaultHostile && k != FaultSlow
}

func (s *Server) faultAt(a *account, now time.Time) (Fault, bool) {
	since := now.Sub(s.clock.epoch)
	for _, f := range slices.Concat(s.faults, a.faults) {
		if since >= f.After && (f.For == 0 || since < f.After+f.For) {
			return f, true
		}
	}
	return Fault{}, false
}

// misbehave answers as the fault wants it.
func (s *Server) misbehave(w http.ResponseWriter, r *http.Request, c *call, kind FaultKind) {
	switch kind {
	case FaultHang:
		<-r.Context().Done()
	case FaultReset:
		panic(http.ErrAbortHandler)
	case FaultHTML:
		page(w, http.StatusBadGateway, "502 Bad Gateway", "proxy.example.net")
	case FaultPortal:
		page(w, http.StatusOK, "Sign in to the network", "portal.example.net")
	case FaultEmpty:
		w.WriteHeader(http.StatusOK)
	case FaultNoFields:
		_, _ = io.WriteString(w, "{}") // a reader that went away is no fault of ours
	case FaultThrottle:
		s.refuse(w, c, throttled())
	case Fault5xx:
		s.refuse(w, c, internalFailure())
	case Fault503:
		s.refuse(w, c, unavailable())
	case FaultExpired:
		s.refuse(w, c, expiredToken())
	case FaultDenied:
		s.refuse(w, c, denied(c.account, c.operation, ""))
	case FaultUnknown, FaultHostile, FaultSlow: // change the answer, see distort and delay
	}
}

// page is what something between the client and AWS answers.
func page(w http.ResponseWriter, status int, title, host string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<html><head><title>%s</title></head>\n<body><h1>%s</h1>\n"+
		"<hr>%s</body></html>\n", title, title, host) // a reader that went away is no fault of ours
}

// delay waits like a slow server. It is false when the request's context ended before.
func delay(r *http.Request) bool {
	timer := time.NewTimer(SlowAnswer)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}
