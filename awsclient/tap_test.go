package awsclient_test

import (
	"net/http"
	"testing"
	"testing/synctest"

	"exportwatch/awsclient"
	"exportwatch/model"
)

// TestTapSeesQuestionsAlone: what gets credentials, with the keys in its answer, never passes the tap.
func TestTapSeesQuestionsAlone(t *testing.T) {
	t.Setenv("HOME", machine(t, assumesRole, keys("AKIDONE")))
	synctest.Test(t, func(t *testing.T) {
		script := newScript(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Amz-Target") != "" {
				speaksJSON(200, running)(w, r)
				return
			}
			says(200, "text/xml", stsKeys)(w, r)
		})
		var seen []string
		session := open(t, awsclient.Options{
			Profile: "acme", Transport: through(script),
			Tap: func(over http.RoundTripper) http.RoundTripper {
				return roundTrip(func(r *http.Request) (*http.Response, error) {
					seen = append(seen, r.Header.Get("X-Amz-Target"))
					return over.RoundTrip(r)
				})
			},
		})
		mustAnswer(t, session)
		if script.to("sts.") != 1 || len(seen) != 1 || seen[0] == "" {
			t.Errorf("STS was asked %d times, the tap saw %q", script.to("sts."), seen)
		}
	})
}

// TestAttempts: a question is sent so often at most.
func TestAttempts(t *testing.T) {
	t.Setenv("HOME", machine(t, "", keys("AKIDONE")))
	for attempts, want := range map[int]int{0: 2, 1: 1, 3: 3} {
		synctest.Test(t, func(t *testing.T) {
			script := newScript(refuses(500, "InternalServerException", "no"))
			session := open(t, awsclient.Options{Attempts: attempts, Transport: through(script)})
			mustFail(t, session, model.FaultService)
			if got := len(script.requests()); got != want {
				t.Errorf("with %d attempts it is sent %d times, want %d", attempts, got, want)
			}
		})
	}
}
