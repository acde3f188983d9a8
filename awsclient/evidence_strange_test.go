package awsclient_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
)

// TestStrangeFiles looks at everything of the account that breaks all expectations: each look ends
// within its caps, and what comes is what the odd answers hold, or a fault.
func TestStrangeFiles(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server, err := simulator.New(simulator.Options{
			Now: time.Now, Epoch: time.Now(), Seed: 1,
		})
		if err != nil {
			t.Fatal(err)
		}
		session := open(t, awsclient.Options{
			AccessKeyID: simulator.StrangeAccessKey, SecretAccessKey: simulator.SecretKey,
			Transport: through(server),
		})
		time.Sleep(3 * time.Minute) // its runs have ended
		looks := map[string]model.DataFacts{}
		for _, run := range server.Executions(simulator.StrangeAccessKey) {
			answer, err := session.Execution(t.Context(),
				model.Ref{ExportARN: run.ExportArn, ExecutionID: run.ExecutionId})
			if err != nil {
				continue
			}
			sought, ok := model.SoughtOf(answer.Execution)
			if !ok {
				continue
			}
			before, began := total(server), time.Now()
			result := evidence(t, session, model.AskData, sought)
			if sent := total(server) - before; sent > 15 || time.Since(began) > 15*time.Second {
				t.Errorf("%s: %d requests, %s", run.Name, sent, time.Since(began))
			}
			if facts, ok := result.(model.DataFacts); ok {
				looks[run.Name] = facts
			}
			for _, kind := range []model.AskKind{model.AskBucket, model.AskCurrent, model.AskTable} {
				evidence(t, session, kind, sought)
			}
			time.Sleep(time.Minute) // the policy is another
		}
		checkStrange(t, looks)
	})
}

func checkStrange(t *testing.T, looks map[string]model.DataFacts) {
	t.Helper()
	for name, right := range map[string]func(model.DataFacts) bool{
		"strange-routes": func(f model.DataFacts) bool {
			return strings.Contains(string(f.Manifest.Body), "gone-00099")
		},
		"strange-goes-on": func(f model.DataFacts) bool { return len(f.Metadata.Objects) > 0 },
		"strange-completed": func(f model.DataFacts) bool {
			return strings.Contains(string(f.Manifest.Body), `{"uri":`)
		},
		"strange-unordered": func(f model.DataFacts) bool {
			return !f.Metadata.Whole && f.Metadata.Pages == 2
		},
		"strange-endless": func(f model.DataFacts) bool {
			return !f.Metadata.Whole && f.Metadata.Pages == 2
		},
		"strange-unknown": func(f model.DataFacts) bool {
			first := f.Metadata.Objects[0]
			return first.Size == -1 && first.Modified.IsZero() && first.ETag == "" &&
				strings.HasSuffix(first.Key, "\x00") && first.Class == "MOON_ARCHIVE\ufffd"
		},
		"strange-missing": func(f model.DataFacts) bool {
			return f.Metadata.Fault != nil && f.Metadata.Fault.Kind == model.FaultNotAWS
		},
		"Old!Export_v1.0*(final)'s": func(f model.DataFacts) bool {
			return strings.Contains(string(f.Manifest.Body), "reportKeys")
		},
		"ExampleExportName1": func(f model.DataFacts) bool {
			return len(f.Manifest.Body) > 0 && !json.Valid(f.Manifest.Body)
		},
	} {
		facts, looked := looks[name]
		if name == "strange-missing" && !looked { // its snapshots name no bucket
			continue
		}
		if !looked || !right(facts) {
			t.Errorf("%s: looked %v, %+v", name, looked, facts)
		}
	}
	for name, facts := range looks {
		if strings.HasPrefix(name, "strange-long") &&
			(len(facts.Metadata.Objects) != 2000 || !facts.Manifest.TooLarge) {
			t.Errorf("%s: %d objects", name, len(facts.Metadata.Objects))
		}
		if strings.HasPrefix(name, "strange-hostile") {
			t.Errorf("%s was asked for: its bucket is no bucket's name", name)
		}
	}
}
