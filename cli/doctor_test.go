package cli_test

import (
	"encoding/json"
	"encoding/pem"
	"flag"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/tools/txtar"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
)

// patient is a state that doctor is asked about.
type patient struct {
	name   string
	args   string
	off    time.Duration // by which AWS's clock is ahead
	faults []simulator.Fault
	over   func(http.Handler) http.Handler // what stands before the service, or nil
	code   int
	most   time.Duration // that it may take
}

func faulty(kind simulator.FaultKind) []simulator.Fault { return []simulator.Fault{{Kind: kind}} }

func patients() []patient {
	const least = 100 * time.Millisecond
	return []patient{
		{name: "healthy", args: "--profile standard", most: least},
		{name: "healthy_ascii", args: "--profile standard --ascii", most: least},
		{name: "demo", args: "--demo", most: least},
		{name: "demo_accounts", args: "--demo --demo-accounts 3", code: 3, most: least},
		{name: "unmatched", args: "--profile standard nope", most: least},
		{name: "no_credentials", code: 3, most: least},
		{name: "no_profile", args: "--profile nobody", code: 3, most: least},
		{name: "no_profile_matches", args: "--profile nobody-*", code: 3, most: least},
		{
			name:   "denied",
			args:   "--profile standard",
			faults: faulty("denied"),
			code:   3,
			most:   least,
		},
		{
			name:   "expired",
			args:   "--profile standard",
			faults: faulty("expired"),
			code:   3,
			most:   least,
		},
		{
			name: "throttled", args: "--profile standard", faults: faulty("throttle"), code: 3,
			most: least,
		},
		{
			name:   "portal",
			args:   "--profile standard",
			faults: faulty("portal"),
			code:   3,
			most:   least,
		},
		{
			name: "hanging", args: "--profile standard", faults: faulty("hang"), code: 3,
			most: 10 * time.Second,
		},
		{
			name:   "hanging_briefly",
			args:   "--profile standard --timeout 3s",
			faults: faulty("hang"),
			code:   3,
			most:   3 * time.Second,
		},
		{
			name:   "slow",
			args:   "--profile standard",
			faults: faulty("slow"),
			most:   30 * time.Second,
		},
		{
			name: "clock_behind",
			args: "--profile standard",
			off:  47 * time.Second,
			code: 3,
			most: least,
		},
		{name: "clock_ahead", args: "--profile standard", off: -time.Hour, code: 3, most: least},
		{name: "clock_a_bit_off", args: "--profile standard", off: 20 * time.Second, most: least},
		{
			name: "no_execution",
			args: "--profile standard",
			code: 3,
			most: least,
			over: func(h http.Handler) http.Handler { return refusing{Handler: h, action: "GetExecution"} },
		},
		{
			name: "no_list",
			args: "--profile standard",
			code: 3,
			most: least,
			over: func(h http.Handler) http.Handler { return refusing{Handler: h, action: "ListExports"} },
		},
		{
			name: "clock_refused", args: "--profile standard", off: 10 * time.Minute, code: 3,
			most: time.Second,
			over: func(h http.Handler) http.Handler { return skewed{h} },
		},
		{
			name: "no_bucket", args: "--profile standard", most: least,
			over: func(h http.Handler) http.Handler { return closedBuckets{h} },
		},
		{
			name: "foreign_bucket", args: "--profile standard", most: least,
			over: func(h http.Handler) http.Handler { return foreignBuckets{h} },
		},
		{
			name: "hanging_sts", args: "--profile standard", most: 5 * time.Second,
			over: func(h http.Handler) http.Handler { return silentSTS{h} },
		},
		{
			name: "hanging_sts_but_refused", args: "--profile standard", code: 3,
			most: 5 * time.Second,
			over: func(h http.Handler) http.Handler {
				return silentSTS{refusing{Handler: h, action: "GetExecution"}}
			},
		},
		{
			name: "only_sts", args: "--profile standard", code: 3, most: 10 * time.Second,
			over: func(h http.Handler) http.Handler { return silentExports{h} },
		},
	}
}

// foreignBuckets belong to nobody whom somebody expects as their owner.
type foreignBuckets struct{ http.Handler }

func (f foreignBuckets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Amz-Expected-Bucket-Owner") == "" {
		f.Handler.ServeHTTP(w, r)
		return
	}
	w.Header().Set("X-Amz-Request-Id", "1")
	w.Header().Set("X-Amz-Bucket-Region", "us-east-1")
	w.WriteHeader(http.StatusForbidden)
	_, _ = w.Write(
		[]byte("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"),
	)
}

// silentSTS never answers what is meant for STS.
type silentSTS struct{ http.Handler }

func (s silentSTS) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if isSTS(r) {
		<-r.Context().Done()
		return
	}
	s.Handler.ServeHTTP(w, r)
}

// silentExports answers only what is meant for STS.
type silentExports struct{ http.Handler }

func (s silentExports) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !isSTS(r) {
		<-r.Context().Done()
		return
	}
	s.Handler.ServeHTTP(w, r)
}

// isSTS tells what is meant for STS by what its signature is for.
func isSTS(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Authorization"), "/sts/aws4_request")
}

// closedBuckets refuses all of S3, by a policy of the organization.
type closedBuckets struct{ http.Handler }

func (c closedBuckets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Amz-Target") != "" || isSTS(r) {
		c.Handler.ServeHTTP(w, r)
		return
	}
	w.Header().Set("X-Amz-Request-Id", "1")
	w.Header().Set("X-Amz-Bucket-Region", "us-east-1")
	w.WriteHeader(http.StatusForbidden)
	_, _ = w.Write([]byte(`<Error><Code>AccessDenied</Code><Message>User: ` + whoIsRefused +
		` is not authorized to perform: s3:Any with an explicit deny in a service control policy` +
		`</Message></Error>`))
}

// skewed refuses all, for the clock of who asks is off.
type skewed struct{ http.Handler }

func (skewed) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("X-Amzn-Requestid", "1")
	w.Header().Set("Date", time.Now().Add(10*time.Minute).UTC().Format(http.TimeFormat))
	w.WriteHeader(http.StatusForbidden)
	_, _ = w.Write([]byte(`{"__type":"RequestTimeTooSkewed","Message":"too skewed"}`))
}

// What doctor says in each state, what it ends with, and that it takes no longer than it may.
func TestDoctor(t *testing.T) {
	t.Parallel()
	const archive = "testdata/doctor.txtar"
	file, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, one := range file.Files {
		want[one.Name] = string(one.Data)
	}
	file.Files = nil
	for _, p := range patients() {
		text := p.examined(t)
		if text != want[p.name] && !updating() {
			t.Errorf("%s: it says\n%s\nnot\n%s", p.name, text, want[p.name])
		}
		delete(want, p.name)
		file.Files = append(file.Files, txtar.File{Name: p.name, Data: []byte(text)})
	}
	if updating() {
		if err := os.WriteFile(archive, txtar.Format(file), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if len(want) > 0 {
		t.Errorf("%d states are gone: delete them from %s", len(want), archive)
	}
}

func updating() bool { return flag.Lookup(updateFlag).Value.String() == "true" }

// examined returns what is said of a patient, but for what depends on the machine.
func (p patient) examined(t *testing.T) string {
	t.Helper()
	text := ""
	synctest.Test(t, func(t *testing.T) {
		var network http.Handler = service(t, p.off, simulator.Options{
			Seed: 1, Frozen: true, Faults: p.faults,
		})
		if p.over != nil {
			network = p.over(network)
		}
		got, took := commanded(t, network, append([]string{"doctor"}, strings.Fields(p.args)...)...)
		if got.code != p.code || took > p.most || got.errs != "" {
			t.Errorf("%s: exit code %d after %v, want %d within %v; on standard error:\n%s",
				p.name, got.code, took, p.code, p.most, got.errs)
		}
		for line := range strings.Lines(got.out) {
			if len([]rune(line)) > 81 {
				t.Errorf("%s: more than 80 columns: %s", p.name, line)
			}
		}
		_, text, _ = strings.Cut(
			got.out,
			"\n\n",
		) // version and configuration have tests of their own
	})
	return text
}

// doctorDocument is the JSON of doctor as docs/json.md describes it, written down here once more.
type doctorDocument struct {
	Version int
	Healthy bool
	Counts  map[string]int
	Checks  []struct {
		About, Profile, Check, Verdict, Text, Remedy, Action, Permission string
	}
}

func (o outcome) diagnosis(t *testing.T) doctorDocument {
	t.Helper()
	var doc doctorDocument
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil {
		t.Fatalf("%v in\n%s\n%s", err, o.out, o.errs)
	}
	counts := map[string]int{"fine": 0, "note": 0, "look": 0, "wrong": 0}
	for _, check := range doc.Checks {
		counts[check.Verdict]++
		if check.Text == "" || check.Check == "" || check.About == "" {
			t.Errorf("it says nothing: %+v", check)
		}
		if check.Verdict == "wrong" && check.Remedy == "" {
			t.Errorf("no remedy: %+v", check)
		}
		if (check.Action != "") != (check.About == "permissions" && check.Check != "targets") {
			t.Errorf("an action too many or missing: %+v", check)
		}
	}
	for verdict, n := range counts {
		if doc.Counts[verdict] != n {
			t.Errorf("%d are %s, counted are %v", n, verdict, doc.Counts)
		}
	}
	if doc.Version != 1 || doc.Healthy != (counts["wrong"] == 0) {
		t.Errorf("version %d, healthy %v with %v", doc.Version, doc.Healthy, counts)
	}
	return doc
}

// The JSON says the same as the text.
func TestDoctorAsJSON(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen")
	got := run(t, evident(account), "", "doctor", "-o", "json")
	got.wants(t, 0)
	doc := got.diagnosis(t)
	var granted []string
	for _, check := range doc.Checks {
		if check.Permission == "granted" {
			granted = append(granted, check.Action)
		}
		if strings.Contains(check.Text, simulator.SecretKey) ||
			strings.Contains(check.Text, simulator.StandardAccessKey) {
			t.Errorf("a key is told: %+v", check)
		}
	}
	if len(granted) != 10 || !slices.Contains(granted, "s3:GetEncryptionConfiguration") {
		t.Errorf("granted are %q", granted)
	}
	denied := simulate(t, simulator.StandardAccessKey, "--fault", "denied")
	got = run(t, denied.env(), "", "doctor", "-o", "json")
	got.wants(t, 3)
	for _, check := range got.diagnosis(t).Checks {
		if check.Check == "ListExports" && (check.Permission != "denied" ||
			check.Verdict != "wrong" || !strings.Contains(check.Remedy, "exportwatch policy")) {
			t.Errorf("%+v", check)
		}
	}
}

// Every field is described, and no other.
func TestDoctorJSONIsDescribed(t *testing.T) {
	t.Parallel()
	_, text, _ := strings.Cut(read(t, filepath.Join("..", "docs", "json.md")),
		"\n# The JSON of `exportwatch doctor`\n")
	text, _, _ = strings.Cut(text, "\n# ")
	if described := describedFields(text); !slices.Equal(described, cli.DoctorFields()) {
		t.Errorf("docs/json.md describes\n%q\nthe program prints\n%q", described,
			cli.DoctorFields())
	}
}

// evident points the program at an account, and at its S3.
func evident(account *simulated) []string {
	return append(account.env(), "AWS_ENDPOINT_URL="+account.url)
}

// diagnosed runs doctor, and returns what it says as one line: where it is broken is no matter here.
func diagnosed(t *testing.T, env []string, args ...string) outcome {
	t.Helper()
	got := run(t, env, "", args...)
	got.out = strings.Join(strings.Fields(got.out), " ")
	return got
}

// The strange account's texts come out harmless, and its faults are told, not died of.
func TestDoctorOfTheStrangeAccount(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"slow@1h", "hostile", "unknown", "empty", "nofields", "5xx", "reset"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			account := simulate(t, simulator.StrangeAccessKey, "--fault", fault)
			got := run(t, evident(account), "", "doctor", "-o", "json")
			doc := got.diagnosis(t)
			if want := map[bool]int{true: 0, false: 3}[doc.Healthy]; got.code != want {
				t.Errorf("exit code %d, healthy %v", got.code, doc.Healthy)
			}
			said := run(t, evident(account), "", "doctor")
			if said.code != got.code || !strings.Contains(said.out, "PERMISSIONS") {
				t.Errorf(
					"exit code %d of the text, %d of the JSON:\n%s",
					said.code,
					got.code,
					said.out,
				)
			}
		})
	}
}

// Version and configuration; an invalid one is told, and all else all the same.
func TestDoctorOfTheProgram(t *testing.T) {
	t.Parallel()
	wrong := configFile(t, "theme: drak\nintervall: 3s\nascii: true\n")
	diagnosed(t, nil, "doctor", "--demo", "--config", wrong).wants(t, 3, "out: x configuration",
		"out: line 1: theme \"drak\"", "out: and 1 more", "out: exportwatch config example", "out: + ListExports")
	run(t, nil, "", "doctor", "--mask").wants(t, 2, "--mask masks a recording")
	diagnosed(t, nil, "doctor", "--demo", "--config", "/nowhere").wants(t, 3,
		"out: ✗ configuration", "out: /nowhere", "out: ✓ ListExports")
	right := configFile(t, "ascii: true\n")
	diagnosed(t, nil, "doctor", "--demo", "--config", right).wants(t, 0, "out: valid, sets 1 key")
	for args, want := range map[string]string{
		"--output xml":           `--output "xml": it is table or json`,
		"--timeout -1s":          "--timeout -1s",
		"--theme drak":           "drak",
		"--interval 1ms":         "the least is 1s",
		"--demo a:b#":            "no execution id",
		"--demo arn:aws:x:::a/b": "--demo watches its own account",
		"--timeout":              "--timeout",
	} {
		run(t, nil, "", append([]string{"doctor"}, strings.Fields(args)...)...).wants(t, 2, want)
	}
}

// Targets decide what is needed, and on which export permissions are tried.
func TestDoctorOfTargets(t *testing.T) {
	t.Parallel()
	server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
	listless := httptest.NewServer(refusing{Handler: server, action: "ListExports"})
	runless := httptest.NewServer(refusing{
		Handler: refusing{Handler: server, action: "ListExports"}, action: "ListExecutions",
	})
	t.Cleanup(listless.Close)
	t.Cleanup(runless.Close)
	execution := server.Executions(simulator.StandardAccessKey)[0]
	env := func(url string) []string {
		return []string{
			"AWS_ENDPOINT_URL=" + url,
			"AWS_ACCESS_KEY_ID=" + simulator.StandardAccessKey, "AWS_SECRET_ACCESS_KEY=x",
		}
	}
	diagnosed(t, env(listless.URL), "doctor").wants(t, 3, "out: ✗ ListExports")
	diagnosed(t, env(listless.URL), "doctor", execution.ExportArn).wants(t, 0, "out: · ListExports",
		"out: ✓ ListExecutions", "out: ✓ GetExecution", "out: ✓ s3:ListBucket")
	diagnosed(
		t,
		env(runless.URL),
		"doctor",
		execution.ExportArn,
	).wants(t, 3, "out: ✗ ListExecutions",
		"out: · GetExecution", "out: ✓ GetExport", "out: ✓ s3:ListBucket")
	diagnosed(t, env(runless.URL), "doctor", target(execution)).wants(t, 0, "out: · ListExecutions",
		"out: ✓ GetExecution", "out: ✓ s3:GetObject")
}

// The other side's certificate is named, and so is the file by which it is trusted.
func TestDoctorOfCertificates(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(service(t, 0, simulator.Options{Seed: 1, Frozen: true}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it tells of who doesn't trust it
	server.StartTLS()
	t.Cleanup(server.Close)
	env := []string{
		"AWS_ACCESS_KEY_ID=" + simulator.StandardAccessKey, "AWS_SECRET_ACCESS_KEY=x",
		"AWS_ENDPOINT_URL=" + server.URL,
	}
	diagnosed(t, env, "doctor").wants(t, 3, "out: ✗ endpoint", "out: signed by", "out: --ca-bundle")
	trusted := bundleOf(t, server)
	diagnosed(t, append(env, "AWS_CA_BUNDLE="+trusted), "doctor").wants(t, 0,
		"out: certificate signed by O=Acme Co", "out: ✓ endpoint", "out: answers in")
}

// A proxy that is in effect is named, without its password.
func TestDoctorOfAProxy(t *testing.T) {
	t.Parallel()
	closed := strings.TrimPrefix(closedPort(t), "http://")
	got := diagnosed(t, []string{
		"HTTPS_PROXY=http://ana:hush@" + closed, "AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY=x",
	}, "doctor")
	got.wants(t, 3, "out: ✗ endpoint", "out: api.aws through the proxy http://"+closed,
		"out: · credentials", "out: Check the network, HTTPS_PROXY")
	if strings.Contains(got.out, "hush") {
		t.Errorf("the password is in %s", got.out)
	}
}

// bundleOf writes a server's certificate into a file.
func bundleOf(t *testing.T, server *httptest.Server) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bundle.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Files that are to be written are looked at and left alone.
func TestDoctorWritesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, text string, mode fs.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	private, open := file("private.log", "x", 0o600), file("open.log", "x", 0o644)
	notOne := file("no.jsonl", "nothing recorded", 0o600)
	account := simulate(t, simulator.StandardAccessKey, "--frozen")
	env := evident(account)
	state := filepath.Join(dir, "state", "deep")
	before := listing(t, dir)
	base := []string{"doctor", "--state-dir", state}
	diagnosed(t, env, append(base, "--debug-log", private, "--record",
		filepath.Join(dir, "new.jsonl"))...).wants(t, 0, "out: ✓ state", "out: not there yet",
		"out: is appended to", "out: will be made")
	diagnosed(t, env, append(base, "--debug-log", open)...).wants(t, 3,
		"out: ✗ debug log", "out: chmod 600")
	diagnosed(t, env, append(base, "--record", notOne)...).wants(t, 3,
		"out: ✗ recording", "out: is no recording")
	diagnosed(t, env, append(base, "--on-change", "/nowhere/at-all")...).wants(t, 3,
		"out: ✗ on-change")
	diagnosed(t, env, "doctor", "--state-dir", private).wants(t, 0, "out: ! state",
		"out: nothing is remembered")
	if after := listing(t, dir); !slices.Equal(before, after) {
		t.Errorf("before\n%q\nafter\n%q", before, after)
	}
	requests := account.state().Requests
	for operation := range requests {
		if !strings.HasPrefix(operation, "Get") && !strings.HasPrefix(operation, "List") &&
			operation != "HeadBucket" {
			t.Errorf("it sent %s", operation)
		}
	}
	t.Logf("five times doctor took the requests %v", requests)
}

// listing is every file under a directory, with size and time.
func listing(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		all = append(all, path+" "+info.ModTime().String()+" "+info.Mode().String())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// On a terminal it has colours, fits, and leaves it as it was.
func TestDoctorOnATerminal(t *testing.T) {
	t.Parallel()
	s := start(t, launch{args: []string{"doctor", "--demo"}, width: 72, height: 60})
	s.shows("All that is needed is there.")
	s.shows("72 columns, 60 lines")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(s.written(), "\x1b[") || strings.Contains(s.written(), "\x1b]") {
		t.Errorf("colours are missing, or the terminal was asked something: %q", s.written())
	}
	plain := start(t, launch{
		args: []string{"doctor", "--demo"}, env: []string{"NO_COLOR=1"}, width: 72, height: 60,
	})
	plain.shows("none: NO_COLOR is set")
	plain.shows("All that is needed is there.")
	plain.ends()
	if strings.Contains(plain.written(), "\x1b[3") {
		t.Errorf("a colour in %q", plain.written())
	}
}

// Whoever ends it gets no half of it, and the shell's usual code.
func TestDoctorIsInterrupted(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--fault", "hang")
	s := start(t, launch{args: []string{"doctor"}, env: evident(account)})
	s.eventually("a question", func() bool { return account.state().Requests["ListExports"] > 0 })
	s.send("\x03")
	if code := s.ends(); code != 130 || strings.Contains(s.text(), "PERMISSIONS") {
		t.Errorf("exit code %d, and it says\n%s", code, s.text())
	}
}

// In tmux it asks tmux, without a shell, what it passes on.
func TestDoctorInTmux(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("no tmux")
	}
	for name, test := range map[string]struct{ clipboard, through, want string }{
		"as it comes": {
			"external", "off", "set-clipboard is external|In tmux.conf: set -g set-clipboard on|" +
				"allow-passthrough is off|In tmux.conf: set -g allow-passthrough on",
		},
		"as it should be": {
			"on", "on", "tmux passes it on: set-clipboard is on|notify      osc9\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said := commandInTmux(
				t,
				"LC_ALL=C.UTF-8 "+binary()+" doctor --demo --notify osc9; sleep 100",
				"set",
				"-g",
				"set-clipboard",
				test.clipboard,
				";",
				"set",
				"-g",
				"allow-passthrough",
				test.through,
			)
			eventually(t, "the end", func() bool {
				return strings.Contains(said(), "All that is needed is there.")
			}, said)
			for text := range strings.SplitSeq(test.want+"|inside      tmux\n", "|") {
				if !strings.Contains(said(), text) {
					t.Errorf("no %q in\n%s", text, said())
				}
			}
		})
	}
}

// commandInTmux runs a command in a tmux of its own, after tmux's commands, and returns what shows its screen.
func commandInTmux(t *testing.T, command string, first ...string) func() string {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "s")
	tmux := func(args ...string) string {
		args = append([]string{"-S", socket, "-f", "/dev/null"}, args...)
		out, err := exec.CommandContext(t.Context(), "tmux", args...).CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %q: %v: %s", args, err, out)
		}
		return string(out)
	}
	t.Cleanup(func() {
		_ = exec.Command("tmux", "-S", socket, "kill-server").Run() //nolint:noctx // t's is over
	})
	tmux("new-session", "-d", "-x", "100", "-y", "70", "cat")
	tmux(first...)
	tmux("respawn-pane", "-k", command)
	return func() string { return tmux("capture-pane", "-p") }
}
