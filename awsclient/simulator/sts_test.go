package simulator_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
)

// TestWhoAsks: STS names the principal that refusals name, of each account, whoever's client asks.
func TestWhoAsks(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	for _, key := range []string{
		simulator.StandardAccessKey, simulator.DemoAccessKey, simulator.StrangeAccessKey,
	} {
		account := s.State(key).AccountId
		want := model.Identity{
			Account:   account,
			Principal: "arn:aws:sts::" + account + ":assumed-role/BillingReadOnly/ana",
		}
		got, err := asking(t, s, key).Identify(t.Context())
		if err != nil || got != want {
			t.Errorf("%s: got %+v, %v, want %+v", key, got, err, want)
		}
	}
	if got := s.Requests()["GetCallerIdentity"]; got != 3 {
		t.Errorf("counted %v", s.Requests())
	}
}

func asking(t *testing.T, s *simulator.Server, key string) *awsclient.Session {
	t.Helper()
	session, err := awsclient.Open(t.Context(), awsclient.Options{
		Transport: simulator.Transport{Handler: s}, EndpointURL: "http://demo.invalid",
		AccessKeyID: key, SecretAccessKey: simulator.SecretKey,
	})
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// TestFaultsOfSTS: each fault is in STS's own form; none is where it can't be.
func TestFaultsOfSTS(t *testing.T) {
	t.Parallel()
	const none = model.FaultKind(-1)
	for kind, want := range map[simulator.FaultKind]model.FaultKind{
		simulator.FaultThrottle: model.FaultThrottled,
		simulator.Fault5xx:      model.FaultService,
		simulator.Fault503:      model.FaultService,
		simulator.FaultHTML:     model.FaultService,
		simulator.FaultPortal:   model.FaultNotAWS,
		simulator.FaultEmpty:    model.FaultNotAWS,
		simulator.FaultNoFields: model.FaultNotAWS,
		simulator.FaultHang:     model.FaultTimeout,
		simulator.FaultReset:    model.FaultNetwork,
		simulator.FaultExpired:  model.FaultExpiredKeys,
		simulator.FaultSlow:     none,
		simulator.FaultDenied:   none,
		simulator.FaultUnknown:  none,
		simulator.FaultHostile:  none,
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newServer(
				t,
				newClock(),
				simulator.Options{Faults: []simulator.Fault{{Kind: kind}}},
			)
			_, err := asking(t, s, simulator.StandardAccessKey).Identify(t.Context())
			kindOf := none
			if fault, ok := errors.AsType[*model.Fault](err); ok {
				kindOf = fault.Kind
			}
			if kindOf != want {
				t.Errorf("%s: got %+v, want kind %d", kind, err, want)
			}
		})
	}
}

// TestNothingElseOfSTS: no credentials come of it.
func TestNothingElseOfSTS(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	const signed = "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/sts/aws4_request"
	for _, tt := range []struct{ method, host, authorization, body, want string }{
		{"POST", "x", signed, "Action=AssumeRole&Version=2011-06-15", "InvalidAction"},
		{"POST", "x", signed, "Action=GetCallerIdentity", "InvalidAction"},
		{"POST", "x", signed, "%zz", "InvalidAction"},
		{"GET", "x", signed, "", "InvalidAction"},
		{
			"POST", "sts.us-east-1.amazonaws.com", "", "Action=GetCallerIdentity&Version=2011-06-15",
			"MissingAuthenticationToken",
		},
	} {
		r, err := http.NewRequestWithContext(t.Context(), tt.method, "http://"+tt.host+"/",
			strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		if tt.authorization != "" {
			r.Header.Set("Authorization", tt.authorization)
		}
		response, err := simulator.Transport{Handler: s}.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if closed := response.Body.Close(); err != nil || closed != nil {
			t.Fatal(err, closed)
		}
		if !strings.Contains(string(body), "<Code>"+tt.want+"</Code>") {
			t.Errorf("%+v: %d %s", tt, response.StatusCode, body)
		}
	}
}
