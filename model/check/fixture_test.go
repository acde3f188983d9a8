package check_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
)

const (
	exportARN = "arn:aws:bcm-data-exports:us-east-1:111122223333:" +
		"export/cur2-daily-5d1c9f0e-7a44-4c1b-9a3e-2f6b8c0d1e52"
	runID  = "7c3a91be-04d5-3f62-9b18-5e0ad7c4f231"
	bucket = "acme-cur-daily"

	metadata = "cur2/cur2-daily/metadata/"
	data     = "cur2/cur2-daily/data/"
	november = "BILLING_PERIOD=2026-11"
	october  = "BILLING_PERIOD=2026-10"

	manifestKey = metadata + november + "/cur2-daily-Manifest.json"
	dataKey     = data + november + "/cur2-daily-00001.snappy.parquet"

	kB, MB, GB = 1000, 1000 * 1000, 1000 * 1000 * 1000
)

// clock reads a time of November 2026, as "24 04:20".
func clock(text string) time.Time {
	t, err := time.Parse("2006-01 2 15:04:05", "2026-11 "+text+":00")
	if err != nil {
		panic(err)
	}
	return t
}

func month(number int, text string) time.Time {
	return clock(text).AddDate(0, number-11, 0)
}

// export is the export of the fixtures: CUR 2.0, each delivery over the one before.
func export() *model.Export {
	return &model.Export{
		ARN: exportARN, Name: "cur2-daily",
		Query: "SELECT bill_bill_type, resource_tags.user_team AS team, line_item_unblended_cost " +
			"FROM COST_AND_USAGE_REPORT WHERE line_item_usage_amount > 0",
		Tables: []model.TableConfiguration{{
			Table: "COST_AND_USAGE_REPORT",
			Properties: []model.Property{
				{
					Key:   "INCLUDE_RESOURCES",
					Value: "FALSE",
				},
				{Key: "TIME_GRANULARITY", Value: "DAILY"},
			},
		}},
		Destination: model.Destination{
			Bucket: bucket, Owner: "111122223333", Prefix: "cur2", Region: "eu-west-1",
			OutputType: "CUSTOM", Format: "PARQUET", Compression: "PARQUET",
			Overwrite: model.OverwriteReport,
		},
	}
}

// run returns a run of the export that was created at one time and ended at another.
func run(id string, status model.Status, created, ended string) model.Execution {
	return model.Execution{
		Ref: model.Ref{ExportARN: exportARN, ExecutionID: id}, Status: status,
		CreatedAt: clock(created), UpdatedAt: clock(ended), Export: export(),
	}
}

// story is a case with what was found: three files of November, delivered on the 24th.
type story struct {
	check.Case
	facts    model.DataFacts
	manifest map[string]any // nil leaves the body alone
	sample   *model.SampleFacts
}

func newStory() *story {
	delivered := run(runID, model.DeliverySuccess, "24 04:00", "24 04:20")
	seen := model.Probe{Action: model.ActionListBucket, At: clock("26 15:00"), Requests: 1}
	manifest := object(manifestKey, 2*kB, clock("24 04:19"))
	s := &story{
		Case: check.Case{
			Now: clock("26 15:00"), Run: delivered, Newest: delivered, Delivered: delivered,
		},
		facts: model.DataFacts{
			Bucket: bucket,
			Metadata: model.ObjectList{
				Probe:  seen,
				Prefix: metadata,
				Whole:  true,
				Objects: []model.Object{
					object(
						metadata+october+"/cur2-daily-Manifest.json",
						2*kB,
						month(10, "30 04:00"),
					),
					manifest,
				},
			},
			Manifest: model.ManifestFact{
				Probe: model.Probe{Action: model.ActionGetObject, Requests: 1}, Object: manifest,
			},
			Data: model.ObjectList{Probe: seen, Prefix: data + november + "/", Whole: true},
		},
		manifest: map[string]any{
			"executionId": runID,
			"columns":     []string{"bill_bill_type", "team", "line_item_unblended_cost"},
		},
	}
	s.files(3)
	return s
}

func object(key string, size int64, written time.Time) model.Object {
	return model.Object{
		Key: key, Size: size, Modified: written, ETag: `"1"`, Class: "STANDARD",
	}
}

// files puts so many files of 400 MB into the bucket and the manifest.
func (s *story) files(n int) {
	s.facts.Data.Objects = nil
	named := []string{}
	for i := range n {
		key := strings.Replace(dataKey, "00001", fmt.Sprintf("%05d", i+1), 1)
		s.facts.Data.Objects = append(s.facts.Data.Objects, object(key, 400*MB, clock("24 04:18")))
		named = append(named, "s3://"+bucket+"/"+key)
	}
	s.manifest["dataFiles"] = named
}

// rewritten sets when the manifest was written.
func (s *story) rewritten(at time.Time) {
	s.facts.Manifest.Modified = at
	for i, listed := range s.facts.Metadata.Objects {
		if listed.Key == s.facts.Manifest.Key {
			s.facts.Metadata.Objects[i].Modified = at
		}
	}
}

// at moves the whole story to another partition.
func (s *story) at(partition string, written time.Time) {
	text, err := json.Marshal(s.manifest)
	if err != nil {
		panic(err)
	}
	moved := strings.ReplaceAll(string(text), november, partition)
	if err := json.Unmarshal([]byte(moved), &s.manifest); err != nil {
		panic(err)
	}
	for i := range s.facts.Data.Objects {
		key := &s.facts.Data.Objects[i].Key
		*key = strings.Replace(*key, november, partition, 1)
	}
	s.facts.Data.Prefix = data + partition + "/"
	s.facts.Manifest.Key = metadata + partition + "/cur2-daily-Manifest.json"
	s.facts.Metadata.Objects = []model.Object{s.facts.Manifest.Object}
	s.rewritten(written)
}

// before puts files beside, to compare with.
func (s *story) before(partition string, bytes int64) {
	s.facts.Before = model.ObjectList{
		Probe:  model.Probe{Action: model.ActionListBucket, Requests: 1},
		Whole:  true,
		Prefix: data + partition + "/",
		Objects: []model.Object{
			object(data+partition+"/x.snappy.parquet", bytes, month(10, "30 04:00")),
		},
	}
}

// judged judges the story's data.
func (s *story) judged() check.Section {
	if s.manifest != nil {
		body, err := json.Marshal(s.manifest)
		if err != nil {
			panic(err)
		}
		s.facts.Manifest.Body = body
	}
	s.seek()
	return s.Data(s.facts, s.sample)
}

// seek takes what is sought from the run.
func (s *story) seek() {
	s.Sought, _ = model.SoughtOf(s.Run)
}

// lines writes findings and what wasn't seen, one a line.
func lines(s check.Section) []string {
	var written []string
	for _, f := range s.Findings {
		written = append(written,
			fmt.Sprintf("%s %v, %v: %s", f.ID, f.Severity, f.Certainty, f.Sentence))
	}
	for _, u := range s.Unseen {
		written = append(written, fmt.Sprintf("unseen, %v: %s", u.Why, u.Sentence))
	}
	return written
}

func checkLines(t *testing.T, got check.Section, want ...string) {
	t.Helper()
	if a, b := strings.Join(lines(got), "\n"), strings.Join(want, "\n"); a != b {
		t.Errorf("found\n%s\nwant\n%s", a, b)
	}
}

func denied(action string) model.Probe {
	return model.Probe{
		Action: action, Requests: 1, Status: 403,
		Fault: &model.Fault{Kind: model.FaultDenied, Code: "AccessDenied", Action: action},
	}
}

func faulty(kind model.FaultKind) model.Probe {
	return model.Probe{
		Action: model.ActionListBucket, Requests: 1, Fault: &model.Fault{Kind: kind, Message: "m"},
	}
}
