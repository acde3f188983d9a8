package awsclient_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
)

const listExportsAction = "bcm-data-exports:ListExports"

func TestPagesOfExports(t *testing.T) {
	t.Parallel()
	export := func(arn, name string) string {
		return fmt.Sprintf(`{"ExportArn":"%s","ExportName":"%s","ExportStatus":`+
			`{"CreatedAt":"2026-01-02T03:04:05.5+01:00","StatusCode":"UNHEALTHY",`+
			`"StatusReason":"BILL_OWNER_CHANGED\u001b","LastRefreshedAt":"2026-01-02T03:04:05.5+01:00"}}`,
			arn, name)
	}
	created := time.Date(2026, 1, 2, 2, 4, 5, 5e8, time.UTC)
	script := pages("Exports",
		[2]string{export("arn:b\u202e", `b\u202e\u001b`), "t"},
		[2]string{export("arn:b\u202e", "b") + `,{"ExportArn":"arn:a"}`, "t"})
	got, err := open(t, island(through(script))).Exports(t.Context())
	want := model.ExportList{Calls: 2, Exports: []model.ListedExport{
		{
			ARN: "arn:b\u202e", Name: "b\uFFFD\uFFFD", CreatedAt: created,
			Health: model.Health{
				Code: "UNHEALTHY", Reason: "BILL_OWNER_CHANGED\uFFFD", RefreshedAt: created,
			},
		},
		{ARN: "arn:a"},
	}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	var bodies []string
	for _, r := range script.requests() {
		bodies = append(bodies, r.target+r.body)
	}
	if all := strings.Join(bodies, " "); all != `ListExports{"MaxResults":300} `+
		`ListExports{"MaxResults":300,"NextToken":"t"}` {
		t.Errorf("sent %s", all)
	}
}

// TestExportsAgreeWithTheSimulator: the names of the strange account are harmless here.
func TestExportsAgreeWithTheSimulator(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]string{
		"standard": simulator.StandardAccessKey,
		"demo":     simulator.DemoAccessKey,
		"strange":  simulator.StrangeAccessKey,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server, err := simulator.New(simulator.Options{Now: time.Now})
				if err != nil {
					t.Fatal(err)
				}
				options := island(simulator.Transport{Handler: server})
				options.AccessKeyID = key
				got, err := open(t, options).Exports(t.Context())
				truths := server.Exports(key)
				if err != nil || len(got.Exports) != len(truths) || !got.Complete ||
					got.ServerTime.IsZero() {
					t.Fatalf("got %+v, %v, want %d", got, err, len(truths))
				}
				for i, truth := range truths {
					export := got.Exports[i]
					if export.ARN != truth.ExportArn || export.Name != model.Clean(truth.Name) {
						t.Errorf("got %+v, want %+v", export, truth)
					}
					if !utf8.ValidString(export.Name) ||
						strings.ContainsAny(export.Name, "\x1b\x00\r\n\u009b\u202e\u200b") {
						t.Errorf("%q is hostile", export.Name)
					}
					if key != simulator.StrangeAccessKey &&
						!export.CreatedAt.Equal(truth.CreatedAt) {
						t.Errorf("%s was created at %s, want %s", export.Name, export.CreatedAt,
							truth.CreatedAt)
					}
				}
			})
		})
	}
}

// TestExportsDenied: who may not list exports can still list an export's executions.
func TestExportsDenied(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		session, truths := simulated(t, simulator.Options{}, simulator.DemoAccounts()[2].AccessKey)
		_, err := session.Exports(t.Context())
		fault := asFault(t, err)
		account := refOf(truths[0]).Account()
		if fault.Kind != model.FaultDenied || fault.Action != listExportsAction ||
			fault.Principal != "arn:aws:sts::"+account+":assumed-role/BillingReadOnly/ana" {
			t.Errorf("got %+v", *fault)
		}
		runs, err := session.Executions(t.Context(), truths[0].ExportArn, true)
		if err != nil || len(runs.Executions) == 0 {
			t.Errorf("got %+v, %v", runs, err)
		}
	})
}

// TestEndlessExports: a list that never ends is left after a hundred pages, and the log says so.
func TestEndlessExports(t *testing.T) {
	t.Parallel()
	page := 0
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		page++
		speaksJSON(200, fmt.Sprintf(`{"Exports":[{"ExportArn":"%d"}],"NextToken":"%d"}`,
			page, page))(w, r)
	})
	var logged bytes.Buffer
	options := island(through(script))
	options.Logger = slog.New(slog.NewTextHandler(&logged, nil))
	got, err := open(t, options).Exports(t.Context())
	if err != nil || len(got.Exports) != 100 || page != 100 {
		t.Errorf("got %d exports of %d pages, %v", len(got.Exports), page, err)
	}
	if !strings.Contains(logged.String(), "too many pages") ||
		!strings.Contains(logged.String(), listExportsAction) {
		t.Errorf("logged %q", logged.String())
	}
}

// TestAnswerThatIsNoList: whatever isn't a list, with AWS's request id or without, mustn't be taken
// for an empty one, for all exports would seem to be gone.
func TestAnswerThatIsNoList(t *testing.T) {
	t.Parallel()
	const nameless = "the answer holds an item without an "
	for name, tt := range map[string]struct {
		status            int
		exports, runs     string // the bodies
		ofExports, ofRuns string // what is wrong with them
	}{
		"empty":      {200, "", "", "the answer holds no list", "the answer holds no list"},
		"no content": {204, "", "", "the answer holds no list", "the answer holds no list"},
		"null":       {200, "null", "null", "the answer holds no list", "the answer holds no list"},
		"{}":         {200, "{}", "{}", "the answer holds no list", "the answer holds no list"},
		"a null list": {
			200, `{"Exports":null}`, `{"Executions":null}`,
			"the answer holds no list", "the answer holds no list",
		},
		"nulls": {
			200, `{"Exports":[null,null]}`, `{"Executions":[null,null]}`,
			nameless + "ARN", nameless + "id",
		},
		"one null amid": {
			200, `{"Exports":[{"ExportArn":"a"},null]}`, `{"Executions":[{"ExecutionId":"a"},null]}`,
			nameless + "ARN", nameless + "id",
		},
		"empty names": {
			200, `{"Exports":[{"ExportArn":"","ExportName":"n"}]}`,
			`{"Executions":[{"ExecutionId":"","ExecutionStatus":{"StatusCode":"X"}}]}`,
			nameless + "ARN", nameless + "id",
		},
		"an empty list": {200, `{"Exports":[]}`, `{"Executions":[]}`, "", ""},
	} {
		for _, id := range []string{requestID, ""} {
			t.Run(name+" "+id, func(t *testing.T) {
				t.Parallel()
				session := open(t, island(through(newScript(
					func(w http.ResponseWriter, r *http.Request) {
						w.Header().Set("X-Amzn-Requestid", id)
						body := tt.exports
						if strings.HasSuffix(r.Header.Get("X-Amz-Target"), "ListExecutions") {
							body = tt.runs
						}
						speaksJSON(tt.status, body)(w, r)
					}))))
				_, err := session.Exports(t.Context())
				isNoList(t, err, model.Fault{
					Action: listExportsAction, Message: tt.ofExports, RequestID: id,
				})
				_, err = session.Executions(t.Context(), exportARN, false)
				isNoList(t, err, model.Fault{
					Action: listAction, Message: tt.ofRuns, RequestID: id,
				})
			})
		}
	}
}

// isNoList wants a fault of the kind NotAWS, or none if it has no message.
func isNoList(t *testing.T, err error, want model.Fault) {
	t.Helper()
	if want.Message == "" {
		if err != nil {
			t.Errorf("%s: %v", want.Action, err)
		}
		return
	}
	want.Kind = model.FaultNotAWS
	if fault := asFault(t, err); *fault != want {
		t.Errorf("got  %+v\nwant %+v", *fault, want)
	}
}

// TestDocumentedShapesAreLists: what AWS documents has a status without its reason, ARNs of its own
// kind, the same one twice, and fractions of nine digits.
func TestDocumentedShapesAreLists(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:bcm-data-exports:::export:Example/837fcfce-f85b-4600-b333-b38a12c3a927"
	const status = `{"CreatedAt":"2023-11-14T18:02:02.371Z","LastRefreshedAt":` +
		`"2023-11-14T18:18:12.592Z","LastUpdatedAt":"2023-11-14T18:18:14.252556820Z",` +
		`"StatusCode":%q}`
	export := `{"ExportArn":"` + arn + `","ExportName":%q,"ExportStatus":` + status + `}`
	got, err := open(t, island(through(pages("Exports", [2]string{
		fmt.Sprintf(export+","+export, "One", "HEALTHY", "Two", "UNHEALTHY"),
	})))).Exports(t.Context())
	if err != nil || len(got.Exports) != 1 || got.Exports[0].ARN != arn ||
		got.Exports[0].Name != "One" || !got.Complete {
		t.Errorf("got %+v, %v", got, err)
	}
	execution := `{"ExecutionId":%q,"ExecutionStatus":` + status + `}`
	runs, err := open(t, island(through(executionPages([2]string{
		fmt.Sprintf(execution+","+execution, "f0cf", "DELIVERY_SUCCESS", "2c17", "QUERY_FAILURE"),
	})))).Executions(t.Context(), arn, true)
	if err != nil || executionIDs(runs) != "f0cf 2c17" || !runs.Complete {
		t.Errorf("got %+v, %v", runs, err)
	}
}

// TestSharedFailureHasEachItsAction: the failure to get credentials is remembered once for all
// questions, and still says of each what it was.
func TestSharedFailureHasEachItsAction(t *testing.T) {
	t.Setenv("HOME", machine(t, "", ""))
	session := open(t, awsclient.Options{Transport: through(newScript(speaksJSON(200, "{}")))})
	_, ofExports := session.Exports(t.Context())
	_, ofExecutions := session.Executions(t.Context(), exportARN, true)
	_, ofExecution := session.Execution(t.Context(), ref())
	for action, err := range map[string]error{
		listExportsAction: ofExports, listAction: ofExecutions, getAction: ofExecution,
	} {
		if fault := asFault(
			t,
			err,
		); fault.Kind != model.FaultNoCredentials ||
			fault.Action != action {
			t.Errorf("%s: got %+v", action, *fault)
		}
	}
}
