package simulator

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The operations of S3 that are served. The others are refused: the simulator only reads.
const (
	headBucket      = "HeadBucket"
	getPolicy       = "GetBucketPolicy"
	getEncryption   = "GetBucketEncryption"
	getLocation     = "GetBucketLocation"
	listObjects     = "ListObjectsV2"
	getObject       = "GetObject"
	headObject      = "HeadObject"
	usualS3Region   = "us-east-1"
	anyS3Permission = "s3:*" // in an account's denies: all of S3
)

// s3Call is one request to S3 as far as it has been understood.
type s3Call struct {
	id        string
	operation string // "" when it is none that is served
	account   *account
	bucket    string
	key       string
	query     url.Values
	region    string // that the signature is for
	unsigned  bool
}

// isS3 tells S3's requests, which name no target, from Data Exports', which all do: by what their
// signature is for, or by the host.
func isS3(r *http.Request) bool {
	if r.Header.Get("X-Amz-Target") != "" {
		return false
	}
	_, ofHost := hostBucket(r.Host)
	return ofHost || credentialScope(r)[3] == "s3"
}

// credentialScope is key, date, Region, service and the rest of a signature's scope.
func credentialScope(r *http.Request) [5]string {
	var scope [5]string
	_, credential, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	credential, _, _ = strings.Cut(credential, ",")
	copy(scope[:], strings.Split(credential, "/"))
	return scope
}

// hostBucket is the bucket that a host of S3 names, "" if it names none, and whether it is a host of
// S3: bucket.s3.REGION.amazonaws.com or s3.REGION.amazonaws.com.
func hostBucket(host string) (string, bool) {
	host, _, _ = strings.Cut(host, ":")
	if !strings.HasSuffix(host, ".amazonaws.com") && !strings.HasSuffix(host, ".amazonaws.com.cn") {
		return "", false
	}
	if strings.HasPrefix(host, "s3.") || strings.HasPrefix(host, "s3-") {
		return "", true
	}
	at := max(strings.LastIndex(host, ".s3."), strings.LastIndex(host, ".s3-"))
	if at < 0 {
		return "", false
	}
	return host[:at], true
}

// serveS3 answers a request as S3 would.
func (s *Server) serveS3(w http.ResponseWriter, r *http.Request) {
	c := s.receiveS3(r)
	s.mu.Lock()
	s.requests[c.operation]++
	s.mu.Unlock()
	header := w.Header()
	header.Set("X-Amz-Request-Id", strings.ToUpper(strings.ReplaceAll(c.id, "-", "")[:16]))
	header.Set("X-Amz-Id-2", "simulated")
	header.Set("Server", "AmazonS3")
	header.Set("Date", s.clock.now().UTC().Format(http.TimeFormat))
	fault, faulty := s.faultAt(c.account, s.clock.now())
	if faulty && !s.hinderS3(w, r, c, fault.Kind) {
		return
	}
	if err := s.answerS3(w, r, c); err != nil {
		refuseS3(w, r, c, err)
	}
}

// receiveS3 reads the request.
func (s *Server) receiveS3(r *http.Request) *s3Call {
	scope := credentialScope(r)
	c := &s3Call{
		id:       s.requestID(r.Method+" "+r.Host+r.URL.RequestURI(), nil),
		account:  s.account(scope[0]),
		query:    r.URL.Query(),
		region:   scope[2],
		unsigned: scope[0] == "",
	}
	path := strings.TrimPrefix(r.URL.Path, "/")
	if c.bucket, _ = hostBucket(r.Host); c.bucket != "" {
		c.key = path
	} else {
		c.bucket, c.key, _ = strings.Cut(path, "/")
	}
	c.operation = operationS3(r.Method, c)
	return c
}

// operationS3 is the operation that a request is for, "" if it isn't served.
func operationS3(method string, c *s3Call) string {
	get, head := method == http.MethodGet, method == http.MethodHead
	switch {
	case c.bucket == "":
		return ""
	case c.key != "" && get:
		return getObject
	case c.key != "" && head:
		return headObject
	case head:
		return headBucket
	case !get:
		return ""
	}
	for asked, operation := range map[string]string{
		"policy": getPolicy, "encryption": getEncryption, "location": getLocation,
	} {
		if c.query.Has(asked) {
			return operation
		}
	}
	if c.query.Get("list-type") == "2" {
		return listObjects
	}
	return ""
}

// answerS3 carries out a request. Its errors are *s3Error.
func (s *Server) answerS3(w http.ResponseWriter, r *http.Request, c *s3Call) error {
	if c.operation == "" {
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			return notImplemented()
		}
		return methodNotAllowed()
	}
	at := s.clock.elapsed()
	b, ok := s.bucket(c.account, c.bucket)
	if !ok {
		return noSuchBucket(c.bucket)
	}
	w.Header().Set("X-Amz-Bucket-Region", b.region)
	if err := admit(r, c, b); err != nil {
		return err
	}
	if s.strangeS3(w, c, b, at) {
		return nil
	}
	switch c.operation {
	case headBucket:
		w.WriteHeader(http.StatusOK)
		return nil
	case getPolicy:
		return s.servePolicy(w, b, at)
	case getEncryption:
		return serveEncryption(w, b)
	case getLocation:
		return serveLocation(w, b)
	case listObjects:
		return s.serveListing(w, c, b, at)
	default:
		return s.serveObject(w, r, c, b, at)
	}
}

// admit refuses who isn't let in.
func admit(r *http.Request, c *s3Call, b *bucket) error {
	expected := r.Header.Get("X-Amz-Expected-Bucket-Owner")
	denied := func(operation string) bool {
		return slices.Contains(c.account.denies, operation) ||
			slices.Contains(c.account.denies, anyS3Permission)
	}
	operation := c.operation
	if operation == headBucket {
		operation = listObjects // the same permission
	}
	switch {
	case c.unsigned:
		return accessDenied("Access Denied")
	case c.region != b.region:
		return elsewhere(c.bucket, b.region)
	case expected != "" && expected != b.owner, b.closed:
		return accessDenied("Access Denied")
	case denied(operation):
		return unauthorized(c)
	case c.operation == getPolicy && b.owner != c.account.id:
		return methodNotAllowed()
	case c.operation == getEncryption && b.owner != c.account.id:
		return accessDenied("Access Denied")
	}
	return nil
}

// hinderS3 is a fault in S3's own form. It returns whether the right answer follows.
func (s *Server) hinderS3(w http.ResponseWriter, r *http.Request, c *s3Call, kind FaultKind) bool {
	var refusal error
	switch kind {
	case FaultUnknown, FaultHostile: // nothing in S3 to distort but keys: see strangeS3
		return true
	case FaultSlow:
		return delay(r)
	case FaultThrottle:
		refusal = &s3Error{
			status:  503,
			code:    "SlowDown",
			message: "Please reduce your request rate.",
		}
	case Fault5xx:
		refusal = &s3Error{
			status: 500, code: "InternalError",
			message: "We encountered an internal error. Please try again.",
		}
	case Fault503:
		refusal = &s3Error{
			status:  503,
			code:    "ServiceUnavailable",
			message: "Service is unable to handle request.",
		}
	case FaultExpired:
		refusal = &s3Error{
			status: 400, code: "ExpiredToken", message: "The provided token has expired.",
		}
	case FaultDenied:
		refusal = unauthorized(c)
	case FaultHTML, FaultPortal, FaultEmpty, FaultNoFields, FaultHang, FaultReset:
		for _, mark := range []string{"X-Amz-Request-Id", "X-Amz-Id-2", "Server"} {
			w.Header().Del(mark)
		}
		s.misbehave(w, r, &call{id: c.id, account: c.account}, kind)
		return false
	}
	refuseS3(w, r, c, refusal)
	return false
}

func refuseS3(w http.ResponseWriter, r *http.Request, c *s3Call, err error) {
	var refusal *s3Error
	if !errors.As(err, &refusal) {
		refusal = &s3Error{status: 500, code: "InternalError", message: err.Error()}
	}
	refusal.write(w, r, c)
}

// second is the time as S3 says it: whole seconds, UTC.
func (s *Server) second(offset time.Duration) time.Time {
	return s.clock.wall(offset).UTC().Truncate(time.Second)
}
