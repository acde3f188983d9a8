package model

// BucketStanding is what is known of a bucket's existence and owner.
type BucketStanding int

// The standings.
const (
	BucketUnknown BucketStanding = iota // nobody said
	BucketOwned                         // it exists and belongs to the expected owner
	BucketMissing                       // there is none of that name in this partition
	BucketForeign                       // it exists, and the expected owner isn't its owner
	BucketHidden                        // it exists; whose it is may not be seen
)

// String returns the standing in a few words.
func (s BucketStanding) String() string {
	switch s {
	case BucketOwned:
		return "owned"
	case BucketMissing:
		return "missing"
	case BucketForeign:
		return "foreign"
	case BucketHidden:
		return "hidden"
	case BucketUnknown:
	}
	return "unknown"
}

// BucketFacts is what AskBucket found: the bucket that an export delivers to, its policy and its
// default encryption, each as far as it could be seen.
type BucketFacts struct {
	Bucket    string // as it was asked for
	Owner     string // who was expected to own it; "" if that wasn't known and not asked
	OwnerSaid bool   // the destination names the owner; else the export's account was taken for it
	Standing  BucketStanding
	Region    string // where the bucket is, cleaned; "" if that wasn't said

	Head Probe // HeadBucket with the expected owner; not asked if Sought.Region was known
	Free Probe // HeadBucket without it, asked only after a 403 of the other

	Policy     PolicyFact
	Encryption EncryptionFact
}

// PolicyFact is a bucket's policy as S3 answered it.
type PolicyFact struct {
	Probe
	None bool   // there is no policy; the probe counts as answered
	Text string // verbatim, as outside text must be cleaned before it is shown; "" if None
	Cut  bool   // the text goes on past 64 KiB, which no policy does
}

// OtherAccount says whether only identities of another account may read the policy: S3's 405.
func (p PolicyFact) OtherAccount() bool { return p.Status == 405 }

// EncryptionFact is a bucket's default encryption, cleaned.
type EncryptionFact struct {
	Probe
	Algorithm string // AES256, aws:kms, aws:kms:dsse, or another text
	Key       string // id, alias or ARN of the KMS key; "" is AWS's own
}

// Requests returns how many requests were sent to S3.
func (f BucketFacts) Requests() int {
	return requests(f.Head, f.Free, f.Policy.Probe, f.Encryption.Probe)
}

// Summary returns what is known of the bucket's standing.
func (f BucketFacts) Summary() string { return "bucket " + f.Standing.String() }

func (BucketFacts) result() {}
