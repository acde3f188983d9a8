package awsclient_test

import (
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

const wholeAnswer = `{
  "ExecutionId": "another",
  "ExecutionStatus": {
    "StatusCode": "DELIVERY_FAILURE", "StatusReason": "INSUFFICIENT_PERMISSION",
    "CreatedAt": "2023-11-14T18:18:14.252556820+02:00",
    "LastUpdatedAt": "2023-11-14T16:20:00Z", "CompletedAt": "2023-11-14T16:21:00.5Z"
  },
  "Export": {
    "ExportArn": "arn:aws:bcm-data-exports:us-east-1:123456789012:export/daily",
    "Name": "daily", "Description": "for\u001b[31m\nfinance",
    "DataQuery": {
      "QueryStatement": "SELECT a,\r\n\tb\u202e FROM T",
      "TableConfigurations": {
        "T": {"TIME_GRANULARITY": "HOURLY", "FILTER": "{\r\n\"a\":\u001b1}", "INCLUDE_RESOURCES": "TRUE"},
        "A": {}
      }
    },
    "DestinationConfigurations": {"S3Destination": {
      "S3Bucket": "bucket", "S3BucketOwner": "123456789012", "S3Prefix": "a//b", "S3Region": "eu-west-1",
      "S3OutputConfigurations": {
        "OutputType": "CUSTOM", "Format": "PARQUET", "Compression": "ZIP", "Overwrite": "CREATE_NEW_REPORT"
      }
    }},
    "RefreshCadence": {"Frequency": "SYNCHRONOUS"}
  }
}`

func TestWholeAnswer(t *testing.T) {
	t.Parallel()
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Tue, 14 Nov 2023 16:30:00 GMT")
		speaksJSON(200, wholeAnswer)(w, r)
	})
	got := mustAnswer(t, open(t, island(through(script))))
	want := model.Answer{
		ServerTime: time.Date(2023, 11, 14, 16, 30, 0, 0, time.UTC),
		Execution: model.Execution{
			Ref:         ref(),
			Status:      model.DeliveryFailure,
			Reason:      model.InsufficientPermission,
			CreatedAt:   time.Date(2023, 11, 14, 16, 18, 14, 252556820, time.UTC),
			UpdatedAt:   time.Date(2023, 11, 14, 16, 20, 0, 0, time.UTC),
			CompletedAt: time.Date(2023, 11, 14, 16, 21, 0, 5e8, time.UTC),
			Export: &model.Export{
				ARN:         "arn:aws:bcm-data-exports:us-east-1:123456789012:export/daily",
				Name:        "daily",
				Description: "for\uFFFD[31m finance",
				Query:       "SELECT a,\n  b\uFFFD FROM T",
				Tables: []model.TableConfiguration{
					{Table: "A"},
					{Table: "T", Properties: []model.Property{
						{Key: "FILTER", Value: "{\n\"a\":\uFFFD1}"},
						{Key: "INCLUDE_RESOURCES", Value: "TRUE"},
						{Key: "TIME_GRANULARITY", Value: "HOURLY"},
					}},
				},
				Destination: model.Destination{
					Bucket: "bucket", Owner: "123456789012", Prefix: "a//b", Region: "eu-west-1",
					OutputType: "CUSTOM", Format: "PARQUET", Compression: "ZIP",
					Overwrite: "CREATE_NEW_REPORT",
				},
				Frequency: "SYNCHRONOUS",
			},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v\nexport %+v", got, want, *got.Execution.Export)
	}
}

// TestMissingFields takes one part after the other away.
func TestMissingFields(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]*model.Export{
		``:                                nil,
		`,"Export":null`:                  nil,
		`,"Export":{}`:                    {},
		`,"Export":{"Name":null}`:         {},
		`,"Export":{"DataQuery":{}}`:      {},
		`,"Export":{"RefreshCadence":{}}`: {},
		`,"Export":{"DestinationConfigurations":{}}`:                                              {},
		`,"Export":{"DestinationConfigurations":{"S3Destination":{}}}`:                            {},
		`,"Export":{"DestinationConfigurations":{"S3Destination":{"S3OutputConfigurations":{}}}}`: {},
		`,"Export":{"DataQuery":{"TableConfigurations":{"T":null}}}`: {
			Tables: []model.TableConfiguration{{Table: "T"}},
		},
		`,"Export":{"Name":"n","Unheard":{"of":1}},"AndThis":[2]`: {Name: "n"},
	} {
		script := newScript(
			speaksJSON(200, `{"ExecutionStatus":{"StatusCode":"HALF_DONE"}`+body+`}`),
		)
		got := mustAnswer(t, open(t, island(through(script)))).Execution
		if want := (model.Execution{Ref: ref(), Status: "HALF_DONE", Export: want}); !reflect.DeepEqual(
			got,
			want,
		) {
			t.Errorf("%s: got %+v with %+v, want %+v", body, got, got.Export, want)
		}
	}
}

func TestAnswerWithoutDate(t *testing.T) {
	t.Parallel()
	script := newScript(speaksJSON(200, running))
	if got := mustAnswer(t, open(t, island(through(script)))).ServerTime; !got.IsZero() {
		t.Errorf("server's time is %s, want none", got)
	}
}

// TestAgreesWithTheSimulator asks for all executions of the accounts and compares with the truth.
func TestAgreesWithTheSimulator(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]string{
		"standard": simulator.StandardAccessKey,
		"demo":     simulator.DemoAccessKey,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				session, truths := simulated(t, simulator.Options{Executions: 300}, key)
				for _, truth := range truths {
					compare(t, session, truth)
				}
			})
		})
	}
}

func compare(t *testing.T, session *awsclient.Session, truth simulator.ExecutionState) {
	t.Helper()
	asked := refOf(truth)
	answer, err := session.Execution(t.Context(), asked)
	if err != nil {
		t.Errorf("%s: %v", asked, err)
		return
	}
	got := answer.Execution
	if got.Name() != truth.Name || got.Export.ARN != truth.ExportArn {
		t.Errorf("%s: snapshot %+v is of another export", asked, *got.Export)
	}
	got.Export = nil
	want := model.Execution{
		Ref:       asked,
		Status:    model.Status(truth.StatusCode),
		Reason:    model.Reason(truth.StatusReason),
		CreatedAt: got.CreatedAt, UpdatedAt: got.UpdatedAt, CompletedAt: got.CompletedAt,
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if !got.CreatedAt.Equal(truth.CreatedAt) || !got.UpdatedAt.Equal(truth.LastUpdatedAt) ||
		!got.CompletedAt.Equal(truth.CompletedAt) {
		t.Errorf("got times of %+v, want those of %+v", got, truth)
	}
}

// TestStrangeAccount: whatever comes, it is an execution with a status or the fault that there is
// none, and all its texts can be shown.
func TestStrangeAccount(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		session, truths := simulated(t, simulator.Options{}, simulator.StrangeAccessKey)
		answered := 0
		for _, truth := range truths {
			answer, err := session.Execution(t.Context(), refOf(truth))
			if err != nil {
				if fault := asFault(t, err); fault.Kind != model.FaultNoStatus {
					t.Errorf("%s: got %+v, want NoStatus", refOf(truth), *fault)
				}
				continue
			}
			answered++
			got := answer.Execution
			texts := []string{string(got.Status), string(got.Reason)}
			if export := got.Export; export != nil {
				texts = append(
					texts,
					export.Name,
					export.Description,
					export.Query,
					export.Frequency,
					export.Destination.Bucket,
					export.Destination.Prefix,
					export.Destination.Format,
				)
			}
			for _, text := range texts {
				if model.CleanLines(text) != text {
					t.Errorf("%s: %q isn't clean", refOf(truth), text)
				}
			}
			if got.Status == "" {
				t.Errorf("%s: answered without a status", refOf(truth))
			}
		}
		if answered == 0 || answered == len(truths) {
			t.Errorf("%d of %d answered: want some, but not all", answered, len(truths))
		}
	})
}

// TestFaultsOfTheSimulator: each scripted fault of the simulator is the kind that it means.
func TestFaultsOfTheSimulator(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		script simulator.FaultKind
		kind   model.FaultKind
	}{
		{simulator.FaultThrottle, model.FaultThrottled},
		{simulator.Fault5xx, model.FaultService},
		{simulator.Fault503, model.FaultService},
		{simulator.FaultHTML, model.FaultNotAWS},
		{simulator.FaultPortal, model.FaultNotAWS},
		{simulator.FaultEmpty, model.FaultNoStatus},
		{simulator.FaultNoFields, model.FaultNoStatus},
		{simulator.FaultHang, model.FaultTimeout},
		{simulator.FaultReset, model.FaultNetwork},
		{simulator.FaultExpired, model.FaultExpiredKeys},
		{simulator.FaultDenied, model.FaultDenied},
	} {
		t.Run(string(tt.script), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				session, truths := simulated(t, faulty(tt.script), simulator.StandardAccessKey)
				_, err := session.Execution(t.Context(), refOf(truths[0]))
				if fault := asFault(t, err); fault.Kind != tt.kind {
					t.Errorf("got %+v, want kind %d", *fault, tt.kind)
				}
			})
		})
	}
}

// TestHostileText: no control, escape or other hidden character gets past the door.
func TestHostileText(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		session, truths := simulated(t, faulty(simulator.FaultHostile), simulator.StandardAccessKey)
		answer, err := session.Execution(t.Context(), refOf(truths[0]))
		if err != nil {
			t.Fatal(err)
		}
		export := answer.Execution.Export
		for what, text := range map[string]string{
			"reason": string(answer.Execution.Reason), "name": export.Name,
			"description": export.Description, "query": export.Query,
			"bucket": export.Destination.Bucket, "prefix": export.Destination.Prefix,
		} {
			if !strings.Contains(text, "owned") {
				t.Errorf("%s %q isn't the hostile text: the test proves nothing", what, text)
			}
			if !utf8.ValidString(text) || strings.ContainsAny(text,
				"\x1b\x07\x00\x7f\b\r\u009b\u009d\u202e\u2066\u200b\ufeff\u2028\u00ad") {
				t.Errorf("%s is still hostile: %q", what, text)
			}
		}
	})
}

// simulated returns a session with a simulated account, and the truth about its executions. It
// belongs in a bubble, whose time is the account's.
func simulated(
	t *testing.T, options simulator.Options, key string,
) (*awsclient.Session, []simulator.ExecutionState) {
	t.Helper()
	options.Now = time.Now
	server, err := simulator.New(options)
	if err != nil {
		t.Fatal(err)
	}
	truths := server.Executions(key)
	if len(truths) == 0 {
		t.Fatal("the account is empty")
	}
	return open(t, awsclient.Options{
		AccessKeyID: key, SecretAccessKey: simulator.SecretKey,
		Transport: simulator.Transport{Handler: server},
	}), truths
}

func refOf(truth simulator.ExecutionState) model.Ref {
	return model.Ref{ExportARN: truth.ExportArn, ExecutionID: truth.ExecutionId}
}

// faulty returns simulator options with a fault that always holds.
func faulty(kind simulator.FaultKind) simulator.Options {
	return simulator.Options{Faults: []simulator.Fault{{Kind: kind}}}
}
