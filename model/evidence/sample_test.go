package evidence_test

import (
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/evidence"
)

// delivered are the facts of a delivery of two files, of which the first is empty.
func delivered(at time.Time) model.DataFacts {
	const root, data = "cur/daily/metadata/", "cur/daily/data/BILLING_PERIOD=2026-11/"
	seen := model.Probe{Action: model.ActionListBucket, At: at, Requests: 1, Status: 200}
	manifest := model.Object{
		Key: root + "BILLING_PERIOD=2026-11/daily-Manifest.json", Size: 100, ETag: `"1"`,
		Modified: noon().Add(-52 * time.Minute),
	}
	written := manifest.Modified.Add(-time.Minute)
	return model.DataFacts{
		Bucket: "acme", Region: "us-east-1",
		Metadata: model.ObjectList{
			Probe: seen, Prefix: root, Objects: []model.Object{manifest}, Whole: true,
		},
		Manifest: model.ManifestFact{
			Probe: seen, Object: manifest,
			Body: []byte(`{"dataFiles":["s3://acme/` + data + `1.parquet","s3://acme/` + data +
				`2.parquet"]}`),
		},
		Data: model.ObjectList{Probe: seen, Prefix: data, Whole: true, Objects: []model.Object{
			{Key: data + "1.parquet", Modified: written},
			{Key: data + "2.parquet", Size: 5000, Modified: written},
		}},
	}
}

// TestFileIsOpened: a sample is asked of a file that can tell something, counts until the files are
// looked at again, and takes nothing away where it isn't answered.
func TestFileIsOpened(t *testing.T) {
	t.Parallel()
	const key = "cur/daily/data/BILLING_PERIOD=2026-11/2.parquet"
	denied := model.Probe{
		Action: model.ActionGetObject, At: noon(), Status: 403, Requests: 1,
		Fault: &model.Fault{Kind: model.FaultDenied},
	}
	for name, tt := range map[string]struct {
		result model.Result
		want   string
	}{
		"Parquet": {
			model.SampleFacts{Probe: probe(), Key: key, Bytes: []byte("PAR1")},
			"A28 ok: 2.parquet can be read with your permissions and is Parquet.",
		},
		"refused": {
			model.SampleFacts{Probe: denied, Key: key},
			"A29 note: You may list but not read the data; whether others may isn't known.",
		},
		"no credentials": {
			&model.Fault{Kind: model.FaultNoCredentials, Message: "none"},
			"unseen: Whether a file can be read can't be seen",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list, row := watched(t, model.DeliverySuccess)
			report := answer(t, list, row, []answered{{model.AskData, delivered(noon())}})
			if report.ToOpen != key {
				t.Fatalf("to open %q", report.ToOpen)
			}
			list.SeekSample(row, row.Newest(), report.ToOpen, noon())
			asked := list.Due(noon())
			if len(asked) != 1 || asked[0].Kind != model.AskSample ||
				asked[0].Sought.Sample != key {
				t.Fatalf("asked %+v", asked)
			}
			list.Take(model.Reply{Ask: asked[0], Result: tt.result}, noon())
			report = evidence.Of(row, row.Newest())
			if got := said(report); !strings.Contains(got, tt.want) || report.ToOpen != "" {
				t.Errorf("to open %q; it says\n%s", report.ToOpen, got)
			}
			later := noon().Add(time.Hour)
			list.Seek(row, row.Newest(), later, model.AskData)
			for _, ask := range list.Due(later) {
				list.Take(model.Reply{Ask: ask, Result: delivered(later)}, later)
			}
			report = evidence.Of(row, row.Newest())
			if got := said(report); strings.Contains(got, tt.want) || report.ToOpen != key {
				t.Errorf("looked at again, to open %q; it says\n%s", report.ToOpen, got)
			}
		})
	}
}

// said writes what was found of the files, a line each.
func said(report *evidence.Report) string {
	var b strings.Builder
	section, _ := report.Section(check.KindData)
	for _, f := range section.Findings {
		b.WriteString(f.ID + " " + f.Severity.String() + ": " + f.Sentence + "\n")
	}
	for _, unseen := range section.Unseen {
		b.WriteString("unseen: " + unseen.Sentence + "\n")
	}
	return b.String()
}
