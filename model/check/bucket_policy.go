package check

import (
	"fmt"

	"exportwatch/model"
	"exportwatch/model/policy"
)

// Policy is what a bucket's policy says of the four things that Data Exports does.
type Policy struct {
	Data     policy.Judgement // a data file is written
	Manifest policy.Judgement // a manifest is written
	Check    policy.Judgement // the policy is read, which only AWS's older page asks for
	Root     policy.Judgement // the object at the root by which AWS tests when an export is made
}

// testObject is what AWS writes to a bucket's root when an export is made.
const testObject = "aws-programmatic-access-test-object"

// JudgePolicy judges a policy's text, verbatim. The keys are as those of Bucket.
func (c Case) JudgePolicy(text, dataKey, manifestKey string) *Policy {
	owner, _ := c.Sought.Owner()
	delivery := policy.Delivery{
		ExportARN: c.Sought.ExportARN, Bucket: c.Sought.Destination.Bucket, Owner: owner,
		Region: c.Sought.Destination.Region,
	}
	likelyData, likelyManifest := c.likelyKeys()
	if dataKey == "" {
		dataKey = likelyData
	}
	if manifestKey == "" {
		manifestKey = likelyManifest
	}
	judged := policy.Judge(text, delivery.Put(dataKey), delivery.Put(manifestKey),
		delivery.ReadPolicy(), delivery.Put(testObject))
	return &Policy{Data: judged[0], Manifest: judged[1], Check: judged[2], Root: judged[3]}
}

// likelyKeys returns the keys of a data file and of the manifest that the export most likely writes
// next.
func (c Case) likelyKeys() (data, manifest string) {
	partition := "partition"
	if likely := model.LikelyPartitions(c.Sought.Table, c.Now); len(likely) > 0 {
		partition = likely[0]
	}
	ext := ".csv.gz"
	if c.Sought.Destination.Format == "PARQUET" {
		ext = ".snappy.parquet"
	}
	name := c.Sought.Name
	return c.Sought.DataPrefix() + partition + "/" + name + "-00001" + ext,
		c.Sought.MetadataPrefix() + partition + "/" + name + "-Manifest.json"
}

// policy judges the bucket's policy. It says whether nothing is wrong with it, and whether that
// rests on an inference.
func (c Case) policy(
	s *draft, facts model.BucketFacts, dataKey, manifestKey string,
) (fine, likely bool) {
	fact := facts.Policy
	switch {
	case fact.OtherAccount():
		s.add(Finding{
			ID: "B15", Severity: SeverityNote,
			Sentence: "The bucket is another account's: only that account can read its policy.",
			Todo:     "Ask " + ownerName(facts) + ".",
		})
	case fact.Refused() && facts.Standing == model.BucketForeign: // that is why
	case fact.Refused():
		s.denied(model.ActionGetPolicy, c.bucketARN(), fmt.Sprintf(
			"The policy can't be seen: that takes s3:GetBucketPolicy, in %s's account.",
			ownerName(facts)))
	case fact.Fault != nil:
		s.failed("The policy can't be seen", fact.Fault)
	case !fact.Answered():
	case fact.None:
		s.add(Finding{
			ID:       "B6",
			Severity: SeverityFailure,
			Sentence: model.Clean(
				facts.Bucket,
			) + " has no policy: nothing lets Data Exports write.",
			Todo:   "Give it the statement that AWS asks for.",
			Remedy: c.statement(),
		})
	default:
		text := fact.Text
		s.Policy = c.JudgePolicy(text, dataKey, manifestKey)
		if fact.Cut {
			s.Policy = cutPolicy()
		}
		return c.verdict(s, manifestKey)
	}
	return false, false
}

// cutPolicy is what is said of a policy that is longer than any can be.
func cutPolicy() *Policy {
	j := policy.Judgement{Unreadable: "it is larger than 64 KiB"}
	return &Policy{Data: j, Manifest: j, Check: j, Root: j}
}

// ownerName names who owns the bucket, as far as that is known.
func ownerName(facts model.BucketFacts) string {
	if facts.OwnerSaid && facts.Owner != "" {
		return model.Clean(facts.Owner)
	}
	return "its owner"
}
