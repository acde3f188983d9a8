package simulator

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const s3PageSize = 1000

// listing is one page of a listing.
type listing struct {
	bucket             string
	prefix, startAfter string
	delimiter          string
	escaped            bool // keys are URL-encoded
	size               int
	token, next        string
	objects            []object
	groups             []string
}

// readListing reads what a listing asks for.
func readListing(c *s3Call) (*listing, error) {
	l := &listing{
		bucket: c.bucket, prefix: c.query.Get("prefix"), startAfter: c.query.Get("start-after"),
		delimiter: c.query.Get("delimiter"), escaped: c.query.Get("encoding-type") == "url",
		token: c.query.Get("continuation-token"), size: s3PageSize,
	}
	if given := c.query.Get("max-keys"); given != "" {
		size, err := strconv.Atoi(given)
		if err != nil || size < 0 {
			return nil, badArgument("Provided max-keys not an integer or within integer range")
		}
		l.size = min(size, s3PageSize)
	}
	return l, nil
}

func badArgument(why string) *s3Error {
	return &s3Error{status: http.StatusBadRequest, code: "InvalidArgument", message: why}
}

func (s *Server) serveListing(
	w http.ResponseWriter, c *s3Call, b *bucket, at time.Duration,
) error {
	l, err := readListing(c)
	if err != nil {
		return err
	}
	after := l.startAfter
	if l.token != "" {
		plain, err := base64.URLEncoding.DecodeString(l.token)
		if err != nil || len(plain) == 0 {
			return badArgument("The continuation token provided is incorrect")
		}
		after = string(plain)
	}
	s.fill(l, b, after, at)
	return serveXML(w, l.xml())
}

// fill reads a page. A token is the key after which the next begins; of a group it is the last key
// that could be in it.
func (s *Server) fill(l *listing, b *bucket, after string, at time.Duration) {
	if l.size == 0 {
		return
	}
	last := after
	for o := range s.objects(b, sought{l.prefix, after}, at) {
		group := l.group(o.key)
		if group != "" && len(l.groups) > 0 && l.groups[len(l.groups)-1] == group ||
			group != "" && strings.HasPrefix(after, group) && strings.HasSuffix(after, "\xff") {
			continue
		}
		if len(l.objects)+len(l.groups) == l.size {
			l.next = base64.URLEncoding.EncodeToString([]byte(last))
			return
		}
		last = o.key
		if group == "" {
			l.objects = append(l.objects, o)
			continue
		}
		last = group + "\xff"
		l.groups = append(l.groups, group)
	}
}

// group is the common prefix that a key belongs to, "" without a delimiter.
func (l *listing) group(key string) string {
	if l.delimiter == "" {
		return ""
	}
	at := strings.Index(key[len(l.prefix):], l.delimiter)
	if at < 0 {
		return ""
	}
	return key[:len(l.prefix)+at+len(l.delimiter)]
}

func (l *listing) text(key string) string {
	if l.escaped {
		key = strings.ReplaceAll(url.QueryEscape(key), "%2F", "/")
	}
	return escapeXML(key)
}

func (l *listing) xml() string {
	var b strings.Builder
	element := func(name, value string) { fmt.Fprintf(&b, "<%s>%s</%s>", name, value, name) }
	b.WriteString("<ListBucketResult " + s3Namespace + ">")
	element("Name", escapeXML(l.bucket))
	element("Prefix", l.text(l.prefix))
	if l.startAfter != "" {
		element("StartAfter", l.text(l.startAfter))
	}
	if l.delimiter != "" {
		element("Delimiter", l.text(l.delimiter))
	}
	if l.escaped {
		element("EncodingType", "url")
	}
	if l.token != "" {
		element("ContinuationToken", escapeXML(l.token))
	}
	if l.next != "" {
		element("NextContinuationToken", escapeXML(l.next))
	}
	element("KeyCount", strconv.Itoa(len(l.objects)+len(l.groups)))
	element("MaxKeys", strconv.Itoa(l.size))
	element("IsTruncated", strconv.FormatBool(l.next != ""))
	for _, o := range l.objects {
		b.WriteString("<Contents>")
		element("Key", l.text(o.key))
		if o.size >= 0 {
			element("LastModified", o.modified.Format("2006-01-02T15:04:05.000Z"))
			element("ETag", escapeXML(`"`+o.etag+`"`))
			element("Size", strconv.FormatInt(o.size, 10))
		}
		element("StorageClass", escapeXML(o.class))
		b.WriteString("</Contents>")
	}
	for _, group := range l.groups {
		b.WriteString("<CommonPrefixes>")
		element("Prefix", l.text(group))
		b.WriteString("</CommonPrefixes>")
	}
	b.WriteString("</ListBucketResult>")
	return b.String()
}
