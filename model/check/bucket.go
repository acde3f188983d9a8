package check

import (
	"fmt"
	"strings"
	"time"

	"exportwatch/model"
)

// Bucket judges what could keep AWS from writing: the bucket, its policy, its encryption. The keys
// are those of a data file and a manifest that were seen; "" takes those that the export would
// most likely write.
func (c Case) Bucket(facts model.BucketFacts, dataKey, manifestKey string) Section {
	s := draft{Section{Kind: KindBucket, LookedAt: lookedAt(facts), Requests: facts.Requests()}}
	fine := c.standing(&s, facts)
	if facts.Standing == model.BucketMissing {
		return s.done()
	}
	fine = c.region(&s, facts) && fine
	policyFine, likely := c.policy(&s, facts, dataKey, manifestKey)
	c.encryption(&s, facts.Encryption)
	if refused := c.refusedAt(); fine && policyFine && !refused.IsZero() {
		s.add(allFine(refused, facts.Region, likely))
	}
	return s.done()
}

// lookedAt returns when the first of the questions was asked.
func lookedAt(facts model.BucketFacts) time.Time {
	if facts.Head.Asked() {
		return facts.Head.At
	}
	return facts.Policy.At
}

// standing judges whether the bucket exists and whose it is. It says whether nothing is wrong.
func (c Case) standing(s *draft, facts model.BucketFacts) bool {
	bucket, owner := model.Clean(facts.Bucket), model.Clean(facts.Owner)
	region := ""
	if facts.Region != "" {
		region = ", in " + facts.Region
	}
	switch facts.Standing {
	case model.BucketOwned:
		s.add(Finding{
			ID: "B1", Severity: SeverityOK,
			Sentence: fmt.Sprintf("%s exists%s%s.", bucket, region, belongs(owner, region)),
		})
		return true
	case model.BucketMissing:
		s.add(c.noBucket())
	case model.BucketForeign:
		f := Finding{
			ID:       "B4",
			Severity: SeverityFailure,
			Sentence: fmt.Sprintf("%s doesn't belong to %s, whom the export expects as its owner.",
				bucket, owner),
			Todo: "A deleted bucket's name may have been taken. Check before anything is delivered.",
		}
		if !facts.OwnerSaid {
			f.Certainty = CertaintyLikely
			f.Sentence = fmt.Sprintf(
				"%s doesn't belong to %s, the export's account, which is most "+
					"likely expected as its owner.",
				bucket,
				owner,
			)
		}
		s.add(f)
	case model.BucketHidden:
		c.hidden(s, facts, region)
		return true
	case model.BucketUnknown:
		return unknownStanding(s, facts)
	}
	return false
}

// hidden judges a bucket whose owner may not be seen, or of which none is expected.
func (c Case) hidden(s *draft, facts model.BucketFacts, region string) {
	bucket := model.Clean(facts.Bucket)
	if facts.Head.Answered() {
		s.add(Finding{
			ID:       "B5",
			Severity: SeverityNote,
			Sentence: fmt.Sprintf(
				"%s exists%s; whom it should belong to isn't known.",
				bucket,
				region,
			),
		})
		return
	}
	s.add(Finding{
		ID: "B5", Severity: SeverityNote,
		Sentence: fmt.Sprintf("%s exists%s; you may not look at it.", bucket, region),
	})
	s.denied(model.ActionListBucket, c.bucketARN(),
		fmt.Sprintf("Whose it is can't be seen: that takes s3:ListBucket on %s.", bucket))
}

// belongs writes the end of a sentence on a bucket's owner.
func belongs(owner, region string) string {
	switch {
	case owner == "":
		return ""
	case region == "":
		return " and belongs to " + owner
	default:
		return ", and belongs to " + owner
	}
}

// unknownStanding judges a bucket that wasn't asked for, as a look at the data has shown it, or of
// which nothing came.
func unknownStanding(s *draft, facts model.BucketFacts) bool {
	if facts.Head.Asked() && facts.Head.Fault != nil {
		s.failed("Whether the bucket exists and whose it is can't be seen", facts.Head.Fault)
		return false
	}
	return !facts.Head.Asked()
}

// noBucket judges that there is no such bucket.
func (c Case) noBucket() Finding {
	return Finding{
		ID: "B2", Severity: SeverityFailure,
		Sentence: fmt.Sprintf("There is no bucket %s (in this partition).",
			model.Clean(c.Sought.Destination.Bucket)),
		Todo:   "Make it anew with its policy, or change the destination.",
		Remedy: c.statement(),
	}
}

// region judges whether the bucket is where the export says. It says whether nothing is wrong.
func (c Case) region(s *draft, facts model.BucketFacts) bool {
	said := c.Sought.Destination.Region
	if facts.Region == "" || said == "" || strings.EqualFold(facts.Region, said) {
		return true
	}
	s.add(Finding{
		ID:       "B3",
		Severity: SeverityWarning,
		Sentence: fmt.Sprintf(
			"The bucket is in %s; the export says %s. (Our guess: that may hinder "+
				"deliveries.)",
			facts.Region,
			said,
		),
		Todo: "Change the export's S3Region.",
	})
	return false
}

// encryption judges a default encryption that AWS doesn't document for exports.
func (c Case) encryption(s *draft, fact model.EncryptionFact) {
	customers := fact.Key != "" && !strings.HasSuffix(fact.Key, "alias/aws/s3")
	if !fact.Answered() || !strings.HasPrefix(fact.Algorithm, "aws:kms") || !customers {
		return
	}
	f := Finding{
		ID:        "B16",
		Severity:  SeverityNote,
		Certainty: CertaintyGuess,
		Sentence: fmt.Sprintf(
			"The bucket encrypts with %s. AWS documents SSE-S3 only; if the key's "+
				"policy doesn't let the service in, a delivery fails so. (Our guess.)",
			model.Clean(fact.Key),
		),
		Todo: "Try SSE-S3.",
	}
	if !c.refusedAt().IsZero() {
		f.Severity = SeverityWarning
	}
	s.add(f)
}

// allFine judges that nothing seen explains a refused delivery.
func allFine(refused time.Time, region string, likely bool) Finding {
	f := Finding{
		ID:       "B17",
		Severity: SeverityNote,
		Sentence: fmt.Sprintf(
			"Today's bucket, Region, owner and policy let Data Exports write. What "+
				"failed at %s was mended since, or isn't seen from here: a KMS key's policy, the "+
				"organization's policies, Object Lock.",
			when(refused),
		),
		Todo: fmt.Sprintf(
			"Look in CloudTrail for PutBucketPolicy before and after %s.",
			when(refused),
		),
		Remedy: Remedy{Kind: RemedyPolicyChanges, Region: region, At: refused},
	}
	if likely {
		f.Certainty = CertaintyLikely
		f.Sentence = strings.Replace(f.Sentence, "policy let", "policy most likely let", 1)
	}
	return f
}

// statement is the remedy that lets Data Exports write.
func (c Case) statement() Remedy {
	return Remedy{
		Kind: RemedyStatement, ExportARN: c.Sought.ExportARN, Account: c.Sought.Account,
		Bucket: c.Sought.Destination.Bucket,
	}
}
