package awsclient_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"exportwatch/awsclient"
	"exportwatch/model"
)

const (
	bucketName = "acme-cur-daily"
	ownerID    = "111122223333"
	manifest   = "cur2/daily/metadata/BILLING_PERIOD=2026-11/daily-Manifest.json"
)

func wanted() *model.Sought {
	return &model.Sought{
		Destination: model.Destination{
			Bucket: bucketName, Owner: ownerID, Prefix: "cur2", Region: "us-east-1",
		},
		Name: "daily", Account: ownerID, Table: "COST_AND_USAGE_REPORT",
		Created: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
	}
}

// fromS3 answers with S3's marks.
func fromS3(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Amz-Request-Id", "4442587FB7D0A2F9")
		says(status, contentType, body)(w, r)
	}
}

func refusesS3(status int, code, message string) http.HandlerFunc {
	return fromS3(status, "application/xml", "<?xml version=\"1.0\"?><Error><Code>"+code+
		"</Code><Message>"+message+"</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>")
}

// lists is a page of a listing.
func lists(next string, objects ...model.Object) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`+
		"<Name>%s</Name><Prefix></Prefix><KeyCount>%d</KeyCount><MaxKeys>1000</MaxKeys>"+
		"<EncodingType>url</EncodingType><IsTruncated>%v</IsTruncated>", bucketName, len(objects),
		next != "")
	if next != "" {
		fmt.Fprintf(&b, "<NextContinuationToken>%s</NextContinuationToken>", next)
	}
	for _, o := range objects {
		b.WriteString("<Contents><Key>")
		_ = xml.EscapeText(&b, []byte(o.Key))
		fmt.Fprintf(&b, "</Key><LastModified>%s</LastModified><ETag>%s</ETag><Size>%d</Size>"+
			"<StorageClass>STANDARD</StorageClass></Contents>",
			o.Modified.Format("2006-01-02T15:04:05.000Z"), "&quot;"+o.ETag+"&quot;", o.Size)
	}
	return b.String() + "</ListBucketResult>"
}

func evidence(
	t *testing.T, session *awsclient.Session, kind model.AskKind, sought *model.Sought,
) model.Result {
	t.Helper()
	return session.Answer(t.Context(), model.Ask{Kind: kind, Sought: sought, At: time.Now()}).Result
}

func askData(t *testing.T, session *awsclient.Session) model.DataFacts {
	t.Helper()
	facts, ok := evidence(t, session, model.AskData, wanted()).(model.DataFacts)
	if !ok {
		t.Fatalf("got no facts")
	}
	return facts
}

func askBucket(t *testing.T, session *awsclient.Session) model.BucketFacts {
	t.Helper()
	facts, ok := evidence(t, session, model.AskBucket, wanted()).(model.BucketFacts)
	if !ok {
		t.Fatalf("got no facts")
	}
	return facts
}

// looseHTML is HTML that is no XML.
const looseHTML = "<html><head><meta charset=utf-8><title>Sign in</title></head></html>"

// TestWhatIsNotS3IsNoFact has answers that the SDK takes for a success, or for a plain refusal, and
// that would read as data that is gone: each must be a fault of its probe, within few requests and
// within seconds.
func TestWhatIsNotS3IsNoFact(t *testing.T) {
	t.Parallel()
	const html = "<html><head><title>Sign in</title></head><body><p>Sign in</p></body></html>"
	other := strings.Replace(lists(""), bucketName, "another-bucket", 1)
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		kind   model.FaultKind
		status int
		most   int // requests of the listing
	}{
		"HTML 200":        {says(200, "text/html", html), model.FaultNotAWS, 200, 1},
		"empty 200":       {says(200, "", ""), model.FaultNotAWS, 200, 1},
		"marked empty":    {fromS3(200, "application/xml", ""), model.FaultNotAWS, 200, 1},
		"JSON 200":        {speaksJSON(200, "{}"), model.FaultNotAWS, 200, 2},
		"other bucket":    {fromS3(200, "application/xml", other), model.FaultNotAWS, 200, 1},
		"no KeyCount":     {fromS3(200, "", "<R><Name>"+bucketName+"</Name></R>"), model.FaultNotAWS, 200, 1},
		"cut-off XML":     {fromS3(200, "", lists("")[:120]), model.FaultNotAWS, 200, 2},
		"portal 403":      {says(403, "text/html", html), model.FaultNotAWS, 403, 1},
		"portal 404":      {says(404, "text/html", html), model.FaultNotAWS, 404, 1},
		"proxy 502":       {says(502, "text/html", html), model.FaultService, 502, 2},
		"loose HTML 403":  {says(403, "text/html", looseHTML), model.FaultNotAWS, 403, 1},
		"loose HTML 501":  {says(501, "text/html", looseHTML), model.FaultNotAWS, 501, 2},
		"loose HTML 502":  {says(502, "text/html", looseHTML), model.FaultService, 502, 2},
		"HTML 501":        {says(501, "text/html", html), model.FaultNotAWS, 501, 2},
		"301 to nowhere":  {refusesS3(301, "PermanentRedirect", "elsewhere"), model.FaultOther, 301, 1},
		"307":             {refusesS3(307, "TemporaryRedirect", "elsewhere"), model.FaultOther, 307, 1},
		"400":             {refusesS3(400, "InvalidRequest", "no"), model.FaultInvalid, 400, 1},
		"400 expired":     {refusesS3(400, "ExpiredToken", "over"), model.FaultExpiredKeys, 400, 1},
		"403":             {refusesS3(403, "AccessDenied", "Access Denied"), model.FaultDenied, 403, 1},
		"403 unknown":     {refusesS3(403, "Whatever", "no"), model.FaultDenied, 403, 1},
		"403 clock":       {refusesS3(403, "RequestTimeTooSkewed", "no"), model.FaultClock, 403, 2},
		"403 key":         {refusesS3(403, "InvalidAccessKeyId", "no"), model.FaultBadKeys, 403, 1},
		"404":             {refusesS3(404, "NoSuchBucket", "none"), model.FaultNotFound, 404, 1},
		"405":             {refusesS3(405, "MethodNotAllowed", "no"), model.FaultOther, 405, 1},
		"503 SlowDown":    {refusesS3(503, "SlowDown", "slower"), model.FaultThrottled, 503, 2},
		"503":             {refusesS3(503, "ServiceUnavailable", "later"), model.FaultService, 503, 2},
		"500":             {refusesS3(500, "InternalError", "later"), model.FaultService, 500, 2},
		"control in key":  {fromS3(200, "", strings.Replace(lists("", model.Object{Key: "K"}), "K", "\x01", 1)), model.FaultNotAWS, 200, 2},
		"huge page":       {fromS3(200, "", lists("")[:60]+strings.Repeat(" ", 9<<20)), model.FaultNotAWS, 200, 2},
		"HTML of S3":      {fromS3(200, "text/html", html), model.FaultNotAWS, 200, 1},
		"null characters": {fromS3(200, "", "\x00\x00"), model.FaultNotAWS, 200, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				script := newScript(tt.answer)
				session := open(t, island(through(script)))
				began := time.Now()
				facts := askData(t, session)
				got := facts.Metadata
				if got.Fault == nil || got.Fault.Kind != tt.kind || got.Status != tt.status ||
					len(got.Objects) != 0 || got.Whole {
					t.Errorf("%+v, fault %+v", got, got.Fault)
				}
				if got.Requests > tt.most || got.Requests != len(script.requests()) {
					t.Errorf("%d requests counted, %d sent, want at most %d", got.Requests,
						len(script.requests()), tt.most)
				}
				if facts.Manifest.Asked() || facts.Data.Asked() {
					t.Errorf("asked on: %+v", facts)
				}
				if got.Fault != nil && strings.Contains(got.Fault.Message, "deserializ") {
					t.Errorf("it says %q", got.Fault.Message)
				}
				bucket := askBucket(t, session)
				if bucket.Policy.None || bucket.Policy.Text != "" && name != "null characters" ||
					bucket.Standing == model.BucketOwned ||
					bucket.Encryption.Answered() {
					t.Errorf("bucket %+v", bucket)
				}
				if took := time.Since(began); took > 20*time.Second {
					t.Errorf("took %s", took)
				}
				if status := bucket.Standing; tt.status != 404 && status == model.BucketMissing {
					t.Errorf("the bucket counts as missing")
				}
			})
		})
	}
}

// TestS3MayBeSlowedOnce: what S3 puts off is asked once more, for nobody else asks it again.
func TestS3MayBeSlowedOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var script *script
		script = newScript(func(w http.ResponseWriter, r *http.Request) {
			if len(script.requests()) == 1 {
				refusesS3(503, "SlowDown", "slower")(w, r)
				return
			}
			fromS3(200, "application/xml", lists(""))(w, r)
		})
		facts := askData(t, open(t, island(through(script))))
		if !facts.Metadata.Answered() || facts.Metadata.Requests != 2 {
			t.Errorf("%+v", facts.Metadata)
		}
	})
}

// TestHangIsBounded has every request hang: each ends after 5 s, a look after 15.
func TestHangIsBounded(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind model.AskKind
		most time.Duration
	}{
		{model.AskData, 6 * time.Second},
		{model.AskBucket, 15 * time.Second},
		{model.AskSample, 6 * time.Second},
	} {
		kind, most := tt.kind, tt.most
		synctest.Test(t, func(t *testing.T) {
			script := newScript(
				func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
			)
			session := open(t, island(through(script)))
			began := time.Now()
			sought := wanted()
			sought.Sample = manifest
			result := evidence(t, session, kind, sought)
			if took := time.Since(began); took > most || took < 5*time.Second {
				t.Errorf("%s took %s", kind, took)
			}
			if facts, ok := result.(model.DataFacts); ok && (facts.Metadata.Fault == nil ||
				facts.Metadata.Fault.Kind != model.FaultTimeout ||
				facts.Metadata.Fault.Message != "no answer within 5s") {
				t.Errorf("%+v", facts.Metadata.Fault)
			}
		})
	}
}

// TestLookIsBounded has every answer take 4 s: a look ends after 15.
func TestLookIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		now := time.Now().UTC()
		script := newScript(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(4 * time.Second)
			token, _ := strconv.Atoi(r.URL.Query().Get("continuation-token"))
			fromS3(200, "application/xml", lists(strconv.Itoa(token+1), model.Object{
				Key: fmt.Sprintf("%s%d", manifest, token), Modified: now, ETag: "a",
			}))(w, r)
		})
		facts := askData(t, open(t, island(through(script))))
		if took := time.Since(now); took > 16*time.Second {
			t.Errorf("took %s, %d requests", took, facts.Requests())
		}
	})
}

func TestRegionIsFollowedOnce(t *testing.T) {
	t.Parallel()
	for name, refuse := range map[string]http.HandlerFunc{
		"301": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Amz-Bucket-Region", "eu-west-1")
			refusesS3(301, "PermanentRedirect", "elsewhere")(w, r)
		},
		"400 by header": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Amz-Bucket-Region", "eu-west-1")
			refusesS3(400, "BadRequest", "")(w, r)
		},
		"400 by words": refusesS3(400, "AuthorizationHeaderMalformed", "The authorization header "+
			"is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'"),
		"hostile": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Amz-Bucket-Region", "evil.example.com/")
			refusesS3(301, "PermanentRedirect", "elsewhere")(w, r)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := newScript(func(w http.ResponseWriter, r *http.Request) {
				if strings.Contains(r.Header.Get("Authorization"), "/eu-west-1/s3/") {
					fromS3(200, "application/xml", lists(""))(w, r)
					return
				}
				refuse(w, r)
			})
			facts := askData(t, open(t, island(through(script))))
			hosts := make([]string, 0, 2)
			for _, asked := range script.requests() {
				hosts = append(hosts, asked.host)
			}
			if name == "hostile" {
				if facts.Metadata.Fault == nil || len(hosts) != 1 {
					t.Errorf("asked %q", hosts)
				}
				return
			}
			want := bucketName + ".s3.eu-west-1.amazonaws.com"
			if !facts.Metadata.Answered() || facts.Region != "eu-west-1" ||
				facts.Requests() != 2 || len(hosts) != 2 || hosts[1] != want {
				t.Errorf("asked %q: %+v", hosts, facts)
			}
		})
	}
}

// TestEndlessListings have no end: every page comes with another token, with the same, or with none.
func TestEndlessListings(t *testing.T) {
	t.Parallel()
	now := time.Now().UTC().Truncate(time.Second)
	for name, tt := range map[string]struct {
		next func(token int) string
		most int
	}{
		"new tokens": {func(token int) string { return strconv.Itoa(token + 1) }, 2},
		"same token": {func(int) string { return "1" }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := newScript(func(w http.ResponseWriter, r *http.Request) {
				token, _ := strconv.Atoi(r.URL.Query().Get("continuation-token"))
				objects := make([]model.Object, 1000)
				for i := range objects {
					objects[i] = model.Object{
						Key: fmt.Sprintf(
							"cur2/daily/metadata/BILLING_PERIOD=2026-11/%d-%d-Manifest.json",
							token,
							i,
						),
						Modified: now,
						ETag:     "e",
						Size:     100 << 20,
					}
				}
				fromS3(200, "application/xml", lists(tt.next(token), objects...))(w, r)
			})
			facts := askData(t, open(t, island(through(script))))
			if facts.Metadata.Pages != tt.most || facts.Metadata.Whole ||
				len(facts.Metadata.Objects) != 1000*tt.most {
				t.Errorf("%d pages, %d objects", facts.Metadata.Pages, len(facts.Metadata.Objects))
			}
			if facts.Data.Whole || facts.Data.Pages > 5 || len(script.requests()) > 13 {
				t.Errorf("%d pages, %d requests", facts.Data.Pages, len(script.requests()))
			}
			if !facts.Manifest.TooLarge || facts.Manifest.Asked() || facts.Manifest.Body != nil {
				t.Errorf("manifest %+v", facts.Manifest.Probe)
			}
			t.Logf("%d requests, %d kB of objects kept", len(script.requests()),
				(len(facts.Metadata.Objects)+len(facts.Data.Objects))*100/1000)
		})
	}
}

// TestManifestThatIsLargerThanItsListing sends 100 MB where 1 kB was listed.
//
//nolint:paralleltest // it measures what is allocated
func TestManifestThatIsLargerThanItsListing(t *testing.T) {
	var sent atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Amz-Request-Id", "4442587FB7D0A2F9")
		if r.URL.Query().Get("list-type") == "2" {
			_, _ = io.WriteString(w, lists("", model.Object{
				Key: manifest, Size: 1000, Modified: time.Now().UTC(), ETag: "m",
			}))
			return
		}
		piece := make([]byte, 1<<16)
		for range 100 << 4 {
			n, err := w.Write(piece)
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	options := island(nil)
	options.Transport, options.EndpointURL = http.DefaultTransport, server.URL
	session := open(t, options)
	askBucket(t, session) // the client is made
	sent.Store(0)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	facts := askData(t, session)
	runtime.ReadMemStats(&after)
	if !facts.Manifest.TooLarge || facts.Manifest.Body != nil || facts.Manifest.Fault != nil {
		t.Errorf("%+v", facts.Manifest.Probe)
	}
	allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
	if allocated > 32 {
		t.Errorf("%d MB allocated", allocated)
	}
	server.CloseClientConnections()
	t.Logf("%d MB sent, %d MB allocated", sent.Load()>>20, allocated)
}

// TestManifestThatMoves is another each time it is looked at.
func TestManifestThatMoves(t *testing.T) {
	t.Parallel()
	for name, moves := range map[string]int{"once": 1, "always": 100} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			now := time.Now().UTC().Truncate(time.Second)
			listed := 0
			script := newScript(func(w http.ResponseWriter, r *http.Request) {
				tag := "e" + strconv.Itoa(min(listed, moves))
				switch prefix := r.URL.Query().Get("prefix"); {
				case strings.Contains(prefix, "/metadata/"):
					fromS3(200, "application/xml", lists("", model.Object{
						Key: manifest, Size: 2, Modified: now, ETag: tag,
					}))(w, r)
					listed++
				case prefix != "":
					fromS3(200, "application/xml", lists("", model.Object{
						Key: prefix + "a.parquet", Size: 9, Modified: now, ETag: "d",
					}))(w, r)
				case r.Header.Get("If-Match") != `"`+tag+`"`:
					refusesS3(412, "PreconditionFailed", "changed")(w, r)
				default:
					fromS3(200, "", "{}")(w, r)
				}
			})
			facts := askData(t, open(t, island(through(script))))
			if moved := moves > 1; facts.Moved != moved || moved == (facts.Manifest.Body != nil) {
				t.Errorf("moved %v: %+v", facts.Moved, facts.Manifest)
			}
			if facts.Spent == 0 || facts.Requests() != len(script.requests()) ||
				facts.Requests() > 8 {
				t.Errorf("%d spent, %d requests, %d sent", facts.Spent, facts.Requests(),
					len(script.requests()))
			}
		})
	}
}

// TestEverythingSaysWhoMustOwnTheBucket and asks where the bucket is.
func TestEverythingSaysWhoMustOwnTheBucket(t *testing.T) {
	t.Parallel()
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Amz-Expected-Bucket-Owner") != ownerID {
			t.Errorf("%s %s without the owner", r.Method, r.URL)
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			t.Errorf("%s %s", r.Method, r.URL)
		}
		w.Header().Set("X-Amz-Bucket-Region", "us-east-1")
		fromS3(200, "application/xml", lists("", model.Object{
			Key: manifest, Size: 2, Modified: time.Now().UTC(), ETag: "m",
		}))(w, r)
	})
	session := open(t, island(through(script)))
	askData(t, session)
	askBucket(t, session)
	sample := wanted()
	sample.Sample = "a=b//c d+e"
	evidence(t, session, model.AskSample, sample)
	for _, asked := range script.requests() {
		if asked.host != bucketName+".s3.us-east-1.amazonaws.com" {
			t.Errorf("asked %s", asked.host)
		}
	}
	if len(script.requests()) < 7 {
		t.Errorf("%d requests", len(script.requests()))
	}
}

// TestBucketStandings has the owner and existence told apart.
func TestBucketStandings(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		with, without int // HEAD's status with and without the owner
		want          model.BucketStanding
		region        string
	}{
		"owned":   {200, 200, model.BucketOwned, "us-east-1"},
		"foreign": {403, 200, model.BucketForeign, "us-east-1"},
		"hidden":  {403, 403, model.BucketHidden, "us-east-1"},
		"missing": {404, 404, model.BucketMissing, ""},
		"broken":  {500, 500, model.BucketUnknown, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := newScript(func(w http.ResponseWriter, r *http.Request) {
				status := tt.with
				if r.Header.Get("X-Amz-Expected-Bucket-Owner") == "" {
					status = tt.without
				}
				if r.Method != http.MethodHead {
					refusesS3(404, "NoSuchBucketPolicy", "none")(w, r)
					return
				}
				if status != 404 {
					w.Header().Set("X-Amz-Bucket-Region", "us-east-1")
				}
				fromS3(status, "", "")(w, r)
			})
			facts := askBucket(t, open(t, island(through(script))))
			if facts.Standing != tt.want || facts.Region != tt.region && tt.region != "" {
				t.Errorf("%s in %q: %+v", facts.Standing, facts.Region, facts)
			}
			if !facts.Policy.None || facts.Policy.Fault != nil {
				t.Errorf("policy %+v", facts.Policy)
			}
		})
	}
}

func TestWhatCannotBeAskedIsNotSent(t *testing.T) {
	t.Parallel()
	script := newScript(fromS3(200, "application/xml", lists("")))
	session := open(t, island(through(script)))
	for _, change := range []func(*model.Sought){
		func(s *model.Sought) { s.Destination.Bucket = "" },
		func(s *model.Sought) { s.Destination.Bucket = "../etc" },
		func(s *model.Sought) { s.Destination.Bucket = "evil.example.com/x" },
		func(s *model.Sought) { s.Destination.Bucket = "bucket\ufffd[31m" },
		func(s *model.Sought) { s.Destination.Region = "us-east-1.evil.example.com" },
		func(s *model.Sought) { s.Destination.Region = "cn-north-1" },
	} {
		sought := wanted()
		change(sought)
		for _, kind := range []model.AskKind{model.AskData, model.AskBucket, model.AskSample} {
			switch result := evidence(t, session, kind, sought).(type) {
			case *model.Fault:
			case model.DataFacts:
				if result.Metadata.Fault == nil || result.Metadata.Fault.Kind != model.FaultConfig {
					t.Errorf("%+v: %+v", sought.Destination, result)
				}
			case model.BucketFacts:
				if result.Head.Fault == nil || result.Policy.Fault == nil {
					t.Errorf("%+v: %+v", sought.Destination, result)
				}
			case model.SampleFacts:
				if result.Fault == nil {
					t.Errorf("%+v: %+v", sought.Destination, result)
				}
			default:
				t.Errorf("%T", result)
			}
		}
	}
	if sent := script.requests(); len(sent) != 0 {
		t.Errorf("sent %+v", sent)
	}
}

// TestOnlyReadsOfS3AreSent calls the SDK's own client as a session uses it; a bucket of one
// Availability Zone has the SDK call CreateSession, unless it is kept from it.
func TestOnlyReadsOfS3AreSent(t *testing.T) {
	t.Parallel()
	script := newScript(fromS3(200, "application/xml", lists("")))
	session := open(t, island(through(script)))
	client := session.Buckets(t)
	ctx, name := t.Context(), bucketName
	for operation, call := range map[string]func() error{
		"PutObject": func() error {
			_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: &name, Key: &name})
			return err
		},
		"DeleteObject": func() error {
			_, err := client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &name, Key: &name})
			return err
		},
		"CreateSession": func() error {
			_, err := client.CreateSession(ctx, &s3.CreateSessionInput{Bucket: &name})
			return err
		},
		"HeadObject": func() error { // reads, but isn't used: not let out either
			_, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &name, Key: &name})
			return err
		},
		"ListBuckets": func() error {
			_, err := client.ListBuckets(ctx, &s3.ListBucketsInput{})
			return err
		},
	} {
		err := call()
		if err == nil ||
			!strings.Contains(err.Error(), operation+" was not sent: this program only reads") {
			t.Errorf("%s: got %v, want a refusal", operation, err)
		}
	}
	if sent := script.requests(); len(sent) != 0 {
		t.Errorf("sent %+v, want nothing", sent)
	}
	zonal := "acme--use1-az4--x-s3"
	_, err := client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: &zonal})
	if sent := script.requests(); len(sent) != 1 || strings.Contains(fmt.Sprint(err), "session") {
		t.Errorf("sent %+v, %v", sent, err)
	}
}

// TestEndpointOfS3 follows the SDK's rules; what was given for an emulator of Data Exports serves S3,
// too.
func TestEndpointOfS3(t *testing.T) {
	for name, tt := range map[string]struct {
		variable, value, flag, want string
	}{
		"AWS":           {"", "", "", bucketName + ".s3.us-east-1.amazonaws.com"},
		"S3's own":      {"AWS_ENDPOINT_URL_S3", "http://s3.example", "", "s3.example"},
		"all services'": {"AWS_ENDPOINT_URL", "http://all.example", "", "all.example"},
		"emulator":      {"", "", "http://localhost:4566", "localhost:4566"},
		"emulator of the environment": {
			"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS", "http://localhost:4566", "", "localhost:4566",
		},
		"both": {"AWS_ENDPOINT_URL_S3", "http://s3.example", "http://localhost:1", "s3.example"},
		"private": {
			"", "", "https://vpce-1.bcm-data-exports.us-east-1.vpce.amazonaws.com",
			bucketName + ".s3.us-east-1.amazonaws.com",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HOME", machine(t, "", "[default]\naws_access_key_id = AKID\n"+
				"aws_secret_access_key = secret\n"))
			if tt.variable != "" {
				t.Setenv(tt.variable, tt.value)
			}
			script := newScript(fromS3(200, "application/xml", lists("")))
			session := open(t, awsclient.Options{
				Transport: through(script), EndpointURL: tt.flag,
			})
			askData(t, session)
			sent := script.requests()
			if len(sent) != 1 || sent[0].host != tt.want {
				t.Errorf("sent %+v, want %s", sent, tt.want)
			}
		})
	}
}

func TestKeysAreDecoded(t *testing.T) {
	t.Parallel()
	script := newScript(fromS3(200, "application/xml", lists("",
		model.Object{Key: "a+b%2Bc%2F%2Fd%3D%1B%5B31m%FF"},
		model.Object{Key: "%zz"})))
	facts := askData(t, open(t, island(through(script))))
	if got := facts.Metadata.Objects; len(got) != 2 || got[0].Key != "a b+c//d=\x1b[31m\xff" ||
		got[1].Key != "%zz" {
		t.Errorf("%+v", got)
	}
}

// TestFaultOfDataExportsIsOfItsProbe, but for one of the credentials, which leaves nothing to ask.
func TestFaultOfDataExportsIsOfItsProbe(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		kind   model.FaultKind
	}{
		"empty export": {speaksJSON(200, "{}"), model.FaultNotAWS},
		"denied":       {refuses(400, "AccessDeniedException", "no"), model.FaultDenied},
		"throttled":    {refuses(400, "ThrottlingException", "slower"), model.FaultThrottled},
		"5xx":          {refuses(500, "InternalServerException", "later"), model.FaultService},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				session := open(t, island(through(newScript(tt.answer))))
				sought := wanted()
				sought.ExportARN = exportARN
				now, _ := evidence(t, session, model.AskCurrent, sought).(model.CurrentExport)
				table, _ := evidence(t, session, model.AskTable, sought).(model.TableFacts)
				for _, probe := range []model.Probe{now.Probe, table.Own.Probe} {
					if probe.Fault == nil || probe.Fault.Kind != tt.kind || probe.Requests == 0 {
						t.Errorf("%+v, %+v", probe, probe.Fault)
					}
				}
				if now.Export != nil || now.Gone || table.Own.Unknown {
					t.Errorf("%+v, %+v", now, table)
				}
			})
		})
	}
}
