package simulator

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// The one operation of STS that is served. It takes no permission.
const (
	getCallerIdentity = "GetCallerIdentity"
	stsVersion        = "2011-06-15"
)

// stsError is a refusal of STS.
type stsError struct {
	status        int
	code, message string
}

// isSTS tells STS's requests by what their signature is for, or by the host.
func isSTS(r *http.Request) bool {
	if r.Header.Get("X-Amz-Target") != "" {
		return false
	}
	host, _, _ := strings.Cut(r.Host, ":")
	ofHost := (strings.HasPrefix(host, "sts.") || strings.HasPrefix(host, "sts-fips.")) &&
		(strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".amazonaws.com.cn"))
	return ofHost || credentialScope(r)[3] == "sts"
}

// serveSTS says whose the access key is: the principal that refusals name.
func (s *Server) serveSTS(w http.ResponseWriter, r *http.Request) {
	scope := credentialScope(r)
	body, err := readBody(w, r)
	asked, malformed := url.ParseQuery(string(body))
	c := &call{id: s.requestID("STS", body), account: s.account(scope[0])}
	if asked.Get("Action") == getCallerIdentity {
		c.operation = getCallerIdentity
	}
	s.mu.Lock()
	s.requests[c.operation]++
	s.mu.Unlock()
	header := w.Header()
	header.Set("X-Amzn-Requestid", c.id)
	header.Set("Date", s.clock.now().UTC().Format(http.TimeFormat))
	fault, faulty := s.faultAt(c.account, s.clock.now())
	switch {
	case faulty && !s.hinderSTS(w, r, c, fault.Kind):
	case scope[0] == "":
		refuseSTS(w, c, stsError{403, "MissingAuthenticationToken", "Request is missing " +
			"Authentication Token"})
	case err != nil || malformed != nil || r.Method != http.MethodPost || r.URL.Path != "/",
		c.operation == "", asked.Get("Version") != stsVersion:
		refuseSTS(w, c, stsError{400, "InvalidAction", fmt.Sprintf(
			"Could not find operation %s for version %s",
			asked.Get("Action"), asked.Get("Version"))})
	default:
		writeSTS(w, http.StatusOK, fmt.Sprintf(
			"<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/%s/\">"+
				"<GetCallerIdentityResult><Arn>%s</Arn><UserId>AROASIMULATED0000000:ana</UserId>"+
				"<Account>%s</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>%s"+
				"</RequestId></ResponseMetadata></GetCallerIdentityResponse>",
			stsVersion, escapeXML(c.account.principal()), c.account.id, c.id))
	}
}

// hinderSTS is a fault in STS's own form. It returns whether the right answer follows.
func (s *Server) hinderSTS(w http.ResponseWriter, r *http.Request, c *call, kind FaultKind) bool {
	switch kind {
	case FaultUnknown, FaultHostile, FaultDenied: // no text is free, and no permission is taken
		return true
	case FaultSlow:
		return delay(r)
	case FaultThrottle:
		refuseSTS(w, c, stsError{400, "Throttling", "Rate exceeded"})
	case Fault5xx:
		refuseSTS(w, c, stsError{500, "InternalFailure", internalFailure().Message})
	case Fault503:
		refuseSTS(w, c, stsError{503, "ServiceUnavailable", unavailable().Message})
	case FaultExpired:
		refuseSTS(w, c, stsError{403, "ExpiredToken", expiredToken().Message})
	case FaultHTML, FaultPortal, FaultEmpty, FaultNoFields, FaultHang, FaultReset:
		w.Header().Del("X-Amzn-Requestid")
		s.misbehave(w, r, c, kind)
	}
	return false
}

func refuseSTS(w http.ResponseWriter, c *call, e stsError) {
	whose := "Sender"
	if e.status >= http.StatusInternalServerError {
		whose = "Receiver"
	}
	writeSTS(w, e.status, fmt.Sprintf(
		"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/%s/\"><Error><Type>%s</Type>"+
			"<Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>",
		stsVersion, whose, e.code, escapeXML(e.message), c.id))
}

func writeSTS(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/xml")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, xml.Header+body) // a reader that went away is no fault of ours
}
