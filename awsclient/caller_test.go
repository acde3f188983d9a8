package awsclient_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient"
	"exportwatch/model"
)

// TestCaller: whose credentials are used is told from settings and credentials alone: no question is
// sent but what gets them.
func TestCaller(t *testing.T) {
	const ends = "2100-01-01T00:00:00Z"
	end, _ := time.Parse(time.RFC3339, ends)
	for name, tt := range map[string]struct {
		config string
		env    map[string]string
		files  func(t *testing.T, home string)
		issuer http.HandlerFunc
		want   model.Caller
	}{
		"keys in a file": {
			config: "[profile acme]\naws_access_key_id=AKIDONE\naws_secret_access_key=hush\n",
			want:   model.Caller{Profile: "acme", Origin: model.OriginFile},
		},
		"keys in the environment": {
			env:  map[string]string{"AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "hush"},
			want: model.Caller{Origin: model.OriginEnvironment},
		},
		"a process": {
			config: "[profile acme]\ncredential_process=printf '" + fmt.Sprintf(`{"Version":1,`+
				`"AccessKeyId":"AKIDONE","SecretAccessKey":"hush","Expiration":"%s",`+
				`"AccountId":"123456789012"}`, ends) + "'\n",
			want: model.Caller{
				Profile: "acme", Origin: model.OriginProcess, Account: "123456789012", Expires: end,
			},
		},
		"a role": {
			config: assumesRole + staticKeys,
			issuer: says(200, "text/xml", stsKeys),
			want: model.Caller{
				Profile: "acme", Origin: model.OriginFile, Role: roleARN, Account: "123456789012",
			},
		},
		"a login": {
			config: sessionSSO,
			files: func(t *testing.T, home string) {
				t.Helper()
				write(t, tokenFile(home, "corp"), valid)
			},
			issuer: says(200, "application/json", fmt.Sprintf(`{"roleCredentials":{`+
				`"accessKeyId":"AKIDSSO","secretAccessKey":"hush","sessionToken":"hush",`+
				`"expiration":%d}}`, end.UnixMilli())),
			want: model.Caller{
				Profile: "acme", Origin: model.OriginSSO, Role: "ReadOnly",
				Account: "123456789012", Expires: end,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			home := machine(t, tt.config, "")
			t.Setenv("HOME", home)
			if tt.config != "" {
				t.Setenv("AWS_PROFILE", "acme")
			}
			for key, value := range tt.env {
				t.Setenv(key, value)
			}
			if tt.files != nil {
				tt.files(t, home)
			}
			script := newScript(tt.issuer)
			session := open(t, awsclient.Options{Transport: through(script)})
			got, err := session.Caller(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if tt.want.Expires.IsZero() && tt.want.Role != "" {
				got.Expires = time.Time{} // as STS says it, which is of no matter here
			}
			if got != tt.want {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
			if text := fmt.Sprint(
				got,
			); strings.Contains(text, "hush") ||
				strings.Contains(text, "AKID") {
				t.Errorf("it tells a key: %s", text)
			}
			if sent := script.to("bcm-data-exports"); sent != 0 {
				t.Errorf("sent %d requests to the service", sent)
			}
		})
	}
	got, err := open(t, island(through(nil))).Caller(t.Context())
	if err != nil || got != (model.Caller{Origin: model.OriginFixed}) {
		t.Errorf("of an island: %+v, %v", got, err)
	}
}

// TestWay: where the questions go, through which proxy (which net/http reads from the environment
// once, so that here there is none), trusting what.
func TestWay(t *testing.T) {
	t.Setenv("HOME", machine(t, "[profile acme]\nca_bundle=/etc/file.pem\n", staticKeys))
	usual := open(t, awsclient.Options{}).Way(t.Context())
	if want := (model.Way{Endpoint: "https://bcm-data-exports.us-east-1.api.aws"}); usual != want {
		t.Errorf("got %+v, want %+v", usual, want)
	}
	options := at("https://user:hush@127.0.0.1:8080")
	if got := open(t, options).Way(t.Context()); got.Endpoint != "https://127.0.0.1:8080" {
		t.Errorf("got %+v", got)
	}
	options.Transport = through(nil)
	if got := open(t, options).Way(t.Context()); !got.Replaced || got.Proxy != "" {
		t.Errorf("without a network: %+v", got)
	}
}

// TestWitness: the clock is judged by AWS's answers alone, and by the quickest of them.
func TestWitness(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		type answer struct {
			took, ahead time.Duration
			id          string
		}
		for _, test := range []struct {
			answers []answer
			want    model.Passage
		}{
			{nil, model.Passage{}},
			{[]answer{{0, time.Hour, ""}}, model.Passage{Answers: 1}},
			{[]answer{{0, 0, "1"}}, model.Passage{Answers: 1, ClockKnown: true}},
			{
				[]answer{{0, time.Hour, "1"}},
				model.Passage{Answers: 1, ClockKnown: true, Ahead: -time.Hour},
			},
			{
				[]answer{{4 * time.Second, 9 * time.Second, "1"}, {time.Second, -5 * time.Second, "2"}},
				model.Passage{Answers: 2, Quickest: time.Second, ClockKnown: true, Ahead: 4 * time.Second},
			},
			{ // what differs by no more than the way can't be told
				[]answer{{6 * time.Second, 0, "1"}},
				model.Passage{Answers: 1, Quickest: 6 * time.Second, ClockKnown: true},
			},
		} {
			witness := awsclient.NewWitness(time.Now)
			for _, a := range test.answers {
				over := witness.Tap(roundTrip(func(*http.Request) (*http.Response, error) {
					time.Sleep(a.took)
					header := http.Header{}
					header.Set("Date", time.Now().Add(a.ahead).UTC().Format(http.TimeFormat))
					if a.id != "" {
						header.Set("X-Amzn-Requestid", a.id)
					}
					return &http.Response{Header: header}, nil
				}))
				//nolint:bodyclose // it has none
				if _, err := over.RoundTrip(&http.Request{}); err != nil {
					t.Fatal(err)
				}
			}
			if got := witness.Seen(); got != test.want {
				t.Errorf("of %v: got %+v, want %+v", test.answers, got, test.want)
			}
		}
	})
}
