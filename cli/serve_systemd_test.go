package cli_test

import (
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/crypto/ssh"
)

// TestSystemdIsTold has the service tell when it is ready and when it ends, and Prometheus find it
// meanwhile.
func TestSystemdIsTold(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "") //nolint:usetesting // sockets want a short path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	socket, keys := filepath.Join(dir, "s"), filepath.Join(dir, "keys")
	told, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = told.Close() })
	line := ssh.MarshalAuthorizedKey(newKey(t).PublicKey())
	if err = os.WriteFile(keys, line, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), binary(), "serve", "--demo", "--listen", "0.0.0.0:0",
		"--authorized-keys", keys, "--state-dir", dir, "--metrics", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+socket)
	errs, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = cmd.Start(); err != nil {
		t.Fatal(err)
	}
	log := &lockedLog{lines: make(chan string, 1000)}
	go log.read(errs)
	says := func(want string) {
		state := make([]byte, 100)
		n, failed := told.Read(state)
		if got := string(state[:n]); got != want || failed != nil {
			t.Errorf("systemd was told %q, %v, want %q", got, failed, want)
		}
	}
	says("READY=1")
	_, rest, _ := strings.Cut(log.until(t, "metrics at "), "http://")
	if got := fetch(t, "http://"+strings.TrimSuffix(rest, "/metrics")+"/healthz"); got != "ok\n" {
		t.Errorf("health: %q", got)
	}
	if got := fetch(t, "http://"+rest); !strings.Contains(got, "exportwatch_viewers 0") {
		t.Errorf("metrics: %q", got)
	}
	if got := log.until(t, "listening on"); !strings.Contains(got, "other machines reach") {
		t.Errorf("an open address is not said to be one: %s", got)
	}
	if err = cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	says("STOPPING=1")
	for range log.lines {
	}
	if err = cmd.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
}

// fetch returns what an address answers.
func fetch(t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestServeLogsWhatItsOperatorMustKnow has a permission missing, a login expire and come back, and a
// target mistyped: the log tells each once.
func TestServeLogsWhatItsOperatorMustKnow(t *testing.T) {
	t.Parallel()
	for arg, wanted := range map[string][]string{
		"--demo-accounts=3": {
			"level=WARN msg=\"AWS doesn't answer\" account=payer-apac why=",
			"level=WARN msg=\"AWS doesn't answer\" account=payer-emea why=",
			"level=INFO msg=\"AWS answers again\" account=payer-emea",
		},
		"focus-1-O": {`msg="no export is called so" target=focus-1-O near="focus-1-0`},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := openTeam(t, arg)
			time.Sleep(5 * time.Minute)
			for _, want := range wanted {
				if n := strings.Count(s.log(), want); n != 1 {
					t.Errorf("%s stands %d times in\n%s", want, n, s.log())
				}
			}
			s.close()
		})
	}
}
