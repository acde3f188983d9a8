package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/crypto/ssh"
)

// megabytes is how much the heap holds after a collection.
func megabytes() int {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return int(memory.HeapAlloc >> 20)
}

// TestHostileClientsAreBounded has clients that keep no rule, beside one who looks and notices nothing.
//
//nolint:paralleltest // it measures the heap
func TestHostileClientsAreBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of goroutines: left out of the short run, which the race detector takes")
	}
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t)
		quiet := s.visit(100, 30)
		before := megabytes()
		for name, hostile := range map[string]func() *guest{
			"10,000 variables": func() *guest {
				return s.visit(80, 24, func(session *ssh.Session) {
					for i := range 10_000 {
						_ = session.Setenv(fmt.Sprintf("LC_%d", i), strings.Repeat("x", 10_000))
						_ = session.Setenv("LC_A", strings.Repeat("x", 10_000))
					}
				})
			},
			"65535x65535": func() *guest { return s.visit(65535, 65535) },
			"4000x260":    func() *guest { return s.visit(4000, 260) },
			"0x0":         func() *guest { return s.visit(0, 0) },
			"resizes before the shell": func() *guest {
				return s.visit(80, 24, func(session *ssh.Session) {
					session.Stdout = io.Discard // its terminal isn't of the size that it tells
					for i := range 1000 {
						_ = session.WindowChange(i, i)
					}
				})
			},
			"an endless paste": func() *guest {
				g := s.visit(80, 24)
				_, _ = io.WriteString(g.typing, "\x1b[200~")
				go flood(g.typing, "x")
				return g
			},
			"an endless answer": func() *guest {
				g := s.visit(80, 24)
				_, _ = io.WriteString(g.typing, "\x1b]11;")
				go flood(g.typing, "1")
				return g
			},
			"endless keys": func() *guest {
				g := s.visit(80, 24)
				go flood(g.typing, "jk")
				return g
			},
			"garbage after the handshake": func() *guest {
				g := s.visit(80, 24)
				_, _ = g.conn.Write(bytes.Repeat([]byte{0xff}, 100_000))
				return g
			},
			"an unknown request, often": func() *guest {
				return s.visit(80, 24, func(session *ssh.Session) {
					for range 1000 {
						_, _ = session.SendRequest("what", true, bytes.Repeat([]byte("x"), 10_000))
					}
				})
			},
		} {
			g := hostile()
			time.Sleep(5 * time.Second)
			synctest.Wait()
			if held := megabytes() - before; held > 120 {
				t.Errorf("%s: %d MB", name, held)
			}
			g.gone()
			quiet.press("j")
			if !strings.Contains(quiet.text(), "cur2-daily") {
				t.Errorf("after %s one sees\n%s", name, quiet.text())
			}
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if held := megabytes() - before; held > 20 {
			t.Errorf("%d MB are kept", held)
		}
		quiet.gone()
		s.close()
	})
}

// flood writes a text again and again until nobody takes it any more.
func flood(to io.Writer, text string) {
	for {
		if _, err := io.WriteString(to, strings.Repeat(text, 10_000)); err != nil {
			return
		}
	}
}

// TestHalfOpenConnectionsKeepNobodyOut opens thousands that say nothing, or nothing of sense.
//
//nolint:paralleltest // it measures the heap
func TestHalfOpenConnectionsKeepNobodyOut(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of goroutines: left out of the short run, which the race detector takes")
	}
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t)
		before := megabytes()
		var all []end
		for i := range 3000 {
			conn := s.dial()
			all = append(all, conn)
			if i%3 == 0 {
				_, _ = conn.Write([]byte("GET / HTTP/1.1\r\n\r\n"))
			}
			if i%3 == 1 {
				_, _ = conn.Write([]byte("SSH-2.0-x\r\n" + strings.Repeat("\xff", 1000)))
			}
		}
		synctest.Wait()
		open := 0
		for _, conn := range all {
			conn.out.set(func(l *line) {
				if !l.closed {
					open++
				}
			})
		}
		if open > 256 {
			t.Errorf("%d are open", open)
		}
		if held := megabytes() - before; held > 60 {
			t.Errorf("they hold %d MB", held)
		}
		g := s.visit(80, 24)
		if !strings.Contains(g.text(), "cur2-daily") {
			t.Errorf("one sees\n%s", g.text())
		}
		time.Sleep(time.Minute)
		for _, conn := range all {
			conn.out.set(func(l *line) {
				if !l.closed {
					t.Error("one that said nothing is open after a minute")
				}
			})
		}
		if !strings.Contains(s.log(), `why="no key was shown in time"`) {
			t.Error("the log doesn't say why they were closed")
		}
		g.gone()
		s.close()
	})
}

// TestSlowReaderHoldsNobodyUp has one that reads nothing beside nine who look.
func TestSlowReaderHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t)
		slow := s.visit(200, 50)
		slow.conn.in.set(func(l *line) { l.stalled = true })
		var quick []*guest
		for range 9 {
			quick = append(quick, s.visit(80, 24))
		}
		for range 20 {
			_, _ = io.WriteString(slow.typing, "jkG3")
			for i, g := range quick {
				was := g.bytes()
				_, _ = io.WriteString(g.typing, "?")
				time.Sleep(50 * time.Millisecond)
				synctest.Wait()
				if g.bytes() == was {
					t.Errorf("%d waits for a key's frame", i)
				}
			}
		}
		slow.gone()
		for _, g := range quick {
			g.gone()
		}
		s.close()
	})
}

// figuresVariable has the figures of a team printed, for docs/performance.md.
const figuresVariable = "EXPORTWATCH_TEAM"

// figuresWanted is what it says before TestMain clears the environment.
var figuresWanted = os.Getenv(figuresVariable) != ""

// TestTeamFigures prints what viewers cost. It fails where fifty who have left leave something behind.
//
//nolint:paralleltest // it measures the heap
func TestTeamFigures(t *testing.T) {
	if !figuresWanted {
		t.Skipf("measures: set %s=1", figuresVariable)
	}
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t)
		synctest.Wait()
		bare, threads := megabytes(), goroutines()
		t.Logf("none: heap %d MB, %d goroutines", bare, threads)
		var guests []*guest
		for _, count := range []int{1, 10, 50} {
			for len(guests) < count {
				guests = append(guests, s.visit(120, 36))
			}
			time.Sleep(time.Minute)
			synctest.Wait()
			was := guests[0].bytes()
			time.Sleep(10 * time.Minute)
			synctest.Wait()
			t.Logf(
				"%d viewers: heap %d MB with the test's own terminals, %d goroutines, %d bytes/s "+
					"for each",
				count,
				megabytes(),
				goroutines(),
				(guests[0].bytes()-was)/600,
			)
		}
		for _, g := range guests {
			g.gone()
		}
		clear(guests)
		time.Sleep(time.Minute)
		synctest.Wait()
		t.Logf("all left: heap %d MB, %d goroutines", megabytes(), goroutines())
		if goroutines() > threads {
			t.Errorf("%d goroutines, before %d", goroutines(), threads)
		}
		s.close()
	})
}

// TestTwoHundredConnectAtOnce has fifty get a place and the others told why not.
func TestTwoHundredConnectAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of goroutines: left out of the short run, which the race detector takes")
	}
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := openTeam(t)
		var mu sync.Mutex
		look, wait := 0, 0
		var clients []*ssh.Client
		var all sync.WaitGroup
		for range 200 {
			all.Go(func() {
				client, _, err := s.connect(ssh.PublicKeys(s.key))
				if err != nil {
					t.Error(err)
					return
				}
				out := glance(client)
				mu.Lock()
				defer mu.Unlock()
				clients = append(clients, client)
				switch {
				case strings.Contains(out, "\x1b[?1049h"):
					look++
				case strings.Contains(out, "all places are taken"):
					wait++
				}
			})
		}
		all.Wait()
		if look != 50 || wait != 150 {
			t.Errorf("%d look and %d were told to wait", look, wait)
		}
		for _, client := range clients {
			_ = client.Close()
		}
		s.close()
	})
}

// glance asks for the screen and returns what comes in the first seconds.
func glance(client *ssh.Client) string {
	session, err := client.NewSession()
	if err != nil {
		return err.Error()
	}
	if _, err = session.StdinPipe(); err != nil { // without one the end comes at once
		return err.Error()
	}
	out, err := session.StdoutPipe()
	if err != nil {
		return err.Error()
	}
	if err = session.RequestPty("xterm", 24, 80, nil); err != nil {
		return err.Error()
	}
	if err = session.Shell(); err != nil {
		return err.Error()
	}
	time.Sleep(3 * time.Second)
	text := make([]byte, 1<<16)
	n, _ := out.Read(text) // what came counts
	return string(text[:n])
}
