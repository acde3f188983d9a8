package model_test

import (
	"testing"
	"time"

	"exportwatch/model"
)

func TestSoughtOfRun(t *testing.T) {
	t.Parallel()
	created := time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)
	run := model.Execution{
		Ref: model.Ref{
			ExportARN:   "arn:aws:bcm-data-exports:us-east-1:111122223333:export/daily-1",
			ExecutionID: "e-1",
		},
		Status: model.DeliverySuccess, CreatedAt: created, UpdatedAt: created.Add(10 * time.Minute),
		Export: &model.Export{
			Name: "daily", Query: "SELECT a FROM COST_AND_USAGE_REPORT",
			Tables: []model.TableConfiguration{
				{Table: "OTHER", Properties: []model.Property{{Key: "K", Value: "V"}}},
				{
					Table:      "COST_AND_USAGE_REPORT",
					Properties: []model.Property{{Key: "TIME_GRANULARITY", Value: "DAILY"}},
				},
			},
			Destination: model.Destination{Bucket: "b", Prefix: "coh/", Region: "eu-west-1"},
		},
	}
	sought, ok := model.SoughtOf(run)
	if !ok || sought.ExecutionID != "e-1" || sought.Table != "COST_AND_USAGE_REPORT" ||
		len(sought.Settings) != 1 || sought.Settings[0].Key != "TIME_GRANULARITY" {
		t.Errorf("%+v", sought)
	}
	if !sought.From.Equal(created.Add(-2*time.Minute)) ||
		!sought.To.Equal(created.Add(25*time.Minute)) {
		t.Errorf("window %s to %s", sought.From, sought.To)
	}
	if account, said := sought.Owner(); account != "111122223333" || said {
		t.Errorf("owner %s, said %v", account, said)
	}
	if got := sought.MetadataPrefix(); got != "coh//daily/metadata/" {
		t.Errorf("metadata beneath %q", got)
	}
	sought.Destination.Prefix, sought.Destination.Owner = "", "444455556666"
	if got := sought.DataPrefix(); got != "daily/data/" {
		t.Errorf("data beneath %q", got)
	}
	if account, said := sought.Owner(); account != "444455556666" || !said {
		t.Errorf("owner %s, said %v", account, said)
	}
	run.Status = model.DeliveryInProcess
	if sought, _ = model.SoughtOf(run); !sought.From.IsZero() || !sought.To.IsZero() {
		t.Errorf("a run under way has the window %s to %s", sought.From, sought.To)
	}
	run.Export = nil
	if _, ok := model.SoughtOf(run); ok {
		t.Error("a run without a snapshot tells where to look")
	}
}

func TestObjectOfManifest(t *testing.T) {
	t.Parallel()
	const root = "cur2/daily/metadata/"
	for key, want := range map[string]struct {
		manifest bool
		folder   string
	}{
		root + "BILLING_PERIOD=2026-11/daily-Manifest.json":     {true, "BILLING_PERIOD=2026-11"},
		root + "BILLING_PERIOD=2026-11/r-1/daily-Manifest.json": {true, "BILLING_PERIOD=2026-11/r-1"},
		root + "Manifest.json":                                  {true, ""},
		root + "x/create-table.sql":                             {false, "x"},
	} {
		object := model.Object{Key: key}
		if object.IsManifest() != want.manifest || object.Folder(root) != want.folder {
			t.Errorf("%s: manifest %v in %q", key, object.IsManifest(), object.Folder(root))
		}
	}
}

func TestFactsCountTheirRequests(t *testing.T) {
	t.Parallel()
	sent := func(n int) model.Probe { return model.Probe{Action: "a", Requests: n} }
	bucket := model.BucketFacts{Head: sent(1), Free: sent(1)}
	bucket.Policy.Probe, bucket.Encryption.Probe = sent(2), sent(1)
	data := model.DataFacts{Spent: 3, Again: sent(1)}
	data.Metadata.Probe, data.Manifest.Probe = sent(2), sent(1)
	data.Data.Probe, data.Before.Probe = sent(5), sent(5)
	if bucket.Requests() != 5 || data.Requests() != 17 {
		t.Errorf("bucket %d, data %d", bucket.Requests(), data.Requests())
	}
	list := model.ObjectList{Objects: []model.Object{{Size: 3}, {Size: -1}, {Size: 4}}}
	if list.Bytes() != 7 {
		t.Errorf("%d bytes", list.Bytes())
	}
	denied := model.Probe{Action: "a", Fault: &model.Fault{Kind: model.FaultDenied}}
	if none := (model.Probe{}); none.Asked() || none.Answered() || !denied.Refused() ||
		denied.Answered() || !sent(1).Answered() {
		t.Error("probes don't know how they ended")
	}
}
