package awsclient_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
)

const (
	exportARN   = "arn:aws:bcm-data-exports:us-east-1:123456789012:export/daily-4c2b8b8e-1f0a"
	executionID = "f0cfeaf0-c552-47e7-82bc-0107fbfc7a8b"
	getAction   = "bcm-data-exports:GetExecution"
	requestID   = "6c9b0a6e-2f5f-4a3c-9f5e-0d4d3a1b2c3d"
	running     = `{"ExecutionId":"` + executionID + `",` +
		`"ExecutionStatus":{"StatusCode":"QUERY_IN_PROCESS"}}`
)

func ref() model.Ref { return model.Ref{ExportARN: exportARN, ExecutionID: executionID} }

// script answers requests and keeps what was asked.
type script struct {
	answer func(w http.ResponseWriter, r *http.Request)

	mu    sync.Mutex
	asked []request
}

type request struct{ host, target, key, agent, body string }

func newScript(answer http.HandlerFunc) *script { return &script{answer: answer} }

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_, credential, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	key, _, _ := strings.Cut(credential, "/")
	_, target, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	host := r.URL.Host
	if host == "" {
		host = r.Host
	}
	s.mu.Lock()
	s.asked = append(s.asked, request{host, target, key, r.UserAgent(), string(body)})
	s.mu.Unlock()
	w.Header().Set("X-Amzn-Requestid", requestID)
	s.answer(w, r)
}

func (s *script) requests() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]request(nil), s.asked...)
}

// to counts the requests to hosts that begin so.
func (s *script) to(host string) int {
	count := 0
	for _, r := range s.requests() {
		if strings.HasPrefix(r.host, host) {
			count++
		}
	}
	return count
}

// says answers with a status and a body.
func says(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func speaksJSON(status int, body string) http.HandlerFunc {
	return says(status, "application/x-amz-json-1.1", body)
}

// refuses answers with an error of the service.
func refuses(status int, code, message string) http.HandlerFunc {
	return speaksJSON(status, fmt.Sprintf(`{"__type":%q,"Message":%q}`, code, message))
}

// island returns options of a session that reads nothing of the environment.
func island(transport http.RoundTripper) awsclient.Options {
	return awsclient.Options{
		AccessKeyID:     "AKIDISLAND",
		SecretAccessKey: "secret",
		Transport:       transport,
		Version:         "1.2.3",
	}
}

func through(handler http.Handler) http.RoundTripper {
	return simulator.Transport{Handler: handler}
}

func open(t *testing.T, options awsclient.Options) *awsclient.Session {
	t.Helper()
	session, err := awsclient.Open(t.Context(), options)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return session
}

// mustFail asks for the usual execution and wants a kind of fault.
func mustFail(t *testing.T, session *awsclient.Session, kind model.FaultKind) {
	t.Helper()
	if fault := ask(t, session); fault.Kind != kind {
		t.Fatalf("got %+v, want kind %d", *fault, kind)
	}
}

// ask asks for the usual execution and wants a fault.
func ask(t *testing.T, session *awsclient.Session) *model.Fault {
	t.Helper()
	answer, err := session.Execution(t.Context(), ref())
	if err == nil {
		t.Fatalf("got %+v, want a fault", answer)
	}
	return asFault(t, err)
}

func asFault(t *testing.T, err error) *model.Fault {
	t.Helper()
	var fault *model.Fault
	if !errors.As(err, &fault) {
		t.Fatalf("got %T %v, want a *model.Fault", err, err)
	}
	return fault
}

// mustAnswer asks for the usual execution and wants an answer.
func mustAnswer(t *testing.T, session *awsclient.Session) model.Answer {
	t.Helper()
	answer, err := session.Execution(t.Context(), ref())
	if err != nil {
		t.Fatalf("Execution: %v", err)
	}
	return answer
}

// machine clears all settings of AWS and writes the shared files in a directory of the test's own,
// which it returns for HOME.
func machine(t *testing.T, configFile, credentialsFile string) string {
	t.Helper()
	home := t.TempDir()
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "AWS_") {
			unset(t, name)
		}
	}
	for name, value := range map[string]string{
		"AWS_CONFIG_FILE":             filepath.Join(home, "config"),
		"AWS_SHARED_CREDENTIALS_FILE": filepath.Join(home, "credentials"),
		"AWS_EC2_METADATA_DISABLED":   "true",
	} {
		t.Setenv(name, value)
	}
	write(t, filepath.Join(home, "config"), configFile)
	write(t, filepath.Join(home, "credentials"), credentialsFile)
	return home
}

// unset takes a variable away until the test's end.
func unset(t *testing.T, name string) {
	t.Helper()
	t.Setenv(name, "")
	if err := os.Unsetenv(name); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
