package check_test

import (
	"fmt"
	"testing"

	"exportwatch/model"
	"exportwatch/model/check"
)

// checkClean wants all that is shown of a section to be clean, and no sentence to be missing.
func checkClean(t *testing.T, s check.Section) {
	t.Helper()
	texts := []string{s.Verdict()}
	for _, f := range s.Findings {
		texts = append(texts, f.ID, f.Sentence)
		for _, more := range []string{f.Todo, fmt.Sprint(f.Compare)} {
			if more != model.Clean(more) {
				t.Errorf("%s has %q", f.ID, more)
			}
		}
		if f.Compare != nil {
			at, length := f.Compare.Differs()
			if at < 0 || length < 0 || at+length > len([]rune(f.Compare.Sends)) {
				t.Errorf("points at %d to %d of %q", at, at+length, f.Compare.Sends)
			}
		}
	}
	for _, u := range s.Unseen {
		texts = append(texts, u.Sentence)
	}
	for _, text := range texts {
		if text == "" || text != model.Clean(text) {
			t.Errorf("says %q", text)
		}
	}
}

// FuzzData judges any manifest beside any key, in any folder.
func FuzzData(f *testing.F) {
	f.Add(
		[]byte(`{"dataFiles":["a","s3://b/c"],"executionId":"x","columns":["y"]}`),
		november,
		"a\x1b",
		int64(1),
	)
	f.Add([]byte(`{"dataFiles":[]}`), "date=2026-11-24", "b", int64(-1))
	f.Add([]byte(`{`), "", "", int64(0))
	f.Fuzz(func(t *testing.T, body []byte, folder, name string, size int64) {
		s := newStory()
		s.manifest, s.facts.Manifest.Body = nil, body
		s.at(folder, clock("24 04:19"))
		s.facts.Data.Objects = append(s.facts.Data.Objects,
			object(s.facts.Data.Prefix+name, size, clock("23 04:00")))
		s.Run.Export.Destination.Bucket, s.Run.Export.Destination.Prefix = name, folder
		got := s.judged()
		checkClean(t, got)
		if seen, ok := s.See(s.facts); ok && seen.Bytes < -1 {
			t.Errorf("saw %d bytes", seen.Bytes)
		}
		for _, partition := range s.Partitions(s.facts) {
			if partition.Name != model.Clean(partition.Name) {
				t.Errorf("partition %q", partition.Name)
			}
		}
	})
}

// FuzzBucketPolicy judges any policy of any bucket.
func FuzzBucketPolicy(f *testing.F) {
	f.Add(
		`{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Sid":"\u001b"}}`,
		"b\x1b",
	)
	f.Add(`{"Statement":[]}`, "")
	f.Fuzz(func(t *testing.T, policy, name string) {
		s := newBucketStory(t)
		s.facts.Policy.Text, s.facts.Bucket = policy, name
		s.Run.Export.Destination.Bucket, s.Run.Export.Destination.Prefix = name, name
		checkClean(t, s.judged())
	})
}

// BenchmarkData judges a manifest and a listing at their caps.
func BenchmarkData(b *testing.B) {
	s := newStory()
	s.files(5000)
	s.judged()
	b.ReportAllocs()
	for b.Loop() {
		s.Data(s.facts, nil)
	}
}
