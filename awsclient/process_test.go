package awsclient_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"exportwatch/awsclient"
	"exportwatch/model"
)

const (
	printedKeys = `{"Version":1,"AccessKeyId":"AKIDHELPER","SecretAccessKey":"S"}`
	ofTheTest   = "EXPORTWATCH_TEST_ASKS"
)

// helper writes a credential_process that hangs with a child of its own, which holds its standard
// output, as long as there is no file called ready beside it. It notes the ids of both processes.
func helper(t *testing.T, home string) string {
	t.Helper()
	name := filepath.Join(home, "helper")
	write(t, name, fmt.Sprintf(`#!/bin/sh
cd %q
if [ -e ready ]; then echo '%s'; exit; fi
sleep 1000 &
echo $$ $! > started
mv started processes
wait
`, home, printedKeys))
	if err := os.Chmod(name, 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	return name
}

// processes waits until the helper has started, and returns the processes.
func processes(t *testing.T, home string) []int {
	t.Helper()
	name := filepath.Join(home, "processes")
	var text []byte
	eventually(t, func() bool {
		var err error
		text, err = os.ReadFile(name)
		return err == nil
	})
	var ids []int
	for field := range strings.FieldsSeq(string(text)) {
		id, err := strconv.Atoi(field)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if len(ids) != 2 {
		t.Fatalf("processes are %v, want two", ids)
	}
	return ids
}

// mustBeGone waits until the helper's processes have ended.
func mustBeGone(t *testing.T, home string) {
	t.Helper()
	for _, id := range processes(t, home) {
		eventually(t, func() bool { return ended(id) })
	}
}

// ended says whether a process has ended, be it that nobody has asked yet how.
func ended(id int) bool {
	if errors.Is(syscall.Kill(id, 0), syscall.ESRCH) {
		return true
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", id))
	return err == nil && strings.Contains(string(stat), ") Z ")
}

// eventually waits for a condition, a minute and more.
func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for range 12_000 {
		if holds() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("it never came to be")
}

// TestHangingProcessIsRecoveredFrom: the fault says what was waited for and how long, all that
// was started is ended, and the question after it gets keys.
func TestHangingProcessIsRecoveredFrom(t *testing.T) {
	home := machine(t, "", "")
	t.Setenv("HOME", home)
	write(t, filepath.Join(home, "config"),
		"[profile acme]\ncredential_process="+helper(t, home)+"\n")
	session := open(t, awsclient.WithLimits(
		awsclient.Options{
			Profile:   "acme",
			Transport: through(accepting("AKIDHELPER", "UnrecognizedClientException")),
		},
		awsclient.Limits{Process: 2 * time.Second, Rest: time.Millisecond}))
	fault := ask(t, session)
	if fault.Kind != model.FaultCredentialProcess ||
		fault.Message != "credential_process gave nothing within 2s" {
		t.Errorf("got %+v", *fault)
	}
	mustBeGone(t, home)
	write(t, filepath.Join(home, "ready"), "")
	eventually(t, func() bool {
		_, err := session.Execution(t.Context(), ref())
		return err == nil
	})
}

// TestProcessEndsWithItsQuestion: nobody waits for it any more.
func TestProcessEndsWithItsQuestion(t *testing.T) {
	home := machine(t, "", "")
	t.Setenv("HOME", home)
	write(t, filepath.Join(home, "config"),
		"[profile acme]\ncredential_process="+helper(t, home)+"\n")
	session := open(t, awsclient.Options{
		Profile: "acme", Transport: through(newScript(speaksJSON(200, running))),
	})
	ctx, cancel := context.WithCancel(t.Context())
	answered := make(chan error)
	go func() {
		_, err := session.Execution(ctx, ref())
		answered <- err
	}()
	processes(t, home)
	cancel()
	if fault := asFault(t, <-answered); fault.Kind != model.FaultCanceled {
		t.Errorf("got %+v, want Canceled", *fault)
	}
	mustBeGone(t, home)
	write(t, filepath.Join(home, "ready"), "")
	mustAnswer(t, session)
}

// TestProcessEndsWithTheProgram kills a program that waits for a credential_process.
func TestProcessEndsWithTheProgram(t *testing.T) {
	if os.Getenv(ofTheTest) != "" {
		_, _ = open(t, awsclient.Options{
			Profile: "acme", Transport: through(newScript(speaksJSON(200, running))),
		}).Execution(t.Context(), ref())
		return
	}
	home := machine(t, "", "")
	t.Setenv("HOME", home)
	t.Setenv(ofTheTest, "1")
	write(t, filepath.Join(home, "config"),
		"[profile acme]\ncredential_process="+helper(t, home)+"\n")
	//nolint:gosec // it runs itself
	program := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	processes(t, home)
	if err := program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = program.Wait()
	mustBeGone(t, home)
}

// TestProcessOfARole: roles are assumed with the keys that the first profile's command printed,
// and a command that hangs is ended there, too.
func TestProcessOfARole(t *testing.T) {
	home := machine(t, "", "")
	t.Setenv("HOME", home)
	write(t, filepath.Join(home, "config"), "[profile base]\ncredential_process="+
		helper(t, home)+"\n[profile middle]\nrole_arn="+roleARN+"\nsource_profile=base\n"+
		"[profile acme]\nrole_arn="+roleARN+"2\nsource_profile=middle\n")
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Amz-Target") != "" {
			speaksJSON(200, running)(w, r)
			return
		}
		says(200, "text/xml", stsKeys)(w, r)
	})
	session := open(t, awsclient.WithLimits(
		awsclient.Options{Profile: "acme", Transport: through(script)},
		awsclient.Limits{Process: 2 * time.Second, Rest: time.Millisecond}))
	if fault := ask(t, session); fault.Kind != model.FaultCredentialProcess {
		t.Errorf("got %+v, want CredentialProcess", *fault)
	}
	mustBeGone(t, home)
	write(t, filepath.Join(home, "ready"), "")
	eventually(t, func() bool {
		_, err := session.Execution(t.Context(), ref())
		return err == nil
	})
	var signed []string
	for _, r := range script.requests() {
		signed = append(signed, r.key)
	}
	if got := strings.Join(signed, " "); got != "AKIDHELPER AKIDROLE AKIDROLE" {
		t.Errorf("signed with %s", got)
	}
}

// TestProcessLeavesWhatItStarted: an agent that outlives a command that succeeded isn't waited
// for, though it holds the pipe, and isn't ended.
func TestProcessLeavesWhatItStarted(t *testing.T) {
	home := machine(t, "", "")
	t.Setenv("HOME", home)
	write(t, filepath.Join(home, "config"), "[profile acme]\ncredential_process="+
		"sleep 1000 & echo $! > "+filepath.Join(home, "agent")+"; echo '"+printedKeys+"'\n")
	mustAnswer(t, open(t, awsclient.Options{
		Profile: "acme", Transport: through(newScript(speaksJSON(200, running))),
	}))
	text, err := os.ReadFile(filepath.Join(home, "agent"))
	if err != nil {
		t.Fatal(err)
	}
	agent, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if ended(agent) {
		t.Error("the agent has ended")
	}
	_ = syscall.Kill(agent, syscall.SIGKILL)
}

// TestProcessReadsNothing: what is typed is the program's.
func TestProcessReadsNothing(t *testing.T) {
	home := machine(t, "", "")
	t.Setenv("HOME", home)
	name := filepath.Join(home, "helper")
	write(t, name, "#!/bin/sh\ncat > "+filepath.Join(home, "read")+"\necho '"+printedKeys+"'\n")
	if err := os.Chmod(name, 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	write(t, filepath.Join(home, "config"), "[profile acme]\ncredential_process="+name+"\n")
	typed, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	keyboard := os.Stdin
	os.Stdin = typed
	t.Cleanup(func() { os.Stdin = keyboard; _ = typed.Close() })
	mustAnswer(t, open(t, awsclient.Options{
		Profile: "acme", Transport: through(newScript(speaksJSON(200, running))),
	}))
	if text, err := os.ReadFile(filepath.Join(home, "read")); err != nil || len(text) > 0 {
		t.Errorf("it read %q, %v", text, err)
	}
}

// TestLateCredentialsAreAskedForAnew: the try that hangs is left behind.
func TestLateCredentialsAreAskedForAnew(t *testing.T) {
	t.Setenv("HOME", machine(t, assumesRole+staticKeys, ""))
	released := make(chan struct{})
	t.Cleanup(func() { close(released) })
	first := make(chan struct{}, 1)
	first <- struct{}{}
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Amz-Target") != "" {
			speaksJSON(200, running)(w, r)
			return
		}
		says(200, "text/xml", stsKeys)(w, r)
	})
	holding := roundTrip(func(r *http.Request) (*http.Response, error) {
		select {
		case <-first:
			<-released
			return nil, errors.New("the test is over")
		default:
			return through(script).RoundTrip(r)
		}
	})
	session := open(t, awsclient.WithLimits(
		awsclient.Options{Profile: "acme", Transport: holding},
		awsclient.Limits{Credentials: time.Second, Rest: time.Millisecond}))
	mustFail(t, session, model.FaultTimeout)
	eventually(t, func() bool {
		_, err := session.Execution(t.Context(), ref())
		return err == nil
	})
}
