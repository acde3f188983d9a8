package cli_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/crypto/ssh"

	"exportwatch/cli"
)

// team is exportwatch serve in a bubble of virtual time, with connections in memory.
type team struct {
	*exchange

	t    *testing.T
	key  ssh.Signer // known
	errs *os.File
	end  context.CancelFunc
	code chan int
}

// openTeam must be called in a bubble, and close at its end.
func openTeam(t *testing.T, args ...string) *team {
	t.Helper()
	s := &team{
		exchange: newExchange(),
		t:        t,
		key:      newKey(t),
		errs:     temporary(t, ""),
		code:     make(chan int, 1),
	}
	dir := t.TempDir()
	keys := filepath.Join(dir, "keys")
	if err := os.WriteFile(keys, ssh.MarshalAuthorizedKey(s.key.PublicKey()), 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(
		[]string{"serve", "--demo", "--authorized-keys", keys, "--state-dir", dir},
		args...)
	var ctx context.Context
	ctx, s.end = context.WithCancel(t.Context())
	go func() {
		s.code <- cli.Main(ctx, args, cli.Streams{
			In: temporary(t, ""), Out: temporary(t, ""), Err: s.errs, Listener: s.exchange,
		})
	}()
	time.Sleep(time.Second)
	return s
}

// close ends the service as a signal does.
func (s *team) close() {
	s.t.Helper()
	s.end()
	began := time.Now()
	if code := <-s.code; code != 0 {
		s.t.Errorf("exit code %d: %s", code, s.log())
	}
	if took := time.Since(began); took > 6*time.Second {
		s.t.Errorf("it took %v to end", took)
	}
	time.Sleep(5 * time.Minute) // what is pending runs out
}

func (s *team) log() string { return content(s.t, s.errs) }

func newKey(t *testing.T) ssh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// connect shows a key.
func (s *team) connect(ways ...ssh.AuthMethod) (*ssh.Client, end, error) {
	conn := s.dial()
	client, channels, requests, err := ssh.NewClientConn(conn, "", &ssh.ClientConfig{
		User: "ann", Auth: ways,
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), //nolint:gosec // there is no network
	})
	if err != nil {
		return nil, conn, err
	}
	return ssh.NewClient(client, channels, requests), conn, nil
}

// guest is somebody who looks.
type guest struct {
	*emulator
	*ssh.Session

	client *ssh.Client
	conn   end
	typing io.WriteCloser
	left   chan error
}

// visit comes in with a known key and looks.
func (s *team) visit(width, height int, prepare ...func(*ssh.Session)) *guest {
	s.t.Helper()
	client, conn, err := s.connect(ssh.PublicKeys(s.key))
	if err != nil {
		s.t.Fatal(err)
	}
	session, err := client.NewSession()
	if err != nil {
		s.t.Fatal(err)
	}
	g := &guest{Session: session, client: client, conn: conn, left: make(chan error, 1)}
	if g.typing, err = session.StdinPipe(); err != nil {
		s.t.Fatal(err)
	}
	g.emulator = newEmulator(max(1, min(width, 500)), max(1, min(height, 200)), g.typing)
	session.Stdout = g.emulator
	_ = session.Setenv("LANG", "C.UTF-8")
	if err := session.RequestPty("xterm-256color", height, width, nil); err != nil {
		s.t.Fatal(err)
	}
	for _, each := range prepare {
		each(session)
	}
	if err := session.Shell(); err != nil {
		s.t.Fatal(err)
	}
	go func() { g.left <- session.Wait() }()
	time.Sleep(2 * time.Second)
	synctest.Wait()
	return g
}

func (g *guest) press(keys ...string) {
	for _, key := range keys {
		_, _ = io.WriteString(g.typing, key)
		time.Sleep(300 * time.Millisecond)
		synctest.Wait()
	}
}

// gone hangs up.
func (g *guest) gone() {
	_ = g.client.Close()
	g.close()
}

// TestTenLook has ten look at once, each with a cursor of his own, and end in different ways; then
// nothing is left of them. Run it with the race detector.
//
//nolint:paralleltest // it counts goroutines
func TestTenLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t)
		synctest.Wait()
		before := goroutines()
		var guests []*guest
		for range 10 {
			guests = append(guests, s.visit(120, 36))
		}
		for i, g := range guests {
			if !strings.Contains(g.text(), "cur2-daily") ||
				!strings.Contains(g.text(), "NEEDS YOU") {
				t.Fatalf("%d sees\n%s", i, g.text())
			}
		}
		guests[0].press("j", "j")
		guests[1].press("G", "3")
		guests[2].press("/", "f", "o", "c", "u", "s", "\r")
		guests[3].press("x", "m", "p")
		if strings.Contains(guests[4].text(), "Removed") ||
			!strings.Contains(guests[3].text(), "paused") {
			t.Errorf("one paused and removed, and another sees\n%s", guests[4].text())
		}
		if guests[0].text() == guests[1].text() {
			t.Error("two cursors are the same")
		}
		guests[5].press("\x1a", "j") // ctrl+z
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		guests[0].press("q")
		if err := <-guests[0].left; err != nil || guests[0].restored() != "" {
			t.Errorf("left with %v, %s", err, guests[0].restored())
		}
		for i, g := range guests[:9] {
			if i != 0 && !strings.Contains(g.text(), "exportwatch") {
				t.Errorf("%d sees\n%s", i, g.text())
			}
			g.gone()
		}
		last := guests[9]
		s.end()
		if err := <-last.left; err != nil {
			t.Errorf("the end of the service: %v", err)
		}
		if why := last.restored(); why != "" ||
			!strings.Contains(last.text(), "the service is ending") {
			t.Errorf("%s\n%s", why, last.text())
		}
		last.gone()
		s.close()
		if after := goroutines(); after > before {
			t.Errorf("%d goroutines, before %d", after, before)
		}
		if strings.Count(s.log(), "msg=came") != 10 || strings.Count(s.log(), "msg=left") != 10 {
			t.Errorf("the log:\n%s", s.log())
		}
	})
}

// goroutines counts those of bubbles.
func goroutines() int {
	stacks := make([]byte, 1<<22)
	return strings.Count(string(stacks[:runtime.Stack(stacks, true)]), "synctest bubble")
}

func TestWhoIsntLetIn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t)
		for name, ways := range map[string][]ssh.AuthMethod{
			"unknown key": {ssh.PublicKeys(newKey(t))},
			"password":    {ssh.Password("secret")},
			"nothing":     nil,
		} {
			if _, conn, err := s.connect(ways...); err == nil {
				t.Errorf("%s: let in", name)
			} else {
				_ = conn.Close()
			}
		}
		stranger := newKey(t)
		_, conn, _ := s.connect(ssh.PublicKeys(stranger))
		_ = conn.Close()
		synctest.Wait()
		if want := "user=ann keys=" + ssh.FingerprintSHA256(stranger.PublicKey()) +
			` why="no key is known"`; !strings.Contains(s.log(), want) {
			t.Errorf("want %s in\n%s", want, s.log())
		}
		// A key that is taken away is unknown at the next login.
		client, _, err := s.connect(ssh.PublicKeys(s.key))
		if err != nil {
			t.Fatal(err)
		}
		if err = client.Close(); err != nil {
			t.Error(err)
		}
		s.close()
	})
}

func TestNothingButTheScreenIsServed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t, "--places", "1")
		client, _, err := s.connect(ssh.PublicKeys(s.key))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = client.Dial("tcp", "127.0.0.1:22"); err == nil {
			t.Error("-L is served")
		}
		if ok, _, refused := client.SendRequest("tcpip-forward", true, nil); ok || refused != nil {
			t.Errorf("-R: %v, %v", ok, refused)
		}
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range []string{"exec", "subsystem", "x11-req", "auth-agent-req@openssh.com"} {
			ok, refused := session.SendRequest(kind, true, ssh.Marshal(struct{ Text string }{"ls"}))
			if ok || refused != nil {
				t.Errorf("%s: %v, %v", kind, ok, refused)
			}
		}
		if _, err = client.NewSession(); err == nil {
			t.Error("a second session is served")
		}
		// It has no screen in time, and is closed.
		began := time.Now()
		_ = client.Wait()
		if took := time.Since(began); took > 11*time.Second {
			t.Errorf("closed after %v", took)
		}
		for _, what := range []string{
			"what=direct-tcpip", "what=tcpip-forward", "what=exec", "what=subsystem",
			`why="no screen was asked for"`,
		} {
			if !strings.Contains(s.log(), what) {
				t.Errorf("no %s in\n%s", what, s.log())
			}
		}
		first := s.visit(80, 24)
		second := s.visit(80, 24)
		if err = <-second.left; err == nil {
			t.Error("the second left with exit code 0")
		}
		if !strings.Contains(second.text(), "all places are taken; try again later") {
			t.Errorf("the second sees\n%s", second.text())
		}
		first.press("q")
		third := s.visit(80, 24)
		if !strings.Contains(third.text(), "cur2-daily") {
			t.Errorf("the third sees\n%s", third.text())
		}
		first.gone()
		second.gone()
		third.gone()
		s.close()
	})
}

func TestIdleAndDeadClientsAreEnded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t, "--idle", "10m")
		idle, busy, dead := s.visit(80, 24), s.visit(80, 24), s.visit(80, 24)
		dead.conn.in.set(func(l *line) { l.stalled = true })
		for range 12 {
			time.Sleep(time.Minute)
			busy.press("j")
		}
		if err := <-idle.left; err != nil || !strings.Contains(idle.text(), "no key was pressed") {
			t.Errorf("%v\n%s", err, idle.text())
		}
		select {
		case err := <-busy.left:
			t.Errorf("who pressed keys was ended: %v", err)
		default:
		}
		if <-dead.left == nil || !strings.Contains(s.log(), "answered nothing") {
			t.Errorf("a dead line was kept:\n%s", s.log())
		}
		idle.gone()
		busy.gone()
		dead.gone()
		s.close()
	})
}

// TestStoppedClientGetsItsTerminalBack has a client stand still for longer than it is waited for: what
// gives the terminal back, and why, is there for it when it goes on.
func TestStoppedClientGetsItsTerminalBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t)
		g := s.visit(80, 24)
		g.conn.in.set(func(l *line) { l.stopped = true })
		time.Sleep(2 * time.Minute)
		g.conn.in.set(func(l *line) { l.stopped = false })
		err, why := <-g.left, g.restored()
		if err != nil || why != "" || !strings.Contains(g.text(), "answered nothing") {
			t.Errorf("%v, %s\n%s", err, why, g.text())
		}
		g.gone()
		s.close()
	})
}

// TestWhoComesLaterSeesWhatTheServiceSaw has somebody come when runs are under way that the service saw
// begin: their stages are as one sees them who came at the start.
func TestWhoComesLaterSeesWhatTheServiceSaw(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t)
		early := s.visit(120, 50)
		time.Sleep(6*time.Minute + 7*time.Second)
		late := s.visit(120, 50)
		for _, g := range []*guest{early, late} {
			g.press("/", "c", "i", "d", "-", "\r")
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if early.text() != late.text() || !strings.Contains(late.text(), "Timeline") {
			t.Errorf("who came at the start sees\n%s\nand later\n%s", early.text(), late.text())
		}
		early.gone()
		late.gone()
		s.close()
	})
}

// TestConnectionsWithoutAScreenAreBounded has somebody with a known key connect again and again.
func TestConnectionsWithoutAScreenAreBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of goroutines: left out of the short run, which the race detector takes")
	}
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t, "--places", "1")
		for range 203 {
			if _, _, err := s.connect(ssh.PublicKeys(s.key)); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if got := strings.Count(s.log(), `why="too many are connected"`); got != 2 {
			t.Errorf("%d of 203 were refused, want 2", got)
		}
		s.close()
	})
}
