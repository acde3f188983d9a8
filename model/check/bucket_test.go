package check_test

import (
	"os"
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/policy"
)

// bucketStory is a case about a bucket with what was found: all is fine, AWS's page is its policy.
type bucketStory struct {
	check.Case
	facts model.BucketFacts
}

func newBucketStory(t *testing.T) *bucketStory {
	t.Helper()
	asked := model.Probe{
		Action:   model.ActionListBucket,
		At:       clock("26 15:00"),
		Requests: 1,
		Status:   200,
	}
	s := &bucketStory{
		Case: check.Case{
			Now: clock("26 15:00"),
			Run: run(runID, model.DeliverySuccess, "24 04:00", "24 04:20"),
		},
		facts: model.BucketFacts{
			Bucket: bucket, Owner: "111122223333", OwnerSaid: true, Standing: model.BucketOwned,
			Region: "eu-west-1", Head: asked,
			Policy:     model.PolicyFact{Probe: asked},
			Encryption: model.EncryptionFact{Probe: asked, Algorithm: "AES256"},
		},
	}
	s.says(t, "01-aws-today")
	return s
}

// says gives the bucket one of the policies of the room for them.
func (s *bucketStory) says(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile("../policy/testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	s.facts.Policy.Text = string(text)
}

// refused has the run's delivery refused.
func (s *bucketStory) refused() {
	s.Run = run(runID, model.DeliveryFailure, "24 04:00", "24 04:20")
	s.Run.Reason = model.InsufficientPermission
}

func (s *bucketStory) judged() check.Section {
	s.Sought, _ = model.SoughtOf(s.Run)
	return s.Bucket(s.facts, "", "")
}

const b1 = "B1 ok, fact: acme-cur-daily exists, in eu-west-1, and belongs to 111122223333."

// TestBucket holds B1 to B5 and B15 to B17.
func TestBucket(t *testing.T) {
	t.Parallel()
	const b17 = "Today's bucket, Region, owner and policy let Data Exports write. What failed at 24 Nov " +
		"04:20 UTC was mended since, or isn't seen from here: a KMS key's policy, the organization's " +
		"policies, Object Lock."
	const key = "arn:aws:kms:eu-west-1:111122223333:key/1"
	for name, tt := range map[string]struct {
		change func(s *bucketStory)
		want   []string
	}{
		"B1": {func(*bucketStory) {}, []string{b1}},
		"B1, no Region": {func(s *bucketStory) { s.facts.Region = "" }, []string{
			"B1 ok, fact: acme-cur-daily exists and belongs to 111122223333.",
		}},
		"B2": {func(s *bucketStory) {
			s.facts = model.BucketFacts{Bucket: bucket, Standing: model.BucketMissing, Head: s.facts.Head}
		}, []string{"B2 failure, fact: There is no bucket acme-cur-daily (in this partition)."}},
		"B3": {func(s *bucketStory) { s.facts.Region = "eu-central-1" }, []string{
			"B3 warning, fact: The bucket is in eu-central-1; the export says eu-west-1. (Our guess: that " +
				"may hinder deliveries.)",
			"B1 ok, fact: acme-cur-daily exists, in eu-central-1, and belongs to 111122223333.",
		}},
		"B4": {func(s *bucketStory) { s.facts.Standing = model.BucketForeign }, []string{
			"B4 failure, fact: acme-cur-daily doesn't belong to 111122223333, whom the export expects as " +
				"its owner.",
		}},
		"B4, the policy refused for it": {func(s *bucketStory) {
			s.facts.Standing = model.BucketForeign
			s.facts.Policy = model.PolicyFact{Probe: denied(model.ActionGetPolicy)}
		}, []string{
			"B4 failure, fact: acme-cur-daily doesn't belong to 111122223333, whom the export expects as " +
				"its owner.",
		}},
		"B4, owner not said": {func(s *bucketStory) {
			s.facts.Standing, s.facts.OwnerSaid = model.BucketForeign, false
		}, []string{
			"B4 failure, likely: acme-cur-daily doesn't belong to 111122223333, the export's account, " +
				"which is most likely expected as its owner.",
		}},
		"B5": {func(s *bucketStory) {
			s.facts.Standing, s.facts.Head = model.BucketHidden, denied(model.ActionListBucket)
		}, []string{
			"B5 note, fact: acme-cur-daily exists, in eu-west-1; you may not look at it.",
			"unseen, permission: Whose it is can't be seen: that takes s3:ListBucket on acme-cur-daily.",
		}},
		"B5, nobody expected": {func(s *bucketStory) { s.facts.Standing = model.BucketHidden }, []string{
			"B5 note, fact: acme-cur-daily exists, in eu-west-1; whom it should belong to isn't known.",
		}},
		"known from the data": {func(s *bucketStory) {
			s.facts.Standing, s.facts.Head = model.BucketUnknown, model.Probe{}
		}, nil},
		"no answer": {func(s *bucketStory) {
			s.facts.Standing, s.facts.Head = model.BucketUnknown, faulty(model.FaultTimeout)
		}, []string{
			"unseen, no answer: Whether the bucket exists and whose it is can't be seen (no answer in " +
				"time: m).",
		}},
		"B6": {func(s *bucketStory) { s.facts.Policy.None, s.facts.Policy.Text = true, "" }, []string{
			"B6 failure, fact: acme-cur-daily has no policy: nothing lets Data Exports write.", b1,
		}},
		"B15": {func(s *bucketStory) {
			s.facts.Policy.Status = 405
			s.facts.Policy.Fault = &model.Fault{Kind: model.FaultOther, Code: "MethodNotAllowed"}
		}, []string{
			"B15 note, fact: The bucket is another account's: only that account can read its policy.", b1,
		}},
		"no permission for the policy": {func(s *bucketStory) {
			s.facts.Policy = model.PolicyFact{Probe: denied(model.ActionGetPolicy)}
		}, []string{
			b1, "unseen, permission: The policy can't be seen: that takes s3:GetBucketPolicy, in " +
				"111122223333's account.",
		}},
		"no answer to the policy": {func(s *bucketStory) {
			s.facts.Policy = model.PolicyFact{Probe: faulty(model.FaultService)}
		}, []string{b1, "unseen, no answer: The policy can't be seen (AWS failed: m)."}},
		"no permission for the encryption": {func(s *bucketStory) {
			s.facts.Encryption = model.EncryptionFact{Probe: denied(model.ActionGetEncryption)}
		}, []string{b1}},
		"B16": {func(s *bucketStory) {
			s.facts.Encryption.Algorithm, s.facts.Encryption.Key = "aws:kms", key
		}, []string{
			"B16 note, guess: The bucket encrypts with " + key + ". AWS documents SSE-S3 only; if the " +
				"key's policy doesn't let the service in, a delivery fails so. (Our guess.)", b1,
		}},
		"B16, refused": {func(s *bucketStory) {
			s.facts.Encryption.Algorithm, s.facts.Encryption.Key = "aws:kms:dsse", key
			s.refused()
		}, []string{
			"B16 warning, guess: The bucket encrypts with " + key + ". AWS documents SSE-S3 only; if the " +
				"key's policy doesn't let the service in, a delivery fails so. (Our guess.)",
			"B17 note, fact: " + b17, b1,
		}},
		"no B16 of AWS's own key": {func(s *bucketStory) {
			s.facts.Encryption.Algorithm, s.facts.Encryption.Key = "aws:kms", "alias/aws/s3"
		}, []string{b1}},
		"B17": {(*bucketStory).refused, []string{"B17 note, fact: " + b17, b1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newBucketStory(t)
			tt.change(s)
			checkLines(t, s.judged(), tt.want...)
		})
	}
}

// TestBucketPolicy holds B7 to B14 and B18: what is said of each policy.
func TestBucketPolicy(t *testing.T) {
	t.Parallel()
	const (
		sent    = exportARN
		nearest = "No statement lets Data Exports write; the nearest, statement 1 (LetDataExportsWrite), "
	)
	for name, want := range map[string]string{
		"01-aws-today": "",
		"02-aws-older": "",
		"03-legacy-cur-only": "B9 failure, fact: The policy lets only legacy reports write " +
			"(billingreports.amazonaws.com).",
		"04-wrong-account": "B8 failure, fact: " + nearest + "wants ArnLike aws:SourceArn = " +
			"arn:aws:bcm-data-exports:us-east-1:444455556666:export/*, but the service sends " + sent + ".",
		"05-wrong-region-in-sourcearn": "B8 failure, fact: " + nearest + "wants ArnLike aws:SourceArn = " +
			"arn:aws:bcm-data-exports:eu-west-1:111122223333:export/*, but the service sends " + sent + ".",
		"06-stringequals-with-star": "B10 failure, likely: Most likely no statement lets Data Exports " +
			"write: StringEquals takes the star as a letter; it needs ArnLike or StringLike.",
		"07-deny-without-tls": "",
		"08-deny-unless-kms": "B13 note, fact: Whether statement 2 (KMSOnly) denies it can't be told: it " +
			"asks for s3:x-amz-server-side-encryption, and AWS doesn't say what it sends.",
		"10-deny-outside-vpc-endpoint": "B7 failure, likely: Statement 2 (EndpointOnly) most likely " +
			"denies it: StringNotEquals aws:SourceVpce wants vpce-0a1b2c3d4e5f60718; services send none, " +
			"as inferred.",
		"11-deny-outside-vpc-endpoint-but-services": "",
		"12-deny-outside-organization": "B7 failure, likely: Statement 2 (OurOrgOnly) most likely denies " +
			"it: StringNotEquals aws:PrincipalOrgID wants o-exampleorg1; services send none, as inferred.",
		"14-prefix-only": "B12 note, fact: The policy covers only what is like cur2/: enough for " +
			"deliveries, but AWS's test when an export is made writes at the root.",
		"15-malformed": "B14 note, fact: What was answered isn't a policy that can be judged (it isn't " +
			"JSON: unexpected end of JSON input).",
		"16-twenty-kilobytes": "",
		"17-account-only":     "",
		"18-variable": "B8 failure, fact: " + nearest + "doesn't: its resources leave out " +
			"arn:aws:s3:::acme-cur-daily/cur2/cur2-daily/data/BILLING_PERIOD=2026-11/" +
			"cur2-daily-00001.snappy.parquet.",
		"20-star-principal": "",
		"21-deny-unless-acl": "B13 note, fact: Whether statement 2 (FullControl) denies it can't be told: " +
			"it asks for s3:x-amz-acl, and AWS doesn't say what it sends.",
		"22-loose-spelling":                "",
		"23-deny-other-exports":            "",
		"28-stringlike-star-across-colons": "",
		"25-deny-source-organization": "B13 note, fact: Whether statement 2 (SourceOrgOnly) denies it " +
			"can't be told: it asks for aws:SourceOrgID, and AWS doesn't say what it sends.",
		"30-unknown-operator": "B13 note, fact: Whether statement 1 (LetDataExportsWrite) allows it can't " +
			"be told: the operator StringSoundsLike isn't judged here.",
		"32-other-bucket": "B8 failure, fact: " + nearest + "doesn't: its resources leave out " +
			"arn:aws:s3:::acme-cur-daily/cur2/cur2-daily/data/BILLING_PERIOD=2026-11/" +
			"cur2-daily-00001.snappy.parquet.",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newBucketStory(t)
			s.says(t, name)
			got := s.judged()
			wants := []string{want, b1}
			if want == "" {
				wants = wants[1:]
			}
			checkLines(t, got, wants...)
			// B18 is a detail.
			if told := len(
				got.Details,
			) == 1; told != (got.Policy.Check.Verdict == policy.VerdictNotGranted) {
				t.Errorf("check is %v, details %q", got.Policy.Check.Verdict, got.Details)
			}
		})
	}
}

// TestHalfGranted holds B11, and what else hangs on single statements.
func TestHalfGranted(t *testing.T) {
	t.Parallel()
	let := func(resource string) string {
		return `{"Statement":{"Effect":"Allow","Principal":{"Service":"bcm-data-exports.amazonaws.com"},` +
			`"Action":"s3:PutObject","Resource":"arn:aws:s3:::acme-cur-daily/` + resource + `"}}`
	}
	for name, tt := range map[string]struct{ policy, want string }{
		"B11, no manifest": {let("cur2/*/data/*"), "B11 failure, fact: The policy lets data be written, " +
			"but not the manifest (cur2-daily-Manifest.json)."},
		"B11, no data": {let("cur2/*/metadata/*"), "B11 failure, fact: The policy lets the manifest be " +
			"written (cur2-daily-Manifest.json), but not data."},
		"B8, nobody is let in": {`{"Statement":[]}`, "B8 failure, fact: No statement lets Data Exports " +
			"write."},
		"B8, others are let in": {
			`{"Statement":{"Effect":"Allow","Principal":{"AWS":"1"},"Action":"*","Resource":"*"}}`,
			"B8 failure, fact: No statement lets Data Exports write.",
		},
		"B7, for certain": {
			`{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}`,
			"B7 failure, fact: Statement 1 denies it.",
		},
		"B14, HTML":     {"<html>", "B14 note, fact: What was answered isn't a policy that can be judged (it isn't JSON: invalid character '<' looking for beginning of value)."},
		"B14, too long": {"cut", "B14 note, fact: What was answered isn't a policy that can be judged (it is larger than 64 KiB)."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newBucketStory(t)
			s.facts.Policy.Text, s.facts.Policy.Cut = tt.policy, tt.policy == "cut"
			checkLines(t, s.judged(), tt.want, b1)
		})
	}
}

// TestRemedies holds what is beside a sentence: what to do, what to copy, what to compare.
func TestRemedies(t *testing.T) {
	t.Parallel()
	s := newBucketStory(t)
	s.says(t, "05-wrong-region-in-sourcearn")
	worst := s.judged().Findings[0]
	compare := check.Compare{
		Lead: "No statement lets Data Exports write. The nearest, statement 1 (LetDataExportsWrite), " +
			"wants another aws:SourceArn.",
		Wants: "arn:aws:bcm-data-exports:eu-west-1:111122223333:export/*",
		Sends: exportARN,
	}
	if worst.Compare == nil || *worst.Compare != compare {
		t.Errorf("compares %+v", worst.Compare)
	}
	statement := check.Remedy{
		Kind: check.RemedyStatement, ExportARN: exportARN, Account: "111122223333", Bucket: bucket,
	}
	if worst.Remedy != statement || worst.Todo == "" {
		t.Errorf("remedy %+v, todo %q", worst.Remedy, worst.Todo)
	}
	s.says(t, "10-deny-outside-vpc-endpoint")
	worst = s.judged().Findings[0]
	if worst.Remedy.Kind != check.RemedyExemption ||
		!strings.Contains(worst.Todo, "PrincipalIsAWSService") {
		t.Errorf("remedy %+v, todo %q", worst.Remedy, worst.Todo)
	}
	s.says(t, "01-aws-today")
	s.refused()
	worst = s.judged().Findings[0]
	changes := check.Remedy{
		Kind:   check.RemedyPolicyChanges,
		Region: "eu-west-1",
		At:     clock("24 04:20"),
	}
	if worst.Remedy != changes {
		t.Errorf("remedy %+v", worst.Remedy)
	}
}

// TestSeenKeys asks a policy for the keys that were seen rather than for likely ones.
func TestSeenKeys(t *testing.T) {
	t.Parallel()
	s := newBucketStory(t)
	s.facts.Policy.Text = strings.ReplaceAll(
		s.facts.Policy.Text,
		"acme-cur-daily/*",
		"acme-cur-daily/seen/*",
	)
	s.Sought, _ = model.SoughtOf(s.Run)
	got := s.Bucket(s.facts, "seen/data", "seen/manifest")
	if got.Policy.Data.Verdict != policy.VerdictGranted ||
		got.Policy.Manifest.Verdict != policy.VerdictGranted {
		t.Errorf("data %v, manifest %v", got.Policy.Data.Why(), got.Policy.Manifest.Why())
	}
}

// TestDiffers points at what is sent otherwise than wanted.
func TestDiffers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ wants, sends, want string }{
		"Region": {
			"arn:aws:bcm-data-exports:eu-west-1:111122223333:export/*", exportARN, "us-east-1",
		},
		"account":        {"arn:aws:bcm-data-exports:*:1:export/*", exportARN, "111122223333"},
		"star as letter": {"arn:aws:s:r:1:export/*", "arn:aws:s:r:1:export/x", "export/x"},
		"other texts":    {"444455556666", "444411112222", "11112222"},
		"several values": {"1 or 2", "3", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compare := check.Compare{Wants: tt.wants, Sends: tt.sends}
			at, length := compare.Differs()
			if got := tt.sends[at : at+length]; got != tt.want {
				t.Errorf("points at %q, want %q", got, tt.want)
			}
		})
	}
}
