package simulator_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

// page is one page of a listing as it goes over the wire.
type s3Page struct {
	Name, Prefix          string
	KeyCount, MaxKeys     int
	IsTruncated           bool
	NextContinuationToken string
	Contents              []struct {
		Key, ETag, StorageClass string
		Size                    int64
		LastModified            time.Time
	}
	CommonPrefixes []struct{ Prefix string }
}

// bucketRequest is a signed request to S3, path style.
func bucketRequest(t *testing.T, method, target, region string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "http://s3.test"+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization",
		authorization(simulator.DemoAccessKey+"/20261124/"+region+"/s3/aws4_request"))
	return r
}

func getS3(t *testing.T, s *simulator.Server, target string) (reply, string) {
	t.Helper()
	return send(t, s, bucketRequest(t, http.MethodGet, target, "us-east-1"))
}

func readPage(t *testing.T, s *simulator.Server, bucket string, query url.Values) s3Page {
	t.Helper()
	query.Set("list-type", "2")
	got, body := getS3(t, s, "/"+bucket+"?"+query.Encode())
	var page s3Page
	if err := xml.Unmarshal([]byte(body), &page); err != nil || got.StatusCode != http.StatusOK {
		t.Fatalf("%d %v in %.200s", got.StatusCode, err, body)
	}
	return page
}

// names lists a whole listing in pages of a size: keys, and common prefixes with a star.
func names(t *testing.T, s *simulator.Server, bucket string, size int, query url.Values) []string {
	t.Helper()
	query.Set("max-keys", fmt.Sprint(size))
	query.Del("continuation-token")
	var all []string
	for {
		page := readPage(t, s, bucket, query)
		if page.KeyCount != len(page.Contents)+len(page.CommonPrefixes) || page.KeyCount > size {
			t.Fatalf("%d keys counted, %d there", page.KeyCount, len(page.Contents))
		}
		keys := make([]string, 0, len(page.Contents))
		for _, o := range page.Contents {
			keys = append(keys, o.Key)
		}
		if !slices.IsSorted(keys) {
			t.Fatalf("keys in no order: %q", keys)
		}
		all = append(all, keys...)
		for _, group := range page.CommonPrefixes {
			all = append(all, group.Prefix+"*")
		}
		if !page.IsTruncated {
			slices.Sort(all) // a page has its common prefixes after its keys
			return all
		}
		query.Set("continuation-token", page.NextContinuationToken)
	}
}

// TestListingIsTheSameInPagesOfAnySize also has the keys in order, each once.
func TestListingIsTheSameInPagesOfAnySize(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	whole := names(t, s, "acme-cur-hourly", 1000, url.Values{})
	if page := readPage(t, s, "acme-cur-hourly", url.Values{}); page.Contents[0].Key != whole[0] {
		t.Errorf("the first key is %s, want %s", page.Contents[0].Key, whole[0])
	}
	if len(whole) < 40 ||
		len(slices.Compact(slices.Clone(whole))) != len(whole) {
		t.Fatalf("%d keys: %q", len(whole), whole)
	}
	half := whole[len(whole)/2]
	for _, query := range []url.Values{
		{}, {"prefix": {"cur2/cur2-hourly/data/"}}, {"start-after": {half}},
		{"delimiter": {"/"}}, {"delimiter": {"/"}, "prefix": {"cur2/cur2-hourly/"}},
		{"delimiter": {"/"}, "prefix": {half[:strings.LastIndex(half, "/")-60]}},
		{"delimiter": {"/"}, "prefix": {"cur2/cur2-hourly/metadata/BILLING_PERIOD=2026-11/"}},
	} {
		want := names(t, s, "acme-cur-hourly", 1000, query)
		if len(want) == 0 {
			t.Errorf("%v lists nothing", query)
		}
		for _, size := range []int{1, 2, 3, 7} {
			if got := names(t, s, "acme-cur-hourly", size, query); !slices.Equal(got, want) {
				t.Errorf("%v in pages of %d: %d names, want %d", query, size, len(got), len(want))
			}
		}
	}
	after := names(t, s, "acme-cur-hourly", 1000, url.Values{"start-after": {half}})
	if at := slices.Index(whole, half); !slices.Equal(after, whole[at+1:]) {
		t.Errorf("after %s come %d keys, want %d", half, len(after), len(whole)-at-1)
	}
}

// TestLargeBucketIsListedPageByPage has an account with many runs.
func TestLargeBucketIsListedPageByPage(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{Exports: 3, Executions: 9000})
	r := bucketRequest(t, http.MethodGet, "/acme-cur-hourly?list-type=2", "us-east-1")
	r.Header.Set("Authorization",
		authorization(simulator.StandardAccessKey+"/20261124/us-east-1/s3/aws4_request"))
	got, body := send(t, s, r)
	var page s3Page
	if err := xml.Unmarshal([]byte(body), &page); err != nil || got.StatusCode != http.StatusOK ||
		page.KeyCount != 1000 || !page.IsTruncated {
		t.Errorf("%d, %d keys, %v", got.StatusCode, page.KeyCount, err)
	}
}

func TestObjectIsReadInRanges(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	page := readPage(t, s, "acme-cur-daily",
		url.Values{"prefix": {"cur2/cur2-daily/metadata/"}, "max-keys": {"1"}})
	object := page.Contents[0]
	target := "/acme-cur-daily/" + object.Key
	_, whole := getS3(t, s, target)
	if int64(len(whole)) != object.Size || !strings.HasPrefix(whole, "{") {
		t.Fatalf("%d bytes, %d listed", len(whole), object.Size)
	}
	last := len(whole) - 1
	for asked, want := range map[string]string{
		"bytes=0-3": whole[:4], "bytes=10-": whole[10:], "bytes=-5": whole[last-4:],
		fmt.Sprintf("bytes=%d-%d", last, last+100): whole[last:],
	} {
		r := bucketRequest(t, http.MethodGet, target, "us-east-1")
		r.Header.Set("Range", asked)
		got, body := send(t, s, r)
		if got.StatusCode != http.StatusPartialContent || body != want {
			t.Errorf("%s: %d %q, want %q", asked, got.StatusCode, body, want)
		}
	}
	for header, status := range map[[2]string]int{
		{"Range", fmt.Sprintf("bytes=%d-", len(whole))}: http.StatusRequestedRangeNotSatisfiable,
		{"Range", "bytes=5-2"}:                          http.StatusRequestedRangeNotSatisfiable,
		{"If-Match", object.ETag}:                       http.StatusOK,
		{"If-Match", `"another"`}:                       http.StatusPreconditionFailed,
	} {
		r := bucketRequest(t, http.MethodGet, target, "us-east-1")
		r.Header.Set(header[0], header[1])
		if got, _ := send(t, s, r); got.StatusCode != status {
			t.Errorf("%v: %d, want %d", header, got.StatusCode, status)
		}
	}
}

func TestRefusalsOfS3(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	for name, tt := range map[string]struct {
		method, target, region string
		header                 [2]string
		status                 int
		code                   string
	}{
		"no bucket":     {http.MethodGet, "/none?policy", "us-east-1", [2]string{}, 404, "NoSuchBucket"},
		"no key":        {http.MethodGet, "/acme-cur-daily/none", "us-east-1", [2]string{}, 404, "NoSuchKey"},
		"other Region":  {http.MethodGet, "/acme-finance-eu?policy", "us-east-1", [2]string{}, 301, "PermanentRedirect"},
		"other owner":   {http.MethodGet, "/acme-cur-daily?policy", "us-east-1", [2]string{"X-Amz-Expected-Bucket-Owner", "444455556666"}, 403, "AccessDenied"},
		"other account": {http.MethodGet, "/cid-444455556666-shared?policy", "us-east-1", [2]string{}, 405, "MethodNotAllowed"},
		"stranger's":    {http.MethodGet, "/acme-cur-daily-emea?policy", "us-east-1", [2]string{}, 403, "AccessDenied"},
		"unsigned":      {http.MethodGet, "/acme-cur-daily?policy", "us-east-1", [2]string{"Authorization", ""}, 403, "AccessDenied"},
		"a write":       {http.MethodPut, "/acme-cur-daily/x", "us-east-1", [2]string{}, 405, "MethodNotAllowed"},
		"a deletion":    {http.MethodDelete, "/acme-cur-daily/x", "us-east-1", [2]string{}, 405, "MethodNotAllowed"},
		"other reads":   {http.MethodGet, "/acme-cur-daily?acl", "us-east-1", [2]string{}, 501, "NotImplemented"},
		"bad page":      {http.MethodGet, "/acme-cur-daily?list-type=2&max-keys=x", "us-east-1", [2]string{}, 400, "InvalidArgument"},
		"bad token":     {http.MethodGet, "/acme-cur-daily?list-type=2&continuation-token=%3F", "us-east-1", [2]string{}, 400, "InvalidArgument"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := bucketRequest(t, tt.method, tt.target, tt.region)
			if tt.header[0] != "" {
				r.Header.Set(tt.header[0], tt.header[1])
			}
			if name == "unsigned" {
				r.Host = "acme-cur-daily.s3.us-east-1.amazonaws.com"
				r.URL.Path = "/"
			}
			got, body := send(t, s, r)
			var refusal struct{ Code, Message, RequestId string }
			if err := xml.Unmarshal([]byte(body), &refusal); err != nil ||
				got.StatusCode != tt.status || refusal.Code != tt.code ||
				got.Header.Get("X-Amz-Request-Id") == "" {
				t.Errorf("%d %+v %v", got.StatusCode, refusal, err)
			}
		})
	}
	for target, status := range map[string]int{
		"/acme-cur-daily": 200, "/none": 404, "/acme-finance-eu": 301, "/acme-cur-daily/none": 404,
	} {
		got, body := send(t, s, bucketRequest(t, http.MethodHead, target, "us-east-1"))
		if got.StatusCode != status || body != "" {
			t.Errorf("HEAD %s: %d %q, want %d", target, got.StatusCode, body, status)
		}
		if region := got.Header.Get("X-Amz-Bucket-Region"); (region == "") != (target == "/none") {
			t.Errorf("HEAD %s says Region %q", target, region)
		}
	}
}

// TestFaultsInS3 has the scripted faults come in S3's form.
func TestFaultsInS3(t *testing.T) {
	t.Parallel()
	for kind, want := range map[simulator.FaultKind]string{
		simulator.FaultThrottle: "<Code>SlowDown</Code>", simulator.Fault5xx: "<Code>InternalError</Code>",
		simulator.Fault503:     "<Code>ServiceUnavailable</Code>",
		simulator.FaultExpired: "<Code>ExpiredToken</Code>",
		simulator.FaultDenied:  "is not authorized to perform: s3:GetBucketPolicy on resource",
		simulator.FaultHTML:    "<h1>502 Bad Gateway</h1>", simulator.FaultPortal: "Sign in to",
		simulator.FaultNoFields: "{}", simulator.FaultUnknown: `"Statement"`,
	} {
		s := newServer(t, newClock(), simulator.Options{Faults: []simulator.Fault{{Kind: kind}}})
		if _, body := getS3(t, s, "/acme-cur-daily?policy"); !strings.Contains(
			strings.ReplaceAll(body, "&#34;", `"`), want) {
			t.Errorf("%s: %.300s", kind, body)
		}
	}
}

// TestFilesFollowTheRuns has the clock go on: what is delivered is there, and not before.
func TestFilesFollowTheRuns(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	manifests := func() int {
		return len(names(t, s, "acme-cur-hourly", 1000,
			url.Values{"prefix": {"cur2/cur2-hourly/metadata/"}}))
	}
	clock.at(-30 * time.Second)
	before := manifests()
	clock.at(8 * time.Second) // cur2-hourly is delivered
	if after := manifests(); after != before+1 {
		t.Errorf("%d manifests after the delivery, %d before", after, before)
	}
	policy := func() string {
		_, body := getS3(t, s, "/acme-cur-daily?policy")
		return body
	}
	if body := policy(); !strings.Contains(body, ":eu-west-1:") {
		t.Errorf("the policy that refused is %s", body)
	}
	clock.at(2 * time.Minute) // cur2-daily is delivered after 80 s
	if body := policy(); !strings.Contains(body, ":us-east-1:") {
		t.Errorf("the policy that let it through is %s", body)
	}
}

// Whatever is asked for, the answer is S3's: XML, a policy or an object, never a panic.
func FuzzS3(f *testing.F) {
	s := newServer(f, newClock(), simulator.Options{})
	for _, query := range []string{
		"list-type=2&prefix=cur2&max-keys=3&delimiter=%2F", "policy", "encryption", "location",
		"list-type=2&start-after=%FF&encoding-type=url", "list-type=2&continuation-token=Y3VyMg==",
	} {
		f.Add("acme-cur-daily", "", query, "bytes=0-3")
	}
	f.Add("acme-cur-daily", "cur2/cur2-daily/data/", "", "bytes=--1")
	f.Fuzz(func(t *testing.T, bucket, key, query, span string) {
		for _, access := range []string{simulator.DemoAccessKey, simulator.StrangeAccessKey} {
			r := bucketRequest(t, http.MethodGet, "/", "us-east-1")
			r.URL.Path, r.URL.RawQuery = "/"+bucket+"/"+key, query
			r.Header.Set("Range", span)
			r.Header.Set("Authorization",
				authorization(access+"/20261124/us-east-1/s3/aws4_request"))
			got, body := send(t, s, r)
			failed := got.StatusCode >= 300
			if failed && xml.Unmarshal([]byte(body), &struct{ Code string }{}) != nil {
				t.Errorf("%d %.200q", got.StatusCode, body)
			}
		}
	})
}

