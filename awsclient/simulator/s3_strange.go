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

// s3Quirk is how the files of an export of the strange account break what one would expect.
type s3Quirk int

const (
	s3Plain     s3Quirk = iota
	s3Repeating         // every page's token is the same
	s3Endless           // page after page without end, in no order
	s3Portal            // HTML, or nothing, in place of XML
	s3Million           // a million keys, and a manifest of 100 MB
	s3Bare              // no sizes, times, tags; a class that nobody knows; keys that harm a terminal
	s3Restless          // the manifest is another every second
	s3Lossy             // the manifest names files that don't exist, and one of another bucket
	s3Shapes            // the manifest has other shapes
	s3Legacy            // the manifest is a legacy report's
	s3CutOff            // the manifest is cut off
)

// millions are how many keys a bucket of s3Million lists.
const millions = 1_000_000

// strangeS3 answers for the strange account where it answers oddly, and says whether it did.
func (s *Server) strangeS3(w http.ResponseWriter, c *s3Call, b *bucket, at time.Duration) bool {
	if !c.account.strange {
		return false
	}
	switch c.operation {
	case getPolicy:
		return s.strangePolicy(w)
	case getEncryption:
		_, _ = io.WriteString(w, "<html><body>Sign in</body></html>") // as everywhere
		return true
	case listObjects:
		return s.strangeListing(w, c, b, at)
	}
	return false
}

// strangePolicy answers another oddity every minute.
func (s *Server) strangePolicy(w http.ResponseWriter) bool {
	const opening = `{"Version":"2012-10-17","Statement":[`
	odd := []string{
		"<html><head><title>Sign in</title></head></html>",
		"",
		opening + `{"Effect":"Allow","Princ`,
		`["a list"]`,
		opening + strings.Repeat(
			`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"},`,
			1200,
		) + "]}",
		opening + `{"Effect":"Allow","Effect":"Deny","Principal":"*"}]}`,
		opening + `{"Sid":"` + "\x1b[31m\u202e" + `","Effect":"ALLOW","Principal":{"Service":1}}]}`,
		"null",
	}
	minute := int(s.clock.now().Sub(s.clock.epoch)/time.Minute) % len(odd)
	_, _ = io.WriteString(w, odd[max(0, minute)])
	return true
}

// quirkOf is how the listing of a prefix is odd.
func (b *bucket) quirkOf(prefix string) s3Quirk {
	for _, e := range b.exports {
		if strings.HasPrefix(prefix, root(e.current)) {
			return e.quirks.s3
		}
	}
	return s3Plain
}

func (s *Server) strangeListing(
	w http.ResponseWriter, c *s3Call, b *bucket, at time.Duration,
) bool {
	quirk := b.quirkOf(c.query.Get("prefix"))
	l, err := readListing(c)
	if err != nil {
		return false
	}
	switch quirk {
	case s3Portal:
		if strings.Contains(l.prefix, "/metadata/") {
			_, _ = io.WriteString(w, "<html><body>Sign in</body></html>")
		}
		return true
	case s3Million:
		s.million(l, at)
	case s3Repeating, s3Endless, s3Bare, s3Restless:
		s.fill(l, b, l.startAfter, at)
		s.bend(l, quirk)
	case s3Plain, s3Lossy, s3Shapes, s3Legacy, s3CutOff:
		return false
	}
	_ = serveXML(w, l.xml()) // never fails
	return true
}

// bend makes a listing odd.
func (s *Server) bend(l *listing, quirk s3Quirk) {
	second := s.clock.now().Unix()
	if quirk == s3Repeating {
		l.next = "again"
	}
	if quirk == s3Endless {
		number, _ := strconv.Atoi(l.token) // the first page has none
		l.next = strconv.Itoa(number + 1)
		slices.Reverse(l.objects)
	}
	for i := range l.objects {
		o := &l.objects[i]
		if quirk == s3Bare {
			o.size, o.modified, o.etag, o.class = -1, time.Time{}, "", "MOON_ARCHIVE\u202e"
			o.key += "\x1b[31m\u202e\r\n\x00"
		}
		if quirk == s3Restless {
			o.etag = fmt.Sprintf("%032x", second)
		}
	}
}

// million is a page of a listing of a million keys: one manifest of 100 MB, then data.
func (s *Server) million(l *listing, at time.Duration) {
	from, _ := strconv.Atoi(l.token) // the first page has none
	for i := from; i < min(from+l.size, millions); i++ {
		key := fmt.Sprintf("%sBILLING_PERIOD=2099-01/part-%07d.snappy.parquet", l.prefix, i)
		if i == 0 && strings.HasSuffix(l.prefix, "/metadata/") {
			key = l.prefix + "BILLING_PERIOD=2099-01/a-Manifest.json"
		}
		l.objects = append(l.objects, object{
			key: key, size: 100 << 20, modified: s.second(at), etag: strconv.Itoa(i),
			class: "STANDARD",
		})
	}
	if from+l.size < millions {
		l.next = strconv.Itoa(from + l.size)
	}
}

// oddManifest is the manifest of an export whose files are odd.
func oddManifest(quirk s3Quirk, text string) string {
	switch quirk {
	case s3Lossy:
		return strings.Replace(text, `"dataFiles": [`, `"dataFiles": [
    "s3://acme-elsewhere/moved/strange-00001.snappy.parquet",
    "s3://acme-focus/focus/strange-routes/data/BILLING_PERIOD=2026-11/gone-00099.snappy.parquet",`, 1)
	case s3Shapes:
		return `{"version":2,"columns":["BilledCost",{"column":"Tags","kind":{}},7,null],` +
			`"dataFiles":[{"key":"a/b.parquet"},{"uri":"s3://acme-focus/c"},null,3],` +
			`"billingPeriod":{"start":"2026-11-01T00:00:00Z"},"surprise":[[[]]]}`
	case s3Legacy:
		return `{"assemblyId":"a-1","account":"111122223333","compression":"GZIP",` +
			`"reportKeys":["cur/report/20261101-20261201/a-1/report-00001.csv.gz"],` +
			`"billingPeriod":{"start":"20261101T000000.000Z","end":"20261201T000000.000Z"}}`
	case s3CutOff:
		return text[:len(text)/2]
	case s3Plain, s3Repeating, s3Endless, s3Portal, s3Million, s3Bare, s3Restless:
	}
	return text
}
