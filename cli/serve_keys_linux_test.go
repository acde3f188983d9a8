package cli_test

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// typist is a viewer of a service that is a process, who types and notes when something comes.
type typist struct {
	typing io.Writer
	came   chan time.Time
}

// visitTyping comes in over TCP and waits until the screen is there.
func visitTyping(t *testing.T, address string, key ssh.Signer) *typist {
	t.Helper()
	client, err := ssh.Dial("tcp", address, &ssh.ClientConfig{
		User:            "ann",
		Auth:            []ssh.AuthMethod{ssh.PublicKeys(key)},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), //nolint:gosec // it doesn't leave this machine
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	v := &typist{came: make(chan time.Time, 1)}
	if v.typing, err = session.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = session.RequestPty("xterm-256color", 36, 120, nil); err != nil {
		t.Fatal(err)
	}
	if err = session.Shell(); err != nil {
		t.Fatal(err)
	}
	go v.read(out)
	<-v.came
	return v
}

// read notes when something came; what nobody waits for is forgotten.
func (v *typist) read(out io.Reader) {
	buf := make([]byte, 1<<15)
	for {
		if _, err := out.Read(buf); err != nil {
			return
		}
		select {
		case v.came <- time.Now():
		default:
		}
	}
}

// press returns how long a key took to the first byte that came after it.
func (v *typist) press(t *testing.T, key string) time.Duration {
	t.Helper()
	select {
	case <-v.came:
	default:
	}
	began := time.Now()
	if _, err := io.WriteString(v.typing, key); err != nil {
		t.Error(err)
		return 0
	}
	return (<-v.came).Sub(began)
}

// TestTeamKeys prints how long a key takes while others look and press keys as well: each one a second.
//
//nolint:paralleltest // it measures
func TestTeamKeys(t *testing.T) {
	if !figuresWanted {
		t.Skipf("measures: set %s=1", figuresVariable)
	}
	s := startServe(t)
	text, err := os.ReadFile(filepath.Join(s.dir, "known"))
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.ParsePrivateKey(text)
	if err != nil {
		t.Fatal(err)
	}
	const each = 20 // keys
	var viewers []*typist
	for _, count := range []int{1, 10, 50} {
		for len(viewers) < count {
			viewers = append(viewers, visitTyping(t, net.JoinHostPort("127.0.0.1", s.port), key))
		}
		time.Sleep(3 * time.Second)
		var mu sync.Mutex
		var took []time.Duration
		var all sync.WaitGroup
		for i, v := range viewers {
			all.Go(func() {
				time.Sleep(time.Second * time.Duration(i) / time.Duration(count))
				for n := range each {
					span := v.press(t, "jk"[n%2:n%2+1])
					mu.Lock()
					took = append(took, span)
					mu.Unlock()
					time.Sleep(time.Second - span)
				}
			})
		}
		all.Wait()
		t.Logf("%d viewers at 120x36: key → first byte, p50 / p99, ms: %s / %s of %d keys",
			count, ms(share(took, 0.5)), ms(share(took, 0.99)), len(took))
	}
	s.ends()
}
