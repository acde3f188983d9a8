package cli_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// meddling changes what S3 answers until a time, zero for ever.
type meddling struct {
	http.Handler

	until time.Time
	hides string // objects whose keys hold this aren't listed
	code  string // listings are refused with this error, with the status before it: "403 AccessDenied"
	hangs bool   // nothing is answered
}

var contents = regexp.MustCompile(`<Contents><Key>([^<]*)</Key>.*?</Contents>`)

func (m meddling) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	lists := r.Header.Get("X-Amz-Target") == "" && r.URL.Query().Get("list-type") == "2"
	switch {
	case !lists || !m.until.IsZero() && !time.Now().Before(m.until):
		m.Handler.ServeHTTP(w, r)
	case m.hangs:
		<-r.Context().Done()
	case m.code != "":
		status, code := 0, ""
		_, _ = fmt.Sscanf(m.code, "%d %s", &status, &code)
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, "<Error><Code>%s</Code><Message>so</Message></Error>", code)
	default:
		answer := httptest.NewRecorder()
		m.Handler.ServeHTTP(answer, r)
		text := contents.ReplaceAllStringFunc(answer.Body.String(), func(object string) string {
			if m.hides != "" && strings.Contains(contents.FindStringSubmatch(object)[1], m.hides) {
				return ""
			}
			return object
		})
		maps.Copy(w.Header(), answer.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(answer.Code)
		_, _ = w.Write([]byte(text))
	}
}

// midMonth is a service in the middle of a month, at whose beginning there is more to say.
func midMonth(t *testing.T, options simulator.Options) *simulator.Server {
	t.Helper()
	time.Sleep(24 * 24 * time.Hour)
	return service(t, 0, options)
}

// The demo's stories come out of the checks, with their verdicts.
func TestCheckOfTheDemo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := midMonth(t, simulator.Options{Seed: 1, Frozen: true})
		got, _ := commanded(t, server, "check", "--profile", "demo", "-o", "json")
		doc := got.parseChecks(t)
		if got.code != 1 || got.errs != "" {
			t.Errorf("exit code %d, %s", got.code, got.errs)
		}
		sum := 0
		for name, want := range map[string]string{
			"cur2-daily":           "A2 B1 B8 C1 C8 D1 D6",
			"cur2-hourly":          "A1 B1 C1 D1",
			"cur2-resources":       "A1 B1 C1 D1 D6",
			"cur2-split-cost":      "A1 B1 B16 C1 D1 D5 D6",
			"focus-1-0":            "A2 B1 C4 C8 D3 D6",
			"focus-1-2":            "A12 B1 C1 D1",
			"focus-1-2-chargeback": "A1 A14 B1 C1 D1",
			"recommendations":      "A1 A9 B1 C1 D1",
			"recommendations-all":  "A1 B1 C1 D1",
			"carbon-monthly":       "A1 B1 C2 D1",
			"cid-cur2":             "A1 A10 B1 B15 C1 D1 D5",
			"cost-dashboard":       "A1 B1 B3 C1 D1",
		} {
			e := doc.find(t, name)
			sum += e.Requests
			if e.ids() != want {
				t.Errorf("%s: %s, want %s", name, e.ids(), want)
			}
		}
		if len(doc.Exports) != 12 || doc.Requests != sum || doc.AsOf.IsZero() {
			t.Errorf("%d exports, %d requests of %d", len(doc.Exports), doc.Requests, sum)
		}
		for name, want := range map[string]string{
			"cur2-daily": "not granted", "cur2-hourly": "granted",
		} {
			if p := doc.find(t, name).Policy; p == nil || p.Data.Verdict != want ||
				p.Manifest.Verdict != want || *p.Data.Why == "" {
				t.Errorf("%s: %+v", name, p)
			}
		}
		if p := doc.find(t, "cid-cur2").Policy; p != nil {
			t.Errorf("the policy of another account's bucket: %+v", p)
		}
	})
}

// What check says and how its exit code comes to be, against a service that does this or that.
func TestCheckCommand(t *testing.T) {
	t.Parallel()
	plain := func(h http.Handler) http.Handler { return h }
	s3 := func(m meddling) func(http.Handler) http.Handler {
		return func(h http.Handler) http.Handler { m.Handler = h; return m }
	}
	deny := func(action string) func(http.Handler) http.Handler {
		return func(h http.Handler) http.Handler { return refusing{Handler: h, action: action} }
	}
	denied := s3(meddling{code: "403 AccessDenied"})
	for _, test := range []struct {
		name, args string
		network    func(http.Handler) http.Handler
		code       int
		want       []string
	}{
		{"fine", "cur2-hourly", plain, 0, []string{
			"out: ✓ 1 fine   as of 2000-01-25 00:00", "out: UTC\n\ncur2-hourly  Delivered ", "out: Is the data there?  Yes", "out: ✓ A1 ",
			"out: Can AWS write?  The policy lets it.", "out: requests for the checks, ",
		}},
		{"a failure", "cur2-daily", plain, 1, []string{
			"out: ✗ 1 with a failure", "out: ✗ B8 ", "out: policy  arn:", "out: sent    arn:",
			"out: To do: ", `out: "Service": ["bcm-data-exports.amazonaws.com"]`,
		}},
		{"not of what was asked", "cur2-daily --only data", plain, 0, []string{"out: ✓ A2 "}},
		{"a warning", "focus-1-2", plain, 0, []string{"out: ! A12 "}},
		{"a warning that fails", "focus-1-2 --fail-on warning", plain, 1, nil},
		{"files are gone", "cur2-hourly", s3(meddling{hides: "hourly-00001"}), 1, []string{
			"out: ✗ A7 ", "out: Don't load this period.",
		}},
		{"manifests are gone", "cur2-hourly", s3(meddling{hides: "Manifest.json"}), 1, []string{"out: ✗ A3 "}},
		{"no permission for one of four", "cur2-hourly", denied, 0, []string{
			"out: ?      Whether the files are there can't be seen: that takes s3:ListBucket",
		}},
		{"no permission for what is named", "cur2-hourly --only data", denied, 3, []string{
			"out: ? 1 not seen", "out: That can't be seen.",
		}},
		{
			"a bucket of somebody else", "cur2-hourly",
			func(h http.Handler) http.Handler { return foreignBuckets{h} },
			1,
			[]string{
				"out: ✗ B4 ", "out: the bucket isn't 170095318513's, and only that account's is looked into.",
			},
		},
		{"no GetExport", "cur2-hourly", deny("GetExport"), 0, []string{
			"out: Whether the export changed can't be seen: bcm-data-exports:GetExport.",
		}},
		{"no GetTable", "cur2-hourly --only columns,drift", deny("GetTable"), 3, []string{"out: ✓ C1 "}},
		{"no GetExecution", "cur2-hourly", deny("GetExecution"), 0, []string{"out: ✓ A"}},
		{"no ListExecutions", "cur2-hourly", deny("ListExecutions"), 3, []string{"out: ✓ A", "Access denied"}},
		{"no ListExports", "cur2-hourly", deny("ListExports"), 3, []string{"out: nothing to check", "Access denied"}},
		{"S3 is broken", "cur2-hourly", s3(meddling{code: "503 SlowDown"}), 3, []string{"out: ?      "}},
		{"a portal before S3", "cur2-hourly", s3(meddling{code: "200 Portal"}), 3, []string{
			"out: Whether the files are there can't be seen (",
		}},
		{"S3 hangs", "cur2-hourly", s3(meddling{hangs: true}), 3, []string{
			"looking at cur2-hourly", "out: can't be seen (no answer in time", "out: ✓ B1 ",
		}},
		{"S3 hangs for too long", "cur2-hourly --timeout 3s", s3(meddling{hangs: true}), 3, []string{
			"gave up after 3s, looking at cur2-hourly", "out: ✓ B1 ",
		}},
		{"an unknown name", "cur2-hurly", plain, 3, []string{`no export is called "cur2-hurly"`}},
		{"one of two unknown", "cur2-hourly nope", plain, 3, []string{"out: ✓ A1 ", `"nope"`}},
		{"ascii", "cur2-daily --ascii", plain, 1, []string{"out: x B8 ", "out: + A2 "}},
		{"a check that isn't", "--only files", plain, 2, []string{
			`--only "files": it knows data, bucket, drift, columns`,
		}},
		{"a file that --only leaves out", "--open --only drift", plain, 2, []string{
			"--open opens a file of the check data, which --only leaves out",
		}},
		{"a severity that isn't", "--fail-on note", plain, 2, []string{
			`--fail-on "note": check knows failure, warning`,
		}},
		{"an odd form", "-o jsonl", plain, 2, []string{`--output "jsonl": it is table or json`}},
		{"an odd time-out", "--timeout -1s", plain, 2, []string{"--timeout -1s"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := midMonth(t, simulator.Options{Seed: 1, Frozen: true})
				args := append([]string{"check", "--profile", "demo"}, strings.Fields(test.args)...)
				got, _ := commanded(t, test.network(server), args...)
				t.Logf("%s%s", got.out, got.errs)
				got.wants(t, test.code, test.want...)
			})
		})
	}
}

// Only the checks that are named are asked for, and nothing of S3 for those of Data Exports.
func TestCheckAsksForNoMore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := midMonth(t, simulator.Options{Seed: 1, Frozen: true})
		got, _ := commanded(t, server, "check", "--profile", "demo", "cur2-hourly", "--only",
			"drift", "-o", "json")
		doc := got.parseChecks(t)
		e := doc.find(t, "cur2-hourly")
		if got.code != 0 || e.ids() != "C1" || len(e.Checks) != 1 || e.Complete != nil ||
			doc.Requests != 1 {
			t.Errorf("exit code %d, %+v", got.code, doc)
		}
		for operation, n := range server.Requests() {
			if !slices.Contains([]string{
				"ListExports", "ListExecutions", "GetExecution", "GetExport",
			}, operation) {
				t.Errorf("%d %s", n, operation)
			}
		}
	})
}

// What the configuration says of the screen and of status means nothing to the checks.
func TestCheckWithAConfiguration(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := midMonth(t, simulator.Options{Seed: 1, Frozen: true})
		file := filepath.Join(t.TempDir(), "config.yaml")
		text := "fail-on: [failed, unhealthy]\ntargets: [cur2-hourly]\nprofiles: demo\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, _ := commanded(t, server, "check", "--config", file)
		got.wants(t, 0, "out: ✓ 1 fine ", "out: UTC\n\ncur2-hourly ")
	})
}

// The strange account's manifests, policies and lists are told of harmlessly, and have an end.
func TestCheckOfTheStrangeAccount(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StrangeAccessKey)
	for _, form := range []string{"table", "json"} {
		got := run(t, account.env(), "", "check", "-o", form)
		if r := hidden(got.out); r != 0 {
			t.Errorf("%U in\n%s", r, got.out)
		}
		if got.code != 1 && got.code != 3 {
			t.Errorf("exit code %d: %s", got.code, got.errs)
		}
		if form == "json" {
			want := len(account.state().Exports)
			if doc := got.parseChecks(t); len(doc.Exports) != want || doc.Requests > 30*want {
				t.Errorf("%d exports of %d, %d requests", len(doc.Exports), want, doc.Requests)
			}
		}
	}
}

// A run that is named by its id is checked itself.
func TestCheckOfARun(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := midMonth(t, simulator.Options{Seed: 1, Frozen: true})
		var runs []simulator.ExecutionState
		for _, e := range server.Executions(simulator.DemoAccessKey) {
			if e.Name == "cur2-hourly" && e.StatusCode == "DELIVERY_SUCCESS" {
				runs = append(runs, e) // the newest comes first
			}
		}
		got, _ := commanded(t, server, "check", "--profile", "demo", target(runs[1]), "-o", "json")
		got.wants(t, 0)
		if e := got.parseChecks(t).Exports[0]; e.ExecutionId != runs[1].ExecutionId ||
			!strings.HasPrefix(e.ids(), "A1 ") {
			t.Errorf("%+v", e)
		}
	})
}

// With --check the policy has what checking takes besides.
func TestPolicyWithChecks(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"policy --check", "policy --check " + good} {
		got := run(t, nil, "", strings.Fields(args)...)
		got.wants(t, 0)
		var policy struct {
			Statement []struct {
				Sid, Resource string
				Action        []string
			}
		}
		if err := json.Unmarshal([]byte(got.out), &policy); err != nil {
			t.Fatalf("%v in\n%s", err, got.out)
		}
		var actions []string
		for _, statement := range policy.Statement {
			actions = append(actions, statement.Action...)
		}
		for _, action := range []string{
			"bcm-data-exports:GetExecution", "bcm-data-exports:ListTables",
			"bcm-data-exports:GetExport", "bcm-data-exports:GetTable", "s3:ListBucket",
			"s3:GetBucketPolicy", "s3:GetEncryptionConfiguration", "s3:GetObject",
		} {
			if !slices.Contains(actions, action) {
				t.Errorf("%s: no %s in %q", args, action, actions)
			}
		}
		if len(policy.Statement) != 5 ||
			!strings.HasSuffix(policy.Statement[4].Resource, "/metadata/*") {
			t.Errorf("%s: %s", args, got.out)
		}
	}
}
