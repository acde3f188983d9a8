package serve_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"exportwatch/serve"
)

// public is a new public key as a line of authorized_keys.
func public(t *testing.T) string {
	t.Helper()
	key, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	line, err := ssh.NewPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(line)))
}

func TestAuthorizedKeys(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text  string
		mode  os.FileMode
		known int
		log   string // what it says, or "" for nothing
		err   string
	}{
		"two keys": {public(t) + " ann@team\n\n# a comment\n" + public(t) + "\r\n", 0o644, 2, "", ""},
		"a bad line before a good one": {
			"ssh-ed25519 nonsense\n" + public(t) + "\n", 0o600, 1,
			"line=1 why=\"it is no public key\"", "",
		},
		"options": {
			`from="10.0.0.0/8",expiry-time="20200101" ` + public(t) + "\n", 0o600, 0,
			"options (from, expiry-time)", "",
		},
		"a private key":       {"-----BEGIN OPENSSH PRIVATE KEY-----\n", 0o600, 0, "no public key", ""},
		"nothing":             {"", 0o600, 0, "", ""},
		"others can write it": {public(t), 0o622, 0, "", "chmod go-w"},
		"too large":           {strings.Repeat("#\n", 1<<20), 0o600, 0, "", "is larger than"},
	} {
		file := filepath.Join(t.TempDir(), "keys")
		if err := os.WriteFile(file, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, test.mode); err != nil {
			t.Fatal(err)
		}
		var log bytes.Buffer
		door := serve.New(serve.Options{
			HostKey: hostKey(t, t.TempDir()), AuthorizedKeys: file, Now: time.Now,
			Log: slog.New(slog.NewTextHandler(&log, nil)),
		})
		for range 2 { // what is said once isn't said again
			known, err := door.CheckKeys()
			if known != test.known || !strings.Contains(fmt.Sprint(err), test.err) ||
				(err == nil) != (test.err == "") {
				t.Errorf("%s: got %d, %v", name, known, err)
			}
		}
		lines := strings.Count(log.String(), "\n")
		if !strings.Contains(log.String(), test.log) || lines != min(len(test.log), 1) {
			t.Errorf("%s: the log says %q", name, log.String())
		}
	}
}

func hostKey(t *testing.T, dir string) ssh.Signer {
	t.Helper()
	key, err := serve.HostKey(filepath.Join(dir, "state", "host_key"), true)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestHostKeyIsMadeOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, second := hostKey(t, dir), hostKey(t, dir)
	if serve.Fingerprint(first) != serve.Fingerprint(second) {
		t.Error("it was made twice")
	}
	name := filepath.Join(dir, "state", "host_key")
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if entries, err := os.ReadDir(filepath.Dir(name)); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if err := os.Chmod(name, 0o644); err != nil { //nolint:gosec // it is what is refused
		t.Fatal(err)
	}
	if _, err := serve.HostKey(
		name,
		true,
	); err == nil ||
		!strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a key that others read: %v", err)
	}
	if _, err := serve.HostKey(filepath.Join(dir, "none"), false); err == nil {
		t.Error("a named key that isn't there was made")
	}
	name = filepath.Join(dir, "nonsense")
	if err := os.WriteFile(name, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := serve.HostKey(
		name,
		true,
	); err == nil ||
		!strings.Contains(err.Error(), "no private key") {
		t.Errorf("nonsense: %v", err)
	}
}

// TestKeysAreInAFile has what can be read but once, or never ends, refused, and without the advice to
// change its mode.
func TestKeysAreInAFile(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{pipe, os.DevNull} {
		door := serve.New(serve.Options{
			HostKey: hostKey(t, t.TempDir()), AuthorizedKeys: name, Now: time.Now,
			Log: slog.New(slog.DiscardHandler),
		})
		want := name + " is no regular file"
		if _, err := door.CheckKeys(); !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
