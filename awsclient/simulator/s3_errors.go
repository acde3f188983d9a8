package simulator

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
)

// s3Error is a refusal of S3.
type s3Error struct {
	status        int
	code, message string
	detail        string // XML elements of its own
}

// Error is the code and the message.
func (e *s3Error) Error() string { return e.code + ": " + e.message }

// write sends the refusal; a HEAD's has no body.
func (e *s3Error) write(w http.ResponseWriter, r *http.Request, c *s3Call) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(e.status)
	if r.Method == http.MethodHead {
		return
	}
	_, _ = fmt.Fprintf(
		w,
		"%s<Error><Code>%s</Code><Message>%s</Message>%s<RequestId>%s</RequestId>"+
			"<HostId>simulated</HostId></Error>",
		xml.Header,
		e.code,
		escapeXML(e.message),
		e.detail,
		c.id,
	) // a reader that went away is no fault of ours
}

// escapeXML escapes a text for XML.
func escapeXML(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes all
	return b.String()
}

func noSuchBucket(name string) *s3Error {
	return &s3Error{
		status: http.StatusNotFound, code: "NoSuchBucket",
		message: "The specified bucket does not exist",
		detail:  "<BucketName>" + escapeXML(name) + "</BucketName>",
	}
}

func noSuchKey(key string) *s3Error {
	return &s3Error{
		status: http.StatusNotFound, code: "NoSuchKey",
		message: "The specified key does not exist.", detail: "<Key>" + escapeXML(key) + "</Key>",
	}
}

func accessDenied(message string) *s3Error {
	return &s3Error{status: http.StatusForbidden, code: "AccessDenied", message: message}
}

// unauthorized words the refusal as IAM does.
func unauthorized(c *s3Call) *s3Error {
	action := map[string]string{
		headBucket: "s3:ListBucket", listObjects: "s3:ListBucket", getObject: "s3:GetObject",
		headObject: "s3:GetObject", getEncryption: "s3:GetEncryptionConfiguration",
	}[c.operation]
	if action == "" {
		action = "s3:" + c.operation
	}
	resource := strings.TrimSuffix("arn:aws:s3:::"+c.bucket+"/"+c.key, "/")
	return accessDenied(fmt.Sprintf("User: %s is not authorized to perform: %s on resource: %q "+
		"because no identity-based policy allows the %s action",
		c.account.principal(), action, resource, action))
}

func elsewhere(name, region string) *s3Error {
	return &s3Error{
		status: http.StatusMovedPermanently, code: "PermanentRedirect",
		message: "The bucket you are attempting to access must be addressed using the specified " +
			"endpoint. Please send all future requests to this endpoint.",
		detail: "<Endpoint>" + escapeXML(name) + ".s3." + region + ".amazonaws.com</Endpoint>" +
			"<Bucket>" + escapeXML(name) + "</Bucket>",
	}
}

func methodNotAllowed() *s3Error {
	return &s3Error{
		status: http.StatusMethodNotAllowed, code: "MethodNotAllowed",
		message: "The specified method is not allowed against this resource.",
	}
}

func notImplemented() *s3Error {
	return &s3Error{
		status: http.StatusNotImplemented, code: "NotImplemented",
		message: "A header you provided implies functionality that is not implemented",
	}
}
