package simulator_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"exportwatch/awsclient/simulator"
)

func TestParseFault(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]simulator.Fault{
		"throttle":         {Kind: simulator.FaultThrottle},
		"throttle@30s+10s": {Kind: simulator.FaultThrottle, After: 30 * time.Second, For: 10 * time.Second},
		"5xx@1m":           {Kind: simulator.Fault5xx, After: time.Minute},
		"hang@0s+500ms":    {Kind: simulator.FaultHang, For: 500 * time.Millisecond},
	} {
		got, err := simulator.ParseFault(text)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
		again, err := simulator.ParseFault(got.String())
		if err != nil || again != got {
			t.Errorf("%s as %s: %+v, %v", text, got, again, err)
		}
	}
	for text, want := range map[string]string{
		"":             `no kind of fault is called ""`,
		"explode":      `no kind of fault is called "explode"`,
		"hang@":        `"" is no time after the start`,
		"hang@soon":    `"soon" is no time after the start`,
		"hang@-1s":     `"-1s" is no time after the start`,
		"hang@1s+":     `"" is no length of time`,
		"hang@1s+0s":   `"0s" is no length of time`,
		"hang@1s+1s+2": `"1s+2" is no length of time`,
	} {
		_, err := simulator.ParseFault(text)
		if err == nil || !strings.Contains(err.Error(), want) ||
			!strings.Contains(err.Error(), "throttle, 5xx, 503, html, portal, empty, nofields") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func getNewest(
	ctx context.Context, s *simulator.Server,
) (*bcmdataexports.GetExecutionOutput, error) {
	newest := s.Executions("")[0]
	return newClient(s, simulator.StandardAccessKey).GetExecution(ctx,
		&bcmdataexports.GetExecutionInput{
			ExportArn: aws.String(newest.ExportArn), ExecutionId: aws.String(newest.ExecutionId),
		})
}

func TestFaultAnswers(t *testing.T) {
	t.Parallel()
	code := func(want string) func(*testing.T, *bcmdataexports.GetExecutionOutput, error) {
		return func(t *testing.T, _ *bcmdataexports.GetExecutionOutput, err error) {
			t.Helper()
			var refusal smithy.APIError
			if !errors.As(err, &refusal) || refusal.ErrorCode() != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
	}
	page := func(status int) func(*testing.T, *bcmdataexports.GetExecutionOutput, error) {
		return func(t *testing.T, _ *bcmdataexports.GetExecutionOutput, err error) {
			t.Helper()
			var response *smithyhttp.ResponseError
			var refusal smithy.APIError
			if !errors.As(err, &response) || response.HTTPStatusCode() != status ||
				errors.As(err, &refusal) {
				t.Errorf("got %v, want a page of status %d", err, status)
			}
		}
	}
	nothing := func(t *testing.T, got *bcmdataexports.GetExecutionOutput, err error) {
		t.Helper()
		if err != nil || got.ExecutionStatus != nil || got.Export != nil {
			t.Errorf("got %+v, %v, want nothing", got, err)
		}
	}
	for _, c := range []struct {
		kind  simulator.FaultKind
		check func(*testing.T, *bcmdataexports.GetExecutionOutput, error)
	}{
		{simulator.FaultThrottle, code("ThrottlingException")},
		{simulator.Fault5xx, code("InternalServerException")},
		{simulator.Fault503, code("ServiceUnavailableException")},
		{simulator.FaultExpired, code("ExpiredTokenException")},
		{simulator.FaultDenied, code("AccessDeniedException")},
		{simulator.FaultHTML, page(http.StatusBadGateway)},
		{simulator.FaultPortal, page(http.StatusOK)},
		{simulator.FaultEmpty, nothing},
		{simulator.FaultNoFields, nothing},
		{simulator.FaultReset, func(t *testing.T, _ *bcmdataexports.GetExecutionOutput, err error) {
			t.Helper()
			var unsent *smithyhttp.RequestSendError
			if !errors.As(err, &unsent) || !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("got %v", err)
			}
		}},
		{simulator.FaultUnknown, func(t *testing.T, got *bcmdataexports.GetExecutionOutput, err error) {
			t.Helper()
			if err != nil || got.ExecutionStatus.StatusCode != "DELIVERY_POSTPONED" {
				t.Errorf("got %+v, %v", got, err)
			}
		}},
		{simulator.FaultHostile, func(t *testing.T, got *bcmdataexports.GetExecutionOutput, err error) {
			t.Helper()
			if err != nil || !strings.Contains(aws.ToString(got.Export.Name), "\x1b]52;") ||
				!strings.Contains(string(got.ExecutionStatus.StatusReason), "\u202e") {
				t.Errorf("got %+v, %v", got, err)
			}
		}},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			clock := newClock()
			s := newServer(t, clock, simulator.Options{Faults: []simulator.Fault{
				{Kind: c.kind, After: 10 * time.Second, For: 5 * time.Second},
			}})
			for _, at := range []time.Duration{9, 15} {
				clock.at(at * time.Second)
				if got, err := getNewest(
					t.Context(),
					s,
				); err != nil ||
					got.ExecutionStatus == nil ||
					got.ExecutionStatus.StatusCode == "DELIVERY_POSTPONED" {
					t.Errorf("outside the fault's time: %+v, %v", got, err)
				}
			}
			clock.at(12 * time.Second)
			got, err := getNewest(t.Context(), s)
			c.check(t, got, err)
		})
	}
}

func TestDeniedNamesTheOperation(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{
		Faults: []simulator.Fault{{Kind: simulator.FaultDenied}},
	})
	_, body := post(t, s, "ListExports", "{}")
	if !strings.Contains(body, ":/ListExports because no identity-based policy allows the "+
		"bcm-data-exports:ListExports action") {
		t.Error(body)
	}
}

func TestHangEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t, newClock(), simulator.Options{
			Faults: []simulator.Fault{{Kind: simulator.FaultHang}},
		})
		ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
		defer cancel()
		began := time.Now()
		_, err := getNewest(ctx, s)
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 15*time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
	})
}

func TestSlowAnswersRightOrGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t, newClock(), simulator.Options{
			Faults: []simulator.Fault{{Kind: simulator.FaultSlow}},
		})
		began := time.Now()
		got, err := getNewest(t.Context(), s)
		if err != nil || got.ExecutionStatus == nil || time.Since(began) != simulator.SlowAnswer {
			t.Errorf("after %v: %+v, %v", time.Since(began), got, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began = time.Now()
		_, err = getNewest(ctx, s)
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
	})
}

func TestResetOverASocket(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{
		Faults: []simulator.Fault{{Kind: simulator.FaultReset}},
	})
	server := httptest.NewServer(s)
	defer server.Close()
	r := request(t, "ListExports", "{}")
	r.URL.Host = server.Listener.Addr().String()
	response, err := server.Client().Do(r)
	if err == nil {
		t.Errorf("the cut connection answered %v, %v", response.Status, response.Body.Close())
	}
}

func TestTransportReturnsAtOnceWhenTheContextHasEnded(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := request(t, "ListExports", "{}").WithContext(ctx)
	response, err := simulator.Transport{Handler: s}.RoundTrip(r)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", err, response.Body.Close())
	}
	if n := s.Requests()["ListExports"]; n != 0 {
		t.Errorf("%d requests arrived", n)
	}
}
