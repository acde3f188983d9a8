package check_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/check"
)

// readings are what the manifests of testdata say; those that can't be read have a why.
func readings() map[string]struct {
	id, why string
	files   []check.File
	columns int
	first   model.Column
} {
	type reading = struct {
		id, why string
		files   []check.File
		columns int
		first   model.Column
	}
	const (
		daily  = "cur2/cur2-daily/data/BILLING_PERIOD=2026-11/cur2-daily-0000"
		hourly = "cur2/cur2-hourly/data/BILLING_PERIOD=2026-11/2026-11-24T04:12:51.307Z-" +
			"1f0e6c42-93b7-4d58-8a61-c2d94be05a77/cur2-hourly-0000"
		focus = "focus/focus-1-2/data/BILLING_PERIOD=2026-11/focus-1-2-0000"
	)
	bill := model.Column{Name: "bill_bill_type", Type: "string"}
	return map[string]reading{
		"01-cur2-overwrite": {
			id: "7c3a91be-04d5-3f62-9b18-5e0ad7c4f231", columns: 13, first: bill,
			files: []check.File{
				{"acme-cur-daily", daily + "1.snappy.parquet"},
				{"acme-cur-daily", daily + "2.snappy.parquet"},
				{"acme-cur-daily", daily + "3.snappy.parquet"},
			},
		},
		"02-cur2-create-new": {
			id: "1f0e6c42-93b7-4d58-8a61-c2d94be05a77", columns: 13, first: bill,
			files: []check.File{
				{"acme-cur-hourly", hourly + "1.csv.gz"}, {"acme-cur-hourly", hourly + "2.csv.gz"},
			},
		},
		"03-focus-other-shapes": {
			id: "e2b64a0d-5f19-3c77-ae83-61f0d9b27c45", columns: 8,
			first: model.Column{Name: "BilledCost"},
			files: []check.File{
				{"", focus + "1.snappy.parquet"}, {"acme-focus", focus + "2.snappy.parquet"},
			},
		},
		"04-recommendations-double-slash": {
			id: "88d0c1b2-7e65-4a3f-9f20-0b6a5d4c3e11", columns: 6,
			first: model.Column{Name: "account_id", Type: "string"},
			files: []check.File{{"acme-recommendations", "coh//recommendations-all/data/" +
				"date=2026-11-24/2026-11-24T06:02:03.118Z-88d0c1b2-7e65-4a3f-9f20-0b6a5d4c3e11/" +
				"recommendations-all-00001.csv.gz"}},
		},
		"06-month-start-empty": {
			id: "b9174c02-6d3e-3a58-84cf-1e57a0d2f963", columns: 13, first: bill,
			files: []check.File{},
		},
		"08-cut-off": {why: "it isn't whole JSON: unexpected end of JSON input"},
	}
}

func TestManifests(t *testing.T) {
	t.Parallel()
	want := readings()
	files, err := filepath.Glob("testdata/*-Manifest.json")
	if err != nil || len(files) != len(want) {
		t.Fatalf("%d manifests, want %d; error %v", len(files), len(want), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), "-Manifest.json")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := check.ReadManifest(body)
			want := want[name]
			if err != nil {
				if err.Error() != want.why {
					t.Errorf("can't be read: %v; want %q", err, want.why)
				}
				return
			}
			if want.why != "" || got.ExecutionID != want.id || got.Legacy ||
				!reflect.DeepEqual(got.Files, want.files) || len(got.Columns) != want.columns ||
				got.Columns[0] != want.first {
				t.Errorf("read %+v, want %+v", got, want)
			}
		})
	}
}

func TestReadManifest(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		body, why string
		want      check.Manifest
	}{
		"nothing":         {body: "", why: "it isn't whole JSON: unexpected end of JSON input"},
		"HTML":            {body: "<html>", why: "it isn't whole JSON: invalid character '<' looking for beginning of value"},
		"list":            {body: "[]", why: "it isn't a JSON object"},
		"no files":        {body: `{"executionId":"x"}`, why: "it names no dataFiles"},
		"files as a text": {body: `{"dataFiles":"x"}`, why: "its dataFiles aren't a list"},
		"files as null":   {body: `{"dataFiles":null}`, why: "its dataFiles aren't a list"},
		"odd file":        {body: `{"dataFiles":["a",{"name":"x"}]}`, why: "its file 2 isn't named in a form that is known"},
		"file of a web":   {body: `{"dataFiles":["https://x/y"]}`, why: "its file 1 isn't named in a form that is known"},
		"no key":          {body: `{"dataFiles":["s3://bucket"]}`, why: "its file 1 isn't named in a form that is known"},
		"too many files":  {body: `{"dataFiles":["a"` + strings.Repeat(`,"a"`, 50_000) + `]}`, why: "it names more than 50,000 files"},
		"legacy":          {body: `{"assemblyId":"x","reportKeys":["a"]}`, want: check.Manifest{Legacy: true}},
		"byte order mark": {
			body: "\xef\xbb\xbf" + `{"dataFiles":[{"path":"p/q"}]}`,
			want: check.Manifest{Files: []check.File{{Key: "p/q"}}},
		},
		"a file twice": {
			body: `{"dataFiles":["a",{"key":"a"}]}`, want: check.Manifest{Files: []check.File{{Key: "a"}}},
		},
		"id as a number": {
			body: `{"dataFiles":[],"executionId":7}`, want: check.Manifest{Files: []check.File{}},
		},
		"odd columns": {
			body: `{"dataFiles":[],"columns":[{"type":"x"}]}`,
			want: check.Manifest{Files: []check.File{}},
		},
		"columns cleaned, keys verbatim": {
			body: `{"dataFiles":["a\u001b"],"columns":["a\u001b"]}`,
			want: check.Manifest{
				Files: []check.File{{Key: "a\x1b"}}, Columns: []model.Column{{Name: "a\uFFFD"}},
			},
		},
		"additional files": {
			body: `{"dataFiles":[],"additionalOutputFiles":["s3://b/k"]}`,
			want: check.Manifest{Files: []check.File{}, Additional: []check.File{{"b", "k"}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := check.ReadManifest([]byte(tt.body))
			why := ""
			if err != nil {
				why = err.Error()
			}
			if why != tt.why || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("read %+v (%s), want %+v (%s)", got, why, tt.want, tt.why)
			}
		})
	}
	large := bytes.Repeat([]byte(" "), model.MaxManifest+1)
	if _, err := check.ReadManifest(large); err == nil || err.Error() != "it is larger than 2 MiB" {
		t.Errorf("a large one: %v", err)
	}
}

// FuzzManifest reads any text: it never panics, keeps to its caps, and says why in clean words.
func FuzzManifest(f *testing.F) {
	files, err := filepath.Glob("testdata/*-Manifest.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("%d manifests, error %v", len(files), err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte(`{"reportKeys":[]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		read, err := check.ReadManifest(body)
		if err != nil && (err.Error() != model.Clean(err.Error()) || read.Files != nil) {
			t.Errorf("%+v with %q", read, err)
		}
		if err == nil && !read.Legacy && read.Files == nil {
			t.Error("neither files nor why")
		}
		for _, file := range read.Files {
			if file.Key == "" {
				t.Errorf("a file without a key: %+v", file)
			}
		}
		for _, column := range read.Columns {
			if column.Name != model.Clean(column.Name) || column.Name == "" {
				t.Errorf("column %q", column.Name)
			}
		}
	})
}
