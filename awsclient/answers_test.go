package awsclient_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"exportwatch/awsclient"
	"exportwatch/model"
)

// TestAnswersOfTheService goes through what can come back for a GetExecution, and how many
// requests the session sent for it.
func TestAnswersOfTheService(t *testing.T) {
	t.Parallel()
	const denial = "User: arn:aws:sts::123456789012:assumed-role/ReadOnly/ana is not authorized to " +
		"perform: " + getAction + " on resource: " + exportARN +
		" because no identity-based policy allows the " + getAction + " action"
	const html = "<html><body>Bad Gateway</body></html>"
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		tries  int
		want   model.Fault
	}{
		"throttled": {
			refuses(400, "ThrottlingException", "Rate exceeded"), 1,
			model.Fault{Kind: model.FaultThrottled, Code: "ThrottlingException", Message: "Rate exceeded"},
		},
		"throttled by another name": {
			refuses(400, "RequestLimitExceeded", "Slower"), 1,
			model.Fault{Kind: model.FaultThrottled, Code: "RequestLimitExceeded", Message: "Slower"},
		},
		"throttled by status": {
			refuses(429, "Whatever", "Slower"), 1,
			model.Fault{Kind: model.FaultThrottled, Code: "Whatever", Message: "Slower"},
		},
		"throttled with a status of failure": {
			refuses(503, "ThrottlingException", "Rate exceeded"), 1,
			model.Fault{Kind: model.FaultThrottled, Code: "ThrottlingException", Message: "Rate exceeded"},
		},
		"500": {
			refuses(500, "InternalServerException", "Try again"), 2,
			model.Fault{Kind: model.FaultService, Code: "InternalServerException", Message: "Try again"},
		},
		"500 with the model's status": {
			refuses(400, "InternalServerException", "Try again"), 1,
			model.Fault{Kind: model.FaultService, Code: "InternalServerException", Message: "Try again"},
		},
		"503": {
			refuses(503, "ServiceUnavailableException", "Unable"), 2,
			model.Fault{Kind: model.FaultService, Code: "ServiceUnavailableException", Message: "Unable"},
		},
		"503 with an unknown code": {
			refuses(503, "BrandNewException", "Unable"), 2,
			model.Fault{Kind: model.FaultService, Code: "BrandNewException", Message: "Unable"},
		},
		"503 without a body": {
			says(503, "", ""), 2,
			model.Fault{Kind: model.FaultService, Message: "HTTP 503 without an error code"},
		},
		"501 of an emulator": {
			speaksJSON(501, `{"message":"not implemented"}`), 1,
			model.Fault{Kind: model.FaultNotAWS, Message: "not implemented"},
		},
		"unknown operation": {
			refuses(404, "com.amazon.coral.service#UnknownOperationException", ""), 1,
			model.Fault{Kind: model.FaultNotAWS, Code: "UnknownOperationException"},
		},
		"HTML 502": {
			says(502, "text/html", html), 2,
			model.Fault{Kind: model.FaultNotAWS, Message: "the answer isn't AWS's JSON: HTTP 502, text/html"},
		},
		"HTML 403": {
			says(403, "text/html", html), 1,
			model.Fault{Kind: model.FaultNotAWS, Message: "the answer isn't AWS's JSON: HTTP 403, text/html"},
		},
		"HTML 200": {
			says(200, "text/html; charset=utf-8", html), 1,
			model.Fault{
				Kind:    model.FaultNotAWS,
				Message: "the answer isn't AWS's JSON: HTTP 200, text/html; charset=utf-8",
			},
		},
		"redirected to a portal": {
			func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", "http://portal.example/sign-in")
				w.WriteHeader(http.StatusFound)
			}, 1,
			model.Fault{Kind: model.FaultNotAWS, Message: "HTTP 302 without an error code"},
		},
		"no JSON, no type": {
			says(200, "\x1b[31m", "hello"), 1,
			model.Fault{Kind: model.FaultNotAWS, Message: "the answer isn't AWS's JSON: HTTP 200, \uFFFD[31m"},
		},
		"empty 200": {
			says(200, "", ""), 1,
			model.Fault{Kind: model.FaultNoStatus, Message: "the answer holds no ExecutionStatus.StatusCode"},
		},
		"{}": {
			speaksJSON(200, "{}"), 1,
			model.Fault{Kind: model.FaultNoStatus, Message: "the answer holds no ExecutionStatus.StatusCode"},
		},
		"another shape": {
			speaksJSON(200, `{"Execution":`+running+`}`), 1,
			model.Fault{Kind: model.FaultNoStatus, Message: "the answer holds no ExecutionStatus.StatusCode"},
		},
		"an empty code": {
			speaksJSON(200, `{"ExecutionStatus":{"StatusCode":""}}`), 1,
			model.Fault{Kind: model.FaultNoStatus, Message: "the answer holds no ExecutionStatus.StatusCode"},
		},
		"denied": {
			refuses(400, "AccessDeniedException", denial), 1,
			model.Fault{
				Kind: model.FaultDenied, Code: "AccessDeniedException", Message: denial,
				Principal: "arn:aws:sts::123456789012:assumed-role/ReadOnly/ana",
			},
		},
		"denied another action": {
			refuses(403, "AccessDenied", "User: ana is not authorized to perform: kms:Decrypt."), 1,
			model.Fault{
				Kind: model.FaultDenied, Code: "AccessDenied", Principal: "ana", Action: "kms:Decrypt",
				Message: "User: ana is not authorized to perform: kms:Decrypt.",
			},
		},
		"denied in other words": {
			refuses(400, "AccessDeniedException", "no"), 1,
			model.Fault{Kind: model.FaultDenied, Code: "AccessDeniedException", Message: "no"},
		},
		"not found": {
			refuses(400, "ResourceNotFoundException", "no such execution"), 1,
			model.Fault{
				Kind: model.FaultNotFound, Code: "ResourceNotFoundException", Message: "no such execution",
			},
		},
		"not valid": {
			speaksJSON(400, `{"__type":"aws#ValidationException","message":"bad\u001b[2J\nARN"}`), 1,
			model.Fault{
				Kind: model.FaultInvalid, Code: "ValidationException", Message: "bad\uFFFD[2J ARN",
			},
		},
		"expired keys": {
			refuses(403, "ExpiredTokenException", "is expired"), 1,
			model.Fault{Kind: model.FaultExpiredKeys, Code: "ExpiredTokenException", Message: "is expired"},
		},
		"unknown key": {
			refuses(403, "UnrecognizedClientException", "is invalid"), 1,
			model.Fault{
				Kind: model.FaultBadKeys, Code: "UnrecognizedClientException", Message: "is invalid",
			},
		},
		"wrong secret": {
			refuses(403, "InvalidSignatureException", "does not match"), 1,
			model.Fault{
				Kind: model.FaultBadKeys, Code: "InvalidSignatureException", Message: "does not match",
			},
		},
		"clock off": {
			refuses(400, "RequestExpired", "too old"), 1,
			model.Fault{Kind: model.FaultClock, Code: "RequestExpired", Message: "too old"},
		},
		"gave up waiting for the request": {
			refuses(400, "RequestTimeout", "too slow"), 2,
			model.Fault{Kind: model.FaultTimeout, Code: "RequestTimeout", Message: "too slow"},
		},
		"a code nobody knows": {
			refuses(400, "BrandNewException", "what?"), 1,
			model.Fault{Kind: model.FaultOther, Code: "BrandNewException", Message: "what?"},
		},
		"cut before the answer": {
			func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 2,
			model.Fault{
				Kind: model.FaultNetwork, Message: "the connection was closed before the answer was whole",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := newScript(tt.answer)
			session := open(t, island(through(script)))
			if tt.want.Action == "" {
				tt.want.Action = getAction
			}
			if tt.want.Message != "the connection was closed before the answer was whole" {
				tt.want.RequestID = requestID
			}
			if got := ask(t, session); *got != tt.want {
				t.Errorf("got  %+v\nwant %+v", *got, tt.want)
			}
			if got := len(script.requests()); got != tt.tries {
				t.Errorf("sent %d requests, want %d", got, tt.tries)
			}
		})
	}
}

func TestRequestIsAsTheServiceWantsIt(t *testing.T) {
	t.Parallel()
	script := newScript(speaksJSON(200, running))
	answer := mustAnswer(t, open(t, island(through(script))))
	if answer.Execution.Ref != ref() || answer.Execution.Status != model.QueryInProcess {
		t.Errorf("got %+v, want the execution that was asked for, querying", answer.Execution)
	}
	got := script.requests()[0]
	want := request{
		host:   "bcm-data-exports.us-east-1.api.aws",
		target: "GetExecution",
		key:    "AKIDISLAND",
		agent:  got.agent,
		body:   `{"ExecutionId":"` + executionID + `","ExportArn":"` + exportARN + `"}`,
	}
	if got != want {
		t.Errorf("sent %+v, want %+v", got, want)
	}
	if !strings.Contains(got.agent, "app/exportwatch-1.2.3") {
		t.Errorf("user agent %q doesn't name the program", got.agent)
	}
}

func TestWrongClockIsMended(t *testing.T) {
	t.Parallel()
	tries := 0
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Tue, 02 Jan 2024 03:04:05 GMT")
		if tries++; tries == 1 {
			refuses(403, "RequestTimeTooSkewed", "too far off")(w, r)
			return
		}
		speaksJSON(200, running)(w, r)
	})
	mustAnswer(t, open(t, island(through(script))))
	if tries != 2 {
		t.Errorf("sent %d requests, want a second one signed with AWS's time", tries)
	}
}

func TestSecondTryAnswers(t *testing.T) {
	t.Parallel()
	tries := 0
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		if tries++; tries == 1 {
			says(502, "text/html", "<html>")(w, r)
			return
		}
		speaksJSON(200, running)(w, r)
	})
	mustAnswer(t, open(t, island(through(script))))
	if tries != 2 {
		t.Errorf("sent %d requests, want 2", tries)
	}
}

// TestManyFailuresNeverLoseTheirCause: the SDK's budget for retries runs out after some failures,
// and its error then joins two.
func TestManyFailuresNeverLoseTheirCause(t *testing.T) {
	t.Parallel()
	for answer, kind := range map[*script]model.FaultKind{
		newScript(refuses(500, "InternalServerException", "words")): model.FaultService,
		newScript(refuses(400, "ThrottlingException", "words")):     model.FaultThrottled,
	} {
		synctest.Test(t, func(t *testing.T) {
			session := open(t, island(through(answer)))
			for i := range 60 {
				if got := ask(t, session); got.Kind != kind || got.Message != "words" {
					t.Fatalf("call %d: got %+v, want %v", i, *got, kind)
				}
			}
		})
	}
}

func TestOptionsOfTheEnvironmentDoNotRaiseTheRetries(t *testing.T) {
	t.Setenv("HOME", machine(t, "[default]\naws_access_key_id=A\naws_secret_access_key=S\n", ""))
	t.Setenv("AWS_MAX_ATTEMPTS", "7")
	t.Setenv("AWS_RETRY_MODE", "adaptive")
	script := newScript(refuses(500, "InternalServerException", ""))
	mustFail(t, open(t, awsclient.Options{Transport: through(script)}), model.FaultService)
	if got := len(script.requests()); got != 2 {
		t.Errorf("sent %d requests, want 2", got)
	}
}
