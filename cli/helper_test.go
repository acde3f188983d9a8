package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

// A credential_process that prompts and reads keys has nothing of the terminal while the screen is
// open, and the log says no more of its words than how long they were.
func TestCredentialProcessBesideTheScreen(t *testing.T) {
	t.Parallel()
	const secret, token, prompt = "SeCrEtKeYoFaTeSt", "ToKeNoFaTeSt", "Enter your MFA code: "
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	// Keys that end within two minutes are got anew before each call: so it runs again and again.
	credentials := fmt.Sprintf(`{"Version":1,"AccessKeyId":%q,"SecretAccessKey":%q,`+
		`"SessionToken":%q,"Expiration":%q}`, simulator.DemoAccessKey, secret, token,
		time.Now().Add(time.Minute).UTC().Format(time.RFC3339))
	script := fmt.Sprintf("#!/bin/sh\nprintf '\\033[2J%s\\n' >&2\n"+
		"head -c 200000 /dev/zero | tr '\\0' x >&2\n"+
		"(echo MFA at the terminal > /dev/tty) 2>/dev/null\n"+
		"echo ran >> %s\ncat >> %s\nprintf '%%s' '%s'\n",
		prompt, file("runs"), file("stolen"), credentials)
	config := fmt.Sprintf("[profile helper]\ncredential_process = %s\n", file("helper"))
	for name, text := range map[string]string{"helper": script, "config": config} {
		//nolint:gosec // one of them is run
		if err := os.WriteFile(file(name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	executions := account.state().Executions[:20]
	args := []string{"--profile", "helper", "--debug-log", file("log"), "--interval", "1s"}
	for _, e := range executions {
		args = append(args, target(e))
	}
	s := start(t, launch{args: args, env: []string{
		"AWS_ENDPOINT_URL=" + account.url, "AWS_CONFIG_FILE=" + file("config"),
	}})
	runs := func() int { return strings.Count(read(t, file("runs")), "ran") }
	s.shows("as of")
	for range 4 { // keys while it runs
		before := runs()
		s.send("jk2")
		s.eventually("another run of credential_process", func() bool { return runs() > before })
	}
	s.send("1?")
	s.shows("all keys")
	s.send("?q")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	for _, forbidden := range []string{"MFA", "xxxx"} {
		if strings.Contains(s.written(), forbidden) {
			t.Errorf("%q of credential_process reached the terminal", forbidden)
		}
	}
	if stolen := read(t, file("stolen")); stolen != "" {
		t.Errorf("credential_process took the keys %q", stolen)
	}
	log := read(t, file("log"))
	if !strings.Contains(log, "written to standard error") || strings.Contains(log, "MFA") ||
		strings.Contains(log, "xxxx") || !strings.Contains(log, executions[0].ExecutionId) {
		t.Errorf("the log holds what was printed, or lacks what was asked:\n%.2000s", log)
	}
	for _, text := range []string{secret, token, "\x1b"} {
		if strings.Contains(log, text) || strings.Contains(s.written(), secret) {
			t.Errorf("%q is in the log", text)
		}
	}
	if info, err := os.Stat(file("log")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the log's mode: %v, %v", info.Mode(), err)
	}
	t.Logf("credential_process ran %d times; %d bytes of log", runs(), len(log))
}

// read returns a file's text, "" if there is none.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}

// Static keys with a session token are as secret.
func TestLogHoldsNoSecret(t *testing.T) {
	t.Parallel()
	const secret, token = "SeCrEtKeYoFaTeSt", "ToKeNoFaTeSt"
	for _, fault := range []string{"slow@1h", "denied", "expired", "html", "hostile"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			account := simulate(t, simulator.StandardAccessKey, "--fault", fault)
			name := filepath.Join(t.TempDir(), "log")
			got := run(t, append(account.env(), "AWS_SECRET_ACCESS_KEY="+secret,
				"AWS_SESSION_TOKEN="+token), "", "--debug-log", name,
				target(account.state().Executions[0]))
			log := read(t, name)
			if log == "" || hidden(log) != 0 {
				t.Errorf("the log:\n%s", log)
			}
			for _, text := range []string{log, got.out, got.errs} {
				if strings.Contains(text, secret) || strings.Contains(text, token) {
					t.Errorf("a secret is in\n%s", text)
				}
			}
		})
	}
}
