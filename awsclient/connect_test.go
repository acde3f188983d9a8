package awsclient_test

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient"
	"exportwatch/model"
)

const (
	rest    = 2*time.Second + time.Millisecond // as long the settings rest
	stsKeys = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIDROLE</AccessKeyId>` +
		`<SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken>` +
		`<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>` +
		`</AssumeRoleResponse>`
)

func keys(id string) string {
	return "[default]\naws_access_key_id=" + id + "\naws_secret_access_key=S\n"
}

// accepting is a service that knows one key, and refuses all others with a code.
func accepting(id, code string) *script {
	return newScript(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Authorization"), "Credential="+id+"/") {
			speaksJSON(200, running)(w, r)
			return
		}
		refuses(403, code, "no")(w, r)
	})
}

// TestRenewedKeysAreReadAgain rewrites the credentials file under a running session.
func TestRenewedKeysAreReadAgain(t *testing.T) {
	for code, kind := range map[string]model.FaultKind{
		"ExpiredTokenException":       model.FaultExpiredKeys,
		"UnrecognizedClientException": model.FaultBadKeys,
	} {
		t.Run(code, func(t *testing.T) {
			home := machine(t, "", keys("AKIDOLD"))
			t.Setenv("HOME", home)
			synctest.Test(t, func(t *testing.T) {
				script := accepting("AKIDNEW", code)
				session := open(t, awsclient.Options{Transport: through(script)})
				for range 3 {
					mustFail(t, session, kind)
					time.Sleep(15 * time.Second)
				}
				write(t, filepath.Join(home, "credentials"), keys("AKIDNEW"))
				mustAnswer(t, session)
			})
		})
	}
}

// TestHalfWrittenFileDoesNotEndTheSession: while the file is being written, the profile may be
// missing. A wrong setting would never be asked about again.
func TestHalfWrittenFileDoesNotEndTheSession(t *testing.T) {
	home := machine(t, "", "[acme]\naws_access_key_id=AKIDOLD\naws_secret_access_key=S\n")
	t.Setenv("HOME", home)
	synctest.Test(t, func(t *testing.T) {
		script := accepting("AKIDNEW", "ExpiredTokenException")
		options := awsclient.Options{Profile: "acme", Transport: through(script)}
		session := open(t, options)
		mustFail(t, session, model.FaultExpiredKeys)
		for _, half := range []string{"", "[acme]\naws_access_key_id=AKIDNEW\n"} {
			write(t, filepath.Join(home, "credentials"), half)
			if fault := ask(
				t,
				session,
			); fault.Kind != model.FaultExpiredKeys ||
				fault.Profile != "acme" {
				t.Errorf("got %+v, want ExpiredKeys as before", *fault)
			}
			time.Sleep(rest)
		}
		write(t, filepath.Join(home, "credentials"),
			"[acme]\naws_access_key_id=AKIDNEW\naws_secret_access_key=S\n")
		mustAnswer(t, session)
	})
}

// TestReloadsAreRare: after a reload the settings rest, however many calls fail.
func TestReloadsAreRare(t *testing.T) {
	home := machine(t, "", keys("AKIDOLD"))
	t.Setenv("HOME", home)
	synctest.Test(t, func(t *testing.T) {
		script := accepting("none", "ExpiredTokenException")
		session := open(t, awsclient.Options{Transport: through(script)})
		mustFail(t, session, model.FaultExpiredKeys)
		for i := range 1000 { // a new key at each call: the keys that were sent count the reloads
			write(t, filepath.Join(home, "credentials"), keys(fmt.Sprintf("AKID%d", i)))
			mustFail(t, session, model.FaultExpiredKeys)
		}
		sent := map[string]int{}
		for _, r := range script.requests() {
			sent[r.key]++
		}
		if len(sent) != 2 || sent["AKIDOLD"] != 1 || sent["AKID0"] != 1000 {
			t.Errorf(
				"sent %v, want one call with the old key and all others with the first new one",
				sent,
			)
		}
		time.Sleep(rest)
		mustFail(t, session, model.FaultExpiredKeys)
		if last := script.requests()[1001].key; last != "AKID999" {
			t.Errorf("after a rest: sent %s, want AKID999", last)
		}
	})
}

// TestOldConnectionIsNotHeard: a call that fails with keys that were replaced meanwhile doesn't
// have the new ones read again.
func TestOldConnectionIsNotHeard(t *testing.T) {
	home := machine(t, "", keys("AKIDOLD"))
	t.Setenv("HOME", home)
	synctest.Test(t, func(t *testing.T) {
		slow := true
		script := newScript(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case !strings.Contains(r.Header.Get("Authorization"), "Credential=AKIDOLD/"):
				speaksJSON(200, running)(w, r)
				return
			case slow:
				slow = false
				time.Sleep(10 * time.Second)
			}
			refuses(403, "ExpiredTokenException", "no")(w, r)
		})
		session := open(t, awsclient.Options{Transport: through(script)})
		var old sync.WaitGroup
		old.Go(func() { mustFail(t, session, model.FaultExpiredKeys) })
		synctest.Wait()
		mustFail(t, session, model.FaultExpiredKeys)
		write(t, filepath.Join(home, "credentials"), keys("AKIDNEW"))
		mustAnswer(t, session)
		old.Wait()
		write(t, filepath.Join(home, "credentials"), keys("AKIDNEWER"))
		mustAnswer(t, session)
		requests := script.requests()
		if last := requests[len(requests)-1].key; last != "AKIDNEW" {
			t.Errorf("sent %s, want AKIDNEW: the settings were loaded again", last)
		}
	})
}

// TestCredentialsAreGotOncePerRound counts what 1,000 calls ask STS.
func TestCredentialsAreGotOncePerRound(t *testing.T) {
	for name, tt := range map[string]struct {
		sts                    http.HandlerFunc
		asked, asked2, service int
	}{
		"refused": {stsRefuses(403, "AccessDenied", "no"), 1, 2, 0},
		"granted": {says(200, "text/xml", stsKeys), 1, 1, 2000},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HOME", machine(t, assumesRole, keys("AKIDONE")))
			synctest.Test(t, func(t *testing.T) {
				script := newScript(func(w http.ResponseWriter, r *http.Request) {
					if r.Header.Get("X-Amz-Target") != "" {
						speaksJSON(200, running)(w, r)
						return
					}
					time.Sleep(3 * time.Second) // all calls that are under way wait for this one
					tt.sts(w, r)
				})
				session := open(t, awsclient.Options{Profile: "acme", Transport: through(script)})
				round(session)
				if got := script.to("sts."); got != tt.asked {
					t.Errorf("asked STS %d times in the first round, want %d", got, tt.asked)
				}
				time.Sleep(15 * time.Second)
				round(session)
				if got := script.to("sts."); got != tt.asked2 {
					t.Errorf("asked STS %d times after two rounds, want %d", got, tt.asked2)
				}
				if got := script.to("bcm-data-exports"); got != tt.service {
					t.Errorf("asked the service %d times, want %d", got, tt.service)
				}
			})
		})
	}
}

// round asks 1,000 times, 8 at once.
func round(session *awsclient.Session) {
	var calls sync.WaitGroup
	for range 8 {
		calls.Go(func() {
			for range 125 {
				_, _ = session.Execution(context.Background(), ref())
			}
		})
	}
	calls.Wait()
}

// TestLoginIsSeenAtOnce: a login made elsewhere counts as soon as the failure is forgotten.
func TestLoginIsSeenAtOnce(t *testing.T) {
	home := machine(t, sessionSSO, "")
	t.Setenv("HOME", home)
	synctest.Test(t, func(t *testing.T) {
		script := newScript(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Amz-Target") != "" {
				speaksJSON(200, running)(w, r)
				return
			}
			says(200, "application/json", `{"roleCredentials":{"accessKeyId":"AKIDSSO",`+
				`"secretAccessKey":"S","sessionToken":"T","expiration":32472144000000}}`)(w, r)
		})
		session := open(t, awsclient.Options{Profile: "acme", Transport: through(script)})
		if fault := ask(t, session); fault.Kind != model.FaultLogin || fault.Profile != "acme" {
			t.Fatalf("got %+v, want Login", *fault)
		}
		write(t, tokenFile(home, "corp"), valid)
		if fault := ask(t, session); fault.Kind != model.FaultLogin {
			t.Fatalf("got %+v, want the failure that was remembered", *fault)
		}
		time.Sleep(rest)
		mustAnswer(t, session)
		requests := script.requests()
		if last := requests[len(requests)-1]; last.key != "AKIDSSO" {
			t.Errorf("sent %+v, want it signed with the new keys", last)
		}
	})
}

// TestCanceledCallIsNotRemembered: who went away says nothing to who stays.
func TestCanceledCallIsNotRemembered(t *testing.T) {
	t.Setenv("HOME", machine(t, assumesRole, keys("AKIDONE")))
	synctest.Test(t, func(t *testing.T) {
		script := newScript(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Amz-Target") != "" {
				speaksJSON(200, running)(w, r)
				return
			}
			time.Sleep(3 * time.Second)
			says(200, "text/xml", stsKeys)(w, r)
		})
		session := open(t, awsclient.Options{Profile: "acme", Transport: through(script)})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		_, err := session.Execution(ctx, ref())
		if fault := asFault(t, err); fault.Kind != model.FaultCanceled {
			t.Errorf("got %+v, want Canceled", *fault)
		}
		mustAnswer(t, session)
		if got := script.to("sts."); got != 1 {
			t.Errorf("asked STS %d times, want once", got)
		}
	})
}
