package policy_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"exportwatch/model/policy"
)

const exportARN = "arn:aws:bcm-data-exports:us-east-1:111122223333:" +
	"export/cur2-daily-5d1c9f0e-7a44-4c1b-9a3e-2f6b8c0d1e52"

// asked are the four requests that testdata/verdicts.md is about.
func asked() []policy.Request {
	delivery := policy.Delivery{
		ExportARN: exportARN, Bucket: "acme-cur-daily", Owner: "111122223333", Region: "us-east-1",
	}
	return []policy.Request{
		delivery.Put("cur2/cur2-daily/data/BILLING_PERIOD=2026-11/cur2-daily-00001.snappy.parquet"),
		delivery.Put("cur2/cur2-daily/metadata/BILLING_PERIOD=2026-11/cur2-daily-Manifest.json"),
		delivery.ReadPolicy(),
		delivery.Put("aws-programmatic-access-test-object"),
	}
}

// expected reads the table and the reasons of testdata/verdicts.md by the policies' names.
func expected(t *testing.T) (verdicts map[string][]string, whys map[string]string) {
	t.Helper()
	text, err := os.ReadFile("testdata/verdicts.md")
	if err != nil {
		t.Fatal(err)
	}
	verdicts, whys = map[string][]string{}, map[string]string{}
	row := regexp.MustCompile(`^\| (\d\d-\S+) \| .* \| (.+) \| (.+) \| (.+) \| (.+) \|$`)
	reason := regexp.MustCompile("^- `(\\d\\d-.+)`: (.+)$")
	for line := range strings.SplitSeq(string(text), "\n") {
		if match := row.FindStringSubmatch(line); match != nil {
			for _, verdict := range match[2:] {
				verdicts[match[1]] = append(verdicts[match[1]], strings.Trim(verdict, "* "))
			}
		}
		if match := reason.FindStringSubmatch(line); match != nil {
			whys[match[1]] = match[2]
		}
	}
	return verdicts, whys
}

func written(j policy.Judgement) string {
	text := j.Verdict.String()
	if j.Likely {
		text += ", likely"
	}
	if j.Unreadable != "" {
		text += " (unreadable)"
	}
	return text
}

// TestPolicies judges each policy of testdata as testdata/verdicts.md says.
func TestPolicies(t *testing.T) {
	t.Parallel()
	verdicts, whys := expected(t)
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) != len(verdicts) || len(files) != len(whys) || len(files) == 0 {
		t.Fatalf("%d policies, %d verdicts, %d reasons, error %v",
			len(files), len(verdicts), len(whys), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			judgements := policy.Judge(string(text), asked()...)
			for i, want := range verdicts[name] {
				if got := written(judgements[i]); got != want {
					t.Errorf("request %d: %s (%s), want %s", i+1, got, judgements[i].Why(), want)
				}
			}
			if got := judgements[0].Why(); !strings.HasPrefix(got, whys[name]) {
				t.Errorf("says %q, want %q", got, whys[name])
			}
		})
	}
}
