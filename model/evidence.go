package model

import "time"

// Probe says how one thing that was asked for evidence ended: a missing permission, a redirect or a
// portal takes away what that one would have told, and nothing else. The zero Probe wasn't asked.
type Probe struct {
	Action   string    // the IAM action that it takes, as s3:ListBucket; "" if it wasn't asked
	At       time.Time // when it was asked, this machine's clock
	Served   time.Time // AWS's clock when it answered, to the second; zero where it wasn't said
	Requests int       // how many were sent for it; 0 if none was, as after a refusal a while ago
	Status   int       // the last answer's HTTP status; 0 if there was none
	Fault    *Fault    // why it ended without an answer; nil if it was answered
}

// Asked says whether it was asked at all, be it that an earlier refusal is what answers.
func (p Probe) Asked() bool { return p.Action != "" }

// Answered says whether what it asked for is known.
func (p Probe) Answered() bool { return p.Asked() && p.Fault == nil }

// Refused says whether a permission is missing.
func (p Probe) Refused() bool { return p.Fault != nil && p.Fault.Kind == FaultDenied }

// IAM actions that evidence takes, one for each request.
const (
	ActionListBucket    = "s3:ListBucket" // ListObjectsV2, HeadBucket
	ActionGetObject     = "s3:GetObject"
	ActionGetPolicy     = "s3:GetBucketPolicy"
	ActionGetEncryption = "s3:GetEncryptionConfiguration"
	ActionGetExport     = "bcm-data-exports:GetExport"
	ActionGetTable      = "bcm-data-exports:GetTable"
)

// requests is how many were sent for all of them.
func requests(probes ...Probe) int {
	sum := 0
	for _, p := range probes {
		sum += p.Requests
	}
	return sum
}
