package metrics_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/serve/metrics"
)

// always answers every question with the same.
type always struct{ reply model.Reply }

func (a always) Answer(_ context.Context, ask model.Ask) model.Reply {
	reply := a.reply
	reply.Ask = ask
	return reply
}

// counted returns what is exposed beside what is read of an empty list, without the prefix.
func counted(t *testing.T, counts *metrics.Counts) map[string]string {
	t.Helper()
	said := series(get(t, show(watch.NewList(interval, 8), counts), "/metrics").Body.String())
	short := map[string]string{}
	for name, value := range said {
		name = strings.TrimPrefix(name, "exportwatch_")
		if !strings.HasPrefix(name, "build_info") {
			short[name] = value
		}
	}
	return short
}

// requests writes how many requests of an operation ended in a way, as the exposition does.
func requests(operation, result string) string {
	return `aws_requests_total{operation="` + operation + `",result="` + result + `"}`
}

func TestRequestsAreCountedAsAWSSeesThem(t *testing.T) {
	t.Parallel()
	denied := &model.Fault{Kind: model.FaultDenied}
	probe := func(requests int, fault *model.Fault) model.Probe {
		return model.Probe{Action: "an action", Requests: requests, Fault: fault}
	}
	for name, tt := range map[string]struct {
		kind  model.AskKind
		reply model.Reply
		want  map[string]string
	}{
		"one call": {
			model.AskExecution,
			model.Reply{Result: model.Answer{}},
			map[string]string{requests("GetExecution", "ok"): "1"},
		},
		"pages, and two that were repeated": {
			model.AskExecutions,
			model.Reply{Result: model.ExecutionList{Calls: 7}, Retries: 2},
			map[string]string{
				requests("ListExecutions", "ok"):       "7",
				requests("ListExecutions", "repeated"): "2",
			},
		},
		"exports": {
			model.AskExports,
			model.Reply{Result: model.ExportList{Calls: 2}},
			map[string]string{requests("ListExports", "ok"): "2"},
		},
		"tables": {
			model.AskTables,
			model.Reply{Result: model.TableList{Calls: 1}},
			map[string]string{requests("ListTables", "ok"): "1"},
		},
		"a fault": {
			model.AskExecution,
			model.Reply{Result: &model.Fault{Kind: model.FaultThrottled}, Retries: 2},
			map[string]string{
				requests("GetExecution", "throttled"): "1",
				requests("GetExecution", "repeated"):  "2",
			},
		},
		"a bucket": {
			model.AskBucket,
			model.Reply{Retries: 1, Result: model.BucketFacts{
				Head: probe(1, nil), Policy: model.PolicyFact{Probe: probe(1, denied)},
				Encryption: model.EncryptionFact{Probe: probe(2, nil)},
			}},
			map[string]string{
				requests("HeadBucket", "ok"):                 "1",
				requests("GetBucketPolicy", "access_denied"): "1",
				requests("GetBucketEncryption", "ok"):        "2",
			},
		},
		"data": {
			model.AskData,
			model.Reply{Result: model.DataFacts{
				Metadata: model.ObjectList{Probe: probe(3, nil)},
				Manifest: model.ManifestFact{Probe: probe(1, nil)},
				Data:     model.ObjectList{Probe: probe(2, denied)}, Spent: 4,
			}},
			map[string]string{
				requests("ListObjectsV2", "ok"):            "7",
				requests("ListObjectsV2", "access_denied"): "2",
				requests("GetObject", "ok"):                "1",
			},
		},
		"a sample": {
			model.AskSample,
			model.Reply{Result: model.SampleFacts{Probe: probe(1, nil)}},
			map[string]string{requests("GetObject", "ok"): "1"},
		},
		"an export": {
			model.AskCurrent,
			model.Reply{Result: model.CurrentExport{Probe: probe(1, denied)}},
			map[string]string{requests("GetExport", "access_denied"): "1"},
		},
		"a table": {
			model.AskTable,
			model.Reply{Result: model.TableFacts{
				Own: model.Schema{Probe: probe(1, nil)}, On: model.Schema{Probe: probe(1, nil)},
			}},
			map[string]string{requests("GetTable", "ok"): "2"},
		},
		"nothing was sent": {
			model.AskBucket, model.Reply{Result: model.BucketFacts{}}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			counts := metrics.NewCounts()
			ask := model.Ask{Kind: tt.kind, Ticket: 5}
			source := counts.Requests(always{tt.reply})
			if reply := source.Answer(t.Context(), ask); reply.Ask.Ticket != 5 {
				t.Errorf("the reply is about another question: %+v", reply)
			}
			want := map[string]string{"viewers": "0", "questions_total": "0"}
			maps.Copy(want, tt.want)
			if got := counted(t, counts); !maps.Equal(got, want) {
				t.Errorf("counted are %v, want %v", got, want)
			}
		})
	}
}

func TestViewersAndQuestionsAreCounted(t *testing.T) {
	t.Parallel()
	counts := metrics.NewCounts()
	source := counts.Questions(always{model.Reply{Result: model.Answer{}}})
	for range 3 {
		counts.Came()
		source.Answer(t.Context(), model.Ask{})
	}
	counts.Left()
	want := map[string]string{"viewers": "2", "questions_total": "3"}
	if got := counted(t, counts); !maps.Equal(got, want) {
		t.Errorf("counted are %v, want %v", got, want)
	}
}
