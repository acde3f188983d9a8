package policy_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/policy"
)

// FuzzPolicy judges any text: it never panics, says the same each time, shows nothing that isn't
// clean, and is never fine with what it can't read. A Deny of everything beats whatever else a
// readable policy says.
func FuzzPolicy(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("%d policies, error %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := policy.Read(text)
		again := policy.Judge(text, asked()...)
		for i, judged := range policy.Judge(text, asked()...) {
			why := judged.Why()
			if why != again[i].Why() || why == "" || why != model.Clean(why) {
				t.Errorf("says %q, then %q", why, again[i].Why())
			}
			if err != nil && (judged.Verdict != policy.VerdictUnknown || judged.Unreadable == "") {
				t.Errorf("judges %v though %v", judged.Verdict, err)
			}
		}
		denied := strings.Replace(text, `"Statement": [`,
			`"Statement": [{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"},`, 1)
		if denied == text {
			return
		}
		if _, err := policy.Read(denied); err != nil {
			return
		}
		if judged := policy.Judge(denied, asked()[0])[0]; judged.Verdict != policy.VerdictDenied {
			t.Errorf("%v in spite of a Deny", judged.Verdict)
		}
	})
}

// FuzzWildcards compares a pattern of letters and stars with what it was made from.
func FuzzWildcards(f *testing.F) {
	f.Add("ab", "cd")
	f.Fuzz(func(t *testing.T, before, after string) {
		if before+after == "" || strings.ContainsAny(before+after, "*?${") ||
			before != model.Clean(before) ||
			after != model.Clean(after) ||
			strings.ContainsAny(before+after, "\"\\\uFFFD") {
			return
		}
		delivery := policy.Delivery{ExportARN: exportARN, Bucket: "b"}
		text := document(allow(`"Resource":"arn:aws:s3:::b/` + before + `*?*` + after + `"`))
		for sent, want := range map[string]policy.Verdict{
			before + "x" + after:                   policy.VerdictGranted,
			before + before + "é" + after + after:  policy.VerdictGranted,
			"\x00" + before + "x" + after + "\x00": policy.VerdictNotGranted,
		} {
			if got := policy.Judge(text, delivery.Put(sent))[0]; got.Verdict != want {
				t.Errorf("%q against %q: %v, want %v", text, sent, got.Verdict, want)
			}
		}
	})
}

// BenchmarkPolicy judges the four requests by AWS's page and by a policy of 20 kB.
func BenchmarkPolicy(b *testing.B) {
	for name, file := range map[string]string{
		"AWS's page": "testdata/01-aws-today.json", "20 kB": "testdata/16-twenty-kilobytes.json",
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				policy.Judge(string(text), asked()...)
			}
		})
	}
}
