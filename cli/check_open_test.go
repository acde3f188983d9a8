package cli_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// guarded counts what is read of data files, and may refuse it.
type guarded struct {
	http.Handler

	refuses bool
	ranges  []string
}

func (g *guarded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet || !strings.Contains(r.URL.Path, "/data/") {
		g.Handler.ServeHTTP(w, r)
		return
	}
	g.ranges = append(g.ranges, r.Header.Get("Range"))
	if !g.refuses {
		g.Handler.ServeHTTP(w, r)
		return
	}
	w.Header().Set("X-Amz-Request-Id", "1")
	w.WriteHeader(http.StatusForbidden)
	_, _ = w.Write(
		[]byte("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"),
	)
}

// TestCheckOpensAFile: only where that is asked for, four bytes of one file, and a refusal is a note.
func TestCheckOpensAFile(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		args    string
		refuses bool
		code    int
		ids     string
		reads   int
	}{
		"not asked for":     {"", false, 0, "A1 B1 C1 D1", 0},
		"opened":            {"--open", false, 0, "A1 A28 B1 C1 D1", 1},
		"refused":           {"--open", true, 0, "A1 A29 B1 C1 D1", 1},
		"refused, is named": {"--open --only data --fail-on warning", true, 0, "A1 A29", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := midMonth(t, simulator.Options{Seed: 1, Frozen: true})
				guard := &guarded{Handler: server, refuses: tt.refuses}
				args := []string{"check", "--profile", "demo", "cur2-hourly", "-o", "json"}
				got, _ := commanded(t, guard, append(args, strings.Fields(tt.args)...)...)
				e := got.parseChecks(t).find(t, "cur2-hourly")
				if got.code != tt.code || e.ids() != tt.ids || len(guard.ranges) != tt.reads {
					t.Errorf(
						"exit code %d, %s, read %q: %s",
						got.code,
						e.ids(),
						guard.ranges,
						got.errs,
					)
				}
				if tt.reads > 0 && guard.ranges[0] != "bytes=0-3" {
					t.Errorf("read %q", guard.ranges)
				}
			})
		})
	}
}

// TestOpenByKey: a file is opened only in the tab of checks, and only one that was seen and not opened;
// else the key says why it does nothing.
func TestOpenByKey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const nothing = "There is no file to open that was seen and not opened yet."
		s := play(t, nil, 120, 36, "--demo")
		s.at(45 * time.Second)
		s.press(append(append([]string{"/"}, strings.Split("cur2-hourly", "")...), "\r", "o")...)
		s.has("A file is opened in the tab of checks.")
		s.press("2", "o")
		s.has(nothing)
		s.press("r")
		s.at(50 * time.Second)
		s.press("z")
		s.has("o opens one file: 4 bytes, 1 request")
		s.press("o")
		s.at(55 * time.Second)
		s.has("can be read with your permissions and is gzip.", "5 requests")
		s.lacks("o opens one file")
		s.press("o")
		s.has(nothing)
		s.press("r")
		s.at(60 * time.Second)
		s.has("o opens one file: 4 bytes, 1 request", "4 requests")
		s.lacks("can be read with your permissions")
		s.leave()
	})
}
