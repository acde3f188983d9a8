package words_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/policy"
	"exportwatch/model/words"
)

func TestRemedies(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:bcm-data-exports:us-east-1:222222222222:export/cur2-daily"
	const chinese = "arn:aws-cn:bcm-data-exports:cn-northwest-1:222222222222:export/cur2-daily"
	at := time.Date(2026, time.November, 24, 4, 20, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		remedy  check.Remedy
		profile string
		kind    words.PasteKind
		want    string
	}{
		"nothing": {},
		"exemption": {
			remedy: check.Remedy{Kind: check.RemedyExemption}, kind: words.PasteCondition,
			want: `"Bool": {"aws:PrincipalIsAWSService": "false"}`,
		},
		"manifest": {
			remedy: check.Remedy{
				Kind: check.RemedyReadManifest, Bucket: "acme", Key: "p/n/metadata/BILLING_PERIOD=2026-11/m.json",
			},
			profile: "payer", kind: words.PasteCommand,
			want: "aws s3 cp --profile payer 's3://acme/p/n/metadata/BILLING_PERIOD=2026-11/m.json' -",
		},
		"files, a quote in the prefix": {
			remedy: check.Remedy{Kind: check.RemedyListFiles, Bucket: "acme", Key: "it's/"},
			kind:   words.PasteCommand,
			want:   `aws s3 ls --recursive 's3://acme/it'\''s/'`,
		},
		"export": {
			remedy: check.Remedy{Kind: check.RemedyExport, ExportARN: arn}, kind: words.PasteCommand,
			want: "aws bcm-data-exports get-export --export-arn " + arn + " --region us-east-1",
		},
		"policy changes": {
			remedy: check.Remedy{Kind: check.RemedyPolicyChanges, Region: "eu-west-1", At: at},
			kind:   words.PasteCommand,
			want: "aws cloudtrail lookup-events --lookup-attributes " +
				"'AttributeKey=EventName,AttributeValue=PutBucketPolicy' --start-time " +
				"2026-11-21T04:20:00Z --end-time 2026-11-27T04:20:00Z --region eu-west-1",
		},
		"statement where AWS documents none": {
			remedy: check.Remedy{Kind: check.RemedyStatement, ExportARN: chinese, Bucket: "acme"},
		},
		"statement for a name that is none": {
			remedy: check.Remedy{Kind: check.RemedyStatement, ExportARN: arn, Bucket: `a"b`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := words.RemedyPaste(tt.remedy, tt.profile)
			if got.Kind != tt.kind || got.Text != tt.want {
				t.Errorf("%v %q, want %v %q", got.Kind, got.Text, tt.kind, tt.want)
			}
		})
	}
}

// TestStatementIsGranted judges the statement that is offered by the rules that found it missing.
func TestStatementIsGranted(t *testing.T) {
	t.Parallel()
	ref := ref()
	got := words.RemedyPaste(check.Remedy{
		Kind: check.RemedyStatement, ExportARN: ref.ExportARN, Bucket: "acme",
	}, "")
	delivery := policy.Delivery{ExportARN: ref.ExportARN, Bucket: "acme"}
	text := `{"Version":"2012-10-17","Statement":[` + got.Text + `]}`
	for i, judged := range policy.Judge(text, delivery.Put("any"), delivery.Put("/root")) {
		if judged.Verdict != policy.VerdictGranted || judged.Likely {
			t.Errorf("request %d: %v, %s", i, judged.Verdict, judged.Why())
		}
	}
}

// TestExemptionHelps puts the condition that is offered into a Deny that keeps the service out.
func TestExemptionHelps(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../policy/testdata/10-deny-outside-vpc-endpoint.json")
	if err != nil {
		t.Fatal(err)
	}
	got := words.RemedyPaste(check.Remedy{Kind: check.RemedyExemption}, "")
	before, after, found := strings.Cut(string(text), `"StringNotEquals": {
          "aws:SourceVpce"`)
	if !found {
		t.Fatal("the policy's Deny has another form")
	}
	exempted := before + got.Text + `, "StringNotEquals": {"aws:SourceVpce"` + after
	delivery := policy.Delivery{
		ExportARN: "arn:aws:bcm-data-exports:us-east-1:111122223333:export/cur2-daily",
		Bucket:    "acme-cur-daily",
	}
	if judged := policy.Judge(exempted, delivery.Put("k"))[0]; judged.Verdict != policy.VerdictGranted {
		t.Errorf("%v: %s", judged.Verdict, judged.Why())
	}
}

func TestCheckPolicy(t *testing.T) {
	t.Parallel()
	sought := &model.Sought{
		ExportARN: "arn:aws-cn:bcm-data-exports:cn-northwest-1:222222222222:export/n", Name: "n",
		Destination: model.Destination{Bucket: "acme", Prefix: `p"`},
	}
	for name, tt := range map[string]struct {
		sought           *model.Sought
		bucket, metadata string
	}{
		"any export": {nil, "arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/PREFIX/NAME/metadata/*"},
		"an export":  {sought, "arn:aws-cn:s3:::acme", `arn:aws-cn:s3:::acme/p"/n/metadata/*`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var read struct {
				Statement []struct {
					Resource string
					Action   []string
				}
			}
			if err := json.Unmarshal([]byte(words.CheckPolicy(tt.sought)), &read); err != nil {
				t.Fatal(err)
			}
			s := read.Statement
			if len(s) != 3 || s[1].Resource != tt.bucket || s[2].Resource != tt.metadata ||
				s[2].Action[0] != model.ActionGetObject || s[0].Action[1] != model.ActionGetTable {
				t.Errorf("says %+v", s)
			}
		})
	}
}
