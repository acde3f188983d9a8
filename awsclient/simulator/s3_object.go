package simulator

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// serveObject answers GET and HEAD of an object.
func (s *Server) serveObject(
	w http.ResponseWriter, r *http.Request, c *s3Call, b *bucket, at time.Duration,
) error {
	o, ok := s.object(c, b, at)
	if !ok {
		if slices.Contains(c.account.denies, listObjects) {
			return accessDenied("Access Denied")
		}
		return noSuchKey(c.key)
	}
	header := w.Header()
	header.Set("ETag", `"`+o.etag+`"`)
	header.Set("Last-Modified", o.modified.Format(http.TimeFormat))
	header.Set("Accept-Ranges", "bytes")
	if o.class != "STANDARD" {
		header.Set("X-Amz-Storage-Class", o.class)
	}
	if match := r.Header.Get("If-Match"); match != "" && strings.Trim(match, `"`) != o.etag {
		return &s3Error{
			status: http.StatusPreconditionFailed, code: "PreconditionFailed",
			message: "At least one of the pre-conditions you specified did not hold",
			detail:  "<Condition>If-Match</Condition>",
		}
	}
	if o.archived() && c.operation == getObject {
		return &s3Error{
			status: http.StatusForbidden, code: "InvalidObjectState",
			message: "The operation is not valid for the object's storage class",
			detail:  "<StorageClass>" + o.class + "</StorageClass>",
		}
	}
	from, length, status := int64(0), o.size, http.StatusOK
	if asked := r.Header.Get("Range"); asked != "" {
		var valid bool
		from, length, valid = span(asked, o.size)
		if !valid {
			return &s3Error{
				status: http.StatusRequestedRangeNotSatisfiable, code: "InvalidRange",
				message: "The requested range is not satisfiable",
			}
		}
		status = http.StatusPartialContent
		header.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, from+length-1, o.size))
	}
	header.Set("Content-Type", "binary/octet-stream")
	header.Set("Content-Length", strconv.FormatInt(length, 10))
	w.WriteHeader(status)
	if c.operation == getObject {
		_, _ = io.Copy(w, o.content(from, length)) // a reader that went away is no fault of ours
	}
	return nil
}

// object is the object of a key.
func (s *Server) object(c *s3Call, b *bucket, at time.Duration) (object, bool) {
	for o := range s.objects(b, sought{prefix: c.key}, at) {
		return o, o.key == c.key
	}
	return object{}, false
}

// span reads a Range of one part: where it begins and how long it is.
func span(asked string, size int64) (from, length int64, ok bool) {
	first, last, found := strings.Cut(strings.TrimPrefix(asked, "bytes="), "-")
	if !found || strings.Contains(last, ",") {
		return 0, 0, false
	}
	end := size - 1
	switch {
	case first == "": // the last bytes
		most, err := strconv.ParseInt(last, 10, 64)
		if err != nil || most <= 0 || size == 0 {
			return 0, 0, false
		}
		most = min(most, size)
		return size - most, most, true
	case last != "":
		given, err := strconv.ParseInt(last, 10, 64)
		if err != nil {
			return 0, 0, false
		}
		end = min(end, given)
	}
	from, err := strconv.ParseInt(first, 10, 64)
	if err != nil || from > end || from < 0 {
		return 0, 0, false
	}
	return from, end - from + 1, true
}
