package cli_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// slowing asks to slow down: the first so many questions of each of some operations.
type slowing struct {
	http.Handler

	first int
	of    []string
	mu    sync.Mutex
	asked map[string]int
}

func (s *slowing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	s.mu.Lock()
	s.asked[operation]++
	n := s.asked[operation]
	s.mu.Unlock()
	for _, slowed := range s.of {
		if operation == slowed && n <= s.first {
			w.Header().Set("X-Amzn-Requestid", "1")
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"__type":"ThrottlingException","Message":"Rate exceeded"}`))
			return
		}
	}
	s.Handler.ServeHTTP(w, r)
}

// TestCheckAsksAgainThatWasThrottled: once more, a while later; what stays so is said, and nothing else
// suffers from it.
func TestCheckAsksAgainThatWasThrottled(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		first, code     int
		ids             string
		exports, tables int
		least, most     time.Duration
	}{
		"not at all": {0, 0, "A1 B1 C1 D1", 1, 3, 0, time.Second},
		"once":       {1, 0, "A1 B1 C1 D1", 2, 4, time.Second, 3 * time.Second},
		"for ever":   {1000, 3, "A1 B1", 2, 2, time.Second, 3 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := midMonth(t, simulator.Options{Seed: 1, Frozen: true})
				slow := &slowing{
					Handler: server, first: tt.first, of: []string{"GetExport", "GetTable"},
					asked: map[string]int{},
				}
				got, took := commanded(
					t,
					slow,
					"check",
					"--profile",
					"demo",
					"cur2-hourly",
					"-o",
					"json",
				)
				e := got.parseChecks(t).find(t, "cur2-hourly")
				if got.code != tt.code || e.ids() != tt.ids || took < tt.least || took > tt.most {
					t.Errorf("exit code %d after %v, %s: %s", got.code, took, e.ids(), got.errs)
				}
				if slow.asked["GetExport"] != tt.exports || slow.asked["GetTable"] != tt.tables {
					t.Errorf("asked %v", slow.asked)
				}
			})
		})
	}
}
